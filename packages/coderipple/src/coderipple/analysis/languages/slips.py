"""Files that do not parse throughout: what can be said of them all the same, and what cannot.

Comes in: a file and its tree. Goes out: a tree in step again behind a slip, facts without what a slip made unclear, the
line that shows that a file is a template.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from coderipple.analysis.definitions import Definition
from coderipple.analysis.languages.nodes import BROKEN
from coderipple.analysis.python_source import SourceFacts

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

# How a definition, its comment or what is said of it for tools begins, where it stands in no other one.
_BEGINNING = re.compile(
    rb"(?!(?:end|else|elsif|rescue|ensure|when|in|where|extends|implements)\b)[A-Za-z@]|#\[|//[/!]|/\*\*"
)
# Of Jinja, Mustache, Go's templates, ERB; `{{a: 1}}` may be code.
_TO_FILL_IN = re.compile(
    rb"(?<!=)\{\{-?\s*[#/>^.$]?\s*[\w.$ |]{0,200}\s*-?\}\}|\{%-?\s*\w[^%\n]{0,200}%\}|<%[=-]?[^%\n]{0,200}%>"
)
# What one file may cost: parses, and the bytes of all of them.
_MOST_PARSES = 40
_MOST_BYTES = 1_000_000
_SAID = (b"//", b"#", b"@")  # of what follows
_END = (b"}", b"};")


def in_step(parser: "Parser", source: bytes, root: "Node") -> "Node":
    """Returns the tree of a file; a slip that takes what follows it with it is blanked, as long as that helps.

    Args:
        parser: The parser that made the tree.
        source: The file.
        root: Its tree.
    """
    parses = min(_MOST_PARSES, _MOST_BYTES // max(len(source), 1))
    lines = source.split(b"\n")
    is_mended = True
    while is_mended and root.has_error:
        is_mended = False
        declared, slips = _declared(root), len(list(_slips(root)))
        for rows in islice(_in_question(root, lines), parses):
            parses -= 1
            again = [*lines[: rows.start], *([b""] * len(rows)), *lines[rows.stop :]]
            other = parser.parse(b"\n".join(again)).root_node
            if _declared(other) > declared and len(list(_slips(other))) < slips:
                lines, root, is_mended = again, other, True
                break
    return root


def _declared(root: "Node") -> int:
    """Returns how many declarations and comments that begin a line a tree has in one piece."""
    whole = (each for each in root.children if each.is_named and not each.has_error and _begins_line(each))
    return sum(each.type != "attribute_item" for each in whole)


def _begins_line(node: "Node") -> bool:
    return not node.is_error and node.start_point.column == 0 and _BEGINNING.match(node.text or b"") is not None


def _in_question(root: "Node", lines: list[bytes]) -> Iterator[range]:
    """Yields the rows that may have to go for what follows them, the most likely first, each once."""
    beginnings = [row for row, line in enumerate(lines) if _BEGINNING.match(line)]
    tried = set()
    for node in root.children:
        first, last = node.start_point.row, node.end_point.row
        slip = next(_slips(node), None)
        takes_others = bisect_right(beginnings, last) > bisect_right(beginnings, first)
        if slip is not None and (takes_others or not _begins_line(node)):
            for row in (slip.start_point.row, first):
                for rows in _around(row, beginnings, lines):
                    if rows and rows not in tried:
                        tried.add(rows)
                        yield rows


def _around(row: int, beginnings: list[int], lines: list[bytes]) -> Iterator[range]:
    """Yields the body of what a row belongs to, where only that is unclear, then all of it, then its end alone."""
    place = bisect_right(beginnings, row)
    start = _described(beginnings[place - 1], lines) if place else row
    stop = _described(beginnings[place], lines) if place < len(beginnings) else len(lines)
    head = next((each for each in range(start, stop) if lines[each].rstrip().endswith(b"{")), stop)
    end = next((each for each in range(stop - 1, head, -1) if lines[each].rstrip() in _END), head)
    yield range(head + 1, end)
    yield range(start, stop)
    yield range(row, stop)


def _described(row: int, lines: list[bytes]) -> int:
    """Returns the row where the comments and attributes right above a row begin."""
    while row and lines[row - 1].startswith(_SAID):
        row -= 1
    return row


def _slips(root: "Node") -> Iterator["Node"]:
    """Yields what does not parse, and what is missing, in the order of the source."""
    waiting = [root] if root.has_error else []
    while waiting:
        node = waiting.pop()
        if node.is_error or node.is_missing:
            yield node
        waiting += [each for each in reversed(node.children) if each.has_error or each.is_missing]


def template_line(root: "Node", source: bytes) -> int | None:
    """Returns the line of a mark that a generator is to fill in, where the grammar knows no such thing."""
    lines = source.split(b"\n")
    for node in _slips(root):
        for row in range(node.start_point.row, min(node.end_point.row + 1, len(lines))):
            if _TO_FILL_IN.search(lines[row]):
                return row + 1
    return None


def without_broken(facts: SourceFacts) -> SourceFacts:
    """Returns facts without the definitions whose head has a slip: nobody can tell where it ends."""
    definitions = tuple(_whole(facts.definitions))
    return facts if definitions == facts.definitions else replace(facts, definitions=definitions)


def _whole(found: Iterable[Definition]) -> Iterator[Definition]:
    for each in found:
        if BROKEN not in each.signature:
            members = tuple(_whole(each.members))
            yield each if members == each.members else replace(each, members=members)
