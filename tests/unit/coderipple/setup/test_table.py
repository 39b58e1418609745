"""What a terminal shows."""

from dataclasses import replace
from datetime import timedelta

from coderipple.setup import (
    Question,
    install,
    installation_steps,
    installation_text,
    redeliver,
    redelivery_text,
    steps_text,
    verification_text,
    verify,
)
from fakes.host_settings import HOOK, NOW, URL, FakeFunctionHealth, FakeHostSettings, delivery

QUESTION = Question(repository="ada/tides", url=URL)


def test_a_verification_is_a_line_a_check() -> None:
    """Remedies stand below; the last line sums up."""
    host = FakeHostSettings(known_hooks=(replace(HOOK, content_type="form"),))
    lines = verification_text(verify(QUESTION, host, FakeFunctionHealth(), NOW)).splitlines()
    assert lines[0] == "holds     repository: ada/tides can be read"
    at = lines.index("wrong     content type: it is form, which the function answers with 415")
    assert lines[at + 1] == "          -> set it to application/json"
    assert lines[-1] == "ada/tides: 1 of 14 checks are wrong"


def test_a_verification_without_a_fault() -> None:
    """It says so."""
    text = verification_text(verify(QUESTION, FakeHostSettings(), FakeFunctionHealth(), NOW))
    assert text.endswith("\nada/tides: nothing is wrong")


def test_what_a_function_says_cannot_move_the_cursor() -> None:
    """Answers are somebody else's text."""
    function = FakeFunctionHealth(500, "\x1b[2J\nholds  everything")
    text = verification_text(verify(QUESTION, FakeHostSettings(), function, NOW))
    assert "\x1b" not in text
    assert not any(each.startswith("holds  e") for each in text.splitlines())


def test_an_installation_tells_the_secret_once() -> None:
    """With where to store it."""
    done = install(QUESTION, FakeHostSettings(known_hooks=()))
    text = installation_text(done)
    assert text.startswith(f"created the hook of ada/tides: {URL} gets push, pull_request as JSON\n")
    assert text.count(done.secret) == 1
    assert "CODERIPPLE_WEBHOOK_SECRET_ARN" in text


def test_an_installation_with_a_given_secret_tells_none() -> None:
    """There is nothing to store; another hook on the host is a warning."""
    old = replace(HOOK, id=3, url="https://functions.example/old")
    text = installation_text(install(QUESTION, FakeHostSettings(known_hooks=(old, HOOK)), "given"))
    assert text.startswith("updated the hook")
    assert "secret" not in text
    assert "given" not in text
    assert "warning: https://functions.example/old is another hook on the same host\n" in text


def test_steps_are_numbered() -> None:
    """One after the other."""
    lines = steps_text(installation_steps(QUESTION, "https://github.com")).splitlines()
    assert [each[0] for each in lines if not each.startswith(" ")] == ["1", "2", "3", "4", "5"]


def test_redeliveries_are_a_line_each() -> None:
    """The end counts them, and says how long GitHub keeps them."""
    host = FakeHostSettings(attempts=(delivery(2, "b", 0, hour=10), delivery(1, "a", 500, hour=9)))
    dry = redelivery_text(redeliver(host, "ada/tides", 7, NOW - timedelta(days=1), dry_run=True)).splitlines()
    assert dry[0] == "failed   2026-01-02 09:00:00 push             500 a"
    assert dry[1] == "failed   2026-01-02 10:00:00 push             no answer b"
    assert dry[2] == "2 of 2 deliveries since 2026-01-01 12:00 UTC failed, nothing was asked for."
    assert "about 3 days" in dry[3]
    done = redelivery_text(redeliver(host, "ada/tides", 7, NOW - timedelta(days=1), dry_run=False))
    assert done.startswith("again    2026-01-02 09:00:00")
    assert "2 are delivered again" in done


def test_nothing_failed() -> None:
    """One sentence."""
    text = redelivery_text(redeliver(FakeHostSettings(), "ada/tides", 7, NOW - timedelta(days=1), dry_run=False))
    assert text.startswith("0 of 1 deliveries since 2026-01-01 12:00 UTC failed.\n")
