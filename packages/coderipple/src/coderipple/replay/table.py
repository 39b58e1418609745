"""A report for people: a table for a terminal, a row for a page of many subjects.

Comes in: a `Report`. Goes out: text of at most 100 columns, Markdown.
"""

from collections.abc import Iterator

from coderipple.replay.report import Measure, PushRecord, Report, Spread
from coderipple.replay.trigger import TriggerScore

_SHOWN_PUSHES = 40
_SHOWN_FAILURES = 5
_WIDTH = 100
_NOTHING = "-"
_VERDICTS = {True: "holds", False: "DOES NOT HOLD"}
MARKDOWN_COLUMNS = (
    "existence",
    "links",
    "samples",
    "coverage",
    "parameters",
    "evidence",
    "idempotence",
    "equivalence: rebuilt",
    "equivalence: batched",
    "human bytes",
    "stale references",
    "no-op",
)


def terminal_table(report: Report) -> str:
    """Returns the report as text."""
    lines = [f"{report.subject} at {report.head[:12]}, {_count(len(report.pushes), 'push', 'pushes')}", ""]
    lines += _pushes(report.pushes)
    lines += ["", f"{'metric':22}{'holds':>8} {'of':>7}{'share':>8}  verdict"]
    for each in report.measures:
        lines += _measure(each)
    lines += ["", f"{'':22}{'count':>8}{'median':>9}{'p90':>9}"]
    lines.append(_spread("lines, same surface", report.silent_lines))
    lines.append(_spread("lines, new surface", report.surface_lines))
    lines.append(_spread("seconds a push", report.seconds))
    lines += ["", f"{'trigger':22}{'commits':>8}{'base':>7}{'fires':>7}{'prec.':>7}{'recall':>7}{'F1':>7}{'spec.':>7}"]
    lines.append(_trigger("with changelogs", report.trigger))
    lines.append(_trigger("without changelogs", report.trigger_without_changelogs))
    if report.problems:
        lines += ["", f"not inspected ({len(report.problems)}):"]
        lines += [_cut(f"  {_printable(each)}") for each in report.problems[:_SHOWN_FAILURES]]
    return "\n".join(line.rstrip() for line in lines)


def _pushes(records: tuple[PushRecord, ...]) -> Iterator[str]:
    yield f"{'commit':13}{'surface':>8}{'sections':>9}{'lines':>7}{'manifest':>9}{'s':>7}  subject"
    left_out = len(records) - _SHOWN_PUSHES
    if left_out > 0:
        yield f"… {left_out} earlier ones"
    for each in records[-_SHOWN_PUSHES:]:
        figures = f"{each.surface_changes:8}{sum(each.sections.values()):9}{each.lines:7}{each.manifest_lines:9}"
        yield _cut(f"{each.commit[:12]:13}{figures}{each.seconds:7.2f}  {_printable(each.subject)}")


def _measure(each: Measure) -> Iterator[str]:
    share = "" if each.share is None else f"{each.share:.3f}"
    verdict = _VERDICTS[bool(each.holds)] if each.total else "nothing to hold"
    verdict = f"not measured: {each.unmeasured}" if each.unmeasured else verdict
    yield f"{each.name:22}{each.good:8} {each.total:7}{share:>8}  {verdict}"
    yield from (_cut(f"    {_printable(failure)}") for failure in each.failures[:_SHOWN_FAILURES])
    if len(each.failures) > _SHOWN_FAILURES:
        yield f"    and {len(each.failures) - _SHOWN_FAILURES} more"


def _spread(name: str, spread: Spread) -> str:
    return f"{name:22}{spread.count:8}{_figure(spread.median):>9}{_figure(spread.p90):>9}"


def _trigger(name: str, score: TriggerScore) -> str:
    shown = (score.base_rate, score.fires, score.precision, score.recall, score.f1, score.specificity)
    return f"{name:22}{score.commits:8}" + "".join(f"{_figure(each):>7}" for each in shown)


def markdown_head() -> str:
    """Returns the two first lines of a table of subjects."""
    columns = ["subject", "commit", "pushes", *MARKDOWN_COLUMNS]
    columns += ["lines, same surface (median, p90)", "lines, new surface (median, p90)", "seconds a push"]
    return f"| {' | '.join(columns)} |\n|{' --- |' * len(columns)}"


def markdown_row(report: Report) -> str:
    """Returns a line of that table; what does not hold is bold."""
    by_name = {each.name: each for each in report.measures}
    cells = [report.subject, f"`{report.head[:12]}`", str(len(report.pushes))]
    cells += [_cell(by_name[name]) for name in MARKDOWN_COLUMNS]
    cells += [_pair(report.silent_lines), _pair(report.surface_lines), _figure(report.seconds.median)]
    return f"| {' | '.join(cells)} |"


def _cell(measure: Measure) -> str:
    if measure.unmeasured or not measure.total:
        return _NOTHING
    shown = f"{measure.good}/{measure.total}"
    return shown if measure.holds else f"**{shown}**"


def _pair(spread: Spread) -> str:
    return f"{_figure(spread.median)}, {_figure(spread.p90)}" if spread.count else _NOTHING


def _figure(value: float | None) -> str:
    if value is None:
        return _NOTHING
    return str(value) if isinstance(value, int) else f"{value:.2f}"


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def _cut(line: str) -> str:
    return line if len(line) <= _WIDTH else f"{line[: _WIDTH - 1]}…"


def _printable(text: str) -> str:
    return "".join(each if each.isprintable() else " " for each in text)
