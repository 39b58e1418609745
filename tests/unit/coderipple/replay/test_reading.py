"""Pages, read as a reader does."""

from coderipple.replay.reading import (
    StatedSymbol,
    read_page,
    sentences,
    slugs,
    stated_parameters,
    stated_symbols,
)

PAGE = """\
# The `title`

A `span` with a [link](x.md#y), an ![image](i.png). Second one.

> quoted `words` and [more](q.md)

```python
import tides
```

| a | b |
| --- | --- |
| `cell` | c |
"""


def test_a_page_gives_what_a_reader_sees() -> None:
    """Quotations are left out, tables and images are not."""
    page = read_page(PAGE)
    assert page.spans == ("title", "span", "cell")
    assert page.links == ("x.md#y", "i.png")
    assert page.blocks == (("python", "import tides\n"),)
    assert page.anchors == {"the-title"}


def test_slugs_are_those_of_github() -> None:
    """Lower case, punctuation away, blanks as hyphens, a number for what comes again."""
    headings = ["A `b.c` (d)!", "Über uns", "two  blanks", "Same", "same", "snake_case-kept"]
    assert list(slugs(headings)) == ["a-bc-d", "über-uns", "two--blanks", "same", "same-1", "snake_case-kept"]


def test_symbols_stand_under_the_heading_of_their_module() -> None:
    """Labels, nesting and doubled backticks are understood; a list elsewhere holds no symbols."""
    symbols = "- class `K(x: int)`: says\n  - property `K.p -> str`\n- `` f(x='`') ``\n- `async g()`\n"
    text = f"- `not_me()`\n\n## `a.b`\n\n{symbols}"
    assert list(stated_symbols(text)) == [
        StatedSymbol(module="a.b", name="K", signature="K(x: int)"),
        StatedSymbol(module="a.b", name="K.p", signature="K.p -> str"),
        StatedSymbol(module="a.b", name="f", signature="f(x='`')"),
        StatedSymbol(module="a.b", name="g", signature="async g()"),
    ]


def test_parameters_are_read_by_the_parser_of_the_language() -> None:
    """Every kind has its name; what is no call, or no Python, has none."""
    assert stated_parameters("f(a, /, b, *c, d=1, **e) -> int") == [
        ("a", "POSITIONAL_ONLY"),
        ("b", "POSITIONAL_OR_KEYWORD"),
        ("c", "VAR_POSITIONAL"),
        ("d", "KEYWORD_ONLY"),
        ("e", "VAR_KEYWORD"),
    ]
    assert stated_parameters("async K.f()") == []
    assert stated_parameters("K.p -> str") is None
    assert stated_parameters("f(") is None
    assert stated_parameters("f(): pass\ndef g()") is None


def test_sentences_are_words_alone() -> None:
    """Case and punctuation do not tell two sentences apart."""
    assert list(sentences(read_page("One, `two`! Three.\n"))) == ["one two", "three"]
