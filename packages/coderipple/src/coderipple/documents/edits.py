"""A person's edit of a section, carried over to what the section says now.

Comes in: the text that was generated before, the text with the person's edit, the text that is generated now. Goes
out: the three merged by line. Where both changed the same lines the person's stay; no line stays that names what is
gone.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

_UNKNOWN: Sequence[str] = []
"""Stands for what a group was before, where only the person changed it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CarriedEdit:
    """A text with a person's edit in it.

    Attributes:
        text: The text.
        kept: Number of groups of lines in which the person's version stays although the facts behind it changed.
        replaced: What lines of the person named that is gone; those lines were replaced.
    """

    text: str
    kept: int
    replaced: tuple[str, ...]


def carry_edit(*, before: str, edited: str, now: str, outdated: Callable[[str], str]) -> CarriedEdit:
    """Returns the text of now with a person's edit in it.

    Args:
        before: The text that was generated before.
        edited: The same with the person's edit.
        now: The text that is generated now.
        outdated: Returns what a text names that is gone, or an empty string.
    """
    lines: list[str] = []
    kept = 0
    replaced: list[str] = []
    for was, theirs, ours in _groups(before, edited, now):
        gone = outdated("".join(theirs)) if theirs != was else ""
        if gone and was is _UNKNOWN:  # nobody can tell which generated lines it stands for
            return CarriedEdit(text=now, kept=0, replaced=(gone,))
        replaced += [gone] if gone else []
        is_conflict = ours not in (was, theirs) and was is not _UNKNOWN
        kept += is_conflict and theirs != was and not gone
        lines += ours if gone or theirs == was else theirs
    return CarriedEdit(text="".join(lines), kept=kept, replaced=tuple(replaced))


def _groups(before: str, edited: str, now: str) -> Iterator[tuple[Sequence[str], Sequence[str], Sequence[str]]]:
    """Yields groups of lines: as they were, as the person has them, as they are generated now."""
    from merge3 import Merge3  # noqa: PLC0415 - few pushes meet an edit, and every cold start would pay for it

    was, theirs, ours = (each.splitlines(keepends=True) for each in (before, edited, now))
    for kind, *groups in Merge3(was, theirs, ours).merge_groups():
        if kind == "conflict" and len({len(each) for each in groups}) == 1:
            yield from (([one], [other], [third]) for one, other, third in zip(*groups, strict=True))
        elif kind == "conflict" and not groups[0]:  # both added lines at one place
            yield groups[0], groups[2], groups[2]
            yield _UNKNOWN, groups[1], groups[1]
        elif kind == "conflict":
            yield groups[0], groups[1], groups[2]
        else:
            yield (_UNKNOWN if kind == "a" else groups[0]), groups[0], groups[0]
