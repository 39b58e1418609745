"""How a clone is read, in whatever state it is."""

from pathlib import Path

import pytest
from coderipple_demo.clone import count_uncommitted, git, read_branch, read_commits, read_head, read_origin
from coderipple_demo.errors import CloneError
from fakes import clones


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone in a folder with a blank in its name."""
    folder = tmp_path / "my clones" / "tide tables"
    clones.make_clone(folder)
    return folder


def test_the_latest_commits_are_one_push(clone: Path) -> None:
    """With the commit before them, oldest first, and the files that each one touched."""
    first = clones.git(clone, "rev-parse", "HEAD~1")
    before, (commit,) = read_commits(clone, head=read_head(clone), pushed=1, listed=20)
    assert (before, commit.id, commit.parents) == (first, read_head(clone), (first,))
    assert (commit.added, commit.removed, commit.modified) == ((), (), ("src/tides/tables.py",))
    assert commit.message == "feat: tell low water\n\nLow water is told too because boats dry out on it."
    assert (commit.author.name, commit.committer.email) == ("Ada Example", "ada@example.com")
    assert commit.author.at.isoformat() == "2026-01-02T03:04:05+00:00"


def test_a_short_history_has_no_commit_before(clone: Path) -> None:
    """The first commit adds its files to nothing."""
    before, commits = read_commits(clone, head=read_head(clone), pushed=5, listed=20)
    assert (before, len(commits)) == (None, 2)
    assert commits[0].added == (
        "pyproject.toml",
        "src/tides/__init__.py",
        "src/tides/cli.py",
        "src/tides/tables.py",
    )


def test_a_shallow_clone_ends_where_it_was_cut(clone: Path, tmp_path: Path) -> None:
    """The commit at the cut has no parent that could be read."""
    shallow = tmp_path / "shallow"
    clones.git(tmp_path, "clone", "--quiet", "--depth=1", clone.as_uri(), str(shallow))
    before, commits = read_commits(shallow, head=read_head(shallow), pushed=1, listed=20)
    assert (before, len(commits), commits[0].parents) == (None, 1, ())
    assert read_origin(shallow) == clone.as_uri()


def test_merged_commits_belong_to_the_push(clone: Path) -> None:
    """A merge is one step along the first parents, and brings what was merged."""
    clones.git(clone, "switch", "--quiet", "--create", "side", "HEAD~1")
    clones.commit_files(clone, "docs: tell more", {"notes/ä b.md": "more\n"})
    clones.git(clone, "switch", "--quiet", "main")
    clones.git(clone, "merge", "--quiet", "--no-ff", "--message=merge side", "side")
    _, commits = read_commits(clone, head=read_head(clone), pushed=1, listed=20)
    assert [commit.message for commit in commits] == ["docs: tell more", "merge side"]
    assert [commit.added for commit in commits] == [("notes/ä b.md",), ("notes/ä b.md",)]


def test_no_more_commits_are_listed_than_asked_for(clone: Path) -> None:
    """The newest are kept."""
    _, commits = read_commits(clone, head=read_head(clone), pushed=5, listed=1)
    assert [commit.id for commit in commits] == [read_head(clone)]


def test_removed_files_are_told(clone: Path) -> None:
    """So that the push says what is gone."""
    clones.git(clone, "rm", "--quiet", "pyproject.toml")
    clones.git(clone, "commit", "--quiet", "--message=chore: no project")
    _, (commit,) = read_commits(clone, head=read_head(clone), pushed=1, listed=20)
    assert commit.removed == ("pyproject.toml",)


def test_a_detached_head_counts_as_main(clone: Path) -> None:
    """Continuous integration checks out a commit, not a branch."""
    assert read_branch(clone) == "main"
    clones.git(clone, "switch", "--quiet", "--create", "topic/neap")
    assert read_branch(clone) == "topic/neap"
    clones.git(clone, "switch", "--quiet", "--detach")
    assert read_branch(clone) == "main"


def test_uncommitted_files_are_counted(clone: Path) -> None:
    """Changed and new ones."""
    assert count_uncommitted(clone) == 0
    (clone / "pyproject.toml").write_text("[project]\n")
    (clone / "new.py").write_text("")
    assert count_uncommitted(clone) == 2


def test_a_clone_without_a_remote_has_no_origin(clone: Path) -> None:
    """That is no error."""
    assert read_origin(clone) == ""


def test_a_folder_that_is_no_clone_is_refused(tmp_path: Path) -> None:
    """A downloaded archive has no commits to show."""
    with pytest.raises(CloneError, match="is not a git clone"):
        read_head(tmp_path)


def test_a_clone_without_a_commit_is_refused(tmp_path: Path) -> None:
    """There is nothing to document yet."""
    clones.git(tmp_path, "init", "--quiet")
    with pytest.raises(CloneError, match="has no commit yet"):
        read_head(tmp_path)


def test_what_git_says_is_told(clone: Path) -> None:
    """The remedy is often in git's own words."""
    with pytest.raises(CloneError, match=r"git rev-list failed in .*bad revision"):
        git(clone, "rev-list", "no-such-revision", "--")


def test_a_machine_without_git_is_told_so(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo itself needs it, the function does not."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CloneError, match="git is not installed"):
        read_head(clone)


def test_a_repository_that_the_environment_names_is_not_mistaken_for_the_clone(
    clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hook runs with GIT_DIR set."""
    head = read_head(clone)
    monkeypatch.setenv("GIT_DIR", str(tmp_path))
    assert read_head(clone) == head
