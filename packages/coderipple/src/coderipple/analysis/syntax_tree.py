"""A syntax tree as those who look for patterns need it: walked once, its nodes at hand by kind, its imports resolved.

Comes in: a parsed module. Goes out: a `SyntaxTree`, and small readers of its expressions.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import get_args, get_origin

type Function = ast.FunctionDef | ast.AsyncFunctionDef

_LONGEST_SOURCE = 80  # characters; a longer default says less than its elision


@dataclass(frozen=True, kw_only=True, slots=True)
class SyntaxTree:
    """One file.

    Attributes:
        module: Its root.
        nodes: Every node, parents before children.
        by_kind: The same, each kind for itself.
        calls: Every call.
        functions: Every function and method.
        classes: Every class.
        assignments: Every assignment to plain or annotated targets.
        names: The local name of everything that is imported, with its dotted origin.
        roots: The top-level packages that are imported.
        constants: Top-level names that stand for a literal string.
        callables: Names of its functions and classes.
    """

    module: ast.Module
    nodes: tuple[ast.AST, ...]
    by_kind: Mapping[type[ast.AST], Sequence[ast.AST]]
    calls: tuple[ast.Call, ...]
    functions: tuple[Function, ...]
    classes: tuple[ast.ClassDef, ...]
    assignments: tuple[ast.Assign | ast.AnnAssign, ...]
    names: Mapping[str, str]
    roots: frozenset[str]
    constants: Mapping[str, str]
    callables: frozenset[str]

    def of(self, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
        """Yields the nodes of some kinds, kind after kind: most nodes are of none that a reader looks for."""
        for kind in kinds:
            yield from self.by_kind.get(kind, ())

    def origin(self, node: ast.expr) -> str:
        """Returns the dotted name of an expression, its first part as imported; empty where it is no name.

        `click.option` is `click.option`, and so is `option` after `from click import option`.
        """
        first, _, rest = dotted_name(node).partition(".")
        origin = self.names.get(first, first)
        return f"{origin}.{rest}" if rest else origin

    def text(self, node: ast.expr | None) -> str | None:
        """Returns the text of a literal string, or of a constant of the file that stands for one."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        return self.constants.get(node.id) if isinstance(node, ast.Name) else None


def read_tree(module: ast.Module, top_level: Iterable[ast.stmt] | None = None) -> SyntaxTree:
    """Returns a module with its nodes by kind.

    Args:
        module: The module.
        top_level: The statements whose names the whole file sees, where that is more than the module's body.
    """
    nodes = walked(module)
    by_kind: dict[type[ast.AST], list[ast.AST]] = {}
    for node in nodes:
        by_kind.setdefault(type(node), []).append(node)

    def of[Kind: ast.AST](*kinds: type[Kind]) -> tuple[Kind, ...]:
        return tuple(node for kind in kinds for node in by_kind.get(kind, ()) if isinstance(node, kind))

    names = dict(_imported(of(ast.Import), of(ast.ImportFrom)))
    functions: tuple[Function, ...] = (*of(ast.FunctionDef), *of(ast.AsyncFunctionDef))
    classes = of(ast.ClassDef)
    return SyntaxTree(
        module=module,
        nodes=nodes,
        by_kind=by_kind,
        calls=of(ast.Call),
        functions=functions,
        classes=classes,
        assignments=(*of(ast.Assign), *of(ast.AnnAssign)),
        names=names,
        roots=frozenset(origin.partition(".")[0] for origin in names.values()),
        constants=string_constants(module.body if top_level is None else top_level),
        callables=frozenset(each.name for each in (*functions, *classes)),
    )


def last_name(node: ast.expr) -> str:
    """Returns the last part of a name with dots, also of one that is called; an empty string for anything else."""
    if isinstance(node, ast.Call):
        node = node.func
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def dotted_name(node: ast.expr) -> str:
    """Returns a name with its dots, if nothing but names stands before each dot; otherwise an empty string."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else ""


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    """Returns the value that a call gives to a keyword, or None."""
    return next((each.value for each in call.keywords if each.arg == name), None)


def is_true(node: ast.expr | None) -> bool:
    """Tells whether an expression is the literal `True`."""
    return isinstance(node, ast.Constant) and node.value is True


def targets(node: ast.Assign | ast.AnnAssign) -> list[ast.expr]:
    """Returns what an assignment binds."""
    return node.targets if isinstance(node, ast.Assign) else [node.target]


def string_constants(body: Iterable[ast.stmt]) -> dict[str, str]:
    """Returns the top-level names that are bound to a literal string."""
    return {
        target.id: node.value.value
        for node in body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        for target in targets(node)
        if isinstance(target, ast.Name)
    }


def default_source(node: ast.expr | None) -> str | None:
    """Returns the source of a default; one that is `None` or `...` is no default."""
    text = None if node is None else ast.unparse(node)
    if text in {None, "None", "..."}:
        return None
    return text if len(text or "") <= _LONGEST_SOURCE else "..."


def last_line(node: ast.stmt | ast.expr) -> int:
    """Returns the last line of a node."""
    return node.end_lineno or node.lineno


def walked(root: ast.AST) -> tuple[ast.AST, ...]:
    """Returns a node and every node below it, parents first, but for the markers of contexts.

    A third of the time that `ast.walk` takes: it looks only into fields that can hold a node.
    """
    nodes: list[ast.AST | None] = [root]
    for node in nodes:  # grows while it is read
        if node is not None:
            fields = node.__dict__
            for name, is_list in _fields_with_nodes(type(node)):  # type: ignore[arg-type] # classes have a hash
                if is_list:
                    nodes.extend(fields[name])
                else:
                    nodes.append(fields[name])
    return tuple(node for node in nodes if node is not None)


@cache
def _fields_with_nodes(kind: type[ast.AST]) -> tuple[tuple[str, bool], ...]:
    """Returns the fields of a kind of node that hold nodes, each with whether it holds a list of them."""
    found = []
    for name, declared in kind._field_types.items():  # noqa: SLF001 - documented, as `_fields` is
        kinds = get_args(declared) or (declared,)  # of `list[expr]` and `expr | None`
        if any(issubclass(each, ast.AST) and each is not ast.expr_context for each in kinds):
            found.append((name, get_origin(declared) is list))
    return tuple(found)


def _imported(imports: Iterable[ast.Import], froms: Iterable[ast.ImportFrom]) -> Iterator[tuple[str, str]]:
    for node in imports:
        for each in node.names:
            yield (each.asname, each.name) if each.asname else (each.name.partition(".")[0],) * 2
    for source in froms:
        # A relative import keeps its dots: whatever it brings is no library.
        module = "." * source.level + (source.module or "")
        for each in source.names:
            yield each.asname or each.name, f"{module}.{each.name}"
