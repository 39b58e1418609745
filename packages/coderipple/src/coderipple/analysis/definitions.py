"""What the statements of a module define: classes with their members, functions, names bound to values.

Comes in: statements of a syntax tree. Goes out: `Definition`s, private ones too.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from coderipple.analysis.docstrings import first_sentence
from coderipple.analysis.signatures import (
    Parameters,
    bound_alias,
    bound_name,
    class_signature,
    deleted_names,
    function_signature,
    made_property,
    makes_class,
)
from coderipple.analysis.syntax_tree import last_name
from coderipple.facts import SymbolKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Definition:
    """A class, a function or a name that is bound to a value, with what a class contains.

    Attributes:
        kind: What it is.
        name: Its own name, without the class around it.
        signature: Name, parameters and result as the source states them; a line for each overload.
        parameters: Names of the parameters.
        summary: First sentence of the docstring.
        first_line: First line, decorators left out.
        last_line: Last line.
        members: Definitions inside a class.
        bases: Of a class, what it derives from, as written.
    """

    kind: SymbolKind
    name: str
    signature: str
    parameters: Parameters
    summary: str
    first_line: int
    last_line: int
    members: tuple["Definition", ...] = ()
    bases: tuple[str, ...] = ()


def statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Yields the statements of a body, those under `if`, `try` and `with` too."""
    for node in body:
        yield node
        if isinstance(node, ast.If | ast.Try | ast.With):
            for part in ("body", "handlers", "orelse", "finalbody"):
                for child in getattr(node, part, []):
                    yield from statements(child.body if isinstance(child, ast.ExceptHandler) else [child])


def definitions(body: tuple[ast.stmt, ...]) -> tuple[Definition, ...]:
    """Returns the definitions of a body; of a name defined twice, the last that is not conditional."""
    found: dict[str, Definition] = {}
    described = _descriptions(body)
    conditional = _conditional(body)
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found[node.name] = _function(node, kind=SymbolKind.FUNCTION)
        elif isinstance(node, ast.ClassDef):
            found[node.name] = _class(node)
        elif (alias := bound_alias(node)) and alias[1] in found:
            found |= {name: renamed(found[alias[1]], name) for name in alias[0]}
        elif (data := bound_name(node)) and (data[0] not in found or _replaces(node, data[0], conditional)):
            found[data[0]] = _data(node, *data, described.get(id(node)))
        elif id(node) not in conditional:
            for name in deleted_names(node):
                found.pop(name, None)
    return tuple(found.values())


def _conditional(body: tuple[ast.stmt, ...]) -> frozenset[int]:
    """Returns the statements that need not run, by identity: those under `if` and `try`."""
    found: set[int] = set()
    for node in body:
        if isinstance(node, ast.If | ast.Try) and id(node) not in found:
            found |= {id(inner) for inner in islice(statements([node]), 1, None)}
    return frozenset(found)


def _replaces(node: ast.stmt, name: str, conditional: frozenset[int]) -> bool:
    """Tells whether a statement binds a name to something else for good; `f = cached(f)` is still `f`."""
    value = getattr(node, "value", None)
    return id(node) not in conditional and not any(
        isinstance(each, ast.Name) and each.id == name for each in (ast.walk(value) if value is not None else ())
    )


def renamed(definition: Definition, name: str) -> Definition:
    """Returns a definition under another name: `from ._impl import f as g`, or `g = f`."""
    if definition.name == name:
        return definition
    prefix = next((each for each in ("async ", "type ") if definition.signature.startswith(each)), "")
    parameters = definition.signature.removeprefix(prefix).removeprefix(definition.name)
    return replace(definition, name=name, signature=f"{prefix}{name}{parameters}")


def with_form(definition: Definition, other: Definition) -> Definition:
    """Returns a definition with another one of the same name: an overload, or a declaration that is merged with it.

    The signature then has a line for each form in which the name can be used.
    """
    forms = definition.signature.split("\n")
    known = {each.name for each in definition.members}
    is_class = SymbolKind.CLASS in {definition.kind, other.kind}
    return replace(
        definition,
        kind=SymbolKind.CLASS if is_class else definition.kind,
        signature="\n".join(dict.fromkeys([*forms, *other.signature.split("\n")])),
        parameters=tuple(dict.fromkeys([*definition.parameters, *other.parameters])),
        summary=definition.summary or other.summary,
        members=(*definition.members, *(each for each in other.members if each.name not in known)),
    )


def _data(node: ast.stmt, name: str, signature: str, description: str | None) -> Definition:
    is_class = isinstance(node, ast.Assign) and makes_class(node.value)
    return Definition(
        kind=SymbolKind.CLASS if is_class else SymbolKind.DATA,
        name=name,
        signature=signature,
        parameters=(),
        summary=first_sentence(description),
        first_line=node.lineno,
        last_line=node.end_lineno or node.lineno,
    )


def _descriptions(body: tuple[ast.stmt, ...]) -> dict[int, str]:
    """Returns the literal string that stands right after a statement, by the identity of the statement."""
    return {
        id(node): after.value.value
        for node, after in pairwise(body)
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) and isinstance(after.value.value, str)
    }


def _class(node: ast.ClassDef) -> Definition:
    members: dict[str, Definition] = {}
    body = tuple(statements(node.body))
    conditional = _conditional(body)
    for child in body:
        if isinstance(child, ast.ClassDef):
            members[child.name] = _class(child)
        elif isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            kind = _method_kind(child, members.get(child.name))
            if kind is not None:
                members[child.name] = _function(child, kind=kind)
        elif (alias := bound_alias(child)) and alias[1] in members:
            members |= {name: renamed(members[alias[1]], name) for name in alias[0]}
        elif name := made_property(child):
            members[name] = replace(_data(child, name, name, None), kind=SymbolKind.PROPERTY)
        elif (data := bound_name(child)) and data[0] in members and _replaces(child, data[0], conditional):
            del members[data[0]]
        elif id(child) not in conditional:
            for each in deleted_names(child):
                members.pop(each, None)
    signature, parameters = class_signature(node)
    return Definition(
        kind=SymbolKind.CLASS,
        name=node.name,
        signature=signature,
        parameters=parameters,
        summary=first_sentence(ast.get_docstring(node)),
        first_line=node.lineno,
        last_line=node.end_lineno or node.lineno,
        members=tuple(members.values()),
        bases=tuple(ast.unparse(each) for each in node.bases),
    )


def _method_kind(node: ast.FunctionDef | ast.AsyncFunctionDef, known: Definition | None) -> SymbolKind | None:
    """Returns what a function in a class is; None for the setter of a property that is known already."""
    decorators = {last_name(each) for each in node.decorator_list}
    if decorators & {"property", "cached_property", "abstractproperty"}:
        return SymbolKind.PROPERTY
    if decorators & {"setter", "deleter", "getter"} and known is not None:
        return None
    return SymbolKind.METHOD


def _function(node: ast.FunctionDef | ast.AsyncFunctionDef, *, kind: SymbolKind) -> Definition:
    bound = kind is not SymbolKind.FUNCTION and "staticmethod" not in {last_name(each) for each in node.decorator_list}
    signature, parameters = function_signature(node, bound=bound, called=kind is not SymbolKind.PROPERTY)
    return Definition(
        kind=kind,
        name=node.name,
        signature=signature,
        parameters=parameters,
        summary=first_sentence(ast.get_docstring(node)),
        first_line=node.lineno,
        last_line=node.end_lineno or node.lineno,
    )
