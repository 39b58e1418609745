"""Reasons that commit messages state, never reasons that somebody guesses.

Comes in: commits. Goes out: a `History` with the sentences that state a reason, word for word.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from coderipple.analysis.file_roles import kind_of_file
from coderipple.values import Commit, History, Overruling, StatedReason

_ASIDE = {"tests", "documents", "continuous integration", "locked dependencies"}
_LONGEST_MESSAGE = 20_000  # characters; what is longer is a log, not a message

_CAUSE = re.compile(r"\b(?:because|so that|in order to)\b", re.IGNORECASE)
# Why something went wrong is no reason for what was decided.
_FAILURE = re.compile(
    r"\b(?:fail\w*|break(?:s|ing)?|broken?|crash\w*|rais(?:e[sd]?|ing)|errors?|warns?|warnings?|problematic|"
    r"exceptions?|issues?|bugs?|silently|unfortunately|\w+n't (?:work|run|build)|not (?:work|run|build)|lost)\b"
    r"[^.;]*\bbecause\b",
    re.IGNORECASE,
)
# What is said of tests, of what stays as it is, and of a repair that works, decides nothing about the code.
_NO_DECISION = re.compile(
    r"\b(?:tests?|testing|mock\w*|pytest|coverage|pragma)\b"
    r"|\b(?:do|does|did)(?:n't| not) (?:change|differ|matter)\b[^.;]*\b(?:because|so that)\b"
    r"|\bso that \w+ (?:(?:is|are) )?now\b",
    re.IGNORECASE,
)
_LEANS = re.compile(r"(?:This|That|It|These|Those|So that|Because|In order to|Otherwise|They)\b")
_LABEL = re.compile(r"^(?:decision|rationale|reason|why)\s*:", re.IGNORECASE)
# A trailer (Signed-off-by and its kin), or an indented line: code, output, a diff.
_ASIDE_LINE = re.compile(r"(?=[A-Za-z][A-Za-z0-9]*+-)[A-Za-z0-9-]++: |    |\t|[>|$+]|```")
_BULLET = re.compile(r"^(?:[-*+]|\d+[.)])\s+")
# What goes on in lower case after a full stop was an abbreviation.
_SENTENCE = re.compile(r".+?(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)(?<!\bcf)[.!?](?=\s+[^\sa-z]|\s*$)|.+$", re.DOTALL)
_MACHINE_WRITTEN = re.compile(
    r"^(?:Merge |fixup! |squash! |amend! |Bump |\[pre-commit\.ci\]|\[bot\]|chore\(deps\)|build\(deps\))"
)
_RELEASE = re.compile(
    r"^(?:(?:prepar(?:e|ing) (?:for )?)?(?:releas(?:e|ing)|version) v?\d+(?:\.\d+)+|v?\d+(?:\.\d+)+\w*\s*(?:\n|$))",
    re.IGNORECASE,
)
_PULL_REQUEST = re.compile(r"^Merge pull request #\d+ from \S+\s*\n+(.+)", re.DOTALL)
_REVERTED = re.compile(r"\bThis reverts commit ([0-9a-f]{7,64})\b")
_REVERT_SUBJECT = re.compile(r"^(?:Revert \"|Reverts? )")
_SUPERSEDES = re.compile(r"\bsupersedes (?:commit |decision |record )?([0-9a-f]{7,64}|\d{4})\b", re.IGNORECASE)
_LEAST_WORDS = 4  # "Because." states nothing that a reader could use
_MOST_AFFECTED = 200


def stated_history(commits: Iterable[Commit], changed_paths: Callable[[str], Iterable[str]]) -> History:
    """Returns what commits say about decisions, in their order.

    Args:
        commits: The commits.
        changed_paths: Returns the paths that a commit changes; a commit of tests or documents only decides nothing
            about the code.
    """
    reasons: list[StatedReason] = []
    overrulings: list[Overruling] = []
    for commit in commits:
        found = _stated(commit, changed_paths)
        if found is not None:
            reasons.append(found)
        if found is not None or _REVERT_SUBJECT.match(commit.subject):
            overrulings += _overrulings(commit, is_reasoned=found is not None)
    return History(reasons=tuple(reasons), overrulings=tuple(overrulings))


def _overrulings(commit: Commit, *, is_reasoned: bool) -> Iterator[Overruling]:
    """Yields what a commit says of earlier decisions; only a decision supersedes another."""
    message = _message(commit)
    for status, pattern in (("reverted", _REVERTED), ("superseded", _SUPERSEDES)):
        for old in pattern.findall(message) if is_reasoned or status == "reverted" else ():
            yield Overruling(commit_id=commit.commit_id, status=status, old=old)


def _stated(commit: Commit, changed_paths: Callable[[str], Iterable[str]]) -> StatedReason | None:
    """Returns the reason that a commit's message states; what a tool wrote, and the list of a release, state none."""
    message = _message(commit)
    if _MACHINE_WRITTEN.match(message) or _RELEASE.match(message):
        return None
    quotes = list(dict.fromkeys(each for paragraph in _paragraphs(message) for each in _reasons_in(paragraph)))
    if not quotes:
        return None
    affected = sorted(path for path in changed_paths(commit.commit_id) if kind_of_file(path) not in _ASIDE)
    if not affected:
        return None
    return StatedReason(
        commit=commit,
        subject=message.partition("\n")[0].strip(),
        quote=" ".join(quotes),
        affected=tuple(affected[:_MOST_AFFECTED]),
    )


def _message(commit: Commit) -> str:
    """Returns a message, of a pull request's merge what it says of the pull request, with plain line ends."""
    message = commit.message[:_LONGEST_MESSAGE].replace("\r\n", "\n").strip()
    merged = _PULL_REQUEST.match(message)
    return merged[1].strip() if merged else message


def _paragraphs(message: str) -> Iterator[str]:
    """Yields the paragraphs of a message, each item of a list by itself, each on one line.

    One that goes on with a sentence in which a list or code stands is none: half a sentence is no quotation.
    """
    is_interrupted = False
    for block in re.split(r"\n\s*\n", message):
        is_rest = is_interrupted and block[:1].islower()
        is_interrupted = any(_BULLET.match(line) or _ASIDE_LINE.match(line) for line in block.split("\n"))
        if is_rest:
            continue
        lines: list[str] = []
        for line in block.split("\n"):
            if _ASIDE_LINE.match(line):
                continue
            if _BULLET.match(line) and lines:
                yield " ".join(lines)
                lines = []
            lines.append(_BULLET.sub("", line).strip())
        yield " ".join(filter(None, lines))


def _reasons_in(paragraph: str) -> Iterator[str]:
    """Yields the sentences that state a reason, with the one before where they lean on it."""
    if _LABEL.match(paragraph):
        yield paragraph
        return
    before = ""
    for sentence in (each.strip() for each in _SENTENCE.findall(paragraph)):
        if _states_reason(sentence):
            whole = f"{before} {sentence}".strip() if _LEANS.match(sentence) else sentence
            if len(whole.split()) >= _LEAST_WORDS:
                yield whole
        before = sentence


def _states_reason(sentence: str) -> bool:
    is_cause = _CAUSE.search(sentence) and not sentence.endswith(":")
    return bool(is_cause) and not (_FAILURE.search(sentence) or _NO_DECISION.search(sentence))
