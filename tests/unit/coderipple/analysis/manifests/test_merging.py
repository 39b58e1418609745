"""Several manifests of one folder are one project."""

from coderipple.analysis.manifests import merge_manifests
from fakes.manifests import project_of, registered, required

SETUP_PY = """
from setuptools import setup
setup(
    name="old", version="1", python_requires=">=3.7", install_requires=["a"], extras_require={"x": ["b"]},
    entry_points={"console_scripts": ["c = c:c"]},
)
"""
SETUP_CFG = "[metadata]\nname = middle\ndescription = D\n[options]\ninstall_requires =\n  a>=1\n"


def test_the_newer_manifest_wins_and_the_older_fill_its_gaps() -> None:
    """`pyproject.toml`, then `setup.cfg`, then `setup.py`; a group of requirements is taken as a whole."""
    found = [
        project_of("setup.py", SETUP_PY),
        project_of("setup.cfg", SETUP_CFG),
        project_of("pyproject.toml", '[project]\nname = "new"\n[dependency-groups]\ndev = ["d"]\n'),
    ]
    (merged,) = merge_manifests(found)
    assert (merged.name, merged.version, merged.description, merged.runtime) == ("new", "1", "D", ">=3.7")
    assert required(merged) == [("a", ">=1", ""), ("d", "", "dev"), ("b", "", "x")]
    assert merged.dependencies == ("a", "b")
    assert registered(merged) == [("console_scripts", "c", "c:c")]
    assert merged.scripts == ("c",)
    assert (merged.evidence.path, merged.installable, merged.build_backend) == ("pyproject.toml", True, "setuptools")


def test_the_evidence_is_the_manifest_with_the_name() -> None:
    """A `pyproject.toml` that only names the build completes, and is not where the project stands."""
    found = [
        project_of("pyproject.toml", '[build-system]\nbuild-backend = "setuptools.build_meta"'),
        project_of("setup.py", SETUP_PY),
    ]
    (merged,) = merge_manifests(found)
    assert (merged.name, merged.evidence.path, merged.evidence.symbol) == ("old", "setup.py", "old")
    assert merged.build_backend == "setuptools.build_meta"


def test_folders_and_ecosystems_stay_apart() -> None:
    """A project in two languages is two; a part that nobody names is none."""
    found = [
        project_of("b/pyproject.toml", '[project]\nname = "b"'),
        project_of("setup.cfg", "[metadata]\nversion = 1"),
        project_of("Cargo.toml", '[package]\nname = "a"'),
        project_of("b/package.json", '{"name": "b"}'),
    ]
    assert [(each.folder, each.ecosystem) for each in merge_manifests(found)] == [
        ("", "rust"),
        ("b", "node"),
        ("b", "python"),
    ]
