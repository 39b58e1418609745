"""A measurement for a pull request: one comment that a later run can replace.

Comes in: what was measured. Goes out: Markdown, the differences first. Names and texts of others are escaped.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from lambda_packaging.attribution import Share
from lambda_packaging.metrics.imports import Import, cost_by_package, count_by_package, count_modules
from lambda_packaging.metrics.ledger import CHAIN
from lambda_packaging.metrics.measurement import Measurement
from lambda_packaging.metrics.summary import (
    describe_isolation,
    describe_start,
    describe_use,
    find_heaviest,
    format_spread,
    list_limits,
    verdicts,
)
from lambda_packaging.sizes import format_bytes

MARKER = "<!-- lambda-packaging metrics -->"
MOST, MOST_FINDINGS = 10, 20
LONGEST = 600  # characters of one text, as they are written; GitHub refuses a comment of more than 65,536
# What would begin markup or a link is an entity. A mention or a reference is looked for after entities are decoded, so
# a space of no width has to part it (https://github.com/dependabot/dependabot-core/pull/3157).
ESCAPED = {sign: f"&#{ord(sign)};" for sign in "|`<>*_[]~:$\\&"} | {sign: f"{sign}&#8203;" for sign in "@#"}


def format_markdown(measurement: Measurement) -> str:
    """Gives the comment; its first line is the same for every run, so that it can be found again."""
    return "\n".join((MARKER, *_lines(measurement))) + "\n"


def _lines(measurement: Measurement) -> Iterator[str]:
    heaviest = find_heaviest(measurement)
    imports = measurement.observed[heaviest].imports if heaviest else ()
    yield from _differences(measurement)
    yield from _table(("cold start", "processor", "init", "to the answer", "runs"), _start_rows(measurement))
    yield from _table(("archive", "zipped", "unzipped"), _artifact_rows(measurement))
    yield from _table(("limit of Lambda", "used", "of", "share"), _limit_rows(measurement))
    yield from (f"- {escape(verdict)}" for verdict in verdicts(measurement.artifacts, measurement.monolith_kb, imports))
    yield from _folded(
        f"The {MOST} largest distributions",
        _table(("distribution", "because of", "zipped", "unzipped"), _share_rows(measurement), words=2),
    )
    yield from _folded(
        f"What {escape(heaviest)} imports: {count_modules(imports):,} modules",
        _table(("package", "modules", "own time"), _import_rows(imports)),
    )
    if measurement.cold_starts:
        where = describe_isolation(measurement.cold_starts)
        yield f"\nx: in handlers that do nothing, by the three fastest samples. Milliseconds: medians. Here: {where}."


def _differences(measurement: Measurement) -> Iterator[str]:
    """Gives the verdict and the findings, those that fail first."""
    findings = sorted(measurement.findings, key=lambda one: not one.fails)
    refused = sum(finding.fails for finding in findings)
    yield f"### Size and cold start: {f'refused, {refused} to look at' if refused else 'holds'}"
    rows = (
        ("**refused**" if one.fails else "noted", escape(one.subject), escape(one.text))
        for one in findings[:MOST_FINDINGS]
    )
    yield from _table(("", "what", "finding"), rows, words=3)
    if len(findings) > MOST_FINDINGS:
        yield f"\nand {len(findings) - MOST_FINDINGS:,} more."
    if not findings:
        yield "\nNothing differs from what was accepted."


def _start_rows(measurement: Measurement) -> Iterator[tuple[str, ...]]:
    for one in measurement.cold_starts:
        spreads = (one.function.cpu_ms, one.function.init_ms, one.function.answer_ms)
        ratios = (one.cpu_ratio, one.init_ratio, one.answer_ratio)
        told = (f"{ratio:.2f} x, {format_spread(spread)} ms" for ratio, spread in zip(ratios, spreads, strict=True))
        yield escape(describe_start(one)), *told, str(one.runs)


def _artifact_rows(measurement: Measurement) -> Iterator[tuple[str, ...]]:
    for one in measurement.artifacts:
        yield escape(one.file_name), format_bytes(one.size_bytes), format_bytes(one.unzipped_bytes)


def _limit_rows(measurement: Measurement) -> Iterator[tuple[str, ...]]:
    for name, used, limit in list_limits(measurement.artifacts):
        yield escape(name), *describe_use(used, limit), f"{used / limit:.1%}"


def _share_rows(measurement: Measurement) -> Iterator[tuple[str, ...]]:
    shares: list[Share] = [share for artifact in measurement.artifacts for share in artifact.shares]
    for one in sorted(shares, key=lambda one: -one.zipped)[:MOST]:
        named = (escape(f"{one.name} {one.version}".rstrip()), escape(CHAIN.join(one.chain)))
        yield *named, format_bytes(one.zipped), format_bytes(one.unzipped)


def _import_rows(imports: Sequence[Import]) -> Iterator[tuple[str, ...]]:
    counts = count_by_package(imports)
    for name, cost in list(cost_by_package(imports).items())[:MOST]:
        yield escape(name), f"{counts[name]:,}", f"{cost / 1000:.0f} ms"


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, words: int = 1) -> Iterator[str]:
    """Gives a table between empty lines, nothing where there is no row; figures follow the columns of words."""
    rows = list(rows)
    if rows:
        yield ""
        yield f"| {' | '.join(headings)} |"
        yield f"|{' --- |' * words}{' ---: |' * (len(headings) - words)}"
        yield from (f"| {' | '.join(row)} |" for row in rows)
        yield ""


def _folded(title: str, table: Iterable[str]) -> Iterator[str]:
    """Gives a table that is shown when it is asked for, nothing where it has no row."""
    lines = list(table)
    if lines:
        yield from (f"\n<details><summary>{title}</summary>", *lines, "</details>")


def escape(text: str) -> str:
    """Gives a text of others as one line that is nothing but text, and not endless."""
    signs = [ESCAPED.get(sign, sign) for sign in " ".join(text.split())]
    kept = [sign for sign, length in zip(signs, accumulate(map(len, signs)), strict=True) if length <= LONGEST]
    return "".join(kept) + ("…" if len(kept) < len(signs) else "")
