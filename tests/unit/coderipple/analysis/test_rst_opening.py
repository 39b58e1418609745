"""The title and the first prose of reStructuredText."""

import pytest
from coderipple.analysis.rst_opening import read_rst


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("A b\n===\n", "A b"),
        ("=====\n A b\n=====\n", "A b"),
        ("``a`` *b*\n=========\n", "`a` b"),
        (".. comment\n\nA\n---\n", "A"),
        ("text\n", ""),
        ("====\n\n====\n", ""),
        ("", ""),
    ],
)
def test_titles(text: str, title: str) -> None:
    """A title is underlined, perhaps overlined too."""
    assert read_rst(text)[0] == title


PROSE = "The water comes back."


@pytest.mark.parametrize(
    "before",
    [
        "",
        "A title of words\n================\n\n",
        ".. image:: some/where\n   :target: of several words\n\n",
        ".. a comment of several words\n\n",
        ".. note::\n\n   An admonition of several words.\n\n",
        ".. |a| image:: b\n\n",
        ".. _target: https://example.org\n\n",
        "|build of words| |coverage of words|_\n\n",
        ":Author: Some long name\n:Version: 1\n\n",
        "- A list of several words\n\n",
        "* A list of several words\n\n",
        "1. A list of several words\n\n",
        "| A line block of words\n\n",
        ">>> a doctest of words\n\n",
        "+---+---+\n| several long words | b |\n+---+---+\n\n",
        "=====  =====\nseveral  long words\n=====  =====\n\n",
        "    A literal block of words\n\n",
        "`The documentation of it <https://x>`_\n\n",
        "Documentation: `the long name of it <https://x>`_\n\n",
        "The commands that there are::\n\n",
        "__ https://example.org/several\n\n",
        "----\n\n",
    ],
)
def test_what_is_no_prose_is_skipped(before: str) -> None:
    """Directives, comments, substitutions, fields, lists, tables and rows of links stand before the opening."""
    assert read_rst(f"{before}{PROSE}\n")[1] == PROSE


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("The *big* **sea** ``d`` `e f <g>`_ and h_.", "The big sea `d` e f and h."),
        ("Use :class:`~a.B` or :func:`c <d>` here.", "Use `a.B` or `c` here."),
        ("The `phrase`_ and |sub| a\\_b here.", "The phrase and a_b here."),
        ("A snake_case_name stays as it is.", "A snake_case_name stays as it is."),
        ("It does one thing. It offers::", "It does one thing."),
        ("JSON <https://example.org> is read here.", "JSON is read here."),
        ("Zero \0 and ``a`` and :x:`b` here.", "Zero and `a` and `b` here."),
    ],
)
def test_markup_becomes_plain_text(text: str, opening: str) -> None:
    """Code keeps its backquotes; everything else is words."""
    assert read_rst(text)[1] == opening


def test_what_stands_far_below_is_no_opening() -> None:
    """A sentence below the third title is about a detail."""
    assert read_rst(f"A\n===\n\nB\n---\n\nC\n---\n\n{PROSE}")[1] == ""
