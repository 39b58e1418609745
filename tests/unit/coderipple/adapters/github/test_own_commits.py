"""A commit is told to be as we made it by its trailers."""

import pytest
from coderipple.adapters.github.own_commits import sealed, trailers, without_trailers

OURS = "Document it\n\nWhy: because.\n\nCodeRipple-Source: abc\nCodeRipple-Version: 1"


@pytest.mark.parametrize(
    ("message", "found"),
    [
        (OURS, {"CodeRipple-Source:": "abc", "CodeRipple-Version:": "1"}),
        (f"{OURS}\n".replace("\n", "\r\n"), {"CodeRipple-Source:": "abc", "CodeRipple-Version:": "1"}),
        ("CodeRipple-Source: abc", {}),
        ("x\n\nSay CodeRipple-Source: abc", {}),
        ("x\n\nCodeRipple-Source: abc\n\nand more", {}),
        ("", {}),
    ],
)
def test_trailers_end_a_message(message: str, found: dict[str, str]) -> None:
    """A message that only speaks of one has none."""
    assert trailers(message) == found


def test_the_rest_of_a_message() -> None:
    """Is what it says."""
    assert without_trailers(OURS) == "Document it\n\nWhy: because."
    assert without_trailers("a\n\nb") == "a\n\nb"


@pytest.mark.parametrize("message", ["Document it", "a\n\nb\n", OURS])
def test_a_sealed_message_names_its_tree(message: str) -> None:
    """And what it describes, once."""
    made = sealed(message, source="abc", tree="def")
    assert trailers(made) == trailers(message) | {"CodeRipple-Source:": "abc", "CodeRipple-Tree:": "def"}
    assert without_trailers(made) == without_trailers(message)
    assert made.count("CodeRipple-Source") == 1
