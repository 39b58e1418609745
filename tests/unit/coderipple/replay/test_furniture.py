"""Sentences that two repositories share."""

import pytest
from coderipple.replay.furniture import read_allowed, shared_sentences

LONG = "This page lists everything that the package offers to users."


def test_a_long_sentence_that_two_share_is_found() -> None:
    """Short ones, and those of one subject alone, are nobody's business."""
    pages = {"a": [f"{LONG} Short one."], "b": ["Short one.", f"# x\n\n- {LONG.upper()}"], "c": ["Something else."]}
    assert shared_sentences(pages, []) == {
        "this page lists everything that the package offers to users": ("a", "b"),
    }
    assert shared_sentences({"a": [LONG, LONG]}, []) == {}


def test_allowed_sentences_are_left_out() -> None:
    """However they are spelled in the list."""
    assert shared_sentences({"a": [LONG], "b": [LONG]}, [LONG.lower()]) == {}


def test_the_list_is_short() -> None:
    """Remarks do not count; a sixteenth sentence is an error."""
    assert read_allowed("# remark\n\n one two \n") == ("one two",)
    with pytest.raises(ValueError, match="16 sentences are allowed; expected at most 15"):
        read_allowed("x\n" * 16)
