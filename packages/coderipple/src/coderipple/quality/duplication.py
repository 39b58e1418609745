"""Sentences that stand in two pages.

Comes in: pages. Goes out: `Duplicate`s.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coderipple.references import LONGEST_CHARACTERS

LEAST_WORDS = 8

_FENCE = re.compile(r"^ *(`{3,}|~{3,})")
# Code spans and links, of a length that bounds the time which one that does not end may take.
_NAMES = re.compile(r"(`{1,3})[^`]{1,300}+\1|!?\[[^\[\]]{0,300}+\]\([^()]{0,300}+\)")
_MARK = re.compile(r"^\s*(?:[-*+]|\d+[.)]|#+)\s+")
_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+")
_WORD = re.compile(r"[^\W\d_][\w'-]*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Duplicate:
    """A sentence that stands in several pages.

    Attributes:
        sentence: The sentence, as the first page has it.
        paths: The pages, sorted.
    """

    sentence: str
    paths: tuple[str, ...]


def duplicates(pages: Mapping[str, str]) -> tuple[Duplicate, ...]:
    """Returns the sentences that stand in two different pages, in the order of the pages.

    A sentence counts with eight words or more, code spans and links aside: those are names, which a page must be free
    to repeat, and a line of them is a list, not a sentence. Capitals, blanks and list marks make no difference. Code
    blocks, headings, quotations, tables and comments are no sentences of ours. Two sentences with the same words around
    different names are different ones.

    Args:
        pages: Markdown by path.
    """
    found: dict[str, tuple[str, set[str]]] = {}
    for path, text in pages.items():
        for sentence in sentences(text):
            found.setdefault(_folded(sentence), (sentence, set()))[1].add(path)
    return tuple(
        Duplicate(sentence=sentence, paths=tuple(sorted(paths))) for sentence, paths in found.values() if len(paths) > 1
    )


def sentences(markdown: str) -> Iterator[str]:
    """Yields the sentences of a page that count: prose of eight words or more, names aside."""
    if len(markdown) > LONGEST_CHARACTERS:
        return
    for line in _prose_lines(markdown):
        for sentence in _SENTENCE_END.split(_MARK.sub("", line).strip()):
            if len(_WORD.findall(_NAMES.sub(" ", sentence))) >= LEAST_WORDS:
                yield sentence


def _prose_lines(markdown: str) -> Iterator[str]:
    fence = ""
    for line in markdown.splitlines():
        mark = _FENCE.match(line)
        if mark and (not fence or line.strip().startswith(fence)):
            fence = "" if fence else mark[1]
        elif not fence and not line.lstrip().startswith(("#", ">", "|", "<!--")):
            yield line


def _folded(sentence: str) -> str:
    return " ".join(sentence.split()).casefold()
