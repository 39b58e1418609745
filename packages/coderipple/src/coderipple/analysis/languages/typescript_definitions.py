"""What a file of TypeScript or JavaScript defines at its top level, exported or not.

Comes in: nodes of a syntax tree. Goes out: `Definition`s with their public members.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from coderipple.analysis.definitions import Definition, with_form
from coderipple.analysis.docstrings import first_sentence
from coderipple.analysis.languages.nodes import before, comment_before, on_one_line, text, uncommented, unquoted
from coderipple.facts import SymbolKind

if TYPE_CHECKING:
    from tree_sitter import Node

_FUNCTIONS = {"function_declaration", "function_signature", "generator_function_declaration"}
_CLASSES = {"class_declaration", "abstract_class_declaration"}
_NAMESPACES = {"internal_module", "module"}
_BODIES = {"interface_declaration", "enum_declaration", *_NAMESPACES}
_VALUES = {"lexical_declaration", "variable_declaration"}
_FUNCTION_VALUES = {"arrow_function", "method_definition", "function_expression", "generator_function", "function"}
_METHODS = {"method_definition", "method_signature", "abstract_method_signature"}
_FIELDS = {"public_field_definition", "property_signature"}
_CONSTANTS = {"number", "string", "true", "false", "null", "unary_expression", "regex"}
_LONGEST_VALUE = 80  # characters of a value or a type that a signature shows
_TAG = re.compile(r"^\s*@\w")
_MADE = re.compile(r"((?:async |abstract )*(?:function\*?|class))(?: [\w$]+)?")
_PLAIN_NAME = re.compile(r"[^\s.]+")
_HIDDEN = re.compile(r"@(?:internal|private|hidden|ignore)\b")


def summary_of(comment: str) -> str:
    """Returns the first sentence of a comment, before or after its tags for a file."""
    lines = [
        re.sub(r"^\s*@(?:packageDocumentation|fileoverview|file|module)\b\s*", "", each)
        for each in (uncommented(comment).splitlines())
    ]
    kept = []
    for line in lines:
        if _TAG.match(line):
            break
        kept.append(line)
    return first_sentence("\n".join(kept))


def renamed(definition: Definition, name: str) -> Definition:
    """Returns a definition under the name by which it is exported; `default` stands before what has another one."""
    if definition.name == name:
        return definition
    forms = [_renamed(each, definition.name, name) for each in definition.signature.split("\n")]
    return replace(definition, name=name, signature="\n".join(forms))


def _renamed(form: str, old: str, name: str) -> str:
    signature = form.removeprefix("default ")
    if name == "default":
        return f"default {signature}"
    made = _MADE.match(signature)
    if old == "default" and made:
        return f"{made[1]} {name}{signature[made.end() :]}"
    return re.sub(rf"(?<![\w$]){re.escape(old)}(?![\w$])", lambda _: name, signature, count=1)


def documentation(node: "Node") -> str:
    """Returns the comment of JSDoc right before a node; other comments are for those who change the code."""
    return comment_before(node, start="/**", apart=1)


def declared(node: "Node") -> Iterator[Definition]:
    """Yields what a statement defines, also inside `export` and `declare`; what a comment calls internal is none."""
    inner = node
    while inner.type in {"export_statement", "ambient_declaration"}:
        found = (
            inner.child_by_field_name("declaration")
            or inner.child_by_field_name("value")
            or next(
                (each for each in inner.named_children if each.type in _FUNCTIONS | _CLASSES | _BODIES | _VALUES), None
            )
        )
        if found is None:
            return
        inner = found
    comment = documentation(node)
    if not _HIDDEN.search(comment):
        is_default = any(each.type == "default" for each in node.children)
        yield from _definitions(inner, summary_of(comment), is_default=is_default)


def _definitions(node: "Node", summary: str, *, is_default: bool) -> Iterator[Definition]:
    name = text(node.child_by_field_name("name"))
    if is_default and node.type != "identifier":
        named = [] if not name else list(_definitions(node, summary, is_default=False))
        yield from named
        yield (
            renamed(named[0], "default")
            if named
            else _definition(
                node, "default", f"default {before(node, node.child_by_field_name('body'))}", _kind(node), summary
            )
        )
    elif node.type in _FUNCTIONS | _FUNCTION_VALUES and name:
        yield _definition(node, name, _function_signature(node), SymbolKind.FUNCTION, summary)
    elif node.type in _CLASSES | {"class"} and name:
        yield _class(name, node, _head(node), summary)
    elif node.type in _BODIES and name and not name.startswith(("'", '"')):
        is_namespace = node.type in _NAMESPACES
        body = node.child_by_field_name("body")
        members = tuple(_of_namespace(body) if is_namespace else _members(body))
        yield replace(_definition(node, name, _head(node), SymbolKind.CLASS, summary), members=members)
    elif node.type == "type_alias_declaration":
        value = node.child_by_field_name("value")
        alias = _definition(node, name, _short(node, value), SymbolKind.CLASS, summary)
        yield replace(alias, members=tuple(_members(*_object_types(value))))
    elif node.type in _VALUES:
        for each in (child for child in node.named_children if child.type == "variable_declarator"):
            yield from _variable(each, keyword=text(node.children[0]), summary=summary)


def _kind(node: "Node") -> SymbolKind:
    if node.type in _FUNCTIONS | _FUNCTION_VALUES:
        return SymbolKind.FUNCTION
    return SymbolKind.CLASS if node.type in _CLASSES | {"class"} else SymbolKind.DATA


def _variable(node: "Node", *, keyword: str, summary: str) -> Iterator[Definition]:
    name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
    for each in _bound(name) if name is not None and name.type in {"object_pattern", "array_pattern"} else ():
        yield _definition(each, text(each), f"{keyword} {text(each)}", SymbolKind.DATA, summary)
    if name is None or name.type != "identifier":
        return
    if value is not None and value.type in _FUNCTION_VALUES:
        found = made(text(name), node, value, summary)
    else:
        has_value = value is not None and value.type in _CONSTANTS and keyword == "const"
        signature = _short(node, value) if has_value else before(node, value).removesuffix("=").strip()
        found = _definition(node, text(name), signature, SymbolKind.DATA, summary)
    yield replace(found, signature=f"{keyword} {found.signature}")


def _bound(pattern: "Node") -> Iterator["Node"]:
    """Yields the names that a pattern gives to parts of a value."""
    if pattern.type in {"identifier", "shorthand_property_identifier_pattern"}:
        yield pattern
        return
    inner = pattern.child_by_field_name("value") or pattern.child_by_field_name("left")
    for each in [inner] if inner is not None else pattern.named_children:
        yield from _bound(each)


def _definition(node: "Node", name: str, signature: str, kind: SymbolKind, summary: str) -> Definition:
    return Definition(
        kind=kind,
        name=name,
        signature=signature.rstrip(";").removesuffix("=>").strip(),
        parameters=_parameters(node),
        summary=summary,
        first_line=node.start_point.row + 1,
        last_line=node.end_point.row + 1,
    )


def _class(name: str, node: "Node", signature: str, summary: str) -> Definition:
    return replace(
        _definition(node, name, signature, SymbolKind.CLASS, summary),
        members=tuple(_members(node.child_by_field_name("body"))),
        parameters=_class_parameters(node),
        bases=tuple(_bases(node)),
    )


def made(name: str, node: "Node", value: "Node", summary: str) -> Definition:
    """Returns what is assigned to a name by an expression: a function with its parameters, a class, or a value."""
    if value.type == "class":
        return _class(name, value, _MADE.sub(lambda found: f"{found[1]} {name}", _head(value), count=1), summary)
    if value.type in _FUNCTION_VALUES:
        signature = before(node, value.child_by_field_name("body"))
        return replace(_definition(node, name, signature, SymbolKind.FUNCTION, summary), parameters=_parameters(value))
    signature = before(node, None) if value.type in _CONSTANTS else before(node, value).removesuffix("=").strip()
    return _definition(node, name, signature.removesuffix(":"), SymbolKind.DATA, summary)


def _head(node: "Node") -> str:
    return before(node, node.child_by_field_name("body"))


def _function_signature(node: "Node") -> str:
    return before(node, node.child_by_field_name("body"))


def _short(node: "Node", value: "Node | None") -> str:
    """Returns a definition with its value, or without one that is too long to be looked at."""
    whole = before(node, None).rstrip(";")
    is_long = value is not None and len(whole) > _LONGEST_VALUE
    return before(node, value).removesuffix("=").strip() if is_long else whole


def _parameters(node: "Node") -> tuple[str, ...]:
    parameters = node.child_by_field_name("parameters")
    alone = node.child_by_field_name("parameter")  # of an arrow function without brackets
    found = list(parameters.named_children) if parameters else [alone] if alone else []
    return tuple(filter(None, map(_parameter, found)))


def _parameter(node: "Node") -> str:
    pattern = node.child_by_field_name("pattern") or node.child_by_field_name("name") or node
    if pattern.type == "assignment_pattern":
        pattern = pattern.child_by_field_name("left") or pattern
    if pattern.type == "rest_pattern":
        pattern = next(iter(pattern.named_children), pattern)
    return text(pattern) if pattern.type == "identifier" else ""


def _bases(node: "Node") -> Iterator[str]:
    """Yields the class that a class derives from, where it is named and not computed."""
    heritage = next((each for each in node.named_children if each.type == "class_heritage"), None)
    for each in heritage.named_children if heritage is not None else ():
        above = each.child_by_field_name("value") if each.type == "extends_clause" else each
        if above is not None and above.type in {"identifier", "member_expression"}:
            yield text(above)


def _class_parameters(node: "Node") -> tuple[str, ...]:
    body = node.child_by_field_name("body")
    members = body.named_children if body else []
    made = next((each for each in members if text(each.child_by_field_name("name")) == "constructor"), None)
    return _parameters(made) if made is not None else ()


def of_namespaces(root: "Node", name: str) -> tuple[Definition, ...]:
    """Returns what the namespaces of a name at the top level of a file pass on."""
    wrapped = {"ambient_declaration", "expression_statement"}
    inner = (each.named_children[0] if each.type in wrapped else each for each in root.named_children)
    found = (each for each in inner if each.type in _NAMESPACES and text(each.child_by_field_name("name")) == name)
    return tuple(merged(one for each in found for one in _of_namespace(each.child_by_field_name("body"))).values())


def _of_namespace(body: "Node | None") -> Iterator[Definition]:
    """Yields what a namespace passes on: what it exports, or all where it only declares."""
    nodes = body.named_children if body else []
    is_ambient = body is not None and _is_ambient(body)
    found = (each for node in nodes if is_ambient or node.type == "export_statement" for each in declared(node))
    return iter(merged(found).values())


def _is_ambient(node: "Node") -> bool:
    """Tells whether a namespace stands inside of `declare`: it has no code, and passes on all that it declares."""
    above = node.parent
    while above is not None and above.type != "ambient_declaration":
        above = above.parent
    return above is not None


def merged(found: Iterable[Definition]) -> dict[str, Definition]:
    """Returns definitions by name, with every overload, and what TypeScript merges: an interface and a class."""
    by_name: dict[str, Definition] = {}
    for each in found:
        known = by_name.get(each.name)
        by_name[each.name] = each if known is None else with_form(known, each)
    return by_name


def _object_types(value: "Node | None") -> Iterator["Node | None"]:
    """Yields the types of objects that a type is made of: itself, or what `&` joins."""
    if value is not None and value.type == "object_type":
        yield value
    elif value is not None and value.type in {"intersection_type", "parenthesized_type"}:
        for each in value.named_children:
            yield from _object_types(each)


def _members(*bodies: "Node | None") -> Iterator[Definition]:
    """Yields the public members of a class, interface or type of objects, or the values of an enumeration.

    Each name is there once, with every overload; where there are overloads, what is written for them all is none.
    """
    found: dict[str, Definition] = {}
    for node in (child for body in bodies for child in (body.named_children if body else ())):
        member = _member(node)
        if member is not None and not _HIDDEN.search(documentation(node)):
            known = found.get(member.name)
            is_form = known is not None and known.kind is member.kind is SymbolKind.METHOD
            is_for_all = is_form and node.type == "method_definition"
            found[member.name] = with_form(known, member) if known and is_form and not is_for_all else known or member
        found |= {each.name: each for each in _parameter_fields(node) if each.name not in found}
    yield from found.values()


def _parameter_fields(node: "Node") -> Iterator[Definition]:
    """Yields the public fields that the parameters of a constructor declare."""
    parameters = node.child_by_field_name("parameters")
    if parameters is None or text(node.child_by_field_name("name")) != "constructor":
        return
    for each in parameters.named_children:
        words = {text(child) for child in each.children if child.type in {"accessibility_modifier", "readonly"}}
        if words and not words & {"private", "protected"}:
            signature = before(each, each.child_by_field_name("value")).removesuffix("=").strip()
            signature = signature.removeprefix("public ")
            yield replace(_definition(each, _parameter(each), signature, SymbolKind.PROPERTY, ""), parameters=())


def _member(node: "Node") -> Definition | None:
    name_node = node.child_by_field_name("name")
    name = unquoted(text(name_node or (node if node.type == "property_identifier" else None)))
    is_closed = any(
        each.type == "accessibility_modifier" and text(each) in {"private", "protected"} for each in node.children
    )
    is_plain = name_node is None or name_node.type in {"property_identifier", "string"}
    if not name or is_closed or not is_plain or not _PLAIN_NAME.fullmatch(name):
        return None
    summary = summary_of(documentation(node))
    if node.type in _METHODS:
        is_accessor = any(each.type in {"get", "set"} for each in node.children)
        kind = SymbolKind.PROPERTY if is_accessor else SymbolKind.METHOD
        return _definition(node, name, before(node, node.child_by_field_name("body")), kind, summary)
    if node.type in _FIELDS:
        value = node.child_by_field_name("value")
        signature = before(node, value).removesuffix("=").strip()
        return _definition(node, name, signature, SymbolKind.PROPERTY, summary)
    if node.type in {"enum_assignment", "property_identifier"}:
        return _definition(node, name, on_one_line(text(node)), SymbolKind.DATA, summary)
    return None
