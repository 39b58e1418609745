"""Who may have a webhook worked off."""

import pytest
from coderipple.authorization import authorize
from coderipple.config import get_config
from coderipple.errors import ConfigurationError, SignatureError
from coderipple.http_request import Request, read_request
from fakes.api_gateway import SECRET, github_headers, http_event

BODY = b"{}"
IN_LAMBDA = {"AWS_LAMBDA_FUNCTION_NAME": "coderipple"}
WITH_SECRET = {"CODERIPPLE_WEBHOOK_SECRET": SECRET}


def a_request(secret: str | None) -> Request:
    """A request as GitHub sends it; unsigned when there is no secret."""
    return read_request(http_event(BODY, github_headers(BODY, secret=secret)))


@pytest.mark.parametrize("environ", [WITH_SECRET, IN_LAMBDA | WITH_SECRET], ids=["here", "in Lambda"])
def test_the_configured_secret_counts_everywhere(environ: dict[str, str]) -> None:
    """Who sets a secret means it."""
    config = get_config(environ)
    authorize(a_request(SECRET), config)
    for secret in (None, "another secret"):
        with pytest.raises(SignatureError):
            authorize(a_request(secret), config)


def test_a_machine_without_a_secret_is_a_developers_own() -> None:
    """Outside Lambda anything may be tried."""
    authorize(a_request(None), get_config({}))


def test_in_lambda_a_forgotten_secret_opens_nothing() -> None:
    """A signed request finds the mistake; an unsigned one is refused as ever, before any secret is looked for."""
    config = get_config(IN_LAMBDA)
    with pytest.raises(ConfigurationError) as caught:
        authorize(a_request(SECRET), config)
    assert caught.value.setting == "CODERIPPLE_WEBHOOK_SECRET"
    with pytest.raises(SignatureError):
        authorize(a_request(None), config)


@pytest.mark.parametrize("environ", [IN_LAMBDA, IN_LAMBDA | WITH_SECRET], ids=["without a secret", "with one"])
def test_a_direct_invocation_is_authorized_already(environ: dict[str, str]) -> None:
    """By IAM; there is nothing that could be signed."""
    authorize(read_request({"zen": "Design for failure."}), get_config(environ))
