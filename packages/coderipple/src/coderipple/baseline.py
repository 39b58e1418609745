"""The findings that a repository knows of and lives with for now, in a file that is committed beside its documents.

Comes in: that file, the report of a check. Goes out: the report without what is known, or the file anew. An entry is a
document, what it says and what became of that, with the number of times; a line that moves changes nothing.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import NamedTuple

from coderipple.check_flow import CheckReport
from coderipple.errors import BaselineError
from coderipple.values import Finding

_VERSION = 1
_TITLE = "findings that are known"


class Entry(NamedTuple):
    """What is known: its document, what that says, and what became of it."""

    path: str
    text: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Baseline:
    """Known findings.

    Attributes:
        entries: How many times each may be found.
    """

    entries: Mapping[Entry, int] = field(default_factory=dict)

    @classmethod
    def from_bytes(cls, content: bytes, *, path: str) -> "Baseline":
        """Reads a file of known findings.

        Raises:
            BaselineError: It is no such file.
        """
        try:
            data = json.loads(content)
        except (ValueError, RecursionError) as error:
            raise BaselineError(path=path, problem=f"is no JSON ({error})") from error
        if not isinstance(data, dict) or data.get("coderipple") != _TITLE:
            raise BaselineError(
                path=path, problem=f'is no list of known findings: `"coderipple": "{_TITLE}"` is missing'
            )
        if data.get("version") != _VERSION:
            problem = f"has version {data.get('version')!r}; expected {_VERSION}, which this coderipple writes"
            raise BaselineError(path=path, problem=problem)
        found = data.get("findings")
        if not isinstance(found, list):
            raise BaselineError(path=path, problem="findings: expected a list")
        return cls(entries=dict(_entry(each, path, place) for place, each in enumerate(found)))

    def as_bytes(self) -> bytes:
        """The file, sorted, so that two that know the same are the same."""
        findings = [{**each._asdict(), "count": count} for each, count in sorted(self.entries.items())]
        data = {"coderipple": _TITLE, "version": _VERSION, "findings": findings}
        return f"{json.dumps(data, indent=2, ensure_ascii=False)}\n".encode(errors="surrogateescape")


def read_baseline(path: Path) -> Baseline:
    """Reads a file of known findings.

    Raises:
        BaselineError: It cannot be read, or is no such file.
    """
    try:
        return Baseline.from_bytes(path.read_bytes(), path=str(path))
    except OSError as error:
        raise BaselineError(path=str(path), problem=f"cannot be read ({error.strerror})") from error


def write_baseline(path: Path, baseline: Baseline) -> None:
    """Writes the file whole or not at all.

    Raises:
        BaselineError: It cannot be written.
    """
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            temporary = Path(file.name)
            try:
                file.write(baseline.as_bytes())
                file.close()
                temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
                temporary.replace(path)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise BaselineError(path=str(path), problem=f"cannot be written ({error.strerror})") from error


def entry_of(finding: Finding) -> Entry:
    """Returns a finding without its line, and without what may be guessed of its successor."""
    return Entry(finding.path, finding.text, finding.reason.partition("; ")[0])


def new_findings(report: CheckReport, baseline: Baseline) -> CheckReport:
    """Returns a report without what is known; of what is found more often than known, the last ones are new."""
    left = Counter(baseline.entries)
    new = []
    for each in report.findings:
        if left[entry_of(each)] > 0:
            left[entry_of(each)] -= 1
        else:
            new.append(each)
    return replace(report, findings=tuple(new), known=len(report.findings) - len(new))


def renewed(
    report: CheckReport, baseline: Baseline, documents: Mapping[str, str]
) -> tuple[Baseline, tuple[Entry, ...]]:
    """Returns what is known after a check, and what of the known is in the documents no more.

    What this check did not find may be out of date since an earlier commit: it stays, as long as a document says it.

    Args:
        report: What was found.
        baseline: What was known.
        documents: Path and text of the documents that entries speak of, those that are there.
    """
    found = Counter(map(entry_of, report.findings))
    gone = tuple(
        each for each in sorted(baseline.entries) if each not in found and each.text not in documents.get(each.path, "")
    )
    kept = {each: count for each, count in baseline.entries.items() if each not in found and each not in gone}
    return Baseline(entries=kept | found), gone


def paths_of(entries: Iterable[Entry]) -> frozenset[str]:
    """Returns the documents that entries speak of."""
    return frozenset(each.path for each in entries)


def _entry(data: object, path: str, place: int) -> tuple[Entry, int]:
    where = f"findings[{place}]"
    if not isinstance(data, dict):
        raise BaselineError(path=path, problem=f"{where}: expected an object")
    texts = [data.get(each) for each in Entry._fields]
    for name, text in zip(Entry._fields, texts, strict=True):
        if not isinstance(text, str):
            raise BaselineError(path=path, problem=f"{where}.{name}: is {text!r}; expected a text")
    count = data.get("count", 1)
    if not isinstance(count, int) or isinstance(count, bool) or count < 1:
        raise BaselineError(path=path, problem=f"{where}.count: is {count!r}; expected a number from 1")
    return Entry(*map(str, texts)), count
