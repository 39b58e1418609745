"""What a file of Rust defines for those outside it.

Comes in: nodes of a syntax tree. Goes out: `Definition`s of what is marked `pub`, the methods of a type as `Type.name`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from coderipple.analysis.definitions import Definition
from coderipple.analysis.docstrings import first_sentence
from coderipple.analysis.languages.nodes import before, comment_before, on_one_line, text
from coderipple.facts import SymbolKind

if TYPE_CHECKING:
    from tree_sitter import Node

_TYPES = {"struct_item", "enum_item", "union_item", "trait_item"}
_VALUES = {"const_item", "static_item"}
_LONGEST_VALUE = 80  # characters of a value that a signature shows
COMMENTS = ("line_comment", "block_comment")


def is_public(node: "Node") -> bool:
    """Tells whether an item is marked `pub`, for everybody and not for its crate alone."""
    return any(each.type == "visibility_modifier" and text(each) == "pub" for each in node.children)


_DOC = re.compile(r'#\[doc = "((?:[^"\\]|\\["\\])*)"\]$')
_ESCAPED = re.compile(r'\\(["\\])')
_ERROR = "std::error::Error"
_STANDARD = re.compile(r"\b(?:std|core)::(?:error\b|\{[^}]*\berror\b)")


def attributes(node: "Node") -> Iterator[str]:
    """Yields the texts of the attributes before an item, the nearest first."""
    current = node.prev_sibling
    while current is not None and current.type in {"attribute_item", *COMMENTS}:
        if current.type == "attribute_item":
            yield on_one_line(text(current))
        current = current.prev_sibling


def with_errors(root: "Node", definitions: tuple[Definition, ...]) -> tuple[Definition, ...]:
    """Returns the definitions of a file, each type that is an error with what it is one by."""
    uses = " ".join(text(each) for each in root.children if each.type == "use_declaration")
    traits = {"std::error::Error", "core::error::Error"} | (
        {"Error", "error::Error"} if _STANDARD.search(uses) else set()
    )
    is_derived = re.compile(
        r"#\[derive\([^()]*\b" + ("(?:thiserror::)?" if "thiserror" in uses else "thiserror::") + r"Error\b"
    )
    errors = set()
    for node in root.children:
        if node.type == "impl_item" and text(node.child_by_field_name("trait")) in traits:
            errors.add(text(node.child_by_field_name("type")).partition("<")[0])
        elif node.type in _TYPES and any(map(is_derived.match, attributes(node))):
            errors.add(text(node.child_by_field_name("name")))
    return tuple(
        replace(each, bases=(_ERROR,)) if each.kind is SymbolKind.CLASS and each.name in errors else each
        for each in definitions
    )


def is_hidden(node: "Node") -> bool:
    """Tells whether an item is left out of documentation, or is for tests alone."""
    return any(each in {"#[doc(hidden)]", "#[cfg(test)]", "#[test]"} for each in attributes(node))


def defined(parent: "Node", *, inside: str = "") -> Iterator[Definition]:
    """Yields what the items of a file, or of a module in it, define.

    Args:
        parent: The root of the file, or the body of the module.
        inside: The modules around in the same file, each with its `::`.
    """
    types = [each for each in parent.named_children if each.type in _TYPES]
    private = _names(each for each in types if not is_public(each)) - _names(filter(is_public, types))
    for node in parent.named_children:
        body = node.child_by_field_name("body")
        if is_hidden(node):
            continue
        if node.type == "macro_definition":
            if any(each.startswith("#[macro_export") for each in attributes(node)):
                name = text(node.child_by_field_name("name"))
                yield _definition(node, f"{name}!", f"macro_rules! {name}", SymbolKind.FUNCTION)
        elif node.type == "impl_item":
            yield from (each for each in _implemented(node) if each.name.partition(".")[0] not in private)
        elif node.type == "mod_item" and not is_public(node) and body is not None:
            yield from _out_of(body)
        elif is_public(node):
            yield from _public(node, inside)


def _names(items: "Iterable[Node]") -> set[str]:
    return {text(each.child_by_field_name("name")) for each in items}


def _out_of(body: "Node") -> Iterator[Definition]:
    """Yields what can be reached of a private module: macros, and what it adds to types that stand elsewhere."""
    own = _names(each for each in body.named_children if each.type in _TYPES)
    for each in defined(body):
        owner, dot, _ = each.name.partition(".")
        if each.name.endswith("!") or (dot and owner not in own):
            yield each


def _public(node: "Node", inside: str) -> Iterator[Definition]:
    name = inside + text(node.child_by_field_name("name"))
    body = node.child_by_field_name("body")
    if node.type == "mod_item":
        yield from defined(body, inside=f"{name}::") if body is not None else ()
    elif node.type in _TYPES:
        members = tuple(_members(body, is_open=node.type in {"trait_item", "enum_item"}))
        yield replace(_definition(node, name, before(node, body), SymbolKind.CLASS), members=members)
    elif node.type == "function_item":
        yield _function(node, name, SymbolKind.FUNCTION)
    elif node.type == "type_item":
        yield _definition(node, name, before(node, None), SymbolKind.CLASS)
    elif node.type in _VALUES:
        yield _definition(node, name, _valued(node), SymbolKind.DATA)


def _implemented(node: "Node") -> Iterator[Definition]:
    """Yields the public members that a type gets by itself; those of a trait are the trait's."""
    owner = node.child_by_field_name("type")
    body = node.child_by_field_name("body")
    if node.child_by_field_name("trait") is not None or owner is None or body is None:
        return
    name = text(owner.child_by_field_name("type") if owner.type == "generic_type" else owner).rpartition("::")[2]
    for each in body.named_children:
        if is_public(each) and not is_hidden(each):
            member = f"{name}.{text(each.child_by_field_name('name'))}"
            if each.type == "function_item":
                yield _function(each, member, SymbolKind.METHOD)
            elif each.type in _VALUES:
                yield _definition(each, member, _valued(each), SymbolKind.DATA)


