"""What is read of a webhook's payload, and how a bad one is named."""

from typing import Any

import pytest
from coderipple.errors import PayloadError
from coderipple.webhook_parser import WebhookEvent, infer_kind
from fakes.event_files import read_payload

ZEROS = "0" * 40


def push(**changes: Any) -> dict[str, Any]:
    """An ordinary push with some values changed."""
    return read_payload("push_update") | changes


def refusal(payload: object, kind: str | None = "push") -> str:
    """The message with which a payload is refused."""
    with pytest.raises(PayloadError) as caught:
        WebhookEvent(payload, kind=kind)
    return str(caught.value)


def test_an_ordinary_push_is_read() -> None:
    """Names, commits, flags and people are taken from where GitHub puts them."""
    payload = read_payload("push_several_commits")
    event = WebhookEvent(payload, kind="push", delivery_id="72d3162e-cc78")
    assert (event.kind, event.delivery_id) == ("push", "72d3162e-cc78")
    assert (event.repository_name, event.full_name) == ("tide-tables", "ada-example/tide-tables")
    assert (event.ref, event.branch, event.default_branch) == ("refs/heads/main", "main", "main")
    assert (event.before, event.after) == (payload["before"], payload["after"])
    assert (event.created, event.deleted, event.forced) == (False, False, False)
    assert [commit.id for commit in event.commits] == [commit["id"] for commit in payload["commits"]]
    assert event.commits[0].message.startswith("feat: read tide tables")
    assert event.head_commit_message == "refactor: drop the old reader 🌊"
    assert (event.pusher, event.sender_login) == ("ada-example", "ada-example")


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("push_forced", {"forced": True, "branch": "main"}),
        (
            "push_branch_created",
            {"created": True, "before": None, "branch": "feature/neap-tides", "commits": ()},
        ),
        ("push_branch_deleted", {"deleted": True, "after": None, "head_commit_message": None}),
        ("push_tag", {"branch": None, "ref": "refs/tags/v1.2.0", "created": True}),
        ("push_without_commits", {"commits": (), "forced": True}),
        ("push_own_commits", {"pusher": "tide-docs[bot]", "sender_login": "tide-docs[bot]"}),
    ],
)
def test_every_kind_of_push_is_read(name: str, facts: dict[str, Any]) -> None:
    """Zeros become None, a tag has no branch, and a missing head commit is no error."""
    event = WebhookEvent(read_payload(name), kind="push")
    assert {key: getattr(event, key) for key in facts} == facts


def test_a_pull_request_is_read() -> None:
    """What happened to it, what it proposes, to what, and whether that is another repository's."""
    payload = read_payload("pull_request")
    event = WebhookEvent(payload, kind="pull_request")
    assert (event.action, event.number, event.base_branch) == ("opened", 3, "main")
    request = payload["pull_request"]
    assert (event.base_commit, event.head_commit) == (request["base"]["sha"], request["head"]["sha"])
    assert (event.is_fork, event.ref, event.branch, event.after) == (False, None, None, None)
    assert repr(event) == "WebhookEvent(pull_request ada-example/tide-tables #3 'opened')"


def test_the_paths_of_a_push_are_those_of_all_its_commits() -> None:
    """Added, changed and removed ones; none at all where a commit does not tell."""
    payload = read_payload("push_several_commits")
    last = len(payload["commits"]) - 1
    payload["after"] = payload["commits"][last]["id"]
    for number, commit in enumerate(payload["commits"]):
        commit |= {"added": [f"a{number}.py"], "modified": ["m.py"], "removed": []}
    expected = {"m.py", *(f"a{number}.py" for number in range(last + 1))}
    assert WebhookEvent(payload).changed_paths == expected
    del payload["commits"][0]["removed"]
    assert WebhookEvent(payload).changed_paths is None


@pytest.mark.parametrize(("name", "kind"), [("ping", "ping"), ("pull_request", "pull_request"), ("push_tag", "push")])
def test_the_kind_is_inferred_without_a_header(name: str, kind: str) -> None:
    """A direct invocation has no headers; the keys tell the event."""
    event = WebhookEvent(read_payload(name))
    assert event.kind == kind == infer_kind(read_payload(name))
    assert event.full_name == "ada-example/tide-tables"


