"""Command line options and environment variables, found by the calls that declare or read them.

Comes in: the nodes of a syntax tree. Goes out: `DeclaredOption`s of argparse, optparse, click and typer, and
`ReadVariable`s of `os.environ` and `os.getenv`, in the order of the source.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from coderipple.analysis.docstrings import first_sentence

_CLICK = frozenset({"click", "typer", "rich_click", "asyncclick"})
# The calls that declare options, and the libraries of which a file imports one when it means that.
_OPTION_CALLS = {
    "add_argument": frozenset({"argparse"}),
    "add_option": frozenset({"optparse"}),
    "addoption": frozenset({"pytest"}),
    "option": _CLICK,
    "Option": _CLICK,
}
# How a parser is called where it is handed in, without its library being imported: by Django, by pytest.
_PARSER = re.compile(r"parser|group", re.IGNORECASE)
_READING_METHODS = {"get", "pop", "setdefault"}


@dataclass(frozen=True, kw_only=True, slots=True)
class DeclaredOption:
    """An option and the lines that declare it."""

    flags: tuple[str, ...]
    summary: str
    first_line: int
    last_line: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadVariable:
    """An environment variable and the lines that read it; `default` is source text."""

    name: str
    default: str | None
    first_line: int
    last_line: int


def declared_options(nodes: Iterable[ast.AST]) -> tuple[DeclaredOption, ...]:
    """Returns the command line options that a module declares.

    A browser's `options.add_argument("--headless")` declares none: neither its name nor the call that
    made it speaks of a parser.
    """
    nodes = tuple(nodes)
    imported = frozenset(_imported_roots(nodes))
    built = _built(nodes)
    return tuple(
        DeclaredOption(
            flags=flags,
            summary=first_sentence(_help(call)),
            first_line=call.lineno,
            last_line=call.end_lineno or call.lineno,
        )
        for call in nodes
        if isinstance(call, ast.Call) and _declares(call, imported, built) and (flags := tuple(_flags(call)))
    )


def last_name(node: ast.expr) -> str:
    """Returns the last part of a name with dots, also of one that is called; an empty string for anything else."""
    if isinstance(node, ast.Call):
        node = node.func
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def string_constants(body: Iterable[ast.stmt]) -> dict[str, str]:
    """Returns the top-level names that are bound to a literal string."""
    return {
        target.id: node.value.value
        for node in body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def read_variables(nodes: Iterable[ast.AST], constants: Mapping[str, str]) -> tuple[ReadVariable, ...]:
    """Returns the environment variables that a module reads, each once, a reading with a default first.

    Args:
        nodes: The nodes of the syntax tree.
        constants: Top-level names that stand for a literal string.
    """
    nodes = tuple(nodes)
    readings = sorted(
        _readings(nodes, constants, _Environment(nodes)), key=lambda each: (each.default is None, each.first_line)
    )
    first = {each.name: each for each in reversed(readings)}
    return tuple(sorted(first.values(), key=lambda each: each.first_line))


def _imported_roots(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def _built(nodes: Iterable[ast.AST]) -> dict[str, bool]:
    """Returns the names that are bound to the result of a call, and whether one of these calls makes a parser."""
    built: dict[str, bool] = {}
    for node in nodes:
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Call):
            is_parser = _PARSER.search(last_name(node.value)) is not None
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                built[last_name(target)] = built.get(last_name(target), False) or is_parser
    return built


def _declares(call: ast.Call, imported: frozenset[str], built: Mapping[str, bool]) -> bool:
    libraries = _OPTION_CALLS.get(last_name(call), frozenset())
    if libraries == _CLICK:
        return bool(libraries & imported)
    name = last_name(call.func.value) if isinstance(call.func, ast.Attribute) else ""
    if libraries and (_PARSER.search(name) or built.get(name)):
        return True
    return bool(libraries & imported) and name not in built and "option" not in name.lower()


def _flags(call: ast.Call) -> Iterator[str]:
    for argument in call.args:
        text = _text(argument, {})
        if text is not None and text.startswith("-") and text.strip("-"):
            yield from (part.strip() for part in text.split("/"))  # click's "--color/--no-color"


def _help(call: ast.Call) -> str | None:
    return next((_text(each.value, {}) for each in call.keywords if each.arg == "help"), None)


def _text(node: ast.expr, constants: Mapping[str, str]) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return constants.get(node.id) if isinstance(node, ast.Name) else None


class _Environment:
    """The names under which a file reaches `os.environ` and `os.getenv`; a WSGI request has an `environ` too.

    Args:
        nodes: The nodes of the syntax tree.
    """

    def __init__(self, nodes: tuple[ast.AST, ...]) -> None:
        self._modules = {"os"}
        self._names: set[str] = set()
        self._getters: set[str] = set()
        for node in nodes:
            if isinstance(node, ast.Import):
                self._modules |= {each.asname for each in node.names if each.name == "os" and each.asname}
            elif isinstance(node, ast.ImportFrom) and node.module == "os":
                self._names |= {each.asname or each.name for each in node.names if each.name == "environ"}
                self._getters |= {each.asname or each.name for each in node.names if each.name == "getenv"}
        for node in nodes:
            self._names |= set(self._bound(node))

    def _bound(self, node: ast.AST) -> Iterator[str]:
        """Yields the names that a statement binds to the environment, or to it unless something else is given."""
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None and self._mentioned(node.value):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (each.id for each in targets if isinstance(each, ast.Name) and "environ" in each.id)
        elif isinstance(node, ast.arguments):
            positional = [*node.posonlyargs, *node.args]
            defaults = zip(positional[len(positional) - len(node.defaults) :], node.defaults, strict=True)
            keywords = zip(node.kwonlyargs, node.kw_defaults, strict=True)
            yield from (each.arg for each, value in (*defaults, *keywords) if value and self._mentioned(value))

    def _mentioned(self, value: ast.expr) -> bool:
        parts = value.values if isinstance(value, ast.BoolOp) else [value]
        parts = [value.body, value.orelse] if isinstance(value, ast.IfExp) else parts
        return any(self.is_environ(each) for each in parts)

    def is_environ(self, node: ast.expr) -> bool:
        """Tells whether an expression is the environment."""
        if isinstance(node, ast.Attribute):
            return node.attr == "environ" and isinstance(node.value, ast.Name) and node.value.id in self._modules
        return isinstance(node, ast.Name) and node.id in self._names

    def is_reading(self, function: ast.expr) -> bool:
        """Tells whether a called function reads a variable."""
        if isinstance(function, ast.Attribute):
            is_getenv = function.attr == "getenv" and getattr(function.value, "id", "") in self._modules
            return is_getenv or (function.attr in _READING_METHODS and self.is_environ(function.value))
        return isinstance(function, ast.Name) and function.id in self._getters


def _readings(
    nodes: Iterable[ast.AST], constants: Mapping[str, str], environment: _Environment
) -> Iterator[ReadVariable]:
    for node in nodes:
        name: ast.expr | None = None
        default: ast.expr | None = None
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load) and environment.is_environ(node.value):
            name = node.slice
        elif isinstance(node, ast.Call) and node.args and environment.is_reading(node.func):
            name = node.args[0]
            default = node.args[1] if len(node.args) > 1 else None
        if isinstance(node, ast.expr) and name is not None and (text := _text(name, constants)) is not None:
            yield ReadVariable(
                name=text,
                default=_default(default),
                first_line=node.lineno,
                last_line=node.end_lineno or node.lineno,
            )


def _default(node: ast.expr | None) -> str | None:
    """Returns the source of a default; one that is `None` is no default."""
    text = None if node is None else ast.unparse(node)
    return None if text == "None" else text
