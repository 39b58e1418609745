"""A measurement as one page that needs nothing else: no network, no server, no other file.

Comes in: what was measured. Goes out: HTML. Every text of others is escaped by the template.
"""

from collections.abc import Iterable, Mapping, Sequence, Sized
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from plotly.offline import get_plotlyjs

from lambda_packaging.attribution import KINDS
from lambda_packaging.metrics.charts import (
    EVERYTHING,
    FRAME,
    KIND_HUES,
    MARKS,
    STROKES,
    THIS_POINT,
    choose_hues,
    draw_bytes,
    draw_cold_starts,
    draw_imports,
    draw_trend,
    list_lines,
)
from lambda_packaging.metrics.cold_start import FLOOR, THIS_BUILD, ColdStart
from lambda_packaging.metrics.imports import Import, cost_by_package, count_by_package
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
from lambda_packaging.sizes import BYTES_IN_KB, format_bytes

TEMPLATE = "page.html.jinja"  # with page.css and page.js, which know no text of others
SHOWN_MS = 5  # modules that take as long or longer are listed, and can be zoomed into


def format_page(measurement: Measurement) -> str:
    """Gives the page."""
    heaviest = find_heaviest(measurement)
    imported = measurement.observed[heaviest].imports if heaviest else ()
    starts = _side_by_side(measurement.cold_starts)
    return (
        _environment()
        .get_template(TEMPLATE)
        .render(
            measurement=measurement,
            heaviest=heaviest,
            starts=starts,
            refused=[finding for finding in measurement.findings if finding.fails],
            findings=sorted(measurement.findings, key=lambda one: not one.fails),
            verdicts=list(verdicts(measurement.artifacts, measurement.monolith_kb, imported)),
            limits=[
                (name, *describe_use(used, of), used / of) for name, used, of in list_limits(measurement.artifacts)
            ],
            isolation=describe_isolation(measurement.cold_starts),
            imports={name: _sum_up(seen.imports) for name, seen in measurement.observed.items()},
            builds=_builds(measurement),
            lines=_lines(measurement),
            charts=_charts(measurement, starts),
            zooms={name: _zooms(seen.imports) for name, seen in measurement.observed.items()},
        )
    )


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("lambda_packaging.metrics", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "counted": _counted,
        "kb": lambda size_bytes: f"{size_bytes / BYTES_IN_KB:,.0f}" if size_bytes else "-",
        "ms": lambda microseconds: f"{microseconds / 1000:,.1f}",
        "size": format_bytes,
        "spread": format_spread,
        "start": describe_start,
    }
    environment.globals |= {
        "chain": CHAIN,
        "everything": EVERYTHING,
        "kind_hues": KIND_HUES,
        "kinds": list(KINDS),
        "own_rows": (THIS_BUILD, FLOOR),
        "plotly": get_plotlyjs(),
        "shown_ms": SHOWN_MS,
        "this_build": THIS_BUILD,
    }
    return environment


def _counted(things: Sized, name: str) -> str:
    return f"{len(things):,} {name}{'' if len(things) == 1 else 's'}"


def _side_by_side(cold_starts: Sequence[ColdStart]) -> list[ColdStart]:
    """Puts other builds' cold starts below this build's."""
    names = [one.name for one in cold_starts]
    return sorted(cold_starts, key=lambda one: names.index(one.name))


def _charts(measurement: Measurement, starts: Sequence[ColdStart]) -> dict[str, Any]:
    """Gives the figures by the names of their places; those with a choice by the names of the choices."""
    sizes, ratios = draw_trend(measurement)
    return {
        "bytes": {"zipped": draw_bytes(measurement), "unzipped": draw_bytes(measurement, unzipped=True)},
        "imports": {name: draw_imports(name, seen.imports) for name, seen in measurement.observed.items()},
        "starts": draw_cold_starts(starts),
        "sizes": sizes,
        "ratios": ratios,
    }


def _slowest(imports: Sequence[Import]) -> list[tuple[int, Import]]:
    """Gives the modules that are worth a closer look, with their positions, the slowest first."""
    listed = [(position, one) for position, one in enumerate(imports) if one.total_us >= SHOWN_MS * 1000]
    return sorted(listed, key=lambda pair: -pair[1].total_us)


def _zooms(imports: Sequence[Import]) -> list[tuple[str, str]]:
    return [(str(position), f"{one.name}, {one.total_us / 1000:.0f} ms") for position, one in _slowest(imports)]


def _sum_up(imports: Sequence[Import]) -> Mapping[str, Any]:
    """Gives what the icicle shows, for its tables."""
    counts, hues = count_by_package(imports), choose_hues(imports)
    by = {position: "" if one.parent is None else imports[one.parent].name for position, one in enumerate(imports)}
    return {
        "modules": imports,
        "own_us": sum(one.own_us for one in imports),
        "packages": [
            (name, counts[name], cost, hues.get(name, FRAME)) for name, cost in cost_by_package(imports).items()
        ],
        "slowest": [(one, by[position]) for position, one in _slowest(imports)],
    }


def _builds(measurement: Measurement) -> list[tuple[Any, ...]]:
    recorded = [(one.commit, one.date, one.subject, one.ledger) for one in measurement.trend]
    return [*recorded, (THIS_POINT, "", "", measurement.ledger)]


def _lines(measurement: Measurement) -> list[list[tuple[str, str, str]]]:
    """Gives mark, colour and name of each line, for both figures of the trend."""

    def marked(names: Iterable[str]) -> list[tuple[str, str, str]]:
        marks = list(MARKS.values())
        return [(marks[number % len(marks)], STROKES[number % len(STROKES)], name) for number, name in enumerate(names)]

    ledgers = [*(one.ledger for one in measurement.trend), measurement.ledger]
    return [marked(names) for names in list_lines(ledgers)]
