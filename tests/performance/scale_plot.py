"""What runs cost against the number of files, as a picture with two logarithmic axes.

Comes in: `Scale`s. Goes out: SVG of a few kilobytes, the same for the same figures, with a palette for light pages and
one for dark ones. It is written here because plotly, which draws our other pictures, needs a browser to make a file.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from performance.scale import Scale

WIDTH, HEIGHT = 680, 380
LEFT, RIGHT, TOP, BOTTOM = 64, 548, 16, 332  # of the frame; the names of the lines stand right of it
HALF, ABOVE = 4, 1.5  # half of a mark, pixels; room of the axes beyond the figures, a factor
LEAST_APART = 17  # pixels between two names
STYLE = """\
text { font: 13px system-ui, sans-serif; fill: #57606a }
.grid { stroke: #d0d7de; stroke-width: 1 }
.line { fill: none; stroke-width: 2 }
.first { stroke: #0969da; fill: #0969da }
.cold { stroke: #bc4c00; fill: #bc4c00 }
.push { stroke: #1a7f37; fill: #1a7f37 }
polyline.line { fill: none }
text.first, text.cold, text.push { stroke: none }
@media (prefers-color-scheme: dark) {
text { fill: #9da7b3 }
.grid { stroke: #30363d }
.first { stroke: #58a6ff; fill: #58a6ff }
.cold { stroke: #f0883e; fill: #f0883e }
.push { stroke: #3fb950; fill: #3fb950 }
}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The cost of one kind of run.

    Attributes:
        kind: Its class in the style, which also chooses its mark.
        name: What stands beside it.
        points: Files and seconds.
    """

    kind: str
    name: str
    points: Sequence[tuple[int, float]]


class Axis:
    """A logarithmic axis between two pixels."""

    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        self._least, self._most = math.log(min(values) / ABOVE), math.log(max(values) * ABOVE)
        self._start, self._end = start, end

    def place(self, value: float) -> float:
        """Gives the pixel of a value."""
        part = (math.log(value) - self._least) / (self._most - self._least)
        return round(self._start + part * (self._end - self._start), 1)

    def decades(self) -> Iterator[float]:
        """Yields 1, 2 and 5 times the powers of ten that lie on it."""
        for exponent in range(-3, 6):
            for digit in (1, 2, 5):
                if self._least <= math.log(digit * 10.0**exponent) <= self._most:
                    yield digit * 10.0**exponent


def plot(scales: Sequence[Scale]) -> str:
    """Gives the picture."""
    lines = (
        Line(kind="first", name="first run", points=[(each.files, each.first.cpu_seconds) for each in scales]),
        Line(kind="cold", name="push, no cache", points=[(each.files, each.cold.cpu_seconds) for each in scales]),
        Line(kind="push", name="push", points=[(each.files, each.push.cpu_seconds) for each in scales]),
    )
    across = Axis([each.files for each in scales], LEFT, RIGHT)
    up = Axis([seconds for line in lines for _, seconds in line.points], BOTTOM, TOP)
    drawn = (*_grid(scales, across, up), *(part for each in lines for part in _line(each, across, up)))
    title = "Seconds of the processor against the number of files, both axes logarithmic"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">'
    told = (head, f"<title>{title}</title>", f"<style>\n{STYLE}</style>")
    return "\n".join((*told, *drawn, *_names(lines, up), "</svg>\n"))


def _grid(scales: Sequence[Scale], across: Axis, up: Axis) -> Iterator[str]:
    for each in scales:
        x = across.place(each.files)
        yield f'<path class="grid" d="M{x} {TOP}V{BOTTOM}"/>'
        yield f'<text x="{x}" y="{BOTTOM + 20}" text-anchor="middle">{each.files:,}</text>'
    for seconds in up.decades():
        y = up.place(seconds)
        yield f'<path class="grid" d="M{LEFT} {y}H{RIGHT}"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{seconds:g} s</text>'
    yield f'<text x="{(LEFT + RIGHT) / 2:g}" y="{HEIGHT - 8}" text-anchor="middle">files</text>'


def _line(line: Line, across: Axis, up: Axis) -> Iterator[str]:
    places = [(across.place(files), up.place(seconds)) for files, seconds in line.points]
    yield f'<polyline class="line {line.kind}" points="{" ".join(f"{x},{y}" for x, y in places)}"/>'
    for (x, y), (files, seconds) in zip(places, line.points, strict=True):
        told = escape(f"{line.name}, {files:,} files: {seconds:.2f} s")
        yield f'<path class="{line.kind}" d="{_mark(line.kind, x, y)}"><title>{told}</title></path>'


def _mark(kind: str, x: float, y: float) -> str:
    """Gives a shape of its own for each kind, so that colour is not all that tells lines apart."""
    if kind == "first":
        return f"M{x - HALF:.1f} {y - HALF:.1f}h{2 * HALF}v{2 * HALF}h-{2 * HALF}z"
    if kind == "cold":
        return f"M{x} {y - HALF:.1f}l{HALF} {HALF}l-{HALF} {HALF}l-{HALF} -{HALF}z"
    return f"M{x - HALF:.1f} {y}a{HALF} {HALF} 0 1 0 {2 * HALF} 0a{HALF} {HALF} 0 1 0 -{2 * HALF} 0z"


def _names(lines: Sequence[Line], up: Axis) -> Iterator[str]:
    """Yields the names at the ends of the lines, none over another."""
    lowest = -math.inf
    for line in sorted(lines, key=lambda each: up.place(each.points[-1][1])):
        lowest = max(up.place(line.points[-1][1]) + 4, lowest + LEAST_APART)
        yield f'<text class="{line.kind}" x="{RIGHT + 8}" y="{lowest:.1f}">{escape(line.name)}</text>'
