"""The scopes of a file, each with its own calls and assignments in the order in which they run.

Comes in: a syntax tree. Goes out: `Scope`s, outer before inner.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from coderipple.analysis.syntax_tree import Function

type Step = ast.Call | ast.Assign | ast.AnnAssign | ast.withitem | ast.NamedExpr


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """A module or a function.

    Attributes:
        function: The function, or None for the module.
        parent: The scope around it, None around the module.
        steps: Its assignments and calls, those of functions inside left out; an assignment stands before the calls of
            its value.
    """

    function: Function | None
    parent: "Scope | None"
    steps: tuple[Step, ...]


def scopes(module: ast.Module) -> Iterator[Scope]:
    """Yields the module's scope, then those inside; a class body counts as part of what surrounds it."""
    waiting: list[tuple[Function | None, Scope | None]] = [(None, None)]
    for function, parent in waiting:
        steps, inside = _content(module if function is None else function)
        scope = Scope(function=function, parent=parent, steps=tuple(steps))
        yield scope
        waiting += [(each, scope) for each in inside]


def _content(root: ast.Module | Function) -> tuple[list[Step], list[Function]]:
    steps: list[Step] = []
    inside: list[Function] = []
    waiting: list[ast.AST] = [*reversed(root.body)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            inside.append(node)
            continue
        if isinstance(node, ast.Call | ast.Assign | ast.AnnAssign | ast.withitem | ast.NamedExpr):
            steps.append(node)
        waiting.extend(reversed([*ast.iter_child_nodes(node)]))
    return steps, inside
