"""Variables that a file reads from the environment of its process."""

import ast

import pytest
from coderipple.analysis.environment import read_variables
from coderipple.analysis.syntax_tree import read_tree


def variables(source: str) -> list[tuple[str, str | None]]:
    """Returns name and default of what a source reads."""
    return [(each.name, each.default) for each in read_variables(read_tree(ast.parse(source)))]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('os.environ["A"]', [("A", None)]),
        ('from os import environ\nenviron["A"]', [("A", None)]),
        ('def f(environ): return environ["PATH_INFO"]', []),
        ('request.environ.get("REMOTE_ADDR")', []),
        ('def f(environ=None):\n environ = os.environ if environ is None else environ\n environ["A"]', [("A", None)]),
        ('def f(source=os.environ): return source["A"]', [("A", None)]),
        ('def f(*, source=os.environ): return source["A"]', [("A", None)]),
        ('import os as system\nsystem.environ["A"]', [("A", None)]),
        ('os.environ.get("A")', [("A", None)]),
        ('os.environ.get("A", "x")', [("A", "'x'")]),
        ('os.environ.get("A", None)', [("A", None)]),
        ('os.getenv("A", str(1))', [("A", "str(1)")]),
        ('from os import getenv\ngetenv("A")', [("A", None)]),
        ('os.environ.pop("A", "")', [("A", "''")]),
        ('os.environ.setdefault("A", "x")', [("A", "'x'")]),
        ('NAME = "A"\nos.environ[NAME]', [("A", None)]),
        ('"A" in os.environ', [("A", None)]),
        ('if "A" not in os.environ: pass', [("A", None)]),
        ('os.environ["A"]\nos.getenv("B")\nos.environ.get("A", "1")', [("B", None), ("A", "'1'")]),
    ],
)
def test_a_variable_is_read(source: str, expected: list[tuple[str, str | None]]) -> None:
    """Every way to read one is known; each is there once, and a reading with a default counts first."""
    assert variables(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        *('os.environ["A"] = "x"', 'del os.environ["A"]', "os.environ[name]", 'data.get("A")', "os.getenv()"),
        *('"A" in data', '"A" == os.environ', '"A" in os.environ in x'),
    ],
)
def test_what_reads_no_variable(source: str) -> None:
    """Writing, a computed name and another mapping are none."""
    assert variables(source) == []
