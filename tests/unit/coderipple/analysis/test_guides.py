"""What a document that people wrote says first."""

import pytest
from coderipple.analysis.guides import read_guide


def test_markdown_and_restructured_text() -> None:
    """The ending tells the language."""
    found = read_guide("README.md", b"\xef\xbb\xbf# *Tides*\r\n\r\nWhen the `water`\r\ncomes back.\r\n")
    assert found is not None
    assert (found.path, found.title, found.opening) == ("README.md", "Tides", "When the `water` comes back.")
    found = read_guide("README.rst", b"Tides\n=====\n\nWhen the ``water``\ncomes back.\n")
    assert found is not None
    assert (found.title, found.opening) == ("Tides", "When the `water` comes back.")


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe", b"![x](y)\n", b"<p>Only HTML is here now.</p>\n"])
def test_nothing_to_read_is_none(content: bytes) -> None:
    """A document that says nothing in words, or is no text, is none."""
    assert read_guide("README.md", content) is None


def test_a_long_opening_is_cut_at_a_sentence() -> None:
    """At most 400 characters, and `e.g.` ends no sentence."""
    sentence = "The water comes, e.g. at noon, and goes away again. "
    found = read_guide("a.md", sentence.encode() * 20)
    assert found is not None
    assert found.opening == (sentence * 7).strip()


def test_a_long_sentence_is_cut_at_a_word_outside_code() -> None:
    """A code span is whole or not there."""
    found = read_guide("a.md", b"word " * 70 + b"`" + b"code " * 30 + b"`")
    assert found is not None
    assert found.opening == "word " * 69 + "word …"


def test_a_cut_never_splits_a_code_span() -> None:
    """A dot inside code ends no sentence."""
    found = read_guide("a.md", b"word " * 70 + b"`a. " + b"code " * 30 + b"`")
    assert found is not None
    assert found.opening.count("`") % 2 == 0


def test_invisible_characters_go() -> None:
    """Marks that turn the reading order do not leave the reader."""
    found = read_guide("a.md", "# T\u202e\n\nThe water\u200b comes back.\n".encode())
    assert found is not None
    assert (found.title, found.opening) == ("T", "The water comes back.")
