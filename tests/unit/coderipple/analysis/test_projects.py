"""Installable projects, as their manifest declares them."""

import pytest
from coderipple.analysis.projects import read_project
from coderipple.facts import Evidence, Project

MANIFEST = b"""\
[build-system]
requires = ["hatchling"]

[project]
name = "tide-tables"
requires-python = ">=3.13"
dependencies = ["Requests[socks]>=2", "typing.extensions", "not a requirement!"]

[project.optional-dependencies]
moon = ["Ephem"]

[project.scripts]
tides = "tides:main"
[project.gui-scripts]
tides-window = "tides:window"
"""


def test_a_manifest_is_read() -> None:
    """Name, versions, normalized dependencies with extras, and the commands, sorted."""
    assert read_project("packages/tides/pyproject.toml", "b1", MANIFEST) == Project(
        name="tide-tables",
        folder="packages/tides",
        runtime=">=3.13",
        dependencies=("ephem", "requests", "typing-extensions"),
        scripts=("tides", "tides-window"),
        installable=True,
        evidence=Evidence(path="packages/tides/pyproject.toml", first_line=1, last_line=15, blob_id="b1"),
    )


def test_a_manifest_at_the_root_without_a_build_is_not_installable() -> None:
    """A workspace's root may name itself and still be nothing to install."""
    found = read_project("pyproject.toml", "b", b'[project]\nname = "x"')
    assert isinstance(found, Project)
    assert (found.folder, found.installable, found.runtime, found.scripts) == ("", False, "", ())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[tool.ruff]\n",
        b"project = 1\n",
        b"[project]\nversion = '1'\n",
        b"[project]\nname = 1\n",
        b"[project]\nname = ' '",
    ],
)
def test_a_manifest_without_a_project_is_none(content: bytes) -> None:
    """Settings of tools alone, or a project without a name, are no project."""
    assert read_project("pyproject.toml", "b", content) is None


@pytest.mark.parametrize("content", [b"[project", b"\xff", b"x = " + b"[" * 100_000])
def test_a_manifest_that_cannot_be_read_says_why(content: bytes) -> None:
    """Broken TOML, another encoding and endless nesting are a reason, not a crash."""
    assert isinstance(read_project("pyproject.toml", "b", content), str)


@pytest.mark.parametrize(
    "table",
    ["dependencies = 1", "dependencies = [1]", "scripts = 1", "requires-python = 3", "optional-dependencies = []"],
)
def test_values_of_the_wrong_kind_are_left_out(table: str) -> None:
    """What a manifest states wrongly is not stated."""
    found = read_project("pyproject.toml", "b", f'[project]\nname = "x"\n{table}\n'.encode())
    assert isinstance(found, Project)
    assert (found.dependencies, found.scripts, found.runtime) == ((), (), "")
