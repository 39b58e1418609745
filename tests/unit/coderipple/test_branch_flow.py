"""From a push to a branch of a host to a commit of documents there."""

from pathlib import Path

import pytest
from coderipple.adapters.github.host import GitHubHost
from coderipple.adapters.github.opening import OpenedGitHub
from coderipple.branch_flow import document_branch
from coderipple.config import Config, get_config
from coderipple.errors import BranchMovedError, HostBusyError, TimeLeftError
from coderipple.webhook_parser import WebhookEvent
from coderipple.wiring import GitHub, Ports
from fakes.clock import FakeClock
from fakes.code_host import FakeCodeHost
from fakes.event_files import read_payload
from fakes.github_world import github_world
from fakes.repository import FakeRepository

INTERFACES = "system/interfaces.md"
DIRECT = get_config({"CODERIPPLE_DOC_STRATEGY": "github_direct"})


@pytest.fixture
def host() -> FakeCodeHost:
    """A repository with one module."""
    repository = FakeRepository()
    repository.commit(
        "Start", {"tides/__init__.py": "def rise(): ...\n", "pyproject.toml": '[project]\nname="tides"\n'}
    )
    return FakeCodeHost(repository)


def pushed(branch: str = "main", **changes: object) -> WebhookEvent:
    """A push to a branch."""
    payload = read_payload("push_update") | {"ref": f"refs/heads/{branch}"} | changes
    payload["repository"]["default_branch"] = "main"
    return WebhookEvent(payload)


def test_the_head_of_the_branch_is_documented(host: FakeCodeHost) -> None:
    """Whatever commit the event names, and once: the second event finds nothing to do."""
    outcome = document_branch(pushed(), DIRECT, host.github())
    assert outcome.head == host.head("main")
    assert outcome.documentation_updated
    assert b"rise()" in host.documents.files[INTERFACES]
    assert len(host.messages) == 1
    again = document_branch(pushed(), DIRECT, host.github())
    assert again.skipped == f"nothing to do: commit {outcome.head[:12]} is documented already"
    assert len(host.messages) == 1


def test_the_next_push_catches_up_with_one_that_never_arrived(host: FakeCodeHost) -> None:
    """As one that was too large: the branch is compared with the last documented commit, not with the event's."""
    document_branch(pushed(), DIRECT, host.github())
    missed = host.repository.commit("More", {"tides/missed.py": "def ebb(): ...\n"})
    host.repository.commit("Even more", {"tides/next.py": "def flow(): ...\n"})
    assert document_branch(pushed(before=missed), DIRECT, host.github()).documentation_updated
    assert b"ebb()" in host.documents.files[INTERFACES]
    assert b"flow()" in host.documents.files[INTERFACES]


def test_the_message_tells_what_and_why(host: FakeCodeHost) -> None:
    """Subject, a line a document, and the trailers at the end."""
    document_branch(pushed(), DIRECT, host.github())
    subject, body, trailers = host.messages[0].split("\n\n")
    assert subject == f"Document {host.head('main')[:12]}"
    assert f"- add coderipple/{INTERFACES}: " in body
    assert trailers.startswith(f"CodeRipple-Source: {host.head('main')}\n")


def test_an_answer_that_lags_behind_the_push_is_not_believed(host: FakeCodeHost) -> None:
    """The host is told what the branch pointed to before, and says so where it still does."""
    before = host.head("main")
    with pytest.raises(HostBusyError, match="as before the push"):
        document_branch(pushed(before=before), DIRECT, host.github())
    host.repository.commit("More", {"tides/new.py": "def fall(): ...\n"})
    assert document_branch(pushed(before=before), DIRECT, host.github()).documentation_updated


def test_who_comes_second_starts_again(host: FakeCodeHost) -> None:
    """A branch that moves between reading and writing is read again, and its new head documented."""
    moves = iter([{"tides/new.py": "def fall(): ...\n"}])
    host.before_publishing = lambda: [host.repository.commit("More", each) for each in [next(moves, None)] if each]
    outcome = document_branch(pushed(), DIRECT, host.github())
    assert outcome.head == host.head("main")
    assert b"fall()" in host.documents.files[INTERFACES]
    assert len(host.messages) == 1


def test_a_branch_that_never_rests_is_given_up(host: FakeCodeHost) -> None:
    """Three attempts, and nothing is written."""
    attempts: list[str] = []

    def move() -> None:
        attempts.append(host.repository.commit("More", {"tides/new.py": f"def fall{len(attempts)}(): ...\n"}))

    host.before_publishing = move
    outcome = document_branch(pushed(), DIRECT, host.github())
    assert outcome.skipped is not None
    assert outcome.skipped.startswith("the branch main moved 3 times while its documents were made")
    assert not outcome.documentation_updated
    assert len(attempts) == 3
    assert not host.documents.files


