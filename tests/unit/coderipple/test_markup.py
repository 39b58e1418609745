"""Text of a repository as Markdown that cannot become markup; the property tests go further."""

import pytest
from coderipple.markup import code_block, code_span, escape, file_link, prose
from markdown_it import MarkdownIt


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a_b *c*", r"a\_b \*c\*"),
        ("- list", r"\- list"),
        ("12. list", r"12\. list"),
        ("two\n\n lines", "two lines"),
        ("a - b. c", "a - b. c"),
        ("<!-- x -->", r"\<!-- x --\>".replace("!", r"\!")),
    ],
)
def test_escape_leaves_no_markup(text: str, expected: str) -> None:
    """What Markdown would read as markup gets a backslash, and only that."""
    assert escape(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", "`a`"),
        ("a`b", "``a`b``"),
        ("`a`", "`` `a` ``"),
        (" a ", "`  a  `"),
        ("f(x='  ')", "`f(x='  ')`"),
        ("a\nb", "`a b`"),
    ],
)
def test_a_code_span_shows_its_text(text: str, expected: str) -> None:
    """Backquotes and blanks inside are shown as they are."""
    assert code_span(text) == expected


def test_prose_keeps_code_spans_and_escapes_the_rest() -> None:
    """Names in backquotes stay code; a lone backquote is text."""
    assert prose("Calls `a_b` not a_b, or ` alone") == r"Calls `a_b` not a\_b, or \` alone"


@pytest.mark.parametrize(
    ("target", "document", "address"),
    [
        ("a.py", "docs/x.md", "../a.py"),
        ("docs/a.py", "docs/x.md", "a.py"),
        ("a b/c#d.py", "x.md", "a%20b/c%23d.py"),
        ("[a](b).py", "docs/x.md", "../%5Ba%5D%28b%29.py"),
    ],
)
def test_a_link_is_relative_to_its_document(target: str, document: str, address: str) -> None:
    """The link leads from the document to the file and shows the file's path."""
    (inline,) = [each for each in MarkdownIt("commonmark").parse(file_link(target, document=document)) if each.children]
    opening, *texts, closing = inline.children or []
    assert opening.attrs["href"] == address
    assert "".join(each.content for each in texts) == target
    assert closing.type == "link_close"


def test_an_address_is_no_link() -> None:
    """GitHub makes links of bare addresses; a person's text must not become one by being quoted."""
    assert escape("see https://a.example/p and www.a.example") == "see https\\://a.example/p and www\\.a.example"


def test_what_nobody_sees_is_shown_in_code_and_gone_from_prose() -> None:
    """Marks that turn the direction of writing, blanks without width, control characters; joiners of scripts stay."""
    assert code_span("a\u202eb\u200bc\x1bd") == r"`a\u202eb\u200bc\x1bd`"
    assert code_block("a = '\u2066'\n\tb\n", "python") == "```python\na = '\\u2066'\n\tb\n```"
    assert prose("a\u202eb `c\u2069d`\ufeff") == "ab `cd`"
    assert escape("\U000e0041a\xadb") == "ab"
    assert (
        escape("\u0645\u06cc\u200c\u062e \U0001f469\u200d\U0001f4bb")
        == "\u0645\u06cc\u200c\u062e \U0001f469\u200d\U0001f4bb"
    )


def test_a_file_name_that_is_not_utf_8_has_its_link() -> None:
    """With its bytes in the address, and spelled out in the text."""
    assert file_link("a\udce9.py", document="x.md") == r"[a\\udce9.py](a%E9.py)"
