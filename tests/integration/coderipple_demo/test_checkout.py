"""The lasting copy of the clone."""

from pathlib import Path

import pytest
from coderipple_demo.checkout import update_checkout
from coderipple_demo.errors import CloneError
from fakes import clones


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone in a folder with a blank in its name."""
    folder = tmp_path / "my clones" / "tides"
    clones.make_clone(folder)
    return folder


def test_the_first_run_makes_the_copy(clone: Path, tmp_path: Path) -> None:
    """At the clone's commit, without what is not committed."""
    (clone / "new.py").write_text("")
    checkout = update_checkout(clone, tmp_path / "copies")
    assert checkout.path == tmp_path / "copies" / "tides"
    assert (checkout.owner, checkout.name, checkout.branch) == ("local", "tides", "main")
    assert (checkout.head, checkout.is_new) == (clones.git(clone, "rev-parse", "HEAD"), True)
    assert checkout.uncommitted_files == 1
    assert (checkout.path / "src/tides/tables.py").read_text() == clones.LATER_TABLES
    assert not (checkout.path / "new.py").exists()


def test_the_clone_itself_is_left_alone(clone: Path, tmp_path: Path) -> None:
    """Neither its files nor its branches change."""
    before = clones.git(clone, "for-each-ref"), clones.git(clone, "status", "--porcelain")
    update_checkout(clone, tmp_path / "copies")
    assert (clones.git(clone, "for-each-ref"), clones.git(clone, "status", "--porcelain")) == before


def test_a_later_run_brings_new_commits_and_keeps_the_documents(clone: Path, tmp_path: Path) -> None:
    """Documents are what the next run is compared with; everything else is the clone's."""
    path = update_checkout(clone, tmp_path / "copies").path
    (path / "coderipple").mkdir()
    (path / "coderipple" / "README.md").write_text("written by the function")
    (path / "src/tides/tables.py").write_text("changed by hand")
    head = clones.commit_files(clone, "fix: tables", {"src/tides/tables.py": clones.TABLES})
    checkout = update_checkout(clone, tmp_path / "copies")
    assert (checkout.head, checkout.is_new) == (head, False)
    assert (path / "src/tides/tables.py").read_text() == clones.TABLES
    assert (path / "coderipple" / "README.md").read_text() == "written by the function"


def test_documents_that_are_part_of_the_repository_survive_a_second_run(clone: Path, tmp_path: Path) -> None:
    """On the same commit nothing is taken back, or the second run would find work."""
    clones.commit_files(clone, "docs: first", {"coderipple/README.md": "committed"})
    path = update_checkout(clone, tmp_path / "copies").path
    (path / "coderipple/README.md").write_text("written by the function")
    update_checkout(clone, tmp_path / "copies")
    assert (path / "coderipple/README.md").read_text() == "written by the function"


def test_rewritten_history_is_followed(clone: Path, tmp_path: Path) -> None:
    """A reset and another commit are no obstacle."""
    update_checkout(clone, tmp_path / "copies")
    clones.git(clone, "reset", "--quiet", "--hard", "HEAD~1")
    head = clones.commit_files(clone, "feat: other", {"other.py": ""})
    assert update_checkout(clone, tmp_path / "copies").head == head


@pytest.mark.parametrize("depth", [1, 2])
def test_a_shallow_clone_is_copied_and_renewed(clone: Path, tmp_path: Path, depth: int) -> None:
    """Continuous integration fetches one commit."""
    shallow = tmp_path / "tides"
    clones.git(tmp_path, "clone", "--quiet", f"--depth={depth}", clone.as_uri(), str(shallow))
    assert update_checkout(shallow, tmp_path / "copies").is_new
    head = clones.commit_files(shallow, "feat: more", {"more.py": ""})
    assert update_checkout(shallow, tmp_path / "copies").head == head


def test_a_worktree_with_a_detached_head_is_copied(clone: Path, tmp_path: Path) -> None:
    """Its `.git` is a file."""
    worktree = tmp_path / "tree"
    clones.git(clone, "worktree", "add", "--quiet", "--detach", str(worktree), "HEAD~1")
    checkout = update_checkout(worktree, tmp_path / "copies")
    assert checkout.head == clones.git(clone, "rev-parse", "HEAD~1")


def test_the_users_hooks_do_not_run_in_the_copy(clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Templates and hook folders are the user's, the copy is the demo's."""
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    (hooks / "post-checkout").write_text(f"#!/bin/sh\ntouch '{tmp_path}/ran'\n")
    (hooks / "post-checkout").chmod(0o755)
    settings = tmp_path / "settings"
    settings.write_text(f"[core]\n\thooksPath = {hooks}\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    update_checkout(clone, tmp_path / "copies")
    assert not (tmp_path / "ran").exists()


def test_a_place_that_is_taken_is_told(clone: Path, tmp_path: Path) -> None:
    """A file where the folder should be."""
    (tmp_path / "copies").write_text("")
    with pytest.raises(CloneError, match="copies/tides cannot be made"):
        update_checkout(clone, tmp_path / "copies")


def test_a_copy_that_cannot_be_renewed_says_where_it_is(clone: Path, tmp_path: Path) -> None:
    """A killed run may leave git's lock behind; the remedy is named."""
    path = update_checkout(clone, tmp_path / "copies").path
    (path / ".git/index.lock").write_text("")
    clones.commit_files(clone, "feat: more", {"more.py": ""})
    with pytest.raises(CloneError, match=r"delete .*tides and run the demo again"):
        update_checkout(clone, tmp_path / "copies")
