"""What only GitHub can do to a repository; the rest is the suite of every repository (`test_local_git`)."""

import httpx
import pytest
from coderipple.adapters.github.blobs import Blobs
from coderipple.adapters.github.repository import GitHubRepository
from coderipple.errors import HostBusyError, NoCommitError, UnknownRevisionError
from fakes.github import FakeGitHub
from fakes.github_world import GitHubWorld


def test_a_branch_is_resolved_by_any_of_its_names(world: GitHubWorld) -> None:
    """Also one with a slash."""
    tip = world.github.commit({"b": b"1"}, branch="release/1.x", parents=(world.github.head(),))
    for name in ("release/1.x", "refs/heads/release/1.x"):
        assert world.repository.resolve(name) == tip
    assert world.repository.resolve("HEAD") == world.github.head()
    with pytest.raises(UnknownRevisionError):
        world.repository.resolve("refs/heads/none")


def test_a_tree_that_is_too_large_is_walked(world: GitHubWorld) -> None:
    """Folder by folder, and inside those that are too large again."""
    files = {f"a/{folder}/{number}.py": f"{folder}{number}" for folder in "xyz" for number in range(6)}
    head = world.github.commit({**files, "top.py": "1"})
    whole = world.repository.tree(head)
    world.github.reads.most_entries = 8
    client = world.github.client()
    walked = GitHubRepository(client, Blobs(client, None))  # type: ignore[arg-type]  # reads no blob
    assert walked.tree(head) == whole
    assert len(whole) == len(files) + 3


def test_links_and_submodules_are_no_files_but_differ(world: GitHubWorld) -> None:
    """As in a clone."""
    base = world.github.head()
    head = world.github.commit({"link": b"README.md"}, modes={"link": 0o120000})
    assert "link" not in world.repository.tree(head)
    assert world.repository.compare(base, head).added == ("link",)


def test_a_commit_on_the_base_costs_no_comparison(world: GitHubWorld) -> None:
    """Its only parent says it; more are asked for by pages."""
    base = world.github.head()
    head = world.github.commit({"b": b"1"}, "One")
    assert [each.message for each in world.repository.commits(base, head)] == ["One"]
    assert not [each for each in world.github.requests if "compare" in each]
    for number in range(230):
        head = world.github.commit({"b": b"%d" % number}, f"{number}")
    assert [each.message for each in world.repository.commits(base, head)] == ["One", *map(str, range(230))]
    assert len([each for each in world.github.requests if "compare" in each]) == 3


def test_histories_with_nothing_in_common_are_told_whole(world: GitHubWorld) -> None:
    """As after a branch that was made anew."""
    base = world.github.head()
    head = world.github.commit({"b": b"1"}, "Anew", parents=())
    assert [each.message for each in world.repository.commits(base, head)] == ["Anew"]


def test_a_push_of_one_file_is_read_by_seven_requests(world: GitHubWorld) -> None:
    """On a repository of 400 files, in a fresh container; then by one."""
    base = world.github.commit({f"src/m{number}.py": f"a = {number}\n" for number in range(400)})
    head = world.github.commit({"src/m7.py": "a = 8\n"})
    del world.github.requests[:]
    repository = world.repository
    repository.resolve("HEAD")
    for commit in (head, base):
        repository.prepare(commit, repository.tree(commit).values())
    contents = [repository.blob(blob) for commit in (head, base) for blob in repository.tree(commit).values()]
    assert len(contents) == 804
    assert len(repository.commits(base, head)) == 1
    assert repository.changed_paths(head) == ("src/m7.py",)
    assert len(world.github.requests) <= 7


def test_an_empty_repository_says_so() -> None:
    """GitHub answers with 409, here 422: there is no commit."""
    with pytest.raises(NoCommitError):
        GitHubRepository(FakeGitHub().client(), None).resolve("HEAD")  # type: ignore[arg-type]  # reads no blob


def test_a_difference_that_github_cannot_compute_stops_nothing(world: GitHubWorld) -> None:
    """It answers 500 for ever where the files differ very much; then the lists of commits tell as well."""
    base = world.github.head()
    side = world.github.commit({"c": b"1"}, "Side", branch="side", parents=(base,))
    world.github.commit({"b": b"1"}, "One")
    head = world.github.commit({"b": b"2"}, "Merge", parents=(world.github.head(), side))
    expected = ["One", "Side", "Merge"]
    assert [each.message for each in world.repository.commits(base, head)] == expected
    fresh = world.github.client()
    broken = httpx.Response(500, text="Sorry, this diff is taking too long to generate.")
    world.github.before_request = lambda _, path: broken if path.startswith("compare/") else None
    repository = GitHubRepository(fresh, Blobs(fresh, None))  # type: ignore[arg-type]  # reads no blob
    assert [each.message for each in repository.commits(base, head)] == expected


def test_what_github_asks_to_wait_for_is_no_such_difference(world: GitHubWorld) -> None:
    """A limit that is reached passes."""
    base = world.github.head()
    side = world.github.commit({"c": b"1"}, "Side", branch="side", parents=(base,))
    head = world.github.commit({"b": b"2"}, "Merge", parents=(base, side))
    limited = httpx.Response(429, headers={"retry-after": "3600"})
    world.github.before_request = lambda _, path: limited if path.startswith("compare/") else None
    with pytest.raises(HostBusyError):
        world.repository.commits(base, head)