def _members(body: "Node | None", *, is_open: bool) -> Iterator[Definition]:
    """Yields public fields, variants of an enumeration, items of a trait."""
    for node in body.named_children if body is not None else ():
        name = text(node.child_by_field_name("name"))
        if not name or is_hidden(node) or not (is_open or is_public(node)):
            continue
        if node.type in {"function_item", "function_signature_item"}:
            yield _function(node, name, SymbolKind.METHOD)
        elif node.type in {"field_declaration", "associated_type", "enum_variant"} | _VALUES:
            kind = SymbolKind.DATA if node.type == "enum_variant" else SymbolKind.PROPERTY
            yield _definition(node, name, before(node, None), kind)


def _function(node: "Node", name: str, kind: SymbolKind) -> Definition:
    signature = before(node, node.child_by_field_name("body"))
    return replace(_definition(node, name, signature, kind), parameters=tuple(_parameters(node)))


def _parameters(node: "Node") -> Iterator[str]:
    parameters = node.child_by_field_name("parameters")
    for each in parameters.named_children if parameters is not None else ():
        pattern = each.child_by_field_name("pattern")
        if pattern is not None and pattern.type == "identifier" and text(pattern) != "_":
            yield text(pattern)


def _valued(node: "Node") -> str:
    value = node.child_by_field_name("value")
    whole = before(node, None)
    is_long = value is not None and len(whole) > _LONGEST_VALUE
    return before(node, value).removesuffix("=").strip() if is_long else whole


def _definition(node: "Node", name: str, signature: str, kind: SymbolKind) -> Definition:
    return Definition(
        kind=kind,
        name=name,
        signature=signature.rstrip(";,").strip(),
        parameters=(),
        summary=_summary(node),
        first_line=node.start_point.row + 1,
        last_line=node.end_point.row + 1,
    )


def _summary(node: "Node") -> str:
    """Returns the first sentence of the `///` comments before an item, over its attributes, or of `#[doc = "…"]`."""
    told = comment_before(node, COMMENTS, skipped=("attribute_item",), start="///")
    stated = [each[1] for each in map(_DOC.match, attributes(node)) if each]
    return first_sentence(told or "\n".join(_ESCAPED.sub(r"\1", each).strip() for each in reversed(stated)))
