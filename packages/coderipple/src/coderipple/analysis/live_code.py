"""What of a module can run at all.

Comes in: a module. Goes out: the same module without the branches that a literal condition rules out, and without what
stands after a `return`, `raise`, `break` or `continue`.
"""

import ast
from collections.abc import Iterator

_ENDS = (ast.Return, ast.Raise, ast.Break, ast.Continue)
_BODIES = ("body", "orelse", "finalbody")


def keep_live(module: ast.Module) -> ast.Module:
    """Takes out of a module what can never run, and returns it; whoever reads it later need not know of this."""
    waiting: list[ast.AST] = [module]
    while waiting:
        node = waiting.pop()
        for name in _BODIES:
            body = getattr(node, name, None)
            if isinstance(body, list) and body:
                live = [*_live(body)]
                # A body is never empty, an `else` may be.
                setattr(node, name, live or ([ast.Pass(lineno=1, col_offset=0)] if name == "body" else []))
                waiting += live
        waiting += [*getattr(node, "handlers", ()), *getattr(node, "cases", ())]
    return module


def _live(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for node in body:
        if isinstance(node, ast.If) and isinstance(node.test, ast.Constant):
            yield from _live(node.body if node.test.value else node.orelse)
        elif isinstance(node, ast.While) and isinstance(node.test, ast.Constant) and not node.test.value:
            yield from _live(node.orelse)
        else:
            yield node
        if isinstance(node, _ENDS):
            return
