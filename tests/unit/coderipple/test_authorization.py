"""Who may have a webhook worked off."""

from dataclasses import dataclass, field

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


@dataclass
class FakeStore:
    """Holds secrets, and other ones when it is asked to look again."""

    secrets: tuple[str, ...] = (SECRET,)
    newer: tuple[str, ...] = ()
    asked: list[str] = field(default_factory=list)

    def current(self) -> tuple[str, ...]:
        self.asked.append("current")
        return self.secrets

    def renewed(self) -> tuple[str, ...]:
        self.asked.append("renewed")
        return self.newer


@pytest.mark.parametrize("environ", [{}, IN_LAMBDA], ids=["here", "in Lambda"])
def test_a_secret_of_the_store_counts(environ: dict[str, str]) -> None:
    """It guards also a developer's own machine."""
    config, store = get_config(environ), FakeStore()
    authorize(a_request(SECRET), config, store)
    assert store.asked == ["current"]
    with pytest.raises(SignatureError):
        authorize(a_request("another secret"), config, store)


def test_a_secret_that_is_new_is_looked_for_once() -> None:
    """While a secret is replaced no delivery is refused."""
    store = FakeStore(secrets=("the old one",), newer=("the old one", SECRET))
    authorize(a_request(SECRET), get_config(IN_LAMBDA), store)
    assert store.asked == ["current", "renewed"]


def test_the_store_is_asked_only_when_it_must_be() -> None:
    """Not about what is unsigned, and not about what a secret of the settings signed."""
    store = FakeStore()
    authorize(a_request(SECRET), get_config(WITH_SECRET), store)
    with pytest.raises(SignatureError, match="not signed"):
        authorize(a_request(None), get_config(IN_LAMBDA), store)
    authorize(read_request({"zen": "Design for failure."}), get_config(IN_LAMBDA), store)
    assert store.asked == []


def test_an_empty_store_opens_nothing() -> None:
    """Nor does an empty secret in it."""
    for secrets in ((), ("",)):
        with pytest.raises(SignatureError):
            authorize(a_request(""), get_config(IN_LAMBDA), FakeStore(secrets=secrets))
