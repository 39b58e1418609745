"""What several tests of the engine start from."""

import shutil
from pathlib import Path

import pytest
from fakes.clones import commit_files, git, make_clone


@pytest.fixture
def clone(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of two commits, the second with a stated reason; a copy of one that git made once."""
    template = tmp_path_factory.getbasetemp() / "template-of-clones"
    if not template.exists():
        make_clone(template)
        git(template, "gc", "--quiet")  # one file instead of one an object, and a folder around each
    return Path(shutil.copytree(template, tmp_path / "clone", symlinks=True))


@pytest.fixture(scope="session")
def merges(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone with branches from old commits, merges of merges and an octopus; for reading alone."""
    clone = tmp_path_factory.mktemp("merges") / "clone"
    make_clone(clone)
    for number in range(4):
        for side in "ab":
            git(clone, "checkout", "--quiet", "-b", f"{side}{number}", f"HEAD~{number}")
            commit_files(clone, f"{side}{number}", {f"{side}{number}.txt": "x"})
            git(clone, "checkout", "--quiet", "main")
        sides = [f"a{number}", f"b{number}", *([f"a{number - 1}"] if number else [])]
        git(clone, "merge", "--quiet", "--no-ff", "--message", f"Merge {number}", *sides)
        commit_files(clone, f"main {number}", {f"main{number}.txt": "x"})
    return clone
