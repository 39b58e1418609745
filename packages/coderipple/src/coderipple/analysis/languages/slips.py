"""Files that do not parse throughout: what can be said of them all the same, and what cannot.

Comes in: a file and its tree. Goes out: a tree in step again behind a slip, facts without what a slip made unclear, the
line that shows that a file is a template.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
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
_MOST_SLIPS = 10  # in one file; each costs a parse


def in_step(parser: "Parser", source: bytes, root: "Node") -> "Node":
    """Returns the tree of a file; a slip that takes what follows it with it is blanked, as long as that helps.

    Args:
        parser: The parser that made the tree.
        source: The file.
        root: Its tree.
    """
    for _ in range(_MOST_SLIPS):
        rows = next(filter(None, map(_swallowing, root.children)), None) if root.has_error else None
        if rows is None:
            return root
        lines = source.split(b"\n")
        lines[rows.start : rows.stop] = [b""] * len(rows)
        again = b"\n".join(lines)
        other = parser.parse(again).root_node
        if len(list(_slips(other))) >= len(list(_slips(root))):
            return root
        source, root = again, other
    return root


def _swallowing(node: "Node") -> range | None:
    """Returns the rows of a slip up to where something else begins, which the slip took for a part of itself."""
    if not node.has_error:
        return None
    start = node.start_point.row
    lines = (node.text or b"").split(b"\n")
    others = (number for number, line in enumerate(lines[1:], 1) if _BEGINNING.match(line))
    return next((range(start, start + number) for number in others), None)


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
