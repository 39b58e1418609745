"""A measurement as pictures.

Comes in: what was measured. Goes out: plotly figures as plain data, by name, for the page to draw.

Names of others become labels. Plotly reads some HTML in labels, so what could be a tag is shown as an entity.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from plotly import graph_objects

from lambda_packaging.attribution import BYTECODE, DATA, KINDS, METADATA, PYTHON, SHARED_OBJECTS
from lambda_packaging.metrics.cold_start import ColdStart
from lambda_packaging.metrics.imports import Import
from lambda_packaging.metrics.measurement import Measurement
from lambda_packaging.metrics.summary import describe_start
from lambda_packaging.sizes import BYTES_IN_MB

EVERYTHING = "everything"
# White text on each of these has a contrast of at least 4.5, in a light and in a dark page alike.
GREY, SLATE = "#5a6370", "#37475a"
KIND_COLOURS = {SHARED_OBJECTS: "#1f5f8b", PYTHON: "#2f6b3a", BYTECODE: "#8a4b08", DATA: "#6b3fa0", METADATA: GREY}
PACKAGE_COLOURS = ("#1f5f8b", "#8a4b08", "#2f6b3a", "#6b3fa0", "#a1304f", "#0f6b6b", "#6b5b00", "#7a3b6e")
READABLE = {"minsize": 10, "mode": "hide"}  # a smaller text helps nobody; a tile tells when it is pointed at
TICKS = (1, 2, 5, 10, 20, 50, 100)
MARGIN = {"l": 0, "r": 0, "t": 0, "b": 0}

type Figure = Mapping[str, Any]


def draw_bytes(measurement: Measurement) -> Figure:
    """Gives a treemap: archives, in them distributions, in them kinds of files. Its values are zipped bytes.

    The unzipped bytes of the same tiles are in `customdata`, for the page to switch to.
    """
    rows = [(EVERYTHING, EVERYTHING, "", SLATE, *_sum_artifacts(measurement))]
    for artifact in measurement.artifacts:
        place = artifact.file_name
        sizes = (sum(share.zipped for share in artifact.shares), sum(share.unzipped for share in artifact.shares))
        rows.append((place, place, EVERYTHING, SLATE, *sizes))
        for share in artifact.shares:
            own = f"{place}/{share.name}"
            rows.append((own, f"{share.name} {share.version}".strip(), place, SLATE, share.zipped, share.unzipped))
            for kind in KINDS:
                zipped, unzipped = share.zipped_bytes.get(kind, 0), share.unzipped_bytes.get(kind, 0)
                if zipped:
                    rows.append((f"{own}/{kind}", kind, own, KIND_COLOURS[kind], zipped, unzipped))
    ids, labels, parents, colours, all_zipped, all_unzipped = zip(*rows, strict=True)
    tiles = graph_objects.Treemap(
        ids=ids,
        labels=[escape(label) for label in labels],
        parents=parents,
        values=all_zipped,
        customdata=all_unzipped,
        branchvalues="total",
        marker={"colors": colours, "line": {"width": 1, "color": "#ffffff"}},
        textfont={"color": "#ffffff"},
        texttemplate="%{label}<br>%{value:.3s}B",
        hovertemplate="%{label}<br>%{value:,} bytes, %{percentParent:.1%} of %{parent}<extra></extra>",
        pathbar={"visible": False},
        maxdepth=4,
    )
    return _figure([tiles], uniformtext=READABLE)


def _sum_artifacts(measurement: Measurement) -> tuple[int, int]:
    shares = [share for artifact in measurement.artifacts for share in artifact.shares]
    return sum(share.zipped for share in shares), sum(share.unzipped for share in shares)


def draw_imports(name: str, imports: Sequence[Import]) -> Figure:
    """Gives an icicle of import time: below each module what it imports, as wide as it takes long."""
    totals = [one.own_us for one in imports]
    for position in range(len(imports) - 1, -1, -1):  # children come after their parents
        parent = imports[position].parent
        if parent is not None:
            totals[parent] += totals[position]
    colours = _colours(imports)
    top = sum(totals[position] for position, one in enumerate(imports) if one.parent is None)
    icicle = graph_objects.Icicle(
        ids=[EVERYTHING, *(str(position) for position in range(len(imports)))],
        labels=[escape(name), *(escape(one.name) for one in imports)],
        parents=["", *(EVERYTHING if one.parent is None else str(one.parent) for one in imports)],
        values=[top / 1000, *(total / 1000 for total in totals)],
        customdata=[0, *(one.own_us / 1000 for one in imports)],
        branchvalues="total",
        marker={
            "colors": [SLATE, *(colours[one.package] for one in imports)],
            "line": {"width": 1, "color": "#ffffff"},
        },
        textfont={"color": "#ffffff"},
        tiling={"orientation": "v"},
        texttemplate="%{label} %{value:.0f} ms",
        hovertemplate="%{label}<br>%{value:.1f} ms, own %{customdata:.1f} ms<extra></extra>",
        pathbar={"visible": False},
        maxdepth=9,
    )
    return _figure([icicle], uniformtext=READABLE)


def _colours(imports: Sequence[Import]) -> dict[str, str]:
    """Gives the packages that cost most a colour each, and all others the same."""
    costs: dict[str, int] = {}
    for one in imports:
        costs[one.package] = costs.get(one.package, 0) + one.own_us
    ordered = sorted(costs, key=lambda package: -costs[package])
    return dict.fromkeys(ordered, GREY) | dict(zip(ordered, PACKAGE_COLOURS, strict=False))


def draw_cold_starts(cold_starts: Sequence[ColdStart]) -> Figure:
    """Gives every sample as a point, in bare handlers, with its box; the first cold start at the top."""
    boxes = [
        graph_objects.Box(
            x=[sample.cpu_ms / one.bare.cpu_ms.median for sample in one.samples],
            name=escape(describe_start(one)).replace(", ", "<br>"),
            boxpoints="all",
            jitter=0.6,
            pointpos=0,
            orientation="h",
            marker={"size": 4},
            hovertemplate="%{x:.2f} x<extra></extra>",
        )
        for one in cold_starts
    ]
    axis = {"type": "log", "title": {"text": "bare handlers (x)"}, "tickvals": TICKS}
    return _figure(boxes, xaxis=axis, yaxis={"autorange": "reversed", "automargin": True}, showlegend=False)


def draw_trend(measurement: Measurement) -> tuple[Figure, Figure]:
    """Gives what was recorded, commit by commit, and this build at the end: archives, and cold starts."""
    ledgers = [*(one.ledger for one in measurement.trend), measurement.ledger]
    builds = [*(f"{one.commit} {one.date}" for one in measurement.trend), "this build"]
    sizes = _lines(
        builds, [{name: one.zipped / BYTES_IN_MB for name, one in each.artifacts.items()} for each in ledgers]
    )
    ratios = _lines(builds, [{name: one.cpu_ratio for name, one in each.cold_starts.items()} for each in ledgers])
    axis = {"type": "category", "automargin": True}
    legend = {"orientation": "h", "y": -0.3}
    return (
        _figure(list(sizes), xaxis=axis, yaxis={"title": {"text": "MB zipped"}, "type": "log"}, legend=legend),
        _figure(list(ratios), xaxis=axis, yaxis={"title": {"text": "bare handlers (x)"}, "type": "log"}, legend=legend),
    )


def _lines(builds: Sequence[str], values: Sequence[Mapping[str, float]]) -> Iterator[graph_objects.Scatter]:
    for name in sorted({name for each in values for name in each}):
        points = [each.get(name) for each in values]
        yield graph_objects.Scatter(
            x=builds, y=points, name=escape(name), mode="lines+markers", hovertemplate="%{y:.3g}<extra>%{x}</extra>"
        )


def _figure(traces: Sequence[Any], **layout: Any) -> Figure:
    """Gives a figure as plain data; the page gives it its colours, which depend on the reader's scheme."""
    figure = graph_objects.Figure(data=traces, layout={"margin": MARGIN, "template": None, **layout})
    data: dict[str, Any] = figure.to_plotly_json()
    return {"data": data["data"], "layout": data["layout"]}
