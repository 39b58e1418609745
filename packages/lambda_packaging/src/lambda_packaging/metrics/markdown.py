"""A measurement for a pull request: one comment that a later run can replace.

Comes in: what was measured. Goes out: Markdown, the differences first. Names and texts of others are escaped.
"""

from collections.abc import Iterable, Iterator, Sequence

from lambda_packaging.attribution import Share
from lambda_packaging.metrics.imports import cost_by_package, count_by_package
from lambda_packaging.metrics.ledger import CHAIN
from lambda_packaging.metrics.measurement import Measurement
from lambda_packaging.metrics.summary import (
    describe_isolation,
    describe_start,
    find_heaviest,
    format_spread,
    list_limits,
    verdicts,
)
from lambda_packaging.sizes import format_bytes

MARKER = "<!-- lambda-packaging metrics -->"
MOST, LONGEST = 10, 600
# What would begin markup, a reference or a mention; GitHub shows the entity as the character.
ESCAPED = {sign: f"&#{ord(sign)};" for sign in "|`<>*_[]@#~\\&"}


def format_markdown(measurement: Measurement) -> str:
    """Gives the comment; its first line is the same for every run, so that it can be found again."""
    return "\n".join((MARKER, *_lines(measurement))) + "\n"


def _lines(measurement: Measurement) -> Iterator[str]:
    failing = [finding for finding in measurement.findings if finding.fails]
    yield f"### Size and cold start: {f'{len(failing)} refused' if failing else 'nothing refused'}"
    yield from _table(("", "what", "finding"), _finding_rows(measurement))
    yield from _table(("cold start", "processor", "init", "to the answer", "processor, ms"), _start_rows(measurement))
    yield from _table(("archive", "zipped", "unzipped"), _artifact_rows(measurement))
    heaviest = find_heaviest(measurement)
    imports = measurement.observed[heaviest].imports if heaviest else ()
    yield from (f"- {escape(verdict)}" for verdict in verdicts(measurement.artifacts, measurement.monolith_kb, imports))
    shares = sorted((share for one in measurement.artifacts for share in one.shares), key=lambda one: -one.zipped)
    yield from _folded(
        f"The {MOST} largest distributions", ("distribution", "zipped", "unzipped", "because of"), _share_rows(shares)
    )
    costs, counts = cost_by_package(imports), count_by_package(imports)
    rows = [(escape(name), f"{counts[name]:,}", f"{costs[name] / 1000:.0f} ms") for name in list(costs)[:MOST]]
    yield from _folded(f"What {escape(heaviest)} imports", ("package", "modules", "own time"), rows)
    limits = [(escape(name), f"{used / limit:.1%}") for name, used, limit in list_limits(measurement.artifacts)]
    yield from _folded("Distance to Lambda's limits", ("limit", "used"), limits)
    if measurement.cold_starts:
        where = describe_isolation(measurement.cold_starts)
        yield f"\nMedians of processes; ratios compare the fastest fifth; {where}."


def _finding_rows(measurement: Measurement) -> Iterator[tuple[str, ...]]:
    for finding in sorted(measurement.findings, key=lambda one: not one.fails):
        yield "refused" if finding.fails else "noted", escape(finding.subject), escape(finding.text)


def _start_rows(measurement: Measurement) -> Iterator[tuple[str, ...]]:
    for one in measurement.cold_starts:
        ratios = (f"{ratio:.2f} x" for ratio in (one.cpu_ratio, one.init_ratio, one.answer_ratio))
        yield escape(describe_start(one)), *ratios, format_spread(one.function.cpu_ms)


def _artifact_rows(measurement: Measurement) -> Iterator[tuple[str, ...]]:
    for one in measurement.artifacts:
        yield escape(one.file_name), format_bytes(one.size_bytes), format_bytes(one.unzipped_bytes)


def _share_rows(shares: Sequence[Share]) -> Iterator[tuple[str, ...]]:
    for one in shares[:MOST]:
        sizes = (format_bytes(one.zipped), format_bytes(one.unzipped))
        yield escape(f"{one.name} {one.version}".strip()), *sizes, escape(CHAIN.join(one.chain))


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Gives a table with an empty line before it; nothing where there is no row."""
    rows = list(rows)
    if rows:
        yield ""
        yield f"| {' | '.join(headings)} |"
        yield f"|{' --- |' * len(headings)}"
        yield from (f"| {' | '.join(row)} |" for row in rows)
        yield ""


def _folded(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    table = list(_table(headings, rows))
    if table:
        yield from (f"\n<details><summary>{title}</summary>", *table, "</details>")


def escape(text: str) -> str:
    """Gives a text of others as one line that is nothing but text, and not endless."""
    line = " ".join(text.split())
    shown = line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
    return "".join(ESCAPED.get(sign, sign) for sign in shown)
