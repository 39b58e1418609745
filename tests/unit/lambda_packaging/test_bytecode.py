"""Bytecode is never questioned, knows no build folder and keeps docstrings."""

import importlib.util
import marshal
import warnings
from pathlib import PurePosixPath
from typing import Any

import pytest
from lambda_packaging.bytecode import bytecode_name, claims, compile_source, is_bytecode_of, is_python, source_name

PLACE = PurePosixPath("/opt/python/thing.py")


def test_bytecode_is_unchecked_and_names_the_place_in_lambda() -> None:
    """As PEP 552 says: by hash, and the hash is not checked."""
    content = compile_source(b"a = 1\n", place=PLACE)
    assert content[:4] == importlib.util.MAGIC_NUMBER
    assert int.from_bytes(content[4:8], "little") == 0b01
    assert content[8:16] == importlib.util.source_hash(b"a = 1\n")
    assert marshal.loads(content[16:]).co_filename == "/opt/python/thing.py"  # noqa: S302  # just compiled


def test_docstrings_and_assertions_stay() -> None:
    """Agents describe their tools with them."""
    names: dict[str, Any] = {}
    content = compile_source(b'def add():\n    "Add two."\n    assert False\n', place=PLACE)
    exec(marshal.loads(content[16:]), names)  # noqa: S102, S302  # just compiled
    assert names["add"].__doc__ == "Add two."
    with pytest.raises(AssertionError):
        names["add"]()


def test_old_spellings_are_no_warning() -> None:
    """They are in code that is not ours."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        compile_source(rb"a = '\d'", place=PLACE)


@pytest.mark.parametrize("source", [b"def f(:\n", b"a = 1\0\n", b"\xff"])
def test_what_is_no_source_is_refused(source: bytes) -> None:
    """The caller names the file."""
    with pytest.raises((SyntaxError, ValueError)):
        compile_source(source, place=PLACE)


def test_bytecode_is_known_to_be_of_its_source() -> None:
    """Whole, never questioned, and made from these bytes."""
    content = compile_source(b"a = 1\n", place=PLACE)
    assert is_bytecode_of(b"a = 1\n", content)
    assert not is_bytecode_of(b"a = 2\n", content)
    assert not is_bytecode_of(b"a = 1\n", content[:-3])
    assert not is_bytecode_of(b"a = 1\n", content[:4] + bytes(12) + content[16:])
    assert not is_bytecode_of(b"a = 1\n", b"")
    assert (is_python(b"a = 1\n"), is_python(b"def f(:\n")) == (True, False)


def test_bytecode_lies_where_the_interpreter_looks() -> None:
    """In a folder beside the source, with the interpreter's tag."""
    assert bytecode_name("python/a.py") == "python/__pycache__/a.cpython-313.pyc"
    assert bytecode_name("handler.py") == "__pycache__/handler.cpython-313.pyc"


def test_the_source_of_bytecode_is_found_by_its_name() -> None:
    """Other files are their own; so is bytecode of other interpreters, and bytecode that is all of a module."""
    assert source_name("python/__pycache__/a.cpython-313.pyc") == "python/a.py"
    assert source_name("__pycache__/handler.cpython-313.pyc") == "handler.py"
    for own in ("python/a.py", "python/a.pyc", "python/__pycache__/a.cpython-312.pyc", "python/__pycache__/x.json"):
        assert source_name(own) == own


def test_bytecode_is_taken_at_its_word_where_that_is_enough() -> None:
    """It must say that it is never questioned and what it was made from; the rest is not looked at."""
    content = compile_source(b"a = 1\n", place=PLACE)
    assert claims(b"a = 1\n", content[:16])
    assert not claims(b"a = 2\n", content)
    assert not claims(b"a = 1\n", content[:4] + bytes(4) + content[8:])
