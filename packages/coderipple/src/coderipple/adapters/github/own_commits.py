"""Tells whether a commit of ours is exactly as we made it, by the trailers at the end of its message.

Comes in: a commit as GitHub tells it. Goes out: yes or no; and a message that lets it be told.
"""

import re

from coderipple.adapters.github.answers import CommitAnswer
from coderipple.trailers import SOURCE_TRAILER

TREE_TRAILER = "CodeRipple-Tree:"
"""Names the tree of the commit itself, on the branch of a pull request: who amends the commit makes another tree."""
_TRAILER = re.compile(r"([A-Za-z][A-Za-z0-9-]*:) (.*)")


def trailers(message: str) -> dict[str, str]:
    """Returns the trailers of a message: the lines of its last paragraph, where all are names, colons and values."""
    _, separator, last = message.strip().replace("\r\n", "\n").rpartition("\n\n")
    found = [_TRAILER.fullmatch(line.strip()) for line in last.splitlines()]
    if not separator or not all(found):
        return {}
    return {each.group(1): each.group(2) for each in found if each}


def without_trailers(message: str) -> str:
    """Returns what a message says besides its trailers."""
    text = message.strip().replace("\r\n", "\n")
    return text[: text.rindex("\n\n")].strip() if trailers(text) else text


def sealed(message: str, *, source: str, tree: str) -> str:
    """Returns a message that `is_untouched` recognizes.

    Args:
        message: The message, with trailers or without.
        source: The commit that the documents describe, on which the commit stands.
        tree: The tree of the commit.
    """
    found = trailers(message)
    lines = [f"{TREE_TRAILER} {tree}"]
    if SOURCE_TRAILER not in found:
        lines.insert(0, f"{SOURCE_TRAILER} {source}")
    separator = "\n" if found else "\n\n"
    return f"{message.strip()}{separator}{'\n'.join(lines)}\n"


def is_untouched(commit: CommitAnswer) -> bool:
    """Tells whether a commit is as we made it and stands on the documented branch alone.

    Nobody's work is lost with such a commit: nobody amended it, and nobody's commits lie between it and the branch.
    """
    found = trailers(commit.message)
    stands_on = tuple(commit.parents) == (found.get(SOURCE_TRAILER),)
    return stands_on and found.get(TREE_TRAILER) == commit.tree_sha
