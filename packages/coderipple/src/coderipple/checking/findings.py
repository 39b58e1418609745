"""From the text of a document to findings.

Comes in: a document, `RemovedNames`. Goes out: `Suspicion`s, and `Finding`s of those that the sources do not refute.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from coderipple.checking.doc_comments import Declared, comment_mentions
from coderipple.checking.matching import Match, matches
from coderipple.checking.mentions import mentions
from coderipple.checking.prose_in_code import docstrings
from coderipple.checking.removed import Removed, RemovedNames
from coderipple.checking.rst_mentions import docstring_mentions, rst_mentions
from coderipple.checking.still_there import StillThere
from coderipple.markup import code_span
from coderipple.values import Finding

_WORD = re.compile(rb"\w+")
_WITH_OWNER = re.compile(r"\w(?:\.|::|#)\w")
# Any text of any program may name these for its own ends.
_NOT_IN_DOCSTRINGS = frozenset({"file", "folder", "setting or key", "name"})


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


def docstring_suspicions(source: str, content: bytes, removed: RemovedNames, paths: frozenset[str]) -> list[Suspicion]:
    """Returns what of the docstrings of the public names of a Python file seems to be gone.

    Args:
        source: Its path.
        content: Its content.
        removed: What is gone.
        paths: Every file and folder that is there.
    """
    if removed.last_words.isdisjoint(_WORD.findall(content)):  # most files; reading them takes its time
        return []
    return [
        Suspicion(source, match._replace(line=match.line + each.line - 1))
        for each in docstrings(content)
        if each.is_public
        for match in matches(docstring_mentions(each.text), removed, document=source, paths=paths)
        if match.removed.noun not in _NOT_IN_DOCSTRINGS
    ]


def comment_suspicions(
    source: str, content: bytes, declared: Declared, removed: RemovedNames, paths: frozenset[str]
) -> Iterator[Suspicion]:
    """Yields what of the comments of the public names of a source seems to be gone.

    Args:
        source: Its path.
        content: Its content.
        declared: Its public names.
        removed: What is gone.
        paths: Every file and folder that is there.
    """
    if removed.last_words.isdisjoint(_WORD.findall(content)):
        return
    for mention in comment_mentions(content.decode(errors="replace"), declared):
        for match in matches([mention], removed, document=source, paths=paths):
            # `Other.read` says nothing of what is called `read` here.
            is_exact = "." in match.text or not _WITH_OWNER.search(mention.text)
            if is_exact and match.removed.noun not in _NOT_IN_DOCSTRINGS:
                yield Suspicion(source, match)


def confirmed(suspected: Iterable[Suspicion], still: StillThere, tests: Collection[str]) -> tuple[Finding, ...]:
    """Returns the findings, by document and line; one a line and text.

    Args:
        suspected: What seems to be gone.
        still: What the sources hold nevertheless, and where.
        tests: Paths of the tests, which may speak of what only they have.
    """
    found: dict[tuple[str, int, str], Finding] = {}
    for each in suspected:
        if not _is_refuted(each.match.removed, still, tests):
            finding = _finding(each)
            found.setdefault((finding.path, finding.line, finding.text), finding)
    return tuple(found[key] for key in sorted(found))


def _is_refuted(removed: Removed, still: StillThere, tests: Collection[str]) -> bool:
    # What is typed or set may be told in prose alone: there are programs that read their options from a docstring.
    places = still.in_code if removed.was_offered or removed.noun in {"name", "parameter"} else still.anywhere
    if removed.was_offered and removed.language == "TypeScript":  # which says what it exports
        places = still.shared
    for name in removed.spellings:
        paths = places.get(name, frozenset())
        for word in removed.beside:
            paths &= places.get(word, frozenset())
        if removed.within is not None:
            paths &= removed.within
        elif removed.was_offered:
            paths -= frozenset(tests)
        if paths:
            return True
    return False


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