def test_the_header_overrules_the_keys() -> None:
    """GitHub knows best which event it sent, and nothing of a push is read from another event."""
    event = WebhookEvent(push(after=7), kind="deployment_status")
    assert (event.kind, event.ref, event.branch, event.commits) == ("deployment_status", None, None, ())


def test_an_organisations_ping_has_no_repository() -> None:
    """A hook of an organisation belongs to no repository."""
    event = WebhookEvent({"zen": "Tides wait for no one."})
    assert (event.kind, event.repository_name, event.full_name) == ("ping", "", "")
    assert repr(event) == "WebhookEvent(ping no repository)"


def test_what_a_push_may_lack_is_not_asked_for() -> None:
    """Only the ref, its two ends and the repository's name are indispensable."""
    needed = {key: push()[key] for key in ("ref", "before", "after")}
    event = WebhookEvent(needed | {"repository": {"name": "tide-tables", "full_name": "ada-example/tide-tables"}})
    assert (event.default_branch, event.commits, event.pusher, event.forced) == (None, (), None, False)


def test_object_names_may_be_sha256() -> None:
    """Repositories with SHA-256 names have 64 hexadecimal digits."""
    assert WebhookEvent(push(after="ab" * 32)).after == "ab" * 32


def test_a_ref_that_ends_nowhere_is_deleted() -> None:
    """Zeros in `after` mean a deletion, whatever the flag says."""
    assert WebhookEvent(push(after=ZEROS, deleted=False)).deleted


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"repository": None}, "payload.repository: is null; expected an object"),
        ({"repository": {"name": "x"}}, "payload.repository.full_name: is missing"),
        (
            {"repository": {"name": "x", "full_name": "ada/y"}},
            "payload.repository.full_name: is 'ada/y'; expected owner/x",
        ),
        (
            {"repository": {"name": "..", "full_name": "ada/.."}},
            "payload.repository.name: is '..'; expected letters, digits, '.', '-' and '_'",
        ),
        (
            {"repository": {"name": "x", "full_name": "ada/x/y"}},
            "payload.repository.full_name: is 'ada/x/y'; expected owner/name",
        ),
        (
            {"repository": {"name": "x", "full_name": "ada/x", "default_branch": "a b"}},
            "payload.repository.default_branch: is 'a b'; expected a branch's name",
        ),
        ({"ref": 7}, "payload.ref: is a number; expected a string"),
        ({"after": "abc"}, "payload.after: is 'abc'; expected 40 or 64 lower-case hex digits"),
        (
            {"before": ZEROS.replace("0", "G")},
            f"payload.before: is '{'G' * 40}'; expected 40 or 64 lower-case hex digits",
        ),
        ({"forced": 1}, "payload.forced: is a number; expected true or false"),
        ({"commits": {}}, "payload.commits: is an object; expected an array of commits"),
        ({"commits": [{"id": ZEROS}]}, "payload.commits[0].message: is missing"),
        ({"commits": [[]]}, "payload.commits[0]: is an array; expected an object"),
        ({"head_commit": {"message": True}}, "payload.head_commit.message: is true; expected a string"),
        ({"pusher": {"name": []}}, "payload.pusher.name: is an array; expected a string"),
        (
            {"commits": [{"id": ZEROS, "message": "", "added": "a.py"}]},
            "payload.commits[0].added: is 'a.py'; expected an array of strings",
        ),
        (
            {"commits": [{"id": ZEROS, "message": "", "removed": ["a", 7]}]},
            "payload.commits[0].removed[1]: is a number; expected a string",
        ),
        (
            {"repository": {"name": "x", "full_name": "ada/x", "fork": "no"}},
            "payload.repository.fork: is 'no'; expected true or false",
        ),
        ({"sender": "ada"}, "payload.sender: is 'ada'; expected an object"),
        (
            {"head_commit": {"message": "\ud800"}},
            "payload.head_commit.message: is not valid Unicode; it has half of a surrogate pair",
        ),
    ],
)
def test_a_bad_value_is_named_by_its_path(changes: dict[str, Any], message: str) -> None:
    """The message leads to the key, shows the value and says what was expected."""
    assert refusal(push(**changes)) == message


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"action": None}, "payload.action: is null; expected a string"),
        ({"action": "a b"}, "payload.action: is 'a b'; expected one short word"),
        ({"pull_request": []}, "payload.pull_request: is an array; expected an object"),
        ({"repository": None}, "payload.repository: is null; expected an object"),
    ],
)
def test_a_bad_value_of_a_pull_request_is_named(changes: dict[str, Any], message: str) -> None:
    """As those of a push are."""
    assert refusal(read_payload("pull_request") | changes, kind="pull_request") == message


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        ("number", True, "is true; expected a whole number from 1 on"),
        ("number", 0, "is a number; expected a whole number from 1 on"),
        ("number", 10**400, "is a number; expected a whole number from 1 on"),
        ("head.sha", "abc", "is 'abc'; expected 40 or 64 lower-case hex digits"),
        ("head.repo", {}, None),
        ("base.ref", "a b", "is 'a b'; expected a branch's name"),
    ],
)
def test_a_bad_value_deep_in_a_pull_request_is_named(path: str, value: object, problem: str | None) -> None:
    """By the whole path to it."""
    payload = read_payload("pull_request")
    place = payload["pull_request"]
    *outer, last = path.split(".")
    for key in outer:
        place = place[key]
    place[last] = value
    told = f"{path}: {problem}" if problem else f"{path}.full_name: is missing"
    assert refusal(payload, kind="pull_request") == f"payload.pull_request.{told}"


