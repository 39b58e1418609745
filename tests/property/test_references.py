"""References of texts that a generator makes."""

from coderipple.markup import _marked, prose
from coderipple.references import code_references, is_plain
from coderipple.references.extraction import _parsed_references
from hypothesis import example, given
from hypothesis import strategies as st

# Whatever begins a mark of Markdown or a pattern, more often than chance would.
PIECES = st.sampled_from([*" -.:;,'\"?=+%()_`*[]<>/\\@#1aZéß\n\t", "--a", "a()", "www.", "WWW", "a_b", "    ", "1. "])


@given(st.lists(PIECES, max_size=12).map("".join))
@example("Www.x.de")
@example("a\n    code")
@example("a\n===")
def test_a_plain_sentence_has_no_reference(text: str) -> None:
    """What is not parsed because it looks plain would yield nothing either."""
    assert code_references(text) == _parsed_references(text)
    if is_plain(text):
        assert not _parsed_references(_marked(text))


@given(st.lists(PIECES, max_size=12).map("".join))
@example("a_")
@example("a ")
def test_words_are_escaped_as_all_text_is(text: str) -> None:
    """What is not looked at because it looks plain would stay as it is."""
    assert prose(text) == _marked(text)
