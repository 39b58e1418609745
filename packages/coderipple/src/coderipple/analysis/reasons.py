"""Reasons that commit messages state, never reasons that somebody guesses.

Comes in: commits. Goes out: `StatedReason`s with the sentences that state a reason, word for word.
"""

import re
from collections.abc import Callable, Iterable

from coderipple.analysis.file_roles import kind_of_file
from coderipple.values import Commit, StatedReason

_ASIDE = {"tests", "documents", "continuous integration", "locked dependencies"}

_CAUSE = re.compile(r"\b(?:because|so that|in order to)\b", re.IGNORECASE)
_LABEL = re.compile(r"^(?:decision|rationale|reason|why)\s*:", re.IGNORECASE)
# A trailer (Signed-off-by and its kin), or an indented line: code, output, a diff.
_ASIDE_LINE = re.compile(r"(?=[A-Za-z][A-Za-z0-9]*+-)[A-Za-z0-9-]++: |    |\t")
_SENTENCE = re.compile(r".+?[.!?](?=\s|$)|.+$", re.DOTALL)
_MACHINE_WRITTEN = re.compile(r"^(?:Merge |Revert \"|fixup! |squash! |Bump )")


def stated_reasons(
    commits: Iterable[Commit], changed_paths: Callable[[str], Iterable[str]]
) -> tuple[StatedReason, ...]:
    """Returns the reasons that commits state, in their order.

    Args:
        commits: The commits.
        changed_paths: Returns the paths that a commit changes; a commit of tests or documents only decides nothing
            about the code.
    """
    return tuple(
        reason
        for commit in commits
        if (reason := stated_reason(commit)) is not None
        and any(kind_of_file(path) not in _ASIDE for path in changed_paths(commit.commit_id))
    )


def stated_reason(commit: Commit) -> StatedReason | None:
    """Returns the reason that a commit's message states.

    Merges, reverts and dependency bumps are left out: their text is a tool's.
    """
    if _MACHINE_WRITTEN.match(commit.subject):
        return None
    quotes = [sentence for paragraph in _paragraphs(commit.message) for sentence in _reasons_in(paragraph)]
    return StatedReason(commit=commit, quote=" ".join(quotes)) if quotes else None


def _paragraphs(message: str) -> list[str]:
    paragraphs = []
    for block in re.split(r"\n\s*\n", message.replace("\r\n", "\n")):
        lines = [line.strip() for line in block.split("\n") if not _ASIDE_LINE.match(line)]
        paragraphs.append(" ".join(line for line in lines if line))
    return paragraphs


def _reasons_in(paragraph: str) -> list[str]:
    if _LABEL.match(paragraph):
        return [paragraph]
    return [sentence.strip() for sentence in _SENTENCE.findall(paragraph) if _CAUSE.search(sentence)]