def test_our_own_branch_that_never_rests_is_a_failure(host: FakeCodeHost) -> None:
    """No event comes for it that would be worked off instead; who is told of a failure delivers again."""
    attempts: list[str] = []

    def move() -> None:
        attempts.append("")
        raise BranchMovedError("coderipple/documents-main")

    host.before_publishing = move
    with pytest.raises(BranchMovedError, match="the branch coderipple/documents-main moved"):
        document_branch(pushed(), DIRECT, host.github())
    assert len(attempts) == 3


def test_a_protected_branch_gets_a_pull_request(host: FakeCodeHost) -> None:
    """The documents go there instead, and the branch stays as it is."""
    host.protected = True
    outcome = document_branch(pushed(), DIRECT, host.github())
    assert outcome.documentation_updated
    assert INTERFACES in host.proposed.files
    assert not host.documents.files


def test_too_many_commits_stop_it(host: FakeCodeHost) -> None:
    """The breaker answers with its reason, and writes nothing."""
    host.recent = DIRECT.most_commits_per_hour
    outcome = document_branch(pushed(), DIRECT, host.github())
    assert outcome.skipped is not None
    assert outcome.skipped.startswith("the branch main got 50 commits of documents within an hour; expected fewer")
    assert not outcome.documentation_updated
    assert not host.documents.files


def test_too_little_time_is_told_before_anything_is_done(host: FakeCodeHost) -> None:
    """What cannot be finished is not begun."""
    with pytest.raises(TimeLeftError, match="5 s are left, too few"):
        document_branch(pushed(), DIRECT, host.github(seconds_left=5))


@pytest.mark.parametrize(
    ("config", "settings", "branch", "reason"),
    [
        (DIRECT, "", "main", None),
        (DIRECT, "", "other", "the push is to the branch other, not to the default branch main"),
        (DIRECT, 'branch = "other"\n', "main", "the push is to the branch main, not to other"),
        (DIRECT._replace(branch="main"), 'branch = "other"\n', "main", None),
    ],
)
def test_one_branch_is_documented(
    host: FakeCodeHost, config: Config, settings: str, branch: str, reason: str | None
) -> None:
    """A variable names it, else the repository's own settings, else it is the default branch."""
    host.repository.commit("Settings", {".coderipple.toml": settings})
    explicit = frozenset({"branch"}) if config.branch else frozenset()
    outcome = document_branch(pushed(branch), config._replace(explicit=explicit), host.github())
    assert (outcome.skipped, outcome.admitted) == (reason, reason is None)


@pytest.mark.parametrize("strategy", ["github_direct", "github_pr"])
def test_a_dry_run_asks_github_for_nothing_but_reading(strategy: str, tmp_path: Path) -> None:
    """No commit, no branch, no pull request: only what reads is asked for, until the real run."""
    world = github_world(tmp_path)
    opened = OpenedGitHub(
        client=world.client, repository=world.repository, host=GitHubHost(world.client), output_dir="coderipple"
    )

    def ports_at(branch: str, head: str, *, is_direct: bool) -> Ports:
        documents = opened.documents_at(branch, head, is_direct=is_direct)
        return Ports(repository=world.repository, documents=documents, clock=FakeClock())

    github = GitHub(repository=world.repository, host=opened.host, ports_at=ports_at, seconds_left=lambda: 900)
    config = get_config({"CODERIPPLE_DOC_STRATEGY": strategy})
    before = world.github.repo.get_refs()
    outcome = document_branch(pushed()._replace(is_dry_run=True), config, github)
    assert outcome.documents
    assert not outcome.documentation_updated
    assert {each.partition(" ")[0] for each in world.github.requests} == {"GET"}
    assert world.github.repo.get_refs() == before
    assert document_branch(pushed(), config, github).documentation_updated
    assert world.github.repo.get_refs() != before


def test_a_dry_run_is_about_the_documented_branch(host: FakeCodeHost) -> None:
    """Whatever branch it names: a deployment tries a version without knowing which one the repository documents."""
    event = WebhookEvent(read_payload("push_update") | {"ref": "refs/heads/trunk"})
    event = event._replace(default_branch=None)
    assert document_branch(event, DIRECT, host.github()).skipped == "the push is to the branch trunk, not to main"
    outcome = document_branch(event._replace(is_dry_run=True), DIRECT, host.github())
    assert (outcome.skipped, outcome.head) == (None, host.head("main"))
    assert outcome.documents
    assert host.messages == []


def test_a_dry_run_writes_nothing(host: FakeCodeHost) -> None:
    """It tells what would be written, and the next push writes it."""
    event = WebhookEvent(read_payload("push_update") | {"ref": "refs/heads/main"}, is_dry_run=True)
    outcome = document_branch(event, DIRECT, host.github())
    assert not outcome.documentation_updated
    assert f"coderipple/{INTERFACES}" in {each.path for each in outcome.documents}
    assert (host.messages, host.documents.files) == ([], {})
    assert document_branch(pushed(), DIRECT, host.github()).documentation_updated
