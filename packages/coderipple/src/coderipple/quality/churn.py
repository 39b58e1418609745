"""The churn budget: how many lines of documents one push may change.

Comes in: changed lines by section, in the order of importance. Goes out: for each section whether it is written now.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Allowance:
    """Whether a section is written now.

    Attributes:
        section_id: The section.
        changed_lines: Lines that writing it changes.
        written: Whether it is written now.
        reason: Why it waits; an empty string where it is written.
    """

    section_id: str
    changed_lines: int
    written: bool
    reason: str


def within_budget(changed_lines_by_section: Mapping[str, int], budget: int) -> tuple[Allowance, ...]:
    """Returns which sections may be written within a budget, in the order given, and why the others wait.

    A section that does not fit waits, and smaller ones after it are still written. The first that changes anything is
    written even where it is larger than the whole budget, since it would wait forever.

    Args:
        changed_lines_by_section: Lines that writing each section changes, the most important section first.
        budget: Lines that may change.
    """
    allowed: list[Allowance] = []
    spent = 0
    for section_id, lines in changed_lines_by_section.items():
        written = lines == 0 or spent == 0 or spent + lines <= budget
        reason = "" if written else f"waits: changes {_lines(lines)}, and {max(budget - spent, 0)} of {budget} are left"
        spent += lines if written else 0
        allowed.append(Allowance(section_id=section_id, changed_lines=lines, written=written, reason=reason))
    return tuple(allowed)


def _lines(count: int) -> str:
    return f"{count} line{'' if count == 1 else 's'}"
