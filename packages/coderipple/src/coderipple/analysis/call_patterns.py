"""Command line options and environment variables, found by the calls that declare or read them.

Comes in: the nodes of a syntax tree. Goes out: `DeclaredOption`s of argparse, optparse, click and typer, and
`ReadVariable`s of `os.environ` and `os.getenv`, in the order of the source.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from coderipple.analysis.docstrings import first_sentence

_OPTION_CALLS = {"add_argument", "add_option", "addoption", "option", "Option"}
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
    """Returns the command line options that a module declares."""
    return tuple(
        DeclaredOption(
            flags=flags,
            summary=first_sentence(_help(call)),
            first_line=call.lineno,
            last_line=call.end_lineno or call.lineno,
        )
        for call in nodes
        if isinstance(call, ast.Call) and _called_name(call) in _OPTION_CALLS and (flags := tuple(_flags(call)))
    )


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
    readings = sorted(_readings(nodes, constants), key=lambda each: (each.default is None, each.first_line))
    first = {each.name: each for each in reversed(readings)}
    return tuple(sorted(first.values(), key=lambda each: each.first_line))


def _called_name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


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


def _is_environ(node: ast.expr) -> bool:
    return getattr(node, "attr", getattr(node, "id", "")) == "environ"


def _readings(nodes: Iterable[ast.AST], constants: Mapping[str, str]) -> Iterator[ReadVariable]:
    for node in nodes:
        name: ast.expr | None = None
        default: ast.expr | None = None
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load) and _is_environ(node.value):
            name = node.slice
        elif isinstance(node, ast.Call) and node.args and _reads_environment(node.func):
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


def _reads_environment(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute):
        return function.attr == "getenv" or (function.attr in _READING_METHODS and _is_environ(function.value))
    return isinstance(function, ast.Name) and function.id == "getenv"
