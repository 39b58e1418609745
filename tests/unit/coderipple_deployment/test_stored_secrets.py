"""A secret is given, or stored, or an error."""

import pytest
from coderipple_deployment.environment import Environment
from coderipple_deployment.errors import MissingSecretError, SecretFormError
from coderipple_deployment.stored_secrets import choose_secrets
from fakes.deployment import FakeSecrets

STORED = {"sample/webhook-secret": "old", "sample/github-credentials": "token"}


def test_what_is_stored_stays(environment: Environment) -> None:
    """The same value given again is no change."""
    for given in ({}, {"CODERIPPLE_WEBHOOK_SECRET": "old", "CODERIPPLE_GITHUB_TOKEN": "token"}):
        chosen = choose_secrets(environment, FakeSecrets(STORED), given)
        assert (dict(chosen.to_store), chosen.signing) == ({}, "old")


def test_what_is_given_is_to_be_stored(environment: Environment) -> None:
    """Credentials stand before a bare token; both secrets of a change sign, the first one here."""
    given = {
        "CODERIPPLE_WEBHOOK_SECRET": "new\nold",
        "CODERIPPLE_GITHUB_CREDENTIALS": '{"token": "t"}',
        "CODERIPPLE_GITHUB_TOKEN": "ignored",
    }
    chosen = choose_secrets(environment, FakeSecrets(STORED), given)
    assert chosen.to_store == {"sample/webhook-secret": "new\nold", "sample/github-credentials": '{"token": "t"}'}
    assert chosen.signing == "new"


@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_one_is_none(environment: Environment, value: str) -> None:
    """Neither given nor stored; what is missing is named, one or both."""
    store = FakeSecrets({"sample/webhook-secret": value, "sample/github-credentials": "token"})
    with pytest.raises(MissingSecretError, match=r"^CODERIPPLE_WEBHOOK_SECRET is neither stored"):
        choose_secrets(environment, store, {"CODERIPPLE_WEBHOOK_SECRET": value})


def test_a_secret_that_cannot_be_used_is_refused_before_it_is_stored(environment: Environment) -> None:
    """The function would answer 500 to everything."""
    with pytest.raises(SecretFormError):
        choose_secrets(environment, FakeSecrets(STORED), {"CODERIPPLE_WEBHOOK_SECRET": '{"a": 1}'})


def test_the_repr_shows_no_secret(environment: Environment) -> None:
    """Not even in a traceback's locals."""
    assert "old" not in repr(choose_secrets(environment, FakeSecrets(STORED), {}))
