"""What others than the analysis tell about a checkout."""

import sys
from pathlib import Path

import pytest
from coderipple.errors import InterpreterError
from coderipple.replay.oracle import inspect_checkout, read_variables, write_checkout

SOURCE = '''\
"""os.environ["IN_A_DOCSTRING"]"""
# os.environ["IN_A_COMMENT"]
import os
a = os.environ["A"]
b = environ.get("B", "x")
c = os.getenv('C')
d = os.environ.setdefault(
    "D", "1")
os.environ["WRITTEN"] = "1"
e = os.environ["E"] == "1"
f = "F" in os.environ
@click.option("--g", envvar="G")
'''


def test_variables_are_found_by_their_text() -> None:
    """Every way to read one; writing, comments, docstrings and tests do not count."""
    tree = {"src/x.py": "1", "tests/test_x.py": "2", "docs/conf.py": "2", "setup.py": "2"}
    blobs = {"1": SOURCE.encode(), "2": b'os.environ["OTHER"]'}
    assert read_variables(tree, blobs.__getitem__) == set("ABCDEFG")


def test_a_checkout_never_leaves_its_folder(tmp_path: Path) -> None:
    """A hostile path is left out, the others are written."""
    tree = {"a/b.py": "1", "../x": "1", "/etc/x": "1", "a/../../y": "1"}
    write_checkout(tree, {"1": b"text"}.__getitem__, tmp_path / "checkout")
    assert [each.relative_to(tmp_path).as_posix() for each in tmp_path.rglob("*") if each.is_file()] == [
        "checkout/a/b.py"
    ]


def test_an_interpreter_is_asked(tmp_path: Path) -> None:
    """It imports what is there."""
    (tmp_path / "tidesz.py").write_text("def high(day): ...\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "tide-z"\n', encoding="utf-8")
    found = inspect_checkout(Path(sys.executable), tmp_path, [("tidesz", "low")])
    (symbol,) = found.symbols
    assert (symbol.module, symbol.name, symbol.parameters) == ("tidesz", "high", (("day", "POSITIONAL_OR_KEYWORD"),))
    assert found.missing_imports == {"tidesz.low"}
    assert found.problems == ()


def test_foreign_code_sees_no_variable_of_this_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Secrets are among them."""
    monkeypatch.setenv("SOME_SECRET", "x")
    (tmp_path / "tidesw.py").write_text('import os\nassert "SOME_SECRET" not in os.environ\n', encoding="utf-8")
    (tmp_path / "setup.cfg").write_text("[metadata]\nname = tide-w\n", encoding="utf-8")
    assert inspect_checkout(Path(sys.executable), tmp_path, []).problems == ()


def test_no_answer_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    """A program that is no Python, and one that is not there."""
    for program in ("/bin/true", "/nonexistent/python"):
        with pytest.raises(InterpreterError, match=r"no answer.*expected a Python of 3\.10"):
            inspect_checkout(Path(program), tmp_path, [])
