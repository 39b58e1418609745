"""What several tests of the engine start from."""

import shutil
from pathlib import Path

import pytest
from fakes.clones import git, make_clone


@pytest.fixture
def clone(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of two commits, the second with a stated reason; a copy of one that git made once."""
    template = tmp_path_factory.getbasetemp() / "template-of-clones"
    if not template.exists():
        make_clone(template)
        git(template, "gc", "--quiet")  # one file instead of one an object, and a folder around each
    return Path(shutil.copytree(template, tmp_path / "clone", symlinks=True))
