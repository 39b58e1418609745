"""Real uses of the public interface in files of languages beside Python.

Comes in: statements of a syntax tree, what their file imports. Goes out: `DeclaredUsage`s, each of which can be read by
itself: whatever it names it binds, imports or has from the language.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import dedent
from typing import TYPE_CHECKING

from coderipple.analysis.languages.nodes import text, walk
from coderipple.analysis.usage import DeclaredUsage

if TYPE_CHECKING:
    from tree_sitter import Node

type Parse = Callable[[bytes], "Node"]
type Reader = Callable[["Node", "Wanted", Parse], Iterator[DeclaredUsage]]

_MOST_LINES = 12  # of what is shown, as in Python; what is longer is no example at a glance
_TESTING = re.compile(
    r"mock|stub|\bspy|fake|\bjest\b|\bvi\.|sinon|throw|reject|unwrap_err|is_err|\bcatch\b", re.IGNORECASE
)
_UNHAPPY = re.compile(
    r"error|invalid|fail|rais|cannot|can't|\bnot\b|_not_|wrong|missing|unknown|\bbad\b|_bad_|deprecat|warn|broken|regress"
    r"|throw|reject|panic|refuse|empty|null|undefined|edge|issue",
    re.IGNORECASE,
)
_PATHS = {"scoped_identifier", "scoped_type_identifier"}
_MENTIONED = {
    *((kind, "type") for kind in ("tuple_struct_pattern", "struct_pattern")),
    *((kind, "right") for kind in ("assignment_pattern", "object_assignment_pattern")),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What a use may be a use of.

    Attributes:
        modules: Names of the public modules.
        homes: Where a file names a module by its place: that and the name there, `./low low`, to the public module.
        dependencies: What else may be imported, as the manifests name it.
        hidden: Members that a test can use, and nobody else.
    """

    modules: frozenset[str]
    homes: Mapping[str, str]
    dependencies: frozenset[str]
    hidden: frozenset[str] = frozenset()

    def key(self) -> tuple[list[str], list[tuple[str, str]], list[str], list[str]]:
        """Returns what is the same where nothing else can be found."""
        return sorted(self.modules), sorted(self.homes.items()), sorted(self.dependencies), sorted(self.hidden)


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported:
    """One imported name.

    Attributes:
        line: The statement that imports it alone.
        origin: Of the repository's own, its whole name: a module, or `module.name`; of others nothing.
    """

    line: str
    origin: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Spelling:
    """How a grammar spells names.

    Attributes:
        names: Nodes that are names.
        binders: Nodes that are bound in patterns.
        bindings: Types of nodes with the field in which they bind names.
        members: Types of nodes with the field whose names no scope holds.
        owners: Types of nodes with the field of an owner, to the field of its member.
        calls: Nodes that call or make what they name.
        texts: Literals whose content changes where they are indented otherwise.
        refused: Nodes that mean something outside of what is shown.
        known: Names that the language has.
        separator: What stands between an owner and its member in `Imported.origin`.
    """

    names: frozenset[str]
    binders: frozenset[str]
    bindings: frozenset[tuple[str, str | None]]
    members: frozenset[tuple[str, str]]
    owners: Mapping[tuple[str, str], str]
    calls: frozenset[str]
    texts: frozenset[str]
    refused: frozenset[str]
    known: frozenset[str]
    separator: str = field(default=".")


def is_happy(title: str) -> bool:
    """Tells whether a test is about what works, judged by how it is called."""
    return not _UNHAPPY.search(title)


def statements(block: "Node | None") -> "list[Node]":
    """Returns the statements of a block."""
    return [each for each in block.named_children if "comment" not in each.type] if block is not None else []


def lines_of(root: "Node") -> list[bytes]:
    """Returns the lines of a file, whose tree begins where the first of its code stands."""
    start = root.start_point
    return (b"\n" * start.row + b" " * start.column + (root.text or b"")).split(b"\n")


def usage_of(
    nodes: "Sequence[Node]",
    imports: Mapping[str, Imported],
    spelling: Spelling,
    lines: Sequence[bytes],
    *,
    function: str = "",
    is_whole: bool = False,
) -> DeclaredUsage | None:
    """Returns the use that consecutive nodes are, or None where they are none, or cannot be read by themselves.

    Args:
        nodes: The nodes.
        imports: What their file imports, by the name that it has there.
        spelling: How the grammar spells names.
        lines: Those of the file.
        function: Name of the function that they are, or that they are the body of.
        is_whole: Whether what they import stands among them.
    """
    if not nodes or any(each.has_error for each in nodes):
        return None
    first, last = nodes[0].start_point.row, nodes[-1].end_point.row - (nodes[-1].end_point.column == 0)
    shown = dedent(b"\n".join(lines[first : last + 1]).decode("utf-8", "replace"))
    every = [each for node in nodes for each in walk(node)]
    is_moved = nodes[0].start_point.column > 0
    if (
        last - first > _MOST_LINES + 1
        or not _fills_lines(nodes, lines)
        or _TESTING.search(shown)
        or any(each.type in spelling.refused for each in every)
        or (is_moved and any(each.type in spelling.texts and _spans_lines(each) for each in every))
    ):
        return None
    uses = [each for node in nodes for each in _uses(node, spelling)]
    bound = {name for each in every for name in _bound(each, spelling)}
    free = {text(each) for each in uses} - bound - spelling.known
    if not free <= imports.keys():
        return None
    found = [_whole(each, imports[text(each)].origin, spelling) for each in uses if _is_own(each, imports, bound)]
    if not any(is_called for _, is_called in found):
        return None
    needed = [] if is_whole else [each.line for name, each in imports.items() if name in free and each.line]
    code = "\n".join([*dict.fromkeys(needed), *([""] if needed else []), shown.rstrip()])
    names = tuple(sorted({name for name, _ in found}))
    return DeclaredUsage(names=names, code=code, first_line=first + 1, last_line=last + 1, function=function)


