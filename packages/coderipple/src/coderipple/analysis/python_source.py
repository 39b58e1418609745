"""Reads one Python file by its syntax tree; nothing is imported or run.

Comes in: the bytes of a file. Goes out: `SourceFacts`, which do not depend on the file's path, so that the same
content is read once. A file that does not parse yields a `SourceProblem`.
"""

import ast
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from coderipple.analysis.command_line import DeclaredCommand, DeclaredOption, command_line
from coderipple.analysis.definitions import Definition, definitions, statements
from coderipple.analysis.docstrings import first_sentence
from coderipple.analysis.environment import ReadVariable, read_variables
from coderipple.analysis.live_code import keep_live
from coderipple.analysis.raised import RaisedException, raised_exceptions
from coderipple.analysis.routes import DeclaredRoute, declared_routes
from coderipple.analysis.signatures import bound_alias, deleted_names
from coderipple.analysis.syntax_tree import read_tree, walked
from coderipple.analysis.unwritten import is_marked_generated

_BLANK = re.compile(r"\s|^$")
_NAMING = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.arg, ast.Name, ast.Attribute)
_LITERAL_LENGTH = 60  # characters; what is longer is text, not a name
SIZE_LIMIT_BYTES = 500_000  # generated tables above this size hold no interface that a person reads


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
        definitions: Every top-level class, function and name bound to a value, private ones too.
        exports: The names in `__all__`, or None where it is missing or not a literal, or changed in a way that is not.
        imported_names: Every `from … import …` at the top level.
        imported_modules: Dotted names of absolute imports, anywhere in the file.
        names: Every name that the file defines (classes, functions, fields, constants, parameters) or uses with
            dots.
        literals: Every short literal string without blanks (a header, a key, an option).
        attributes: `Class.attribute` of every attribute that a class assigns.
        commands: Commands of programs.
        options: Command line options.
        unread_options_line: Where it adds an option whose spelling is computed, or None.
        variables: Environment variables.
        routes: HTTP routes.
        raised: Exceptions that it raises, or whose messages its classes make.
        is_generated: Whether it says of itself that a program wrote it.
        whole: Of JavaScript and TypeScript, the name that stands for the module itself: `module.exports = name`.
    """

    summary: str
    definitions: tuple[Definition, ...]
    exports: tuple[str, ...] | None
    imported_names: tuple[ImportedName, ...]
    imported_modules: frozenset[str]
    names: frozenset[str]
    literals: frozenset[str]
    attributes: frozenset[str]
    commands: tuple[DeclaredCommand, ...]
    options: tuple[DeclaredOption, ...]
    variables: tuple[ReadVariable, ...]
    routes: tuple[DeclaredRoute, ...]
    raised: tuple[RaisedException, ...]
    unread_options_line: int | None = None
    is_generated: bool = False
    whole: str = ""


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
            facts = _source_facts(keep_live(ast.parse(source)))
            return replace(facts, is_generated=True) if is_marked_generated(source) else facts
    except SyntaxError as error:
        return SourceProblem(reason=f"line {error.lineno}: {error.msg}")
    except (
        ValueError,
        RecursionError,
        MemoryError,
    ) as error:  # NUL bytes; nesting made to exhaust the parser
        return SourceProblem(reason=f"{type(error).__name__}: {error}")


def _source_facts(module: ast.Module) -> SourceFacts:
    top_level = tuple(statements(module.body))
    tree = read_tree(module, top_level)  # walking costs more than parsing: once for all who look at every node
    line = command_line(tree)
    return SourceFacts(
        summary=first_sentence(ast.get_docstring(module)),
        definitions=definitions(top_level),
        exports=_exports(top_level, tree.nodes),
        imported_names=_imported_names(top_level),
        imported_modules=frozenset(_imported_modules(tree.of(ast.Import, ast.ImportFrom))),
        names=frozenset(_names(tree.of(*_NAMING))),
        literals=frozenset(_literals(tree.of(ast.Constant))),
        attributes=frozenset(_attributes(top_level)),
        commands=line.commands,
        options=line.options,
        variables=read_variables(tree),
        routes=declared_routes(tree),
        raised=raised_exceptions(tree),
        unread_options_line=line.unread_line,
    )


def _imported_names(body: tuple[ast.stmt, ...]) -> tuple[ImportedName, ...]:
    """Returns the names of `from` imports, and other names that are bound to them: `s = attributes = attrs`."""
    found: dict[str, dict[ImportedName, None]] = {}
    for node in body:
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                local = alias.asname or alias.name
                name = ImportedName(local=local, module=node.module or "", name=alias.name, level=node.level)
                found.setdefault(local, {})[name] = None
        elif bound := bound_alias(node):
            targets, value = bound
            for target in targets:
                again = [replace(each, local=target) for each in found.get(value, ())]
                found.setdefault(target, {}).update(dict.fromkeys(again))
        for gone in deleted_names(node):
            found.pop(gone, None)
    return tuple(each for names in found.values() for each in names)


def _exports(body: tuple[ast.stmt, ...], nodes: Iterable[ast.AST]) -> tuple[str, ...] | None:
    exports: list[str] | None = None
    for node in body:
        change = _all_change(node)
        if change is None:
            continue
        kind, value = change
        names = _literal_names(value, is_one=kind in {"append", "remove"})
        if names is None:
            return None
        if kind == "=":
            exports = names
        elif kind == "remove":
            exports = [each for each in exports or [] if each != names[0]]
        elif kind in {"+=", "append", "extend"}:
            exports = exports or []
            exports += names
        else:
            return None
    return None if exports is None or _is_changed_inside(body, nodes) else tuple(dict.fromkeys(exports))


def _is_changed_inside(body: tuple[ast.stmt, ...], nodes: Iterable[ast.AST]) -> bool:
    """Tells whether a loop or a function adds to `__all__`, as a decorator does; what it adds nobody can tell."""
    outside = {id(each) for each in body}
    changes = (_all_change(each) for each in nodes if isinstance(each, ast.stmt) and id(each) not in outside)
    return any(each is not None and each[0] != "=" for each in changes)


def _literal_names(value: ast.expr | None, *, is_one: bool) -> list[str] | None:
    """Returns the literal names of a list, or the only one; None where nobody can tell them."""
    parts = [value] if is_one else value.elts if isinstance(value, ast.List | ast.Tuple) else None
    if parts is None:
        return None
    names = [each.value for each in parts if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return None if is_one and not names else names


def _all_change(node: ast.stmt) -> tuple[str, ast.expr | None] | None:
    """Returns how a statement changes `__all__` (`=`, `+=`, a method of lists) and by what, if it does."""
    place, kind, value = _change(node)
    return (kind, value) if place is not None and _is_all(place) and kind not in {"sort", "reverse"} else None


def _change(node: ast.stmt) -> tuple[ast.expr | None, str, ast.expr | None]:
    """Returns what a statement changes, how and by what."""
    match node:
        case ast.Assign(targets=[ast.Subscript(value=place)]) | ast.Delete(targets=[ast.Subscript(value=place)]):
            return place, "?", None
        case ast.Assign(targets=places, value=value):
            return next((each for each in places if _is_all(each)), None), "=", value
        case ast.AnnAssign(target=place, value=ast.expr() as value):
            return place, "=", value
        case ast.AugAssign(target=place, op=operator, value=value):
            return place, "+=" if isinstance(operator, ast.Add) else "?", value
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=place, attr=method), args=arguments)):
            return place, method, arguments[0] if len(arguments) == 1 else None
        case _:
            return None, "", None


def _is_all(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "__all__"


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
            case _:
                pass


def _literals(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        match node:
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
        for node in walked(owner):
            match node:
                case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                    yield f"{owner.name}.{name}"
                case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Store()):
                    yield f"{owner.name}.{name}"
                case _:
                    pass
