"""The sections of `setup.cfg`."""

import pytest
from coderipple.analysis.manifests.ini_sections import ini_list, ini_sections, ini_targets


def test_sections_are_read() -> None:
    """Comments and blank lines do not end a value; a section may stand twice."""
    text = "# c\n[a]\nb = 1\nc:\n  2\n\n  ; c\n  3\n[d]\n[a]\ne==f\n"
    assert ini_sections(text) == {"a": {"b": "1", "c": "2\n3", "e": "=f"}, "d": {}}


@pytest.mark.parametrize("text", ["x", "a = 1", "[a]\nx", "  x", "[a]\n = 1", "["])
def test_a_broken_line_is_named(text: str) -> None:
    """The error says which line, and what was expected."""
    with pytest.raises(ValueError, match=r"line [12]: .* is neither a section nor a key"):
        ini_sections(text)


def test_values_of_several_lines() -> None:
    """A value may be a list, or a table of names and targets."""
    assert ini_list("a\n\n b ") == ["a", "b"]
    assert ini_targets("a = b:c\nx\n") == {"a": "b:c"}
