"""What a file of TypeScript or JavaScript passes to those who import it, and what it imports itself.

Comes in: the root of a syntax tree. Goes out: names, each with what it is called inside and the module it comes from.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coderipple.analysis.definitions import Definition
from coderipple.analysis.languages.nodes import text, unquoted, walk
from coderipple.analysis.languages.typescript_definitions import declared, documentation, made, summary_of
from coderipple.analysis.python_source import ImportedName

if TYPE_CHECKING:
    from tree_sitter import Node

_IDENTIFIERS = {"identifier", "shorthand_property_identifier"}

type Export = tuple[str, str, str]
"""The name outside, the name inside, and the module that it comes from or an empty string."""


def exported_names(root: "Node") -> Iterator[Export]:
    """Yields what `export` statements pass on; `*` stands for every name but `default`."""
    for node in (each for each in root.named_children if each.type == "export_statement"):
        module = unquoted(text(node.child_by_field_name("source")))
        is_default = any(each.type == "default" for each in node.children)
        clause = next((each for each in node.named_children if each.type == "export_clause"), None)
        value = node.child_by_field_name("value") or node.child_by_field_name("declaration")
        if clause is not None:
            for each in (child for child in clause.named_children if child.type == "export_specifier"):
                inside = text(each.child_by_field_name("name"))
                yield text(each.child_by_field_name("alias")) or inside, inside, module
        elif module and not any(each.type == "namespace_export" for each in node.named_children):
            yield "*", "*", module
        elif is_default and value is not None and value.type == "identifier":
            yield "default", text(value), ""
        elif is_default:
            yield "default", "default", ""
        else:
            yield from ((each.name, each.name, "") for each in declared(node))
            if any(each.type == "=" for each in node.children):  # `export = name` of TypeScript
                yield from ((text(each), text(each), "") for each in node.named_children if each.type == "identifier")


def commonjs_exports(root: "Node") -> Iterator[Export]:
    """Yields what is assigned to `exports` at the top level: a name of the file, a value, or an object of such."""
    for statement in root.named_children:
        for name, value, _ in _assignments(statement):
            inside = text(value) if value.type in _IDENTIFIERS else name
            yield name, inside, ""


def assigned(statement: "Node") -> Iterator[Definition]:
    """Yields what a statement defines by assigning it to `exports`."""
    for name, value, place in _assignments(statement):
        if value.type not in _IDENTIFIERS:
            yield made(name, place, value, summary_of(documentation(statement)) if place.parent == statement else "")


def _assignments(statement: "Node") -> "Iterator[tuple[str, Node, Node]]":
    """Yields the names that are exported by assignment, with the value and where both stand."""
    assignment = next((each for each in statement.named_children if each.type == "assignment_expression"), None)
    if statement.type != "expression_statement" or assignment is None:
        return
    left, right = text(assignment.child_by_field_name("left")), assignment.child_by_field_name("right")
    name = left.removeprefix("module.").removeprefix("exports").removeprefix(".")
    if right is None or left not in {"module.exports", f"exports.{name}", f"module.exports.{name}"}:
        return
    if left != "module.exports":
        yield name, right, assignment
    elif right.type != "object":
        yield text(right) if right.type == "identifier" else "module.exports", right, assignment
    for each in right.named_children if right.type == "object" and left == "module.exports" else ():
        value = each.child_by_field_name("value")
        if each.type == "shorthand_property_identifier":
            yield text(each), each, each
        elif each.type == "method_definition":
            yield text(each.child_by_field_name("name")), each, each
        elif each.type == "pair" and value is not None:
            yield unquoted(text(each.child_by_field_name("key"))), value, each


def imported(root: "Node") -> Iterator[ImportedName]:
    """Yields what a file imports by name, also by `require`."""
    for node in walk(root):
        if node.type == "import_statement":
            yield from _of_import(node)
        elif node.type == "call_expression" and text(node.child_by_field_name("function")) in {"require", "import"}:
            arguments = node.child_by_field_name("arguments")
            module = (
                next((each for each in arguments.named_children if each.type == "string"), None) if arguments else None
            )
            if module is not None:
                yield from _of_require(node, unquoted(text(module)))


def _of_import(node: "Node") -> Iterator[ImportedName]:
    module = unquoted(text(node.child_by_field_name("source")))
    clause = next((each for each in node.named_children if each.type == "import_clause"), None)
    names = [each for each in walk(clause) if each.type == "import_specifier"] if clause else []
    yield ImportedName(local="", module=module, name="", level=0)
    for each in clause.named_children if clause else ():
        if each.type == "identifier":
            yield ImportedName(local=text(each), module=module, name="default", level=0)
    for each in names:
        inside = text(each.child_by_field_name("name"))
        yield ImportedName(local=text(each.child_by_field_name("alias")) or inside, module=module, name=inside, level=0)


def _of_require(call: "Node", module: str) -> Iterator[ImportedName]:
    yield ImportedName(local="", module=module, name="", level=0)
    parent = call.parent
    name = parent.child_by_field_name("name") if parent is not None and parent.type == "variable_declarator" else None
    for each in name.named_children if name is not None and name.type == "object_pattern" else ():
        if each.type == "shorthand_property_identifier_pattern":
            yield ImportedName(local=text(each), module=module, name=text(each), level=0)
