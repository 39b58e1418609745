"""Names that the sources still hold."""

import pytest
from coderipple.checking.still_there import LARGEST_BYTES, still_there


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("read_tables", b"x.read_tables()", True),
        ("read_tables", b"read_tables_again", False),
        ("--log", b"tides --log x", True),
        ("--log", b"tides --log-file x", False),
        ("src/a.py", b"open('src/a.py')", True),
    ],
)
def test_only_whole_words_count(name: str, content: bytes, expected: bool) -> None:
    """Of an option, its hyphens are part of the word."""
    found = still_there({name}, [("a.sh", b""), ("b.sh", content)])
    assert found.anywhere == found.in_code == ({name: {"b.sh"}} if expected else {})


def test_what_is_large_is_data() -> None:
    """And not looked at."""
    assert still_there({"a_b"}, [("a.py", b"a_b " + b" " * LARGEST_BYTES)]).anywhere == {}


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("a.py", b'def f():\n    """Does\n    as read_tables did."""\n'),
        ("a.go", b"// read_tables was better\nfunc F() {}"),
        ("A.java", b"/** As\n read_tables. */ class A {}"),
    ],
)
def test_prose_in_code_is_told_apart(path: str, content: bytes) -> None:
    """Docstrings and comments hold what nobody can call."""
    found = still_there({"read_tables"}, [(path, content)])
    assert found.anywhere == {"read_tables": {path}}
    assert found.in_code == {}
