"""Diagrams in Mermaid's language, of which this project writes and reads one small part.

Comes in: groups of names and edges between names, or the text of a diagram. Goes out: the text, or its labels.
"""

import re
import sys
from collections.abc import Iterable, Mapping

from coderipple.markup import on_one_line

# Whatever could end a label or mean something in it stands there as `#1234;`, the number of the character.
_UNSAFE = re.compile(r"[^\w ./-]|^end$|^-|^\d+\.(?= )|--", re.IGNORECASE)
_ENTITY = re.compile(r"#(\d{1,7});")
_HEAD = re.compile(r"flowchart (?:LR|TD)")
_GROUP = re.compile(r'subgraph (\w+)\["([^"]*)"\]')
_NODE = re.compile(r'(\w+)\["([^"]*)"\]')
_EDGE = re.compile(r"(\w+) --> (\w+)")


def flowchart(groups: Mapping[str, Iterable[str]], edges: Iterable[tuple[str, str]]) -> str:
    """Returns a flowchart from left to right.

    Args:
        groups: Names that stand in a box together, by the label of the box.
        edges: From name to name; a name that no group holds stands by itself.
    """
    ids: dict[str, str] = {}
    lines = ["flowchart LR"]
    edges = list(edges)
    for number, (group, nodes) in enumerate(groups.items()):
        lines.append(f'  subgraph g{number}["{_safe(group)}"]')
        lines += _declared(nodes, ids, indent="    ")
        lines.append("  end")
    lines += _declared((node for edge in edges for node in edge), ids, indent="  ")
    lines += [f"  {ids[start]} --> {ids[end]}" for start, end in edges]
    return "\n".join(lines) + "\n"


def labels(diagram: str) -> tuple[str, ...] | None:
    """Returns the labels of a diagram that is written as `flowchart` writes it, else None.

    Every group is closed, every node declared once and before an edge names it.
    """
    found: list[str] = []
    declared: set[str] = set()
    is_open = False
    head, *lines = [line.strip() for line in diagram.splitlines() if line.strip()] or [""]
    if not _HEAD.fullmatch(head):
        return None
    for line in lines:
        if line == "end" and is_open:
            is_open = False
        elif (named := _EDGE.fullmatch(line)) and declared.issuperset(named.groups()):
            continue
        elif (named := _GROUP.fullmatch(line) or _NODE.fullmatch(line)) and named[1] not in declared | {"end"}:
            if line.startswith("subgraph ") and is_open:
                return None
            is_open = is_open or line.startswith("subgraph ")
            declared.add(named[1])
            found.append(_plain(named[2]))
        else:
            return None
    return None if is_open else tuple(found)


def _declared(nodes: Iterable[str], ids: dict[str, str], *, indent: str) -> Iterable[str]:
    for node in nodes:
        if node not in ids:
            ids[node] = f"n{len(ids)}"
            yield f'{indent}{ids[node]}["{_safe(node)}"]'


def _safe(label: str) -> str:
    text = on_one_line(label)
    return _UNSAFE.sub(lambda found: "".join(f"#{ord(each)};" for each in found.group()), text) or "#32;"


def _plain(label: str) -> str:
    return _ENTITY.sub(lambda found: chr(int(found[1])) if int(found[1]) <= sys.maxunicode else "", label)
