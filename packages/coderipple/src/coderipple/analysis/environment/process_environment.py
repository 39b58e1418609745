"""Readings of `os.environ` and `os.getenv`.

Comes in: a syntax tree. Goes out: `ReadVariable`s. A WSGI request has an `environ` too, which is not the environment.
"""

import ast
from collections.abc import Iterator

from coderipple.analysis.environment.variables import ReadVariable
from coderipple.analysis.syntax_tree import SyntaxTree, default_source, last_line, targets

_READING = {ast.Subscript, ast.Call, ast.Compare}  # most nodes are none of these
_READING_METHODS = {"get", "pop", "setdefault"}


def process_readings(tree: SyntaxTree) -> Iterator[ReadVariable]:
    """Yields every reading of the process's environment by a literal name, or by a constant of the file."""
    environment = _Environment(tree)
    for node in (each for each in tree.nodes if type(each) in _READING):
        name: ast.expr | None = None
        default: ast.expr | None = None
        match node:
            case ast.Subscript(value=owner, ctx=ast.Load()) if environment.is_environ(owner):
                name = node.slice
            case ast.Call(func=function, args=[first, *rest]) if environment.is_reading(function):
                name, default = first, rest[0] if rest else None
            case ast.Compare(left=left, ops=[ast.In() | ast.NotIn()], comparators=[owner]) if environment.is_environ(
                owner
            ):
                name = left
            case _:
                continue
        if (text := tree.text(name)) is not None and isinstance(node, ast.expr):
            yield ReadVariable(
                name=text, default=default_source(default), first_line=node.lineno, last_line=last_line(node)
            )


class _Environment:
    """The names under which a file reaches `os.environ` and `os.getenv`.

    Args:
        tree: The file.
    """

    def __init__(self, tree: SyntaxTree) -> None:
        self._modules = {"os", *(local for local, origin in tree.names.items() if origin == "os")}
        self._names = {local for local, origin in tree.names.items() if origin == "os.environ"}
        self._getters = {local for local, origin in tree.names.items() if origin == "os.getenv"}
        for node in tree.assignments:
            if node.value is not None and self._mentioned(node.value):
                self._names |= {
                    each.id for each in targets(node) if isinstance(each, ast.Name) and "environ" in each.id
                }
        for function in tree.functions:
            self._names |= set(self._parameters(function.args))

    def _parameters(self, arguments: ast.arguments) -> Iterator[str]:
        """Yields the parameters that are the environment unless something else is given."""
        positional = [*arguments.posonlyargs, *arguments.args]
        defaults = zip(positional[len(positional) - len(arguments.defaults) :], arguments.defaults, strict=True)
        keywords = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
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
