"""Reads one Python file by its syntax tree; nothing is imported or run.

Comes in: the bytes of a file. Goes out: `SourceFacts`, which do not depend on the file's path, so that the same
content is read once. A file that does not parse yields a `SourceProblem`.
"""

import ast
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coderipple.analysis.call_patterns import (
    DeclaredOption,
    ReadVariable,
    declared_options,
    last_name,
    read_variables,
    string_constants,
)
from coderipple.analysis.docstrings import first_sentence
from coderipple.analysis.signatures import Parameters, class_signature, function_signature
from coderipple.facts import SymbolKind

_BLANK = re.compile(r"\s|^$")
_LITERAL_LENGTH = 60  # characters; what is longer is text, not a name
SIZE_LIMIT_BYTES = 2_000_000  # generated tables above this size hold no interface that a person reads


@dataclass(frozen=True, kw_only=True, slots=True)
class Definition:
    """A class or function, with what a class contains.

    Attributes:
        kind: What it is.
        name: Its own name, without the class around it.
        signature: Name, parameters and result as the source states them.
        parameters: Names of the parameters.
        summary: First sentence of the docstring.
        first_line: First line, decorators left out.
        last_line: Last line.
        members: Definitions inside a class.
    """

    kind: SymbolKind
    name: str
    signature: str
    parameters: Parameters
    summary: str
    first_line: int
    last_line: int
    members: tuple["Definition", ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportedName:
    """One name of a `from` import.

    Attributes:
        local: The name it gets here.
        module: The module as written, without its leading dots.
        name: The name there.
        level: Number of leading dots.
    """

    local: str
    module: str
    name: str
    level: int


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceFacts:
    """What one Python file says.

    Attributes:
        summary: First sentence of the module's docstring.
        definitions: Every top-level class and function, private ones too.
        exports: The names in `__all__`, or None where it is missing or not a literal.
        imported_names: Every `from … import …` at the top level.
        imported_modules: Dotted names of absolute imports, anywhere in the file.
        names: Every name that the file defines (classes, functions, fields, constants, parameters) or uses with
            dots, and every short literal string without blanks (a header, a key, an option).
        attributes: `Class.attribute` of every attribute that a class assigns.
        options: Command line options.
        variables: Environment variables.
    """

    summary: str
    definitions: tuple[Definition, ...]
    exports: tuple[str, ...] | None
    imported_names: tuple[ImportedName, ...]
    imported_modules: frozenset[str]
    names: frozenset[str]
    attributes: frozenset[str]
    options: tuple[DeclaredOption, ...]
    variables: tuple[ReadVariable, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceProblem:
    """Why a file yields no facts."""

    reason: str


def read_python(source: bytes) -> SourceFacts | SourceProblem:
    """Reads one file.

    Args:
        source: The file's bytes; the encoding is the one that the file declares.
    """
    if len(source) > SIZE_LIMIT_BYTES:
        return SourceProblem(reason=f"{len(source)} bytes, more than {SIZE_LIMIT_BYTES}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an invalid escape in the documented code is not our warning
            return _source_facts(ast.parse(source))
    except SyntaxError as error:
        return SourceProblem(reason=f"line {error.lineno}: {error.msg}")
    except (
        ValueError,
        RecursionError,
        MemoryError,
    ) as error:  # NUL bytes; nesting made to exhaust the parser
        return SourceProblem(reason=f"{type(error).__name__}: {error}")


def _source_facts(module: ast.Module) -> SourceFacts:
    top_level = tuple(_statements(module.body))
    nodes = tuple(ast.walk(module))  # walking costs more than parsing: once for all who look at every node
    return SourceFacts(
        summary=first_sentence(ast.get_docstring(module)),
        definitions=_definitions(top_level),
        exports=_exports(top_level),
        imported_names=tuple(
            ImportedName(local=alias.asname or alias.name, module=node.module or "", name=alias.name, level=node.level)
            for node in top_level
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        ),
        imported_modules=frozenset(_imported_modules(nodes)),
        names=frozenset(_names(nodes)),
        attributes=frozenset(_attributes(top_level)),
        options=declared_options(nodes),
        variables=read_variables(nodes, string_constants(top_level)),
    )


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Yields the statements of a body, those under `if`, `try` and `with` too."""
    for node in body:
        yield node
        if isinstance(node, ast.If | ast.Try | ast.With):
            for part in ("body", "handlers", "orelse", "finalbody"):
                for child in getattr(node, part, []):
                    yield from _statements(child.body if isinstance(child, ast.ExceptHandler) else [child])


def _definitions(body: tuple[ast.stmt, ...]) -> tuple[Definition, ...]:
    """Returns the definitions of a body; of a name defined twice, the last, as Python does."""
    found: dict[str, Definition] = {}
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found[node.name] = _function(node, kind=SymbolKind.FUNCTION)
        elif isinstance(node, ast.ClassDef):
            found[node.name] = _class(node)
    return tuple(found.values())


def _class(node: ast.ClassDef) -> Definition:
    members: dict[str, Definition] = {}
    for child in _statements(node.body):
        if isinstance(child, ast.ClassDef):
            members[child.name] = _class(child)
        elif isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            kind = _method_kind(child, members.get(child.name))
            if kind is not None:
                members[child.name] = _function(child, kind=kind)
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
    )


def _method_kind(node: ast.FunctionDef | ast.AsyncFunctionDef, known: Definition | None) -> SymbolKind | None:
    """Returns what a function in a class is; None for the setter of a property that is known already."""
    decorators = {last_name(each) for each in node.decorator_list}
    if decorators & {"property", "cached_property"}:
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


def _exports(body: tuple[ast.stmt, ...]) -> tuple[str, ...] | None:
    exports: list[str] | None = None
    for node in body:
        value = _all_value(node)
        if value is None:
            continue
        if not isinstance(value, ast.List | ast.Tuple):
            return None
        names = [each.value for each in value.elts if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        exports = names if exports is None or not isinstance(node, ast.AugAssign) else [*exports, *names]
    return None if exports is None else tuple(dict.fromkeys(exports))


def _all_value(node: ast.stmt) -> ast.expr | None:
    """Returns what a statement assigns to `__all__`, if it does."""
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AnnAssign | ast.AugAssign):
        targets = [node.target]
    else:
        return None
    return node.value if any(isinstance(each, ast.Name) and each.id == "__all__" for each in targets) else None


def _imported_modules(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names if alias.name != "*")


def _names(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name
            case ast.arg():
                yield node.arg
            case ast.Name(ctx=ast.Store()):
                yield node.id
            case ast.Attribute(ctx=ast.Store()):
                yield node.attr
            case ast.Attribute():
                yield from _dotted(node)
            case ast.Constant(value=str(text)) if len(text) <= _LITERAL_LENGTH and not _BLANK.search(text):
                yield text
            case _:
                pass


def _dotted(node: ast.Attribute) -> Iterator[str]:
    """Yields a name that is used with its dots, if nothing but names stands before each dot."""
    parts = [node.attr]
    owner = node.value
    while isinstance(owner, ast.Attribute):
        parts.append(owner.attr)
        owner = owner.value
    if isinstance(owner, ast.Name):
        yield ".".join([owner.id, *reversed(parts)])


def _attributes(body: tuple[ast.stmt, ...]) -> Iterator[str]:
    for owner in (each for each in body if isinstance(each, ast.ClassDef)):
        for node in ast.walk(owner):
            match node:
                case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                    yield f"{owner.name}.{name}"
                case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Store()):
                    yield f"{owner.name}.{name}"
                case _:
                    pass
