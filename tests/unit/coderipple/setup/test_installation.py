"""Installation: one hook, one secret."""

from dataclasses import replace

import pytest
from coderipple.errors import HostRefusedError
from coderipple.setup import Question, install, installation_steps
from fakes.host_settings import HOOK, URL, FakeHostSettings

QUESTION = Question(repository="ada/tides", url=URL, report="status")


def test_a_hook_is_created_with_a_fresh_secret() -> None:
    """The secret is in the outcome and in the hook, and in no representation of the outcome."""
    host = FakeHostSettings(known_hooks=())
    first, second = (install(QUESTION, each) for each in (host, FakeHostSettings(known_hooks=())))
    assert first.is_new
    assert host.secrets == [first.secret]
    assert len(first.secret) >= 43
    assert first.secret != second.secret
    assert first.secret not in repr(first)
    assert first.as_dict()["secret"] == first.secret


def test_a_hook_that_is_there_is_updated() -> None:
    """It stays one hook; it is recognized by its address."""
    other = replace(HOOK, id=3, url="https://chat.example/")
    host = FakeHostSettings(known_hooks=(other, HOOK))
    done = install(QUESTION, host)
    assert not done.is_new
    assert [each.id for each in host.known_hooks] == [3, 7]
    assert done.others == ()


def test_the_hook_of_an_app_is_made_ours() -> None:
    """An App has exactly one, wherever it delivers to."""
    host = FakeHostSettings(known_hooks=(replace(HOOK, id=0, url="https://example.com/"),))
    assert install(QUESTION, host).hook.url == URL
    assert len(host.known_hooks) == 1


def test_a_given_secret_is_not_repeated() -> None:
    """So a secret can be changed in the function first and in the hook afterwards."""
    host = FakeHostSettings()
    done = install(QUESTION, host, "given")
    assert host.secrets == ["given"]
    assert (done.secret, done.as_dict()["secret"]) == ("", None)


def test_other_hooks_on_the_host_are_told() -> None:
    """They would deliver everything once more."""
    old = replace(HOOK, id=3, url="https://functions.example/old")
    assert install(QUESTION, FakeHostSettings(known_hooks=(old,))).others == ("https://functions.example/old",)


def test_a_missing_permission_is_told_and_does_not_hinder() -> None:
    """The hook is there; the outcome does not hold."""
    host = FakeHostSettings(known_hooks=(), granted=("contents",))
    done = install(QUESTION, host)
    assert len(host.known_hooks) == 1
    assert not done.holds


def test_a_refusal_changes_nothing() -> None:
    """The error goes up."""
    with pytest.raises(HostRefusedError):
        install(QUESTION, FakeHostSettings(known_hooks=(), refused=("create_hook",)))


def test_the_steps_name_everything_that_is_to_be_typed() -> None:
    """The address, the content type, the events, the permissions and the settings."""
    steps = installation_steps(QUESTION, "https://git.example")
    text = "\n".join(line for each in steps for line in (each.title, *each.lines))
    for word in (
        "https://git.example/ada/tides/settings/hooks/new",
        f"Payload URL: {URL}",
        "application/json",
        "push, pull_request",
        "Contents: read and write",
        "Commit statuses: read and write",
        "CODERIPPLE_SOURCE_REPO=ada/tides",
        "https://functions.example/prod/health",
        f"coderipple github verify ada/tides --url {URL}",
    ):
        assert word in text
    assert "Checks" not in text
