"""What a file of TypeScript or JavaScript passes to those who import it, and what it imports itself.

Comes in: the root of a syntax tree. Goes out: names, each with what it is called inside and the module it comes from.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coderipple.analysis.languages.nodes import text, unquoted, walk
from coderipple.analysis.languages.typescript_definitions import declared
from coderipple.analysis.python_source import ImportedName

if TYPE_CHECKING:
    from tree_sitter import Node

type Export = tuple[str, str, str]
"""The name outside, the name inside, and the module that it comes from or an empty string."""


def exported_names(root: "Node") -> Iterator[Export]:
    """Yields what `export` statements pass on; inside, `*` stands for every name but `default`."""
    for node in (each for each in root.named_children if each.type == "export_statement"):
        module = unquoted(text(node.child_by_field_name("source")))
        is_default = any(each.type == "default" for each in node.children)
        clause = next((each for each in node.named_children if each.type == "export_clause"), None)
        value = node.child_by_field_name("value") or node.child_by_field_name("declaration")
        if clause is not None:
            for each in (child for child in clause.named_children if child.type == "export_specifier"):
                inside = text(each.child_by_field_name("name"))
                yield text(each.child_by_field_name("alias")) or inside, inside, module
        elif module:
            namespace = next((each for each in node.named_children if each.type == "namespace_export"), None)
            yield text(namespace.named_children[-1]) if namespace is not None else "*", "*", module
        elif is_default and value is not None and value.type == "identifier":
            yield "default", text(value), ""
        elif is_default:
            yield "default", "default", ""
        else:
            yield from ((each.name, each.name, "") for each in declared(node))


def assigned_export(root: "Node") -> str:
    """Returns the name that stands for the module as a whole, as `export = name` of TypeScript says it."""
    assignments = (
        each
        for each in root.named_children
        if each.type == "export_statement" and any(child.type == "=" for child in each.children)
    )
    names = (child for each in assignments for child in each.named_children if child.type == "identifier")
    return text(next(names, None))


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
        elif each.type == "namespace_import":
            yield ImportedName(local=text(each.named_children[-1]), module=module, name="*", level=0)
    for each in names:
        inside = text(each.child_by_field_name("name"))
        yield ImportedName(local=text(each.child_by_field_name("alias")) or inside, module=module, name=inside, level=0)


def _of_require(call: "Node", module: str) -> Iterator[ImportedName]:
    yield ImportedName(local="", module=module, name="", level=0)
    parent = call.parent
    name = parent.child_by_field_name("name") if parent is not None and parent.type == "variable_declarator" else None
    if name is not None and name.type == "identifier":
        yield ImportedName(local=text(name), module=module, name="*", level=0)
    for each in name.named_children if name is not None and name.type == "object_pattern" else ():
        if each.type == "shorthand_property_identifier_pattern":
            yield ImportedName(local=text(each), module=module, name=text(each), level=0)