def _fills_lines(nodes: "Sequence[Node]", lines: Sequence[bytes]) -> bool:
    """Tells whether nothing else stands on the first and the last line, but a comment."""
    start, end = nodes[0].start_point, nodes[-1].end_point
    behind = lines[end.row][end.column :].strip() if end.column else b""
    return not lines[start.row][: start.column].strip() and (behind in {b"", b";"} or behind.startswith(b"//"))


def _is_own(node: "Node", imports: Mapping[str, Imported], bound: Iterable[str]) -> bool:
    name = text(node)
    return name not in bound and name in imports and bool(imports[name].origin)


def _spans_lines(node: "Node") -> bool:
    return node.start_point.row != node.end_point.row


def _uses(node: "Node", spelling: Spelling) -> "Iterator[Node]":
    """Yields the nodes that name something of a scope."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if current.type in spelling.names and not current.named_child_count and not _is_token_member(current):
            yield current
        for place, child in reversed([*enumerate(current.children)]):
            name = current.field_name_for_child(place) or ""
            if (current.type, name) not in spelling.members or _stands_alone(current, name):
                waiting.append(child)


def _stands_alone(node: "Node", field_name: str) -> bool:
    """Tells whether a call names a function of a scope: Java's differ from methods by having no object."""
    return node.type == "method_invocation" and field_name == "name" and node.child_by_field_name("object") is None


def _is_token_member(node: "Node") -> bool:
    """Tells whether a name follows a dot or colons where the grammar has no field for it: in the tokens of a macro."""
    before = node.prev_sibling
    is_plain = node.parent is not None and node.parent.type in {"token_tree", "scoped_type_identifier"}
    return is_plain and text(before) in {".", "::"}


def _bound(node: "Node", spelling: Spelling) -> Iterator[str]:
    for place, child in enumerate(node.children):
        if (node.type, node.field_name_for_child(place)) in spelling.bindings:
            yield from _in_pattern(child, spelling)


def _in_pattern(pattern: "Node", spelling: Spelling) -> Iterator[str]:
    """Yields the names that a pattern binds; what it only mentions is a use, as the type in `Hour(at)` is."""
    if not pattern.named_child_count:
        yield text(pattern)
    waiting = [pattern]
    while waiting:
        node = waiting.pop()
        if node.type in spelling.binders:
            yield text(node)
        if node.type not in _PATHS:
            mentioned = [
                (node.type, node.field_name_for_child(place)) in _MENTIONED for place in range(node.child_count)
            ]
            waiting += [each for each, is_mentioned in zip(node.children, mentioned, strict=True) if not is_mentioned]


def _whole(node: "Node", origin: str, spelling: Spelling) -> tuple[str, bool]:
    """Returns the whole name of what a use names, its members too, and whether it is called or made."""
    parts = [origin]
    current = node
    while (parent := current.parent) is not None:
        owner = next(
            (name for kind, name in spelling.owners if kind == parent.type and _is_child(parent, name, current)), None
        )
        if owner is None or (current != node and current.type in spelling.calls):
            break
        parts.append(text(parent.child_by_field_name(spelling.owners[parent.type, owner])))
        current = parent
    if current == node:
        current = _after_colons(current, parts)
    is_call = current.type in spelling.calls or _is_called(current, spelling)
    if text(current.next_sibling) == "!":  # a macro of Rust, which has this in its name
        parts[-1] += "!"
    return spelling.separator.join(parts), is_call


def _after_colons(node: "Node", parts: list[str]) -> "Node":
    """Returns the last name of a path in the tokens of a macro, its parts added."""
    current = node
    while text(current.next_sibling) == "::" and current.next_sibling is not None:
        following = current.next_sibling.next_sibling
        if following is None or following.type != "identifier":
            break
        parts.append(text(following))
        current = following
    return current


def _is_child(parent: "Node", name: str, node: "Node") -> bool:
    return parent.child_by_field_name(name) == node


def _is_called(node: "Node", spelling: Spelling) -> bool:
    parent = node.parent
    if parent is not None and parent.type in {"generic_type", "generic_function", "nested_type_identifier"}:
        parent = parent.parent
    if parent is None:
        return False
    if parent.type == "token_tree":
        following = node.next_sibling
        return following is not None and (following.type == "token_tree" or text(following) == "!")
    return parent.type in spelling.calls
