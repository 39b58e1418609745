"""Findings in the shapes that GitHub shows: annotations of a check run, the one line of a commit status.

Comes in: findings, whose text is whatever a document says. Goes out: bounded plain text, without what looks like a
token and without characters that nobody sees.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import batched

from coderipple.markup import visible
from coderipple.values import Finding

MOST_ANNOTATIONS_PER_REQUEST = 50
"""GitHub's limit: https://docs.github.com/en/rest/checks/runs"""
MOST_ANNOTATIONS = 200
_MOST_CHARACTERS = 2_000
_MOST_STATUS_CHARACTERS = 140
_TOKEN = re.compile(r"\b(gh[a-z]_|github_pat_)[A-Za-z0-9_.-]{8,}")


def headline(findings: Sequence[Finding]) -> str:
    """Returns the findings in a few words, which fit a commit status."""
    if not findings:
        return "The documents agree with the code"
    places = "place" if len(findings) == 1 else "places"
    files = len({each.path for each in findings})  # documents, and sources with docstrings
    text = f"{len(findings)} {places} in {files} {'file' if files == 1 else 'files'} to look at"
    return text[:_MOST_STATUS_CHARACTERS]


def summary(findings: Sequence[Finding]) -> str:
    """Returns what a check run says above its annotations."""
    if not findings:
        return "No document says anything that the code does not bear out."
    left_out = len(findings) - MOST_ANNOTATIONS
    more = f" Only the first {MOST_ANNOTATIONS} are shown; {left_out} more are left out." if left_out > 0 else ""
    return f"{headline(findings)}.{more} `coderipple check` shows them in a clone."


def annotations(findings: Sequence[Finding]) -> Iterator[list[dict[str, object]]]:
    """Returns annotations, as many together as one request may carry."""
    for batch in batched(findings[:MOST_ANNOTATIONS], MOST_ANNOTATIONS_PER_REQUEST, strict=False):
        yield [_annotation(each) for each in batch]


def is_failure(findings: Sequence[Finding]) -> bool:
    """Tells whether one of the findings is more than a warning."""
    return any(each.level == "failure" for each in findings)


def _annotation(finding: Finding) -> dict[str, object]:
    line = max(1, finding.line)
    return {
        "path": finding.path,
        "start_line": line,
        "end_line": line,
        "annotation_level": "failure" if finding.level == "failure" else "warning",
        "message": f"{_plain(finding.text)}\n{_plain(finding.reason)}".strip(),
    }


def _plain(text: str) -> str:
    cut = text if len(text) <= _MOST_CHARACTERS else f"{text[: _MOST_CHARACTERS - 1]}…"
    return _TOKEN.sub(r"\1***", visible(cut))
