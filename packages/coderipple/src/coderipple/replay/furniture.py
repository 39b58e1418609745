"""Sentences that stand in the documents of two different repositories: a template that talks about itself.

Comes in: the pages of each repository, the sentences that are allowed. Goes out: the others.
"""

import re
from collections.abc import Iterable, Mapping

from coderipple.replay.reading import read_page, sentences

MOST_ALLOWED = 15
_SHORTEST_WORDS = 8


def shared_sentences(subjects: Mapping[str, Iterable[str]], allowed: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Returns each sentence of eight words or more that two subjects share, with the names of those that have it.

    Args:
        subjects: Name of each repository to the text of its pages.
        allowed: Sentences that may stand anywhere.
    """
    fixed = {_normalized(each) for each in allowed}
    found: dict[str, set[str]] = {}
    for name, pages in subjects.items():
        for text in pages:
            for sentence in sentences(read_page(text)):
                if len(sentence.split()) >= _SHORTEST_WORDS and sentence not in fixed:
                    found.setdefault(sentence, set()).add(name)
    return {sentence: tuple(sorted(names)) for sentence, names in sorted(found.items()) if len(names) > 1}


def read_allowed(text: str) -> tuple[str, ...]:
    """Reads the list of allowed sentences: one a line, lines that start with `#` are remarks.

    Raises:
        ValueError: There are more than may be allowed.
    """
    found = tuple(line for each in text.splitlines() if (line := each.strip()) and not line.startswith("#"))
    if len(found) > MOST_ALLOWED:
        raise ValueError(f"{len(found)} sentences are allowed; expected at most {MOST_ALLOWED}")
    return found


def _normalized(sentence: str) -> str:
    return " ".join(re.findall(r"\w+", sentence.lower()))
