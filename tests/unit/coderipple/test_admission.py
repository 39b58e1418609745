"""Which events are worked off, and why the others are not."""

from typing import Any

import pytest
from coderipple.admission import admit, is_own_commit
from coderipple.config import Config, get_config
from coderipple.webhook_parser import WebhookEvent
from fakes.event_files import read_payload

ANY_REPOSITORY = get_config({})


def only(repository: str) -> Config:
    """Settings that name one repository."""
    return get_config({"CODERIPPLE_SOURCE_REPO": repository})


def push_of(*messages: str, **changes: Any) -> WebhookEvent:
    """A push of commits with these messages."""
    payload = read_payload("push_update")
    first = payload["commits"][0]
    return WebhookEvent(payload | {"commits": [first | {"message": text} for text in messages]} | changes)


@pytest.mark.parametrize("name", ["push_update", "push_several_commits", "push_forced", "push_without_commits"])
def test_a_push_to_the_default_branch_is_admitted(name: str) -> None:
    """Forced or without a list of commits, it may have changed what the documents say."""
    event = WebhookEvent(read_payload(name))
    assert admit(event, ANY_REPOSITORY) is None
    assert admit(event, only("Ada-Example/Tide-Tables")) is None


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("ping", "the event is ping, not a push"),
        ("pull_request", "the event is pull_request, not a push"),
        ("push_tag", "the push is to refs/tags/v1.2.0, not to a branch"),
        ("push_branch_deleted", "the push deletes the branch feature/neap-tides"),
        ("push_own_commits", "the push holds only commits of CodeRipple itself (trailer CodeRipple-Source:)"),
    ],
)
def test_what_is_not_for_us_is_skipped_with_the_reason(name: str, reason: str) -> None:
    """The reason names the value that decided."""
    assert admit(WebhookEvent(read_payload(name)), ANY_REPOSITORY) == reason


def test_another_repository_is_skipped() -> None:
    """Only the configured repository is ever written to."""
    reason = admit(WebhookEvent(read_payload("push_update")), only("ada-example/other"))
    assert reason == "the push is to ada-example/tide-tables, not to ada-example/other (CODERIPPLE_SOURCE_REPO)"


def test_a_variable_names_the_branch() -> None:
    """Only that one is admitted; without the variable the repository itself may name one, which is looked at later."""
    event = WebhookEvent(read_payload("push_other_branch"))
    stable = get_config({"CODERIPPLE_BRANCH": "stable"})
    reason = "the push is to the branch feature/neap-tides, not to stable (CODERIPPLE_BRANCH)"
    assert admit(event, stable) == reason
    assert admit(event, get_config({"CODERIPPLE_BRANCH": "feature/neap-tides"})) is None
    assert admit(event, ANY_REPOSITORY) is None


def test_own_commits_among_others_are_admitted() -> None:
    """One commit of a person is enough to look."""
    own = "docs: describe tables\n\nCodeRipple-Source: abc\n"
    assert admit(push_of(own, "fix: tables"), ANY_REPOSITORY) is None
    assert admit(push_of(own, own), ANY_REPOSITORY) is not None


@pytest.mark.parametrize(
    ("message", "own"),
    [
        ("docs: x\n\nCodeRipple-Source: abc", True),
        ("docs: x\r\n\r\nbody\r\n\r\nCodeRipple-Source: abc\r\nOther: y\r\n", True),
        ("docs: x\n\nCodeRipple-Source: abc\n\nReverted by hand.", False),
        ("CodeRipple-Source: as a subject", False),
        ("docs: x\n\nsays CodeRipple-Source: abc", False),
        ("", False),
    ],
)
def test_only_a_trailer_makes_a_commit_our_own(message: str, own: bool) -> None:
    """A trailer stands in the last paragraph; quoting it elsewhere means nothing."""
    assert is_own_commit(message) is own
