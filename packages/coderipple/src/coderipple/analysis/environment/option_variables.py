"""Environment variables that fill options and arguments of click and typer.

Comes in: a syntax tree. Goes out: `ReadVariable`s.
"""

import ast
from collections.abc import Iterator

from coderipple.analysis.command_line.click_decorators import CLICK
from coderipple.analysis.docstrings import first_sentence
from coderipple.analysis.environment.variables import ReadVariable
from coderipple.analysis.syntax_tree import SyntaxTree, default_source, keyword, last_line, last_name

_DECLARATIONS = {"option", "argument", "Option", "Argument", "password_option"}


def option_readings(tree: SyntaxTree) -> Iterator[ReadVariable]:
    """Yields the variables that an `envvar=` names, a string or a list of them."""
    if not tree.roots & CLICK:
        return
    for call in tree.calls:
        if last_name(call) in _DECLARATIONS and (named := keyword(call, "envvar")) is not None:
            parts = named.elts if isinstance(named, ast.List | ast.Tuple) else [named]
            for name in filter(None, (tree.text(part) for part in parts)):
                yield ReadVariable(
                    name=name,
                    default=default_source(keyword(call, "default") or _first(call)),
                    first_line=call.lineno,
                    last_line=last_line(call),
                    summary=first_sentence(tree.text(keyword(call, "help"))),
                )


def _first(call: ast.Call) -> ast.expr | None:
    """Returns the default that `typer.Option(default, "--name")` begins with; what begins with a dash is a name."""
    if last_name(call) not in {"Option", "Argument"} or not call.args:
        return None
    first = call.args[0]
    is_name = isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value.startswith("-")
    return None if is_name else first
