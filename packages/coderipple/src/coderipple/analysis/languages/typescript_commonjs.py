"""What a file of JavaScript passes on by assignment: `module.exports = …`, `exports.name = …`.

Comes in: the root of a syntax tree. Goes out: `CommonJs`: names, what is assigned to them, what stands for the whole.
Source: Node's "Modules: CommonJS modules".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coderipple.analysis.definitions import Definition
from coderipple.analysis.languages.nodes import text, unquoted
from coderipple.analysis.languages.typescript_definitions import documentation, made, summary_of
from coderipple.analysis.languages.typescript_exports import Export

if TYPE_CHECKING:
    from tree_sitter import Node

_IDENTIFIERS = {"identifier", "shorthand_property_identifier"}
_WHOLE_NAME = "module.exports"
_WHOLE = {_WHOLE_NAME, "exports"}


@dataclass(frozen=True, kw_only=True, slots=True)
class CommonJs:
    """What a file assigns to `exports` at its top level.

    Attributes:
        exports: What it passes on.
        definitions: What it defines by that.
        whole: The name that stands for the module as a whole, or an empty string.
    """

    exports: tuple[Export, ...]
    definitions: tuple[Definition, ...]
    whole: str


@dataclass(frozen=True, kw_only=True, slots=True)
class _Assignment:
    """`targets[0] = targets[1] = … = value`, with where it stands."""

    targets: tuple[str, ...]
    value: "Node"
    node: "Node"
    statement: "Node"

    @property
    def is_whole(self) -> bool:
        return _WHOLE_NAME in self.targets


def commonjs(root: "Node") -> CommonJs:
    """Returns what a file assigns to `exports`, also by the name of what it assigned there as a whole."""
    found = [each for statement in root.named_children for each in _assignments(statement)]
    whole = [each for each in found if each.is_whole]
    aliases = {name for each in whole for name in (*each.targets, text(each.value)) if name.isidentifier()}
    aliases |= {name for each in root.named_children for name in _other_names(each)}
    exports: list[Export] = []
    definitions: list[Definition] = []
    for assignment in found:
        for name, value, place in _named(assignment, aliases | _WHOLE):
            required = _required(value)
            if required.startswith("."):
                exports.append(("*" if name == _WHOLE_NAME else name, "*", required))
            if required.startswith(".") and name == _WHOLE_NAME:
                continue
            exports.append((name, text(value) if value.type in _IDENTIFIERS else name, ""))
            if value.type not in _IDENTIFIERS:
                comment = documentation(assignment.statement) if place is assignment.node else ""
                definitions.append(made(name, place, value, summary_of(comment)))
    names = map(_name_of_whole, (each.value for each in whole))
    return CommonJs(exports=tuple(exports), definitions=tuple(definitions), whole=next(names, ""))


def _name_of_whole(value: "Node") -> str:
    """Returns what the value of `module.exports` is called: by its own name, if it is a class that has one."""
    if value.type == "class":
        return text(value.child_by_field_name("name")) or _WHOLE_NAME
    return text(value) if value.type == "identifier" else _WHOLE_NAME


def _other_names(statement: "Node") -> Iterator[str]:
    """Yields the variables that only are another name of `exports`."""
    for each in (child for child in statement.named_children if child.type == "variable_declarator"):
        if text(each.child_by_field_name("value")) in _WHOLE:
            yield text(each.child_by_field_name("name"))


def _assignments(statement: "Node") -> Iterator[_Assignment]:
    """Yields the assignments that a statement is, or that it declares a variable by."""
    for each in statement.named_children:
        name = each.child_by_field_name("name") if each.type == "variable_declarator" else None
        node = each.child_by_field_name("value") if name is not None else each
        targets = [text(name)] if name is not None else []
        first = node
        while node is not None and node.type == "assignment_expression":
            targets.append(text(node.child_by_field_name("left")))
            node = node.child_by_field_name("right")
        if node is not None and first is not None and first.type == "assignment_expression":
            yield _Assignment(targets=tuple(targets), value=node, node=first, statement=statement)


def _named(assignment: _Assignment, aliases: set[str]) -> "Iterator[tuple[str, Node, Node]]":
    """Yields the names that an assignment exports, with the value and where both stand."""
    value = assignment.value
    if assignment.is_whole and value.type != "object":
        yield _name_of_whole(value), value, assignment.node
    for each in value.named_children if assignment.is_whole and value.type == "object" else ():
        inner = each.child_by_field_name("value")
        if each.type == "shorthand_property_identifier":
            yield text(each), each, each
        elif each.type == "method_definition":
            yield text(each.child_by_field_name("name")), each, each
        elif each.type == "pair" and inner is not None:
            yield unquoted(text(each.child_by_field_name("key"))), inner, each
    for target in assignment.targets:
        owner, _, name = target.rpartition(".")
        if owner in aliases and target not in _WHOLE and not name.startswith("_"):
            yield name, value, assignment.node


def _required(value: "Node") -> str:
    """Returns what `require("…")` names, or an empty string for another value."""
    if value.type != "call_expression" or text(value.child_by_field_name("function")) != "require":
        return ""
    arguments = value.child_by_field_name("arguments")
    return unquoted(text(arguments.named_children[0])) if arguments and arguments.named_children else ""
