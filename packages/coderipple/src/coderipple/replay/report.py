"""What a replay found out, as values.

Comes in: nothing. Goes out: the types of the report, and the report as JSON data.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from coderipple.replay.trigger import TriggerScore

_SHOWN_FAILURES = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class PushRecord:
    """What one push did to the documents.

    Attributes:
        commit: Commit id.
        subject: First line of its message.
        kinds: Word for what the changed files are to number of files.
        surface_changes: Differences that users can see, as the analysis tells them.
        is_surface_decided: Whether a role that describes the code or its use was invoked.
        sections: Number of changed sections of each document.
        lines: Changed lines of documents, removed and added ones; the manifest apart.
        manifest_lines: Changed lines of the manifest.
        seconds: Time that documenting took.
        is_documented_by_people: Whether the commit changes documents of people, changelogs included, and without.
        is_documented_by_us: Whether a section outside the reference and the records is to be written.
        warnings: What could not be read.
    """

    commit: str
    subject: str
    kinds: Mapping[str, int]
    surface_changes: int
    is_surface_decided: bool
    sections: Mapping[str, int]
    lines: int
    manifest_lines: int
    seconds: float
    is_documented_by_people: tuple[bool, bool]
    is_documented_by_us: bool
    warnings: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """One metric: how many of how many hold.

    Attributes:
        name: Its name.
        good: How many hold.
        total: Of how many; 0 where there is nothing to hold.
        failures: What does not hold.
        is_contract: Whether the replay fails with it.
        unmeasured: Why it was not measured, or an empty string.
    """

    name: str
    good: int = 0
    total: int = 0
    failures: tuple[str, ...] = ()
    is_contract: bool = True
    unmeasured: str = ""

    @property
    def share(self) -> float | None:
        """What holds of everything, or None where there is nothing."""
        return self.good / self.total if self.total else None

    @property
    def holds(self) -> bool | None:
        """Whether all of it holds; None where nothing was measured."""
        return None if self.unmeasured else self.good == self.total

    def as_dict(self) -> dict[str, Any]:
        """The measure as JSON data."""
        shown = list(self.failures[:_SHOWN_FAILURES])
        return {"good": self.good, "total": self.total, "share": self.share, "holds": self.holds} | {
            "unmeasured": self.unmeasured,
            "failures": shown,
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class Spread:
    """Many figures in two.

    Attributes:
        count: How many figures.
        median: Half of them are not larger.
        p90: Nine of ten are not larger.
    """

    count: int
    median: float | None
    p90: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """Everything that a replay found out.

    Attributes:
        subject: Name of the repository.
        base: The first commit, documented from nothing.
        head: The last one.
        pushes: Each push, oldest first.
        measures: The metrics that hold or do not.
        silent_lines: Changed lines of the pushes that change no surface, the first push left out.
        surface_lines: Changed lines of the pushes that change it, the first push left out.
        seconds: Time per push.
        trigger: Agreement with what people documented, changelogs included.
        trigger_without_changelogs: The same, where a changelog alone is no document.
        pages: The documents at the end.
        problems: What could not be inspected.
    """

    subject: str
    base: str
    head: str
    pushes: tuple[PushRecord, ...]
    measures: tuple[Measure, ...]
    silent_lines: Spread
    surface_lines: Spread
    seconds: Spread
    trigger: TriggerScore
    trigger_without_changelogs: TriggerScore
    pages: Mapping[str, bytes] = field(repr=False)
    problems: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether no contract is broken."""
        return not any(each.is_contract and each.holds is False for each in self.measures)

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON data, the pages by their names alone."""
        return {
            "subject": self.subject,
            "base": self.base,
            "head": self.head,
            "holds": self.holds,
            "measures": {each.name: each.as_dict() for each in self.measures},
            "changed_lines": {"without surface": asdict(self.silent_lines), "with surface": asdict(self.surface_lines)},
            "seconds": asdict(self.seconds),
            "trigger": asdict(self.trigger),
            "trigger_without_changelogs": asdict(self.trigger_without_changelogs),
            "pages": sorted(self.pages),
            "problems": list(self.problems),
            "pushes": [asdict(each) for each in self.pushes],
        }
