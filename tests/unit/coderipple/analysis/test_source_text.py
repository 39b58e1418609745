"""The lines of a file."""

import pytest
from coderipple.analysis.source_text import source_lines


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        (b"a\r\nb\rc\n", ["a", "b", "c", ""]),
        (b"a\x0cb\n", ["a\x0cb", ""]),
        (b"\xef\xbb\xbfa", ["a"]),
        ("# coding: latin-1\nö".encode("latin-1"), ["# coding: latin-1", "ö"]),
        ("'\u2028'".encode(), ["'\u2028'"]),
    ],
)
def test_lines_are_those_of_the_language(source: bytes, lines: list[str]) -> None:
    """The three ends of a line count; what only text editors take for one does not."""
    assert source_lines(source) == lines


@pytest.mark.parametrize("source", [b"# coding: nonsense\n", b"\xff"])
def test_an_encoding_that_does_not_hold(source: bytes) -> None:
    """An unknown encoding and bytes outside it are errors of the source."""
    with pytest.raises((SyntaxError, UnicodeDecodeError)):
        source_lines(source)
