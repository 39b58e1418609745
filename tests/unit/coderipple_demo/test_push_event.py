"""The push event, as GitHub and API Gateway would deliver it."""

import base64
import json
from datetime import datetime
from typing import Any

import pytest
from coderipple.http_request import read_request
from coderipple.signature import verify
from coderipple.webhook_parser import WebhookEvent
from coderipple_demo.clone import Commit, Person
from coderipple_demo.push_event import Push, http_event, name_repository, ping_payload, push_payload

ADA = Person(name="Ada Example", email="ada@example.com", at=datetime.fromisoformat("2026-01-02T03:04:05+02:00"))
COMMIT = Commit(
    id="ab" * 20,
    tree_id="cd" * 20,
    parents=(),
    author=ADA,
    committer=ADA,
    message="feat: high water 潮",
    added=("a.py",),
    removed=("b.py",),
    modified=("c.py",),
)


def a_push(before: str | None = "12" * 20) -> Push:
    """One commit on a branch with a slash."""
    return Push(owner="ada", name="tides", branch="topic/neap", before=before, after=COMMIT.id, commits=(COMMIT,))


def test_the_payload_tells_the_push() -> None:
    """The parser reads back what was put in."""
    event = WebhookEvent(push_payload(a_push()))
    assert (event.kind, event.full_name, event.branch) == ("push", "ada/tides", "topic/neap")
    assert (event.before, event.after, event.created) == ("12" * 20, "ab" * 20, False)
    assert event.default_branch == "topic/neap"
    assert [(commit.id, commit.message) for commit in event.commits] == [(COMMIT.id, COMMIT.message)]


def test_without_a_commit_before_the_push_created_the_branch() -> None:
    """GitHub writes zeros then."""
    payload = push_payload(a_push(before=None))
    assert (payload["before"], payload["created"]) == ("0" * 40, True)


def test_a_commit_names_its_files_and_times() -> None:
    """With the offset of the committer's clock."""
    commits: Any = push_payload(a_push())["commits"]
    assert (commits[0]["added"], commits[0]["removed"], commits[0]["modified"]) == (["a.py"], ["b.py"], ["c.py"])
    assert commits[0]["timestamp"] == "2026-01-02T03:04:05+02:00"


@pytest.mark.parametrize("encoded", [True, False])
def test_the_event_is_signed_over_its_bytes(encoded: bool) -> None:
    """Base64 or plain, the function sees the same bytes."""
    event = http_event(push_payload(a_push()), secret="secret", is_base64_encoded=encoded)
    request = read_request(event)
    verify(request.body, request.headers["x-hub-signature-256"], ["secret"])
    assert json.loads(request.body) == push_payload(a_push())
    assert (request.method, request.path, event["isBase64Encoded"]) == ("POST", "/webhook", encoded)
    assert int(request.headers["content-length"]) == len(request.body)
    assert (base64.b64encode(request.body).decode() == event["body"]) is encoded


def test_every_delivery_has_an_id_of_its_content() -> None:
    """As GitHub writes them; the parser takes it."""
    event: Any = http_event(push_payload(a_push()), secret="secret")
    delivery = event["headers"]["x-github-delivery"]
    assert WebhookEvent(push_payload(a_push()), delivery_id=delivery).delivery_id == delivery


def test_a_ping_is_known_for_one() -> None:
    """By its keys and its header."""
    event: Any = http_event(ping_payload(a_push()), kind="ping", secret="secret")
    assert event["headers"]["x-github-event"] == "ping"
    assert WebhookEvent(ping_payload(a_push())).kind == "ping"


@pytest.mark.parametrize(
    ("origin", "named"),
    [
        ("https://host.example/ada/tides.git", ("ada", "tides")),
        ("https://user@host.example:8443/group/ada/tides/", ("ada", "tides")),
        ("git@host.example:ada/tides.git", ("ada", "tides")),
        ("ssh://git@host.example/ada/my.tides", ("ada", "my.tides")),
        ("/srv/clones/tides", ("local", "folder")),
        ("file:///srv", ("local", "folder")),
        ("", ("local", "folder")),
    ],
)
def test_the_repository_is_named_after_its_remote(origin: str, named: tuple[str, str]) -> None:
    """A clone without a remote on a host is `local/` and the folder's name."""
    assert name_repository(origin, "folder") == named


@pytest.mark.parametrize(("folder", "name"), [("tide tables", "tide-tables"), ("..", "unnamed"), ("潮", "unnamed")])
def test_a_name_that_github_would_not_take_is_changed(folder: str, name: str) -> None:
    """The payload must be one that GitHub could send."""
    assert name_repository("", folder) == ("local", name)
