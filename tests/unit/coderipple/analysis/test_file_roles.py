"""What a file is for, by its path."""

import pytest
from coderipple.analysis.file_roles import (
    guide_kind,
    is_for_users,
    is_guide,
    is_own_manifest,
    is_surface,
    is_test,
    kind_of_file,
)


@pytest.mark.parametrize(
    "path", ["tests/a.py", "src/p/tests/a.py", "test/a.py", "conftest.py", "p/test_a.py", "p/a_test.py", "tests/d.json"]
)
def test_tests(path: str) -> None:
    """Folders and names that test runners know are tests, and tests are nothing for users."""
    assert is_test(path)
    assert not is_for_users(path)
    assert kind_of_file(path) == "tests"


@pytest.mark.parametrize("path", ["p/a.py", "p/testing/a.py", "contest.py", "p/latest.py", "p/test/a.py"])
def test_code_for_users(path: str) -> None:
    """Everything else is code; a package may have a module for the tests of others."""
    assert is_for_users(path)
    assert kind_of_file(path) == "source files"


@pytest.mark.parametrize("path", ["docs/conf.py", "examples/a.py", "setup.py", "noxfile.py", "benchmarks/b.py"])
def test_code_for_developers(path: str) -> None:
    """Examples, documentation and tools are not what users import."""
    assert not is_for_users(path)


@pytest.mark.parametrize(
    ("path", "module", "expected"),
    [
        ("p/a.py", "p.a", True),
        ("p/_a.py", "p._a", False),
        ("_p/a.py", "_p.a", False),
        ("tests/a.py", "a", False),
        ("tasks.py", "tasks", False),
        ("tools/tasks.py", "tasks", False),
        ("src/shop/tasks.py", "shop.tasks", True),
    ],
)
def test_the_surface_is_in_public_modules(path: str, module: str, expected: bool) -> None:
    """A leading underscore anywhere in the name keeps a module out, and so does a tool's name outside a package."""
    assert is_surface(path, module) is expected


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (".github/workflows/a.yml", "continuous integration"),
        ("requirements/dev.lock", "locked dependencies"),
        ("requirements.txt", "locked dependencies"),
        ("README.md", "documents"),
        ("docs/x.png", "documents"),
        ("NOTES.TXT", "documents"),
        ("pyproject.toml", "other files"),
        ("p/data.json", "other files"),
    ],
)
def test_the_kind_of_a_file(path: str, kind: str) -> None:
    """Each file has one word, used to say why nothing is written."""
    assert kind_of_file(path) == kind


@pytest.mark.parametrize("path", ["setup.py", "pyproject.toml", "packages/a/package.json", "a.b/pom.xml"])
def test_manifests_of_the_repository(path: str) -> None:
    """A manifest counts wherever the code is."""
    assert is_own_manifest(path)


@pytest.mark.parametrize(
    "path",
    [
        "tests/a/setup.py",
        "test/setup.py",
        "p/testing/plugin/setup.py",
        "examples/a/package.json",
        "p/example/setup.py",
        "docs/package.json",
        "node_modules/a/package.json",
        "p/vendor/a/go.mod",
        "p/templates/pyproject.toml",
        "p/testdata/go.mod",
    ],
)
def test_manifests_of_others(path: str) -> None:
    """Tests, examples, vendored code and templates declare projects that are not the repository's."""
    assert not is_own_manifest(path)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("README.md", "readme"),
        ("readme.rst", "readme"),
        ("README", "readme"),
        ("packages/a/README.md", "readme"),
        ("examples/a/README.md", "readme"),
        (".github/CONTRIBUTING.md", "contributing"),
        ("CHANGES.rst", "changelog"),
        ("docs/release-notes.md", "changelog"),
        ("LICENSE", "license"),
        ("SECURITY.md", "security"),
        ("docs/decisions/0001-x.md", "decision record"),
        ("doc/adr/x.md", "decision record"),
        ("design/adr-7.md", "decision record"),
        ("docs/0001-x.md", "decision record"),
        ("docs/adr/README.md", "readme"),
        ("docs/adr/index.md", "page"),
        ("docs/a/b.rst", "page"),
        ("docs/requirements.txt", ""),
        ("docs/a.png", ""),
        ("src/notes.md", ""),
        ("tests/README.md", ""),
        ("node_modules/a/README.md", ""),
        ("p/README.py", ""),
        ("decisions/a.py", ""),
    ],
)
def test_the_kind_of_a_guide(path: str, kind: str) -> None:
    """Each document that people wrote has one word; a license has no words of its own."""
    assert guide_kind(path) == kind
    assert is_guide(path) is (kind not in {"", "license"})
