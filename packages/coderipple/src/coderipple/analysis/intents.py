"""What the commits of a push say that they do.

Comes in: commits and the paths that they change. Goes out: one word a commit: `feature`, `fix`, `removal`,
`documents`, `tests`, `refactoring`, `dependencies`, `automation`, `release`, `other`; and whether one announces a
breaking change.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable

from coderipple.analysis.file_roles import kind_of_file
from coderipple.values import Commit

# type(scope)!: description, see conventionalcommits.org
_CONVENTIONAL = re.compile(r"^(?P<type>[a-z]+)(?:\([^()]{1,60}\))?(?P<breaking>!)?:\s")
_TYPES = {
    "feat": "feature",
    "feature": "feature",
    "fix": "fix",
    "bugfix": "fix",
    "docs": "documents",
    "doc": "documents",
    "test": "tests",
    "tests": "tests",
    "refactor": "refactoring",
    "style": "refactoring",
    "perf": "refactoring",
    "chore": "other",
    "build": "dependencies",
    "deps": "dependencies",
    "ci": "automation",
    "release": "release",
    "revert": "removal",
}
# Other wording: the first rule that matches the subject decides.
_WORDING = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("release", r"^(?:v?\d+\.\d+[\w.]*$|releas\w*\b|bump version\b|prepare (?:for )?release|version \d)"),
        ("dependencies", r"^(?:bump|upgrade|pin|unpin|update)\b.*\b(?:from|to|dependenc\w+|requirements?|deps)\b"),
        ("automation", r"\b(?:ci|github actions?|workflows?|travis|appveyor|circleci|pre-commit|dependabot)\b"),
        ("tests", r"\b(?:tests?|coverage|fixtures?)\b"),
        ("documents", r"\b(?:docs?|documentation|document|readme|changelog|typos?|docstrings?|news)\b"),
        ("fix", r"^(?:fix|correct|repair|mend|handle|avoid|prevent|ensure|don't)\w*\b|\b(?:fix(?:es|ed)?|bug)\b"),
        ("removal", r"^(?:remov|drop|delet|deprecat|revert)\w*\b"),
        ("feature", r"^(?:add|allow|support|introduc|implement|enabl|new|expose|provide|let)\w*\b"),
        ("refactoring", r"^(?:refactor|renam|mov|clean|simplif|reformat|tidy|extract|split|lint|use|make)\w*\b"),
    )
)
_BY_KIND = {
    "documents": "documents",
    "tests": "tests",
    "continuous integration": "automation",
    "locked dependencies": "dependencies",
}
_SUBJECT_LENGTH = 200  # characters that are looked at


def intent(message: str, paths: Iterable[str]) -> str:
    """Returns what a commit does: by its conventional type, else by the only kind of file it changes, else by words.

    Args:
        message: Its message.
        paths: The paths that it changes.
    """
    subject = message.lstrip().partition("\n")[0][:_SUBJECT_LENGTH]
    conventional = _CONVENTIONAL.match(subject.lower())
    if conventional and conventional["type"] in _TYPES:
        return _TYPES[conventional["type"]]
    kinds = {kind_of_file(each) for each in paths}
    if len(kinds) == 1 and kinds <= _BY_KIND.keys():
        return _BY_KIND[kinds.pop()]
    return next((name for name, pattern in _WORDING if pattern.search(subject)), "other")


def is_breaking(message: str) -> bool:
    """Tells whether a commit announces a breaking change, as conventional commits do."""
    conventional = _CONVENTIONAL.match(message.lstrip().lower())
    return bool(conventional and conventional["breaking"]) or "\nBREAKING CHANGE: " in message


def stated_intents(
    commits: Iterable[Commit], changed_paths: Callable[[str], Iterable[str]]
) -> tuple[tuple[str, int], ...]:
    """Returns each intent with its number of commits, the most frequent first; `breaking` counts beside them.

    Args:
        commits: The commits.
        changed_paths: Returns the paths that a commit changes.
    """
    counted: Counter[str] = Counter()
    for commit in commits:
        counted[intent(commit.message, changed_paths(commit.commit_id))] += 1
        counted["breaking"] += is_breaking(commit.message)
    found = [(name, number) for name, number in counted.items() if number]
    return tuple(sorted(found, key=lambda each: (-each[1], each[0])))