@pytest.mark.parametrize("key", ["ref", "before", "after", "repository"])
def test_an_indispensable_key_is_missed(key: str) -> None:
    """A push without it says which one."""
    payload = push()
    del payload[key]
    assert refusal(payload) == f"payload.{key}: is missing"


@pytest.mark.parametrize(
    "ref",
    [
        "main",
        "refs/heads",
        "refs/heads/",
        "refs/heads/a..b",
        "refs/heads/../../etc/passwd",
        "refs/heads/a\nb",
        "refs/heads/a\0",
        "refs/heads/.hidden",
        "refs/heads/a.lock",
        "refs/heads/a//b",
        "refs/heads/a@{1}",
        "refs/heads/a b",
        "refs/heads/~a",
        "refs/heads/" + "x" * 2000,
    ],
)
def test_a_ref_that_git_would_refuse_is_refused(ref: str) -> None:
    """No later stage has to fear a ref."""
    assert refusal(push(ref=ref)).startswith("payload.ref: is ")


def test_a_long_value_is_cut_in_the_message() -> None:
    """A message stays short, whatever was sent."""
    assert len(refusal(push(ref="x" * 1_000_000))) < 120


def test_an_endlessly_deep_value_is_only_named() -> None:
    """Showing a deep structure would itself fail."""
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    assert refusal(push(ref=deep)) == "payload.ref: is an array; expected a string"


@pytest.mark.parametrize(
    ("payload", "message"),
    [
        ({}, "payload: is empty; expected the JSON object of a webhook"),
        ([], "payload: is an array; expected an object"),
        (None, "payload: is null; expected an object"),
        (b"", "payload: is a bytes; expected an object"),
        ({"commits": []}, "payload.repository: is missing"),
    ],
)
def test_a_payload_that_is_none_is_refused(payload: object, message: str) -> None:
    """Neither nothing nor another type passes for an event."""
    assert refusal(payload, kind=None) == message


@pytest.mark.parametrize("header", ["", "a b", "x" * 65, "push\nkind=<ping>"])
def test_a_header_that_is_no_word_is_refused(header: str) -> None:
    """Kind and delivery end in the log, so nothing odd gets there."""
    assert "X-GitHub-Event" in refusal(push(), kind=header)
    with pytest.raises(PayloadError, match="X-GitHub-Delivery"):
        WebhookEvent(push(), delivery_id=header)


def test_the_repr_is_short_and_shows_no_message() -> None:
    """It says what was pushed where."""
    event = WebhookEvent(read_payload("push_tag"))
    assert repr(event).startswith("WebhookEvent(push ada-example/tide-tables 'refs/tags/v1.2.0' none..")
    assert len(repr(WebhookEvent(push()))) < 120


def test_an_event_cannot_be_changed() -> None:
    """It is a value."""
    with pytest.raises(AttributeError):
        WebhookEvent(push()).kind = "ping"  # type: ignore[misc]
