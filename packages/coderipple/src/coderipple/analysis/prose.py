"""Tells prose from rows of links, captions and labels.

Comes in: a paragraph as plain text. Goes out: what of it is prose.
"""

import re

_ADDRESS = re.compile(r"<?\bhttps?://[^\s<>]+>?")
_LABEL = re.compile(r"[\w ]{1,40}:")  # what stands before a bare link: `Documentation:`
_WORD = re.compile(r"\S*?[^\W\d_]{2}\S*")
_FEWEST_WORDS = 3  # fewer are a caption
_SENTENCE = re.compile(r"[.!?](?=\s)")


def prose_of(text: str, beside_links: str) -> str:
    """Returns the prose of a paragraph, empty where it has none.

    A last sentence that ends with a colon leads to what is not quoted, and is left out.

    Args:
        text: The paragraph on one line.
        beside_links: The same without the texts of links.
    """
    if text.endswith(":"):
        ends = [each.end() for each in _SENTENCE.finditer(text)]
        text = text[: ends[-1]] if ends else ""
    beside = " ".join(_ADDRESS.sub("", beside_links).split())
    words = sum(1 for each in text.split() if _WORD.match(each))
    is_prose = words >= _FEWEST_WORDS and _WORD.search(beside) and not _LABEL.fullmatch(beside)
    return text if is_prose else ""
