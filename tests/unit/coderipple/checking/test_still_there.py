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
    assert still_there({name}, [b"", content]) == ({name} if expected else set())


def test_what_is_large_is_data() -> None:
    """And not looked at."""
    assert still_there({"a_b"}, [b"a_b " + b" " * LARGEST_BYTES]) == frozenset()
