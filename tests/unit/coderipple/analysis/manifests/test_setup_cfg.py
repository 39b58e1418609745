"""`setup.cfg`, the declarative manifest of setuptools."""

import pytest
from coderipple.analysis.manifests import read_manifest
from fakes.manifests import project_of, registered, required


def test_a_manifest_is_read() -> None:
    """Lists may stand on one line or on several, and keys may be spelled with a hyphen."""
    found = project_of(
        "setup.cfg",
        """
        [metadata]
        name = tides
        version = 1.0
        description = Water
        [options]
        python-requires = >= 3.7
        install_requires =
            # why
            click>=8; python_version < "3.8"
            colorama; platform_system == "Windows"
        scripts = bin/moon
        [options.extras_require]
        test = pytest; tox
        [options.entry_points]
        console_scripts =
            tides = tides:main
        """,
    )
    assert (found.name, found.version, found.description, found.runtime) == ("tides", "1.0", "Water", ">= 3.7")
    assert required(found) == [("click", ">=8", ""), ("colorama", "", ""), ("pytest", "", "test"), ("tox", "", "test")]
    assert registered(found) == [("console_scripts", "tides", "tides:main"), ("scripts", "moon", "bin/moon")]
    assert not found.installable


def test_what_stands_in_other_files_is_not_stated() -> None:
    """`attr:` and `file:` refer to what the manifest does not say."""
    found = project_of(
        "setup.cfg", "[metadata]\nname=x\nversion = attr: x.y\ndescription=file: a\n[options]\ninstall_requires=file: r"
    )
    assert (found.version, found.description, found.requirements) == ("", "", ())


def test_pbr_is_read() -> None:
    """A summary, and a section for entry points of its own."""
    found = project_of(
        "setup.cfg",
        "[metadata]\nname=x\nsummary=S\npython-requires=>=3.8\n[entry_points]\nconsole_scripts =\n  a = b:c",
    )
    assert (found.description, found.runtime, found.scripts) == ("S", ">=3.8", ("a",))


@pytest.mark.parametrize("content", [b"", b"[flake8]\nignore = E1\n", b"[bdist_wheel]\nuniversal=1"])
def test_settings_of_tools_are_no_project(content: bytes) -> None:
    """Most files of this name only configure tools."""
    assert read_manifest("setup.cfg", "b", content) is None
