"""From the text of a document to findings.

Comes in: a document, `RemovedNames`. Goes out: `Suspicion`s, and `Finding`s of those that the sources do not refute.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from coderipple.checking.matching import Match, matches
from coderipple.checking.mentions import mentions
from coderipple.checking.removed import RemovedNames
from coderipple.checking.rst_mentions import rst_mentions
from coderipple.markup import code_span
from coderipple.values import Finding


class Suspicion(NamedTuple):
    """A mention of something that seems to be gone.

    Attributes:
        path: The document.
        match: The mention.
    """

    path: str
    match: Match


def suspicions(document: str, text: str, removed: RemovedNames, paths: frozenset[str]) -> list[Suspicion]:
    """Returns what of a document seems to be gone.

    Args:
        document: Its path.
        text: Its text, Markdown or reStructuredText.
        removed: What is gone.
        paths: Every file and folder that is there.
    """
    read = rst_mentions if document.lower().endswith(".rst") else mentions
    found = matches(read(text), removed, document=document, paths=paths)
    return [Suspicion(document, each) for each in found]


def confirmed(suspected: Iterable[Suspicion], still: Collection[str]) -> tuple[Finding, ...]:
    """Returns the findings, by document and line.

    Args:
        suspected: What seems to be gone.
        still: Spellings that the sources hold nevertheless.
    """
    found = [_finding(each) for each in suspected if not any(name in still for name in each.match.removed.spellings)]
    return tuple(sorted(found, key=lambda each: (each.path, each.line, each.text)))


def _finding(suspicion: Suspicion) -> Finding:
    path, (line, text, removed) = suspicion
    article = "an" if removed.noun[0] in "aeiou" else "a"
    reason = f"{code_span(text)}: the repository has no such {removed.noun} any more"
    if removed.noun == "data":
        reason = f"{code_span(text)} is gone"
    elif removed.noun not in {"file", "folder"}:
        reason = f"{code_span(text)} was {article} {removed.noun} and is gone"
    hint = f"; {code_span(removed.successor)} is new in its place" if removed.successor else ""
    return Finding(path=path, line=line, text=text, reason=reason + hint)
