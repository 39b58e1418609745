"""The managed regions of a Markdown document.

A region is what stands between two comments, each alone on its line:

    <!-- coderipple:begin interfaces/shop.cart -->
    <!-- coderipple:end interfaces/shop.cart -->

Everything else belongs to people. A marker inside a code block, or one without its partner, is a person's text.

Comes in: a document's text. Goes out: its pieces; joined again they are the same text.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from markdown_it import MarkdownIt

from coderipple.markup import DEEPEST

_MARKER = re.compile(r"^<!-- coderipple:(begin|end) (\S+) -->$")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$")  # the ends of line that Markdown knows


class Piece(NamedTuple):
    """A run of lines: a region, or a person's text.

    Attributes:
        section_id: Id of the region; empty for a person's text.
        text: The lines, for a region with its markers.
    """

    section_id: str
    text: str

    @property
    def body(self) -> str:
        """What stands between the markers of a region."""
        lines = _LINE.findall(self.text)
        return "".join(lines[1:-1])


def split(text: str) -> list[Piece]:
    """Splits a document into regions and the text around them."""
    lines = _LINE.findall(text)
    markers = _markers(text)
    places = sorted(markers)
    pieces: list[Piece] = []
    start = position = 0
    while position < len(lines):
        end = _region_end(position, markers, places)
        if end is None:
            position += 1
            continue
        if start < position:
            pieces.append(Piece("", "".join(lines[start:position])))
        pieces.append(Piece(markers[position][1], "".join(lines[position : end + 1])))
        start = position = end + 1
    if start < len(lines):
        pieces.append(Piece("", "".join(lines[start:])))
    return pieces


def render(section_id: str, body: str) -> str:
    """Returns a region with its markers."""
    return f"<!-- coderipple:begin {section_id} -->\n{body}<!-- coderipple:end {section_id} -->\n"


def render_body(*, heading: str, introduction: str, lines: list[str]) -> str:
    """Returns the text of a region: the parts that it has, a blank line between them."""
    parts = [heading, introduction, "\n".join(lines)]
    return "".join(f"{part}\n\n" for part in parts if part)


@lru_cache(maxsize=256)  # one push puts its documents together several times, and a replay reads them at every push
def _markers(text: str) -> Mapping[int, tuple[str, str]]:
    """Returns line number to (begin or end, id) of the markers that are not inside something else."""
    lines = enumerate(_LINE.findall(text))
    looking = {number: match for number, line in lines if (match := _MARKER.match(line.rstrip("\r\n")))}
    if not looking:
        return {}
    found = {}
    for token in _blocks().parse(text):
        if token.type == "html_block" and token.level == 0 and token.map:
            for number in range(*token.map):
                if match := looking.get(number):
                    found[number] = (match.group(1), match.group(2))
    return found


@cache
def _blocks() -> MarkdownIt:
    """Returns a parser of blocks alone: what stands inside of lines, which is most of the work, hides no marker."""
    return MarkdownIt("commonmark", {"maxNesting": DEEPEST}).disable(["inline", "text_join"])


def _region_end(position: int, markers: Mapping[int, tuple[str, str]], places: list[int]) -> int | None:
    """Returns the line of the end marker that belongs to the begin marker at a line, if there are both."""
    kind, section_id = markers.get(position, ("", ""))
    if kind != "begin":
        return None
    for number in islice(places, bisect_right(places, position), None):
        if markers[number] == ("end", section_id):
            return number
        if markers[number][0] == "begin":
            return None
    return None
