"""Reads what a document that people wrote says first: its title and its first paragraph of prose.

Comes in: the bytes of a document. Goes out: a `Guide`, or None where it says nothing that can be read.
"""

import codecs
import re

from coderipple.analysis.markdown_opening import read_markdown
from coderipple.analysis.rst_opening import read_rst
from coderipple.facts import Guide

_READ_BYTES = 65_536  # the opening stands in front of this, or the document has none
_LONGEST_OPENING = 400  # characters
_LONGEST_TITLE = 200
_SENTENCE_END = re.compile(r"(?<!e\.g)(?<!i\.e)(?<!etc)(?<!vs)[.!?](?=\s)")


def read_guide(path: str, content: bytes) -> Guide | None:
    """Reads one document, Markdown or reStructuredText as its name says.

    Args:
        path: Where it stands.
        content: Its bytes; only the first ones are looked at.
    """
    try:
        text = codecs.getincrementaldecoder("utf-8-sig")().decode(content[:_READ_BYTES])
    except UnicodeDecodeError:
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    read = read_markdown if path.lower().endswith((".md", ".markdown")) else read_rst
    title, opening = (_visible(each) for each in read(text))
    if not title and not opening:
        return None
    return Guide(path=path, title=_cut(title, _LONGEST_TITLE), opening=_cut(opening, _LONGEST_OPENING))


def _visible(text: str) -> str:
    return "".join(each for each in " ".join(text.split()) if each.isprintable())


def _cut(text: str, longest: int) -> str:
    """Returns a text cut at the end of a sentence, else of a word, never inside a code span."""
    if len(text) <= longest:
        return text
    ends = [
        each.end() for each in _SENTENCE_END.finditer(text[: longest + 1]) if not text.count("`", 0, each.end()) % 2
    ]
    if ends:
        return text[: ends[-1]]
    kept = text[: longest - 2]
    kept = kept[: kept.rindex("`")] if kept.count("`") % 2 else kept
    return f"{(kept.rpartition(' ')[0] or kept).rstrip()} …"
