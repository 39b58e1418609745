"""Whatever text goes in, Markdown shows that text and nothing else."""

from coderipple.documents.regions import split
from coderipple.markup import HIDDEN, code_span, escape, file_link, prose, visible
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

# Every character that means something to Markdown, often; any other one, now and then.
SPECIAL = st.sampled_from([*"`*_{}[]<>#|~!&$\\-+=.():;\"'/ \t@^%1aä", "<!-- ", "-->", "http://", "coderipple:end x"])
TEXT = st.lists(SPECIAL | st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=30).map("".join)
WORDS = TEXT.map(lambda text: " ".join(text.split())).filter(lambda text: bool(HIDDEN.sub("", text).strip()))


def inline(markdown: str) -> list[Token]:
    """Returns the inline tokens of a text that is one paragraph."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    assert [each.type for each in tokens] == ["paragraph_open", "inline", "paragraph_close"], markdown
    return tokens[1].children or []


@given(WORDS)
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    """At the start of a line too: no list, heading, link, emphasis, entity, HTML or code."""
    tokens = inline(escape(text))
    assert {each.type for each in tokens} <= {"text", "text_special"}
    assert "".join(each.content for each in tokens) == HIDDEN.sub("", text).strip()


@given(TEXT.filter(lambda text: bool(text) and text.splitlines() == [text]))
def test_a_code_span_shows_its_text(text: str) -> None:
    """Exactly: with every blank and every backquote."""
    (token,) = inline(f"x{code_span(text)}")[1:] if not text.isspace() else inline(f"x{code_span(text)}y")[1:2]
    assert (token.type, token.content) == ("code_inline", visible(text))


@given(WORDS)
def test_prose_is_text_and_code(text: str) -> None:
    """What is shown is the text without the backquotes of its code spans, and no markup besides."""
    tokens = inline(prose(text))
    assert {each.type for each in tokens} <= {"text", "text_special", "code_inline"}
    shown = "".join(each.content for each in tokens)
    assert shown.replace("`", "").replace(" ", "") == HIDDEN.sub("", text).replace("`", "").replace(" ", "")


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_lines_of_escaped_text_hold_no_region(texts: list[str]) -> None:
    """No line of text from a repository is a marker."""
    document = "\n\n".join([*map(escape, texts), *map(prose, texts), *map(code_span, texts)])
    assert [each.section_id for each in split(document)] == [""]


@given(TEXT.filter(lambda text: bool(text.strip("/. ")) and "//" not in text and text == " ".join(text.split())))
def test_a_link_leads_to_its_file(path: str) -> None:
    """Whatever a file is called, its link is one link with its path as text."""
    clean = "/".join(part for part in path.split("/") if part.strip(". ")) or "a"
    opening, *texts, closing = inline(file_link(clean, document="docs/x.md"))
    assert (opening.type, closing.type) == ("link_open", "link_close")
    assert "".join(each.content for each in texts) == visible(clean)


@given(TEXT | st.text())
def test_nothing_hidden_is_left(text: str) -> None:
    """No character that nobody sees, in whatever way a text is shown."""
    for shown in (escape(text), prose(text), code_span(text), visible(text), file_link(f"a{text}", document="x.md")):
        assert not HIDDEN.search(shown)
