"""The title and the first prose of Markdown."""

import pytest
from coderipple.analysis.markdown_opening import read_markdown


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# A `b` [c](d) ![e](f)\n", "A `b` c"),
        ("A\n===\n", "A"),
        ("## A\n\n# B\n", "A"),
        ("text\n\n## Part\n", ""),
        ("<p>x</p>\n\n# A\n", "A"),
        ("<h1 align=center><b>A</b>\nB</h1>\n", "A B"),
        ("<h1><img src=x></h1>\n\n# A\n", "A"),
        ("---\ntitle: 'A'\n---\n\nx\n", "A"),
        ("---\ntitle: A\n---\n# B\n", "B"),
        ("", ""),
    ],
)
def test_titles(text: str, title: str) -> None:
    """The first heading that is the document's own, in plain words."""
    assert read_markdown(text)[0] == title


PROSE = "The water comes back."


@pytest.mark.parametrize(
    "before",
    [
        "",
        "# A\n\n## B\n\n",
        "[![a](b)](c) [![d](e)](f)\n\n",
        "![Logo of the long name here](b)\n\n",
        "<p align=center>\nText in HTML is not prose\n</p>\n\n",
        "<!-- a comment of several words -->\n\n",
        "> A quotation of several words.\n\n",
        "> [!NOTE]\n> An admonition of several words.\n\n",
        "!!! note\n    An admonition of several words.\n\n",
        "::: note\nA container of several words.\n:::\n\n",
        "::: note\n\nA container of several words.\n\n:::\n\n",
        "- A list of several words\n\n",
        "```\nCode of several words\n```\n\n",
        "    Code of several words\n\n",
        "| a | b |\n| - | - |\n| some long words | c |\n\n",
        "[Read the documentation](a) | [See the source](b)\n\n",
        "**Documentation**: [the long name of it](https://x)\n\n",
        "Documentation of it: <https://example.org/a/b>\n\n",
        "[toc words here]: x\n\n",
        "{% include some words here %}\n\n",
        "*Short caption*\n\n",
        "The commands that there are:\n\n",
        "---\ntitle: Words of the front matter\n---\n\n",
    ],
)
def test_what_is_no_prose_is_skipped(before: str) -> None:
    """Badges, images, HTML, quotations, admonitions, lists, code, tables and rows of links stand before the opening."""
    assert read_markdown(f"{before}{PROSE}\n")[1] == PROSE


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("The *big* **sea** `d` [e f](g) h\\_i &amp; j.", "The big sea `d` e f h_i & j."),
        ("[The tool][t] does it.\n\n[t]: x", "The tool does it."),
        ("One two<br>three four", "One two three four"),
        ("One ``a`b`` two three", "One `a'b` two three"),
        ("One \\` two three", "One ' two three"),
        ("It does one thing well. It offers:", "It does one thing well."),
        ("See it at <https://example.org> right now", "See it at right now"),
    ],
)
def test_markup_becomes_plain_text(text: str, opening: str) -> None:
    """Code keeps its backquotes; everything else is words."""
    assert read_markdown(text)[1] == opening


def test_what_stands_far_below_is_no_opening() -> None:
    """A sentence below the third heading is about a detail."""
    assert read_markdown(f"# A\n\n## B\n\n## C\n\n{PROSE}")[1] == ""
