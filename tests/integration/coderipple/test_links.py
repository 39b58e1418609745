"""Symbolic links in a real clone, which are listed as changed and never read."""

from pathlib import Path

import pytest
from coderipple.adapters.local_git import LocalGitRepository
from fakes.clones import git
from fakes.facts_cache import FakeFactsCache
from fakes.pipeline import Pipeline
from fakes.tide_project import TIDES


@pytest.mark.parametrize("name", ["link.py", "README.md"])
def test_a_link_that_leads_elsewhere_is_no_file_that_changed(tmp_path: Path, name: str) -> None:
    """A run that keeps what it read does what one does that reads everything."""
    for path, content in TIDES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content)
    git(tmp_path, "init", "--quiet")
    runs = []
    for target in ("src/tides/plain.py", "src/tides/quiet.py"):
        (tmp_path / name).unlink(missing_ok=True)
        (tmp_path / name).symlink_to(target)
        git(tmp_path, "add", "--all")
        git(tmp_path, "commit", "--quiet", "--message", "Lead there")
        repository = LocalGitRepository(tmp_path)
        runs = runs or [Pipeline(facts_cache=FakeFactsCache()), Pipeline()]
        for pipeline in runs:
            pipeline.repository = repository
            pipeline.run()
    assert runs[0].documents.files == runs[1].documents.files
