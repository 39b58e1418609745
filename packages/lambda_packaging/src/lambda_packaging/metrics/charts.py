"""A measurement as pictures.

Comes in: what was measured. Goes out: plotly figures as plain data, for the page to draw. Colours are the variables of
the page's stylesheet, since only a reader's browser knows whether it shows a light or a dark page.

Names of others become labels. Plotly reads some HTML in labels, so what could be a tag is shown as an entity.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from plotly import graph_objects

from lambda_packaging.attribution import KINDS, Share
from lambda_packaging.metrics.cold_start import FLOOR, THIS_BUILD, ColdStart, fastest
from lambda_packaging.metrics.imports import Import, cost_by_package
from lambda_packaging.metrics.ledger import Ledger
from lambda_packaging.metrics.measurement import NAIVE, Measurement
from lambda_packaging.metrics.summary import describe_start
from lambda_packaging.sizes import BYTES_IN_MB, format_bytes

EVERYTHING = "everything"
TEXT, SOFT, LINE, SURFACE, FRAME = "var(--text)", "var(--soft)", "var(--line)", "var(--surface)", "var(--frame)"
HUES = tuple(f"var(--hue-{number})" for number in range(1, 9))
STROKES = tuple(f"var(--stroke-{number})" for number in range(1, 6))
KIND_HUES = dict(zip(KINDS, (*HUES[:4], FRAME), strict=True))
BUILD_STROKES = {THIS_BUILD: STROKES[0], NAIVE: STROKES[1], FLOOR: STROKES[2]}
# A line of a trend is told apart by its mark too: plotly's name of it, and the character that looks like it.
MARKS = {"circle": "●", "square": "■", "diamond": "◆", "triangle-up": "▲", "cross": "✚"}
READABLE = {"minsize": 11, "mode": "hide"}  # a smaller text helps nobody; a tile tells when it is pointed at
ROW_PX, AXIS_PX = 34, 40
MOST_TICKS = 7
LONGEST, LONGEST_BESIDE = 60, 28  # characters of a label, and of one that stands beside the chart
THIS_POINT = "this build"

type Figure = Mapping[str, Any]
type Tile = tuple[str, str, str, str, int]


def draw_bytes(measurement: Measurement, *, unzipped: bool = False) -> Figure:
    """Gives a treemap: archives, in them distributions, in them kinds of files, as large as their bytes."""
    tiles = [
        tile for artifact in measurement.artifacts for tile in _tiles(artifact.file_name, artifact.shares, unzipped)
    ]
    total = sum(size for _, _, parent, _, size in tiles if parent == EVERYTHING)
    ids, labels, parents, colours, sizes = zip((EVERYTHING, EVERYTHING, "", FRAME, total), *tiles, strict=True)
    treemap = graph_objects.Treemap(
        ids=ids,
        labels=[_label(label) for label in labels],
        parents=parents,
        values=sizes,
        text=[format_bytes(size) for size in sizes],
        branchvalues="total",
        marker={"colors": colours, "line": {"width": 1, "color": SURFACE}, "pad": {"t": 22, "l": 3, "r": 3, "b": 3}},
        textfont={"color": TEXT},
        texttemplate="%{label}<br>%{text}",
        hovertemplate="%{label}<br>%{text}, %{percentParent:.1%} of %{parent}<extra></extra>",
        pathbar={"visible": False},
        maxdepth=4,
    )
    return _figure([treemap], uniformtext=READABLE)


def _tiles(place: str, shares: Sequence[Share], unzipped: bool) -> Iterator[Tile]:
    """Gives identity, label, parent, colour and size of an archive and everything in it; parents come first."""
    yield place, place, EVERYTHING, FRAME, sum(share.unzipped if unzipped else share.zipped for share in shares)
    for share in shares:
        own, kinds = f"{place}/{share.name}", share.unzipped_bytes if unzipped else share.zipped_bytes
        yield own, f"{share.name} {share.version}".rstrip(), place, FRAME, sum(kinds.values())
        yield from ((f"{own}/{kind}", kind, own, KIND_HUES[kind], kinds[kind]) for kind in KINDS if kinds.get(kind))


def draw_imports(name: str, imports: Sequence[Import]) -> Figure:
    """Gives an icicle of import time: below each module what it imports, as wide as it takes long."""
    totals = [one.own_us for one in imports]
    for position in range(len(imports) - 1, -1, -1):  # children come after their parents
        parent = imports[position].parent
        if parent is not None:
            totals[parent] += totals[position]
    hues = choose_hues(imports)
    icicle = graph_objects.Icicle(
        ids=[EVERYTHING, *(str(position) for position in range(len(imports)))],
        labels=[_label(name), *(_label(one.name) for one in imports)],
        parents=["", *(EVERYTHING if one.parent is None else str(one.parent) for one in imports)],
        values=[sum(one.own_us for one in imports) / 1000, *(total / 1000 for total in totals)],
        customdata=[0, *(one.own_us / 1000 for one in imports)],
        branchvalues="total",
        marker={
            "colors": [FRAME, *(hues.get(one.package, FRAME) for one in imports)],
            "line": {"width": 1, "color": SURFACE},
        },
        textfont={"color": TEXT},
        leaf={"opacity": 1},
        tiling={"orientation": "v"},
        texttemplate="%{label} %{value:.0f} ms",
        hovertemplate="%{label}<br>%{value:.1f} ms, own %{customdata:.1f} ms<extra></extra>",
        pathbar={"visible": False},
        maxdepth=10,
    )
    return _figure([icicle], uniformtext=READABLE)


def choose_hues(imports: Sequence[Import]) -> dict[str, str]:
    """Gives each of the packages that cost most a colour."""
    return dict(zip(cost_by_package(imports), HUES, strict=False))


def draw_cold_starts(cold_starts: Sequence[ColdStart]) -> Figure:
    """Gives every sample as a point, in bare handlers, with its box; the first cold start at the top."""
    floor = next((fastest([one.cpu_ms for one in each.samples]) for each in cold_starts if each.build == FLOOR), 1.0)
    rows = [[sample.cpu_ms / floor for sample in one.samples] for one in cold_starts]
    boxes = [
        graph_objects.Box(
            x=row,
            y0=position,
            name=_label(describe_start(one)),
            boxpoints="all",
            jitter=0.6,
            pointpos=0,
            orientation="h",
            line={"width": 1.5, "color": BUILD_STROKES.get(one.build, SOFT)},
            fillcolor="rgba(0,0,0,0)",
            marker={"size": 5, "opacity": 0.7},
            hovertemplate="%{x:.2f} x<extra>%{fullData.name}</extra>",
        )
        for position, (one, row) in enumerate(zip(cold_starts, rows, strict=True))
    ]
    return _figure(
        boxes,
        xaxis=_log_axis([value for row in rows for value in row], unit="") | {"tickangle": 0},
        yaxis=_axis(
            autorange="reversed",
            showgrid=False,
            tickvals=list(range(len(boxes))),
            ticktext=[_label(_name_row(one), longest=LONGEST_BESIDE) for one in cold_starts],
        ),
        height=len(boxes) * ROW_PX + AXIS_PX,
    )


def _name_row(one: ColdStart) -> str:
    """Gives what stands beside a box: other builds stand below the cold start that they are about."""
    return one.name if one.build in {THIS_BUILD, FLOOR} else one.build


def draw_trend(measurement: Measurement) -> tuple[Figure, Figure]:
    """Gives what was recorded, commit by commit, and this build at the end: archives, and cold starts."""
    builds = [*(_label(one.commit) for one in measurement.trend), THIS_POINT]
    told = [*(_label(f"{one.commit}, {one.date}") for one in measurement.trend), THIS_POINT]
    ledgers = [*(one.ledger for one in measurement.trend), measurement.ledger]
    sizes = [{name: one.zipped / BYTES_IN_MB for name, one in each.artifacts.items()} for each in ledgers]
    ratios = [{name: one.cpu_ratio for name, one in each.cold_starts.items()} for each in ledgers]
    figures = (
        _figure(
            list(_lines(builds, told, values)),
            xaxis=_axis(type="category", showgrid=False, nticks=12),
            yaxis=_log_axis([value for each in values for value in each.values()], unit=unit),
        )
        for unit, values in ((" MB", sizes), (" x", ratios))
    )
    first, second = figures
    return first, second


def list_lines(ledgers: Sequence[Ledger]) -> tuple[list[str], list[str]]:
    """Gives the names of the lines of both figures of the trend, in the order of their marks."""
    return (
        sorted({name for each in ledgers for name in each.artifacts}),
        sorted({name for each in ledgers for name in each.cold_starts}),
    )


def _lines(
    builds: Sequence[str], told: Sequence[str], values: Sequence[Mapping[str, float]]
) -> Iterator[graph_objects.Scatter]:
    for number, name in enumerate(sorted({name for each in values for name in each})):
        yield graph_objects.Scatter(
            x=builds,
            y=[each.get(name) for each in values],
            name=_label(name),
            customdata=told,
            mode="lines+markers",
            line={"width": 2, "color": STROKES[number % len(STROKES)]},
            marker={"size": 9, "symbol": list(MARKS)[number % len(MARKS)]},
            hovertemplate="%{y:.3g}, %{customdata}<extra>%{fullData.name}</extra>",
        )


def _label(text: str, *, longest: int = LONGEST) -> str:
    """Gives a text that plotly shows as it is, and that leaves room for the chart; the tables have all of it."""
    return escape(text if len(text) <= longest else f"{text[: longest - 1]}…", quote=False)


def _axis(**settings: Any) -> dict[str, Any]:
    shared = {"color": SOFT, "gridcolor": LINE, "linecolor": LINE, "zeroline": False, "automargin": True}
    return {**shared, "fixedrange": True, "ticklabelstandoff": 6, **settings}


def _log_axis(values: Sequence[float], *, unit: str) -> dict[str, Any]:
    """Gives an axis with round numbers that a person would choose, and only powers of ten if these are too many."""
    decades = range(-4, 7)
    fine = [digit * 10.0**decade for decade in decades for digit in (1, 2, 5)]
    shown = [tick for tick in fine if min(values, default=1) / 1.5 <= tick <= max(values, default=1) * 1.5]
    ticks = shown if len(shown) <= MOST_TICKS else [tick for tick in shown if tick in {10.0**each for each in decades}]
    return _axis(type="log", tickvals=ticks, ticktext=[f"{tick:,g}{unit}" for tick in ticks])


def _figure(traces: Sequence[Any], **layout: Any) -> Figure:
    """Gives a figure as plain data."""
    shared = {
        "template": None,
        "margin": {"l": 0, "r": 8, "t": 8, "b": 0},
        "font": {"family": "system-ui, sans-serif", "size": 13, "color": TEXT},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "hoverlabel": {"bgcolor": SURFACE, "bordercolor": LINE, "font": {"color": TEXT}},
        "showlegend": False,
    }
    figure: dict[str, Any] = graph_objects.Figure(data=traces, layout={**shared, **layout}).to_plotly_json()
    return {"data": figure["data"], "layout": figure["layout"]}
