"""Defaults and help texts as a user meets them."""

import ast

import pytest
from coderipple.analysis.command_line.help_texts import consistent, expanded, literal_text, shown_default
from coderipple.analysis.syntax_tree import SyntaxTree, read_tree


def default(source: str) -> tuple[ast.expr, SyntaxTree]:
    """Returns the last expression of a source, and its tree."""
    tree = read_tree(ast.parse(source))
    last = tree.module.body[-1]
    assert isinstance(last, ast.Expr)
    return last.value, tree


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("4", "4"),
        ("LIMIT", "LIMIT"),
        ("make()", "make()"),
        ("list", None),
        ("lambda: 1", None),
        ("def make(): ...\nmake", None),
        ("class A: ...\nA", None),
        ("from x import list\nlist", "list"),
        ("None", None),
    ],
)
def test_a_default_is_a_value(source: str, expected: str | None) -> None:
    """What makes one when it is called is not shown."""
    assert shown_default(*default(source)) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [("5", "5"), ("'a'", "a"), ("-1.5", "-1.5"), ("[1, 2]", "[1, 2]"), ("None", None), ("f()", None), ("x", None)],
)
def test_a_literal_as_a_user_sees_it(source: str, expected: str | None) -> None:
    """Without the quotes of the source."""
    assert literal_text(*default(source)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Retries (default: %(default)s)", "Retries (default: 5)"),
        ("Retries (default: %default)", "Retries (default: 5)"),
        ("Retries (default: %(default)d, %(type)s %(prog)s)", "Retries (default: 5)"),
        ("Retries (%(prog)s, default: %(default)s)", "Retries (default: 5)"),
        ("Retries (type: %(type)s). More.", "Retries. More."),
        ("Retries, as %(prog)s does, at most", "Retries, at most"),
        ("Retries of %(prog)s", ""),
        ("100%% of %(default)s", "100% of 5"),
        ("100% of it", "100% of it"),
    ],
)
def test_placeholders_are_filled_or_dropped(text: str, expected: str) -> None:
    """What is not known takes its clause with it."""
    assert expanded(text, {"default": "5", "type": None}) == expected


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("Retries (default: 3).", "5", "Retries."),
        ("Retries [default=3]", "5", "Retries"),
        ("Retries (defaults to `3`)", "5", "Retries"),
        ("Retries (default: 5)", "5", "Retries (default: 5)"),
        ("Retries (default 5.0)", "5", "Retries (default 5.0)"),
        ("Wait (default: 5s)", "5", "Wait (default: 5s)"),
        ("Colour (default: off)", "False", "Colour (default: off)"),
        ("Colour (default: on)", "False", "Colour"),
        ("Name (default: 'a')", "b", "Name"),
        ("Where (default: the current folder)", ".", "Where (default: the current folder)"),
        ("Retries (default: 3)", None, "Retries (default: 3)"),
        (None, "5", None),
    ],
)
def test_a_stated_default_that_is_not_so_is_struck(text: str | None, value: str | None, expected: str | None) -> None:
    """Spellings of the same value agree; words that describe one are left alone."""
    assert consistent(text, value) == expected
