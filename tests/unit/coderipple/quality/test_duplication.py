"""Sentences that stand in two pages."""

from coderipple.quality import Duplicate, duplicates

LONG = "The tide tables are read once and then kept for the day."


def test_a_sentence_in_two_pages_is_found() -> None:
    """Whatever its list mark, capitals, line and neighbours are."""
    pages = {"b.md": f"Short. {LONG}\n", "a.md": f"# T\n\n- {LONG.upper()} More.\n", "c.md": "Other words.\n"}
    assert duplicates(pages) == (Duplicate(sentence=LONG, paths=("a.md", "b.md")),)


def test_what_is_no_repetition() -> None:
    """Twice in one page, seven words, lists of names, code, headings, quotations, tables, other names."""
    names = "`a`, `b`, `c`, `d`, `e`, `f`, `g`, `h`, [a b c d](x.md), [e f g h](y.md)"
    same = f"{names}\n\nOnly seven words stand in this one.\n\n```\n{LONG}\n```\n\n# {LONG}\n\n> {LONG}\n\n| {LONG} |\n"
    named = "The function `{}` returns the time of the next high water."
    assert duplicates({"a.md": LONG + LONG, "b.md": ""}) == ()
    assert duplicates({"a.md": same, "b.md": same}) == ()
    assert duplicates({"a.md": named.format("x"), "b.md": named.format("y")}) == ()
