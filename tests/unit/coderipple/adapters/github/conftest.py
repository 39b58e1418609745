"""What the tests of this folder share."""

from pathlib import Path

import pytest
from fakes.github_world import GitHubWorld, github_world


@pytest.fixture
def world(tmp_path: Path) -> GitHubWorld:
    """A repository on a GitHub in memory."""
    return github_world(tmp_path)
