"""A person's edit beside what changed."""

import pytest
from coderipple.documents.edits import carry_edit

BEFORE = "- one\n- two\n- three\n"


@pytest.mark.parametrize(
    ("edited", "now", "expected", "kept"),
    [
        (BEFORE, "- one\n- 2\n- three\n", "- one\n- 2\n- three\n", 0),
        ("- mine\n- two\n- three\n", BEFORE, "- mine\n- two\n- three\n", 0),
        ("- mine\n- two\n- three\n", "- one\n- two\n- 3\n", "- mine\n- two\n- 3\n", 0),
        ("- mine\n- two\n- three\n", "- one\n- 2\n- three\n", "- mine\n- 2\n- three\n", 0),
        ("- mine\n- two\n- three\n", "- 1\n- two\n- three\n", "- mine\n- two\n- three\n", 1),
        (
            "- one\n- two\n- three\nMine.\n",
            "- one\n- two\n- three\n- four\n",
            "- one\n- two\n- three\n- four\nMine.\n",
            0,
        ),
        (
            "Mine.\n- one\n- two\n- three\n",
            "- one\n- two\n- three\n- four\n",
            "Mine.\n- one\n- two\n- three\n- four\n",
            0,
        ),
        ("- two\n- three\n", "- one\n- two\n- 3\n", "- two\n- 3\n", 0),
        ("", BEFORE, "", 0),
    ],
)
def test_an_edit_stands_beside_what_changed(edited: str, now: str, expected: str, kept: int) -> None:
    """Lines of one of the two are taken; where both changed a line the person's stays, and is counted."""
    carried = carry_edit(before=BEFORE, edited=edited, now=now, outdated=lambda _: "")
    assert (carried.text, carried.kept, carried.replaced) == (expected, kept, ())


def outdated(text: str) -> str:
    """Tells that a text names what is gone."""
    return "'gone'" * ("gone" in text)


@pytest.mark.parametrize(
    ("edited", "now", "expected"),
    [
        ("- gone\n- two\n- three\n", "- 1\n- two\n- 3\n", "- 1\n- two\n- 3\n"),
        ("- gone\n- two\n- three\n", "- one\n- two\n- 3\n", "- one\n- two\n- 3\n"),
        ("- mine\n- two\n- gone\n", "- one\n- two\n- 3\n", "- mine\n- two\n- 3\n"),
    ],
)
def test_no_line_stays_that_names_what_is_gone(edited: str, now: str, expected: str) -> None:
    """It gives way to what is generated, and what it named is told."""
    carried = carry_edit(before=BEFORE, edited=edited, now=now, outdated=outdated)
    assert (carried.text, carried.replaced) == (expected, ("'gone'",))
