"""`pyproject.toml`: the standard's tables, flit's, and groups."""

import pytest
from coderipple.analysis.manifests import read_manifest
from coderipple.facts import Evidence, Project
from fakes.manifests import entry_point, project_of, registered, required, requirement

MANIFEST = b"""\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "tide-tables"
version = "1.2"
description = "When the\\nwater comes"
requires-python = ">=3.13"
dependencies = ["Requests[socks] >= 2, <3", "typing.extensions", "not a requirement!"]

[project.optional-dependencies]
moon = ["Ephem; python_version > '3.8'", "tide-tables[sun]"]

[project.scripts]
tides = "tides:main"
[project.gui-scripts]
tides-window = "tides:window"
[project.entry-points."tides.harbours"]
hull = "tides.hull:Hull"

[dependency-groups]
test = ["pytest>=9"]
dev = [{ include-group = "Test" }, "ruff", { include-group = "dev" }]
"""


def test_a_manifest_is_read() -> None:
    """Name, versions, normalized dependencies with extras, groups for development, and what it registers."""
    assert read_manifest("packages/tides/pyproject.toml", "b1", MANIFEST) == Project(
        name="tide-tables",
        folder="packages/tides",
        runtime=">=3.13",
        dependencies=("ephem", "requests", "typing-extensions"),
        scripts=("tides", "tides-window"),
        installable=True,
        evidence=Evidence(
            path="packages/tides/pyproject.toml",
            first_line=1,
            last_line=24,
            blob_id="b1",
            symbol="tide-tables",
        ),
        version="1.2",
        description="When the water comes",
        requirements=(
            requirement("requests", ">= 2, <3"),
            requirement("typing-extensions"),
            requirement("pytest", ">=9", "dev"),
            requirement("ruff", "", "dev"),
            requirement("ephem", "", "moon"),
            requirement("tide-tables", "", "moon"),
            requirement("pytest", ">=9", "test"),
        ),
        entry_points=(
            entry_point("console_scripts", "tides", "tides:main"),
            entry_point("gui_scripts", "tides-window", "tides:window"),
            entry_point("tides.harbours", "hull", "tides.hull:Hull"),
        ),
        build_backend="hatchling.build",
        extras=frozenset({"moon"}),
    )


def test_a_manifest_at_the_root_without_a_build_is_not_installable() -> None:
    """A workspace's root may name itself and still be nothing to install."""
    found = project_of("pyproject.toml", '[project]\nname = "x"')
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
        b"[dependency-groups]\ndev = ['x']",
        b"tool = [1]",
    ],
)
def test_a_manifest_without_a_project_is_none(content: bytes) -> None:
    """Settings of tools alone, or a project without a name, are no project."""
    assert read_manifest("pyproject.toml", "b", content) is None


def test_a_build_alone_is_a_part() -> None:
    """Beside a `setup.py` the manifest may say nothing but what builds the project."""
    found = project_of("pyproject.toml", '[build-system]\nbuild-backend = "setuptools.build_meta"')
    assert (found.name, found.build_backend, found.installable) == ("", "setuptools.build_meta", True)


def test_a_dynamic_version_is_not_stated() -> None:
    """What only the build knows is no fact of the manifest."""
    assert project_of("pyproject.toml", '[project]\nname = "x"\ndynamic = ["version"]').version == ""


@pytest.mark.parametrize(
    "table",
    [
        "dependencies = 1",
        "dependencies = [1]",
        "scripts = 1",
        "scripts.a = 1",
        "requires-python = 3",
        "optional-dependencies = []",
        "entry-points = {a = 1}",
        "version = 1",
        "description = ['x']",
    ],
)
def test_values_of_the_wrong_kind_are_left_out(table: str) -> None:
    """What a manifest states wrongly is not stated."""
    found = project_of("pyproject.toml", f'[project]\nname = "x"\n{table}\n')
    assert (found.requirements, found.entry_points, found.runtime, found.version) == ((), (), "", "")


def test_groups_that_include_each_other_are_read_once() -> None:
    """A circle of groups ends, and names that only differ in spelling are one group."""
    content = (
        '[project]\nname="x"\n[dependency-groups]\na_b=["x1", {include-group="c"}]\nc=[{include-group="A-B"}, 1, {}]'
    )
    assert required(project_of("pyproject.toml", content)) == [("x1", "", "a_b"), ("x1", "", "c")]


def test_groups_of_tools_count() -> None:
    """PDM and uv had groups before the standard had them."""
    content = '[project]\nname="x"\n[tool.pdm.dev-dependencies]\nlint=["ruff"]\n[tool.uv]\ndev-dependencies=["mypy>1"]'
    found = project_of("pyproject.toml", content)
    assert required(found) == [("mypy", ">1", "dev"), ("ruff", "", "lint")]
    assert found.dependencies == ()


def test_flit_has_tables_of_its_own() -> None:
    """Before the standard flit kept the metadata itself."""
    found = project_of(
        "pyproject.toml",
        """
        [build-system]
        build-backend = "flit_core.buildapi"
        [tool.flit.metadata]
        module = "tides"
        requires = ["requests >=2"]
        requires-python = ">=3.5"
        [tool.flit.metadata.requires-extra]
        doc = ["sphinx"]
        [tool.flit.scripts]
        tides = "tides:main"
        [tool.flit.entrypoints."tides.harbours"]
        hull = "tides:hull"
        """,
    )
    assert (found.name, found.runtime, found.installable) == ("tides", ">=3.5", True)
    assert required(found) == [("requests", ">=2", ""), ("sphinx", "", "doc")]
    assert registered(found) == [("console_scripts", "tides", "tides:main"), ("tides.harbours", "hull", "tides:hull")]
