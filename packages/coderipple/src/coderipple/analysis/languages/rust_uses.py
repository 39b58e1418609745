"""What declarations of `use` name in Rust.

Comes in: a declaration. Goes out: `ImportedName`s.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coderipple.analysis.languages.nodes import text
from coderipple.analysis.python_source import ImportedName

if TYPE_CHECKING:
    from tree_sitter import Node


def used_names(node: "Node") -> Iterator[ImportedName]:
    """Yields what a `use` declaration names."""
    yield from _uses(node.child_by_field_name("argument"), "")


def _uses(node: "Node | None", prefix: str) -> Iterator[ImportedName]:
    """Yields what a tree of `use` names: `a::{b, c as d, e::*}`."""
    if node is None:
        return
    match node.type:
        case "scoped_use_list":
            before = "::".join(filter(None, (prefix, text(node.child_by_field_name("path")))))
            for each in (child for part in node.children_by_field_name("list") for child in part.named_children):
                yield from _uses(each, before)
        case "use_as_clause":
            whole = "::".join(filter(None, (prefix, text(node.child_by_field_name("path")))))
            yield _import(whole, text(node.child_by_field_name("alias")))
        case "use_wildcard":
            path = next(iter(node.named_children), None)
            whole = "::".join(filter(None, (prefix, text(path))))
            yield ImportedName(local="*", module=whole, name="*", level=0)
        case "use_list":
            for each in node.named_children:
                yield from _uses(each, prefix)
        case _:
            yield _import("::".join(filter(None, (prefix, text(node)))), "")


def _import(whole: str, alias: str) -> ImportedName:
    module, _, name = whole.rpartition("::")
    return ImportedName(local=alias or name, module=module, name=name, level=0)
