"""Which events are worked off, and why the others are not."""

from typing import Any

import pytest
from coderipple.admission import admit
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
        ("ping", "the event is ping, neither a push nor a pull request"),
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


def request(**changes: Any) -> WebhookEvent:
    """A pull request that was opened, with some values of the payload changed."""
    return WebhookEvent(read_payload("pull_request") | changes)


@pytest.mark.parametrize("action", ["opened", "reopened", "synchronize"])
def test_a_pull_request_with_something_new_is_admitted(action: str) -> None:
    """To be checked; nothing is written."""
    assert admit(request(action=action), only("ada-example/tide-tables")) is None


@pytest.mark.parametrize(
    ("event", "environ", "reason"),
    [
        (
            request(action="closed"),
            {},
            "the pull request was closed; checked is what was opened, reopened, synchronize",
        ),
        (
            request(),
            {"CODERIPPLE_SOURCE_REPO": "ada/other"},
            "the pull request is to ada-example/tide-tables, not to ada/other (CODERIPPLE_SOURCE_REPO)",
        ),
        (
            request(),
            {"CODERIPPLE_BRANCH": "stable"},
            "the pull request is to the branch main, not to stable (CODERIPPLE_BRANCH)",
        ),
        (
            request(sender={"login": "Tide-docs[bot]"}),
            {"CODERIPPLE_GITHUB_LOGIN": "tide-docs[bot]"},
            "the pull request comes from Tide-docs[bot], which is CodeRipple itself (CODERIPPLE_GITHUB_LOGIN)",
        ),
    ],
    ids=["closed", "another repository", "another branch", "our own"],
)
def test_a_pull_request_that_is_not_checked(event: WebhookEvent, environ: dict[str, str], reason: str) -> None:
    """The same rules as for a push, where they apply."""
    assert admit(event, get_config(environ)) == reason


@pytest.mark.parametrize("repo", [None, {"full_name": "mallory/tide-tables"}])
def test_a_pull_request_of_a_fork_is_skipped(repo: object) -> None:
    """Also where the fork is gone meanwhile."""
    payload = read_payload("pull_request")
    payload["pull_request"]["head"]["repo"] = repo
    reason = admit(WebhookEvent(payload), ANY_REPOSITORY)
    assert reason == "the pull request 3 comes from a fork, which is not read"


def test_a_fork_is_documented_only_where_it_is_named() -> None:
    """A copied repository with a copied hook must not start to write."""
    payload = read_payload("push_update")
    payload["repository"]["fork"] = True
    reason = "ada-example/tide-tables is a fork; name it in CODERIPPLE_SOURCE_REPO to have it documented"
    assert admit(WebhookEvent(payload), ANY_REPOSITORY) == reason
    assert admit(WebhookEvent(payload), only("ada-example/tide-tables")) is None


def test_a_push_by_our_own_login_is_skipped() -> None:
    """Whatever its commits say."""
    config = get_config({"CODERIPPLE_GITHUB_LOGIN": "Ada-Example"})
    reason = "the push comes from ada-example, which is CodeRipple itself (CODERIPPLE_GITHUB_LOGIN)"
    assert admit(push_of("fix: tables"), config) == reason


def push_changing(*paths: str, **changes: Any) -> WebhookEvent:
    """A push of one commit that adds, changes or removes these paths."""
    payload = read_payload("push_update")
    lists = {"added": list(paths[::3]), "modified": list(paths[1::3]), "removed": list(paths[2::3])}
    commit = payload["commits"][0] | {"id": payload["after"]} | lists
    return WebhookEvent(payload | {"commits": [commit]} | changes)


HERE = get_config({"CODERIPPLE_OUTPUT_DIR": "docs/generated"})


def test_a_push_of_documents_alone_is_skipped() -> None:
    """They are made from the code, so nothing can follow from them."""
    event = push_changing("docs/generated/README.md", "docs/generated/a/b.md", "docs/generated/c.md")
    reason = "the push changes only documents in docs/generated (CODERIPPLE_OUTPUT_DIR)"
    assert admit(event, HERE) == reason


@pytest.mark.parametrize(
    "event",
    [
        push_changing("docs/generated/README.md", "src/tides.py"),
        push_changing("docs/generated.py"),
        push_changing(),
        push_changing("docs/generated/README.md", forced=True),
        push_changing("docs/generated/README.md", after="ab" * 20),
        push_changing(*(f"docs/generated/{number}.md" for number in range(3000))),
    ],
    ids=["code too", "a neighbour", "no path", "forced", "not all commits listed", "more paths than are listed"],
)
def test_a_push_that_may_have_changed_more_is_admitted(event: WebhookEvent) -> None:
    """Only what the payload tells for certain counts."""
    assert admit(event, HERE) is None


def test_without_a_variable_the_repository_may_name_its_folder() -> None:
    """Then `coderipple` may be its code; whether it is, only the flow finds out."""
    assert admit(push_changing("coderipple/__init__.py"), ANY_REPOSITORY) is None


def test_own_commits_among_others_are_admitted() -> None:
    """One commit of a person is enough to look."""
    own = "docs: describe tables\n\nCodeRipple-Source: abc\n"
    assert admit(push_of(own, "fix: tables"), ANY_REPOSITORY) is None
    documents = read_payload("push_own_commits")
    both = documents["commits"] * 2
    assert admit(WebhookEvent(documents | {"commits": both}), ANY_REPOSITORY) is not None


@pytest.mark.parametrize("changes", [{"forced": True}, {"commits_paths": ["tides/tables.py"]}])
def test_the_trailer_alone_makes_no_push_ours(changes: dict[str, Any]) -> None:
    """A person may amend our commit with code in it and keep its message; then the flow must look."""
    payload = read_payload("push_own_commits")
    paths = changes.pop("commits_paths", None)
    commits = [each | ({"modified": [*each["modified"], *paths]} if paths else {}) for each in payload["commits"]]
    assert admit(WebhookEvent(payload | {"commits": commits} | changes), ANY_REPOSITORY) is None
