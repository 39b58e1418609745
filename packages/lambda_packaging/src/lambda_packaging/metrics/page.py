"""A measurement as one page that needs nothing else: no network, no server, no other file.

Comes in: what was measured. Goes out: HTML. Every text of others is escaped by the template.
"""

import json
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from plotly.io import to_json
from plotly.offline import get_plotlyjs

from lambda_packaging.attribution import KINDS
from lambda_packaging.metrics.charts import (
    EVERYTHING,
    KIND_COLOURS,
    draw_bytes,
    draw_cold_starts,
    draw_imports,
    draw_trend,
)
from lambda_packaging.metrics.imports import cost_by_package, count_by_package
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

TEMPLATE = "page.html.jinja"
ZOOMED_MS = 10  # modules that take longer can be zoomed into


def format_page(measurement: Measurement) -> str:
    """Gives the page."""
    environment = Environment(
        loader=PackageLoader("lambda_packaging.metrics", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"size": format_bytes, "kb": _kb, "spread": format_spread, "start": describe_start}
    heaviest = find_heaviest(measurement)
    imports = measurement.observed[heaviest].imports if heaviest else ()
    return environment.get_template(TEMPLATE).render(
        measurement=measurement,
        heaviest=heaviest,
        kinds=list(KINDS),
        kind_colours=KIND_COLOURS,
        chain=CHAIN,
        everything=EVERYTHING,
        findings=sorted(measurement.findings, key=lambda one: not one.fails),
        limits=[
            (name, *describe_use(used, limit), used / limit) for name, used, limit in list_limits(measurement.artifacts)
        ],
        verdicts=list(verdicts(measurement.artifacts, measurement.monolith_kb, imports)),
        isolation=describe_isolation(measurement.cold_starts),
        packages=[(name, count_by_package(imports)[name], cost) for name, cost in cost_by_package(imports).items()],
        charts=_charts(measurement),
        zooms=_zooms(measurement),
        plotly=get_plotlyjs(),
    )


def _charts(measurement: Measurement) -> dict[str, Any]:
    """Gives the figures as plain JSON data."""
    sizes, ratios = draw_trend(measurement)
    observed = {name: draw_imports(name, each.imports) for name, each in measurement.observed.items()}
    charts = {
        "bytes": draw_bytes(measurement),
        "imports": observed,
        "starts": draw_cold_starts(measurement.cold_starts),
        "sizes": sizes,
        "ratios": ratios,
    }
    plain: dict[str, Any] = json.loads(to_json(charts, validate=False))
    return plain


def _zooms(measurement: Measurement) -> dict[str, list[tuple[str, str]]]:
    """Gives for each cold start the modules that are worth a closer look: position and name, the slowest first."""
    return {
        name: [
            (str(position), f"{one.name}, {one.total_us / 1000:.0f} ms")
            for position, one in sorted(enumerate(each.imports), key=lambda pair: -pair[1].total_us)
            if one.total_us >= ZOOMED_MS * 1000
        ]
        for name, each in measurement.observed.items()
    }


def _kb(size_bytes: int) -> str:
    return f"{size_bytes / BYTES_IN_KB:,.0f}" if size_bytes else "-"
