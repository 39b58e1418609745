"""How much of the documents a push changes, and how the changes of many pushes are told in two figures.

Comes in: documents before and after. Goes out: changed lines, removed and added ones.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from math import ceil

_MOST_CELLS = 4_000_000  # two pages of 2,000 lines that share neither beginning nor end


def changed_lines(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> int:
    """Returns the number of lines removed and added in all documents."""
    paths = before.keys() | after.keys()
    return sum(
        _changed(before.get(path, b"").splitlines(), after.get(path, b"").splitlines())
        for path in paths
        if before.get(path) != after.get(path)
    )


def _changed(old: list[bytes], new: list[bytes]) -> int:
    start = _common(old, new)
    old, new = old[start:], new[start:]
    end = _common(old[::-1], new[::-1])
    old, new = old[: len(old) - end], new[: len(new) - end]
    if len(old) * len(new) > _MOST_CELLS:
        # Too long to align: what was moved then counts as unchanged.
        was, now = Counter(old), Counter(new)
        return (was - now).total() + (now - was).total()
    same = sum(each.size for each in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks())
    return len(old) + len(new) - 2 * same


def _common(one: list[bytes], other: list[bytes]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def percentile(values: Sequence[float], percent: int) -> float | None:
    """Returns the smallest value that so many percent of the values do not exceed; None without values."""
    ordered = sorted(values)
    return ordered[max(0, ceil(len(ordered) * percent / 100) - 1)] if ordered else None
