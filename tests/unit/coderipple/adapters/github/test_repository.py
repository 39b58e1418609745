"""What only GitHub can do to a repository; the rest is the suite of every repository (`test_local_git`)."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from coderipple.adapters.github.blob_cache import BlobCache
from coderipple.adapters.github.blobs import Blobs
from coderipple.adapters.github.repository import GitHubRepository
from coderipple.adapters.local_git import LocalGitRepository
from coderipple.errors import HostAnswerError, HostBusyError, NoCommitError, UnknownRevisionError
from dulwich.repo import Repo
from fakes.clones import commit_files, git
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
    """On a repository of 100 files, in a fresh container; then by one."""
    base = world.github.commit({f"src/m{number}.py": f"a = {number}\n" for number in range(100)})
    head = world.github.commit({"src/m7.py": "a = 8\n"})
    del world.github.requests[:]
    repository = world.repository
    repository.resolve("HEAD")
    for commit in (head, base):
        repository.prepare(commit, repository.tree(commit).values())
    contents = [repository.blob(blob) for commit in (head, base) for blob in repository.tree(commit).values()]
    assert len(contents) == 204
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


def opened(github: FakeGitHub, folder: Path) -> GitHubRepository:
    """Opens the repository with an empty memory; the blobs of a folder are here."""
    client = github.client()
    github.requests.clear()
    return GitHubRepository(client, Blobs(client, BlobCache(folder / "blobs", limit_bytes=10_000_000)))


def pushed(clone: Path) -> FakeGitHub:
    """A GitHub that has every object and branch of a clone."""
    github = FakeGitHub()
    with Repo(str(clone)) as repo:
        for each in repo.object_store:
            github.repo.object_store.add_object(repo.object_store[each])
        for name, commit_id in repo.get_refs().items():
            if name.startswith(b"refs/heads/"):
                github.repo.refs[name] = commit_id
    return github


@pytest.fixture
def local(clone: Path) -> Iterator[LocalGitRepository]:
    """The clone, read as such."""
    repository = LocalGitRepository(clone)
    yield repository
    repository.close()


def test_merges_are_read_as_in_a_clone(merges: Path, tmp_path: Path) -> None:
    """Branches from old commits, merges of merges and an octopus: every cut gives the same commits and paths."""
    remote = opened(pushed(merges), tmp_path)
    with closing(LocalGitRepository(merges)) as local:
        head = local.resolve("HEAD")
        assert remote.resolve("HEAD") == remote.resolve("refs/heads/main") == remote.resolve("main") == head
        everything = local.commits(None, head)
        assert remote.commits(None, head) == everything
        for base in (each.commit_id for each in everything):
            assert remote.commits(base, head) == local.commits(base, head)
            assert remote.first_parents(base, head) == local.first_parents(base, head)
            assert remote.changed_paths(base) == local.changed_paths(base)
            assert remote.compare(base, head) == local.compare(base, head)


def test_a_base_that_was_merged_into_the_side_is_left_out(
    clone: Path, tmp_path: Path, local: LocalGitRepository
) -> None:
    """A merge whose first parent is the base brings the side alone; the same the other way round."""
    base = git(clone, "rev-parse", "HEAD")
    git(clone, "checkout", "--quiet", "-b", "side", "HEAD~1")
    for number in range(3):
        commit_files(clone, f"side {number}", {f"side{number}.txt": "x"})
    git(clone, "merge", "--quiet", "--no-ff", "--message", "Merge main into side", "main")
    git(clone, "checkout", "--quiet", "main")
    git(clone, "merge", "--quiet", "--no-ff", "--message", "Merge side", "side")
    remote = opened(pushed(clone), tmp_path)
    for name in ("main", "side"):
        head = local.resolve(name)
        assert remote.commits(base, head) == local.commits(base, head) != ()
        assert remote.first_parents(base, head) == local.first_parents(base, head)


def test_links_modes_and_submodules_are_read_as_in_a_clone(
    clone: Path, tmp_path: Path, local: LocalGitRepository
) -> None:
    """A file that becomes a link went, and a link came; a mode is a change; only files are in the tree."""
    first = commit_files(clone, "file", {"thing": "x", "tool": "x"})
    (clone / "thing").unlink()
    (clone / "thing").symlink_to("/etc/passwd")
    git(clone, "add", "--all")
    git(clone, "update-index", "--chmod=+x", "tool")
    git(clone, "update-index", "--add", "--cacheinfo", f"160000,{first},vendored")
    git(clone, "commit", "--quiet", "--message", "others")
    second = local.resolve("HEAD")
    remote = opened(pushed(clone), tmp_path)
    found = remote.compare(first, second)
    assert found == local.compare(first, second)
    assert (found.added, found.removed, found.modified) == (("thing", "vendored"), ("thing",), ("tool",))
    assert remote.tree(second) == local.tree(second)
    assert "tool" in remote.tree(second)


@pytest.mark.parametrize("most_entries", [1, 3, 7])
def test_truncated_trees_are_walked(tmp_path: Path, most_entries: int) -> None:
    """Whatever GitHub cuts off is read folder by folder."""
    github = FakeGitHub()
    paths = [f"{folder}/{name}" for folder in ("a", "a/b", "a/b/c", "d") for name in ("x", "y", "z")]
    head = github.commit({path: path for path in (*paths, "root")})
    whole = opened(github, tmp_path).tree(head)
    github.reads.most_entries = most_entries
    assert opened(github, tmp_path).tree(head) == whole
    assert sorted(whole) == sorted([*paths, "root"])


def test_a_folder_that_is_never_whole_is_an_error(tmp_path: Path) -> None:
    """Entries that GitHub keeps back are not taken for files that are gone."""
    github = FakeGitHub()
    head = github.commit({"a": "1"})
    answer = {"sha": "1" * 40, "tree": [], "truncated": True}
    github.before_request = lambda _method, path: (
        httpx.Response(200, json=answer) if path.startswith("git/trees/") else None
    )
    with pytest.raises(HostAnswerError, match="lacks entries"):
        opened(github, tmp_path).tree(head)


def test_names_that_are_none_are_not_asked_for(tmp_path: Path) -> None:
    """What cannot be a branch reaches no address; what can be one does, also with signs in it."""
    github = FakeGitHub()
    github.commit({"a": "1"})
    commit = github.commit({"a": "2"}, branch="feature/é#1")
    repository = opened(github, tmp_path)
    for revision in ("", "a b", "a..b", "..", "HEAD:a", "a\0b", "\udcff", "HEAD~1", "a\nb"):
        with pytest.raises(UnknownRevisionError):
            repository.resolve(revision)
    assert github.requests == []
    assert repository.resolve("feature/é#1") == commit


def test_a_repository_without_commits_says_so(tmp_path: Path) -> None:
    """Its default branch does not exist yet."""
    with pytest.raises(NoCommitError):
        opened(FakeGitHub(), tmp_path).resolve("HEAD")


def test_many_commits_come_in_pages(tmp_path: Path) -> None:
    """In order and each once, since a base and from the beginning; a near base costs one page."""
    github = FakeGitHub()
    ids = [github.commit({"a": str(number)}, f"{number}", when=1_767_300_000 + number) for number in range(351)]
    repository = opened(github, tmp_path)
    assert [each.commit_id for each in repository.commits(ids[0], ids[-1])] == ids[1:]
    assert [each.commit_id for each in repository.commits(None, ids[-1])] == ids
    github.requests.clear()
    assert [each.commit_id for each in repository.first_parents(ids[-5], ids[-1])] == ids[-5:]
    assert github.requests == ["GET commits"]
    assert [each.commit_id for each in repository.first_parents(None, ids[-1])] == ids


def test_a_base_that_is_gone_is_told_from_one_that_is_unrelated(tmp_path: Path) -> None:
    """Without anything in common every commit is new; without the base nothing can be said."""
    github = FakeGitHub()
    head = github.commit({"a": "2"}, parents=(github.commit({"a": "1"}),))
    other = github.commit({"b": "1"}, branch="other", parents=())
    assert len(opened(github, tmp_path).commits(other, head)) == 2
    with pytest.raises(UnknownRevisionError):
        opened(github, tmp_path).commits("1" * 40, head)


def test_a_push_of_one_file_costs_few_requests(tmp_path: Path) -> None:
    """Cold, in a repository of 100 files: each end's tree, what is read first, one archive, the old content."""
    github = FakeGitHub()
    files: dict[str, bytes | str | None] = {f"src/m{number}.py": f"x = {number}\n" for number in range(98)}
    base = github.commit({**files, "pyproject.toml": "[project]\n", "manifest.json": "{}"})
    github.commit({"src/m0.py": "x = 1000\n"})
    repository = opened(github, tmp_path)
    head = repository.resolve("main")
    now = repository.tree(head)
    for path in ("pyproject.toml", "manifest.json"):
        repository.blob(now[path])
    earlier = repository.tree(base)
    assert repository.compare(base, head).modified == ("src/m0.py",)
    repository.prepare(head, now.values())
    repository.prepare(base, earlier.values())
    for blob in (*now.values(), earlier["src/m0.py"]):
        repository.blob(blob)
    (commit,) = repository.commits(base, head)
    assert repository.changed_paths(commit.commit_id) == ("src/m0.py",)
    kinds = [found.group() for each in github.requests if (found := re.search("commits|trees|blobs|tarball", each))]
    assert kinds == ["commits", "trees", "blobs", "blobs", "commits", "trees", "tarball", "blobs"]
    assert len(github.requests) == len(kinds)
