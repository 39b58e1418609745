"""What a file is for, by its path."""

import pytest
from coderipple.analysis.file_roles import is_for_users, is_surface, is_test, kind_of_file


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
