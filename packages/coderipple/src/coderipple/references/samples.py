"""Whether the blocks of code in a text hold: they parse, import what is there, and call what is there.

Comes in: the text of a block. Goes out: a yes or no.
"""

import ast
import builtins
import json
import tomllib
from collections.abc import Collection, Iterable, Iterator

from coderipple.references.expressions import call_fits, call_runs, dotted_name
from coderipple.references.known_names import KnownNames

MANIFEST_KEYS = frozenset({"project", "dependencies", "tool", "requires-python", "optional-dependencies", "scripts"})
"""Words that every project may write into its manifest."""
_MEMBERS = frozenset(name for each in vars(builtins).values() if isinstance(each, type) for name in dir(each))


def is_true_python(source: str, names: KnownNames, examples: Collection[str]) -> bool:
    """Tells whether a Python sample parses, its imports resolve, and it uses only names that exist.

    A sample that stands in the repository word for word may use names that the lines around it define. What it takes
    from the repository must be there, and its calls must fit: a test may be about what fails, an example out of date.

    Args:
        source: The sample.
        names: The names of the commit.
        examples: The samples that stand in the repository.
    """
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    if not all(_is_import(each, names) for each in nodes):
        return False
    bound = _bound(nodes)
    uses = _uses_offered if source.strip() in examples else _uses_known
    return all(uses(each, names, bound) for each in nodes)


def is_true_data(text: str, language: str, names: KnownNames, others: Collection[str]) -> bool:
    """Tells whether a block of TOML or JSON parses, with keys that the code or its manifests have.

    Args:
        text: The block.
        language: `toml` or `json`.
        names: The names of the commit.
        others: Further words that may be a key, such as the names of distributions.
    """
    try:
        value = tomllib.loads(text) if language == "toml" else json.loads(text)
    except (ValueError, RecursionError, MemoryError):
        return False
    known = MANIFEST_KEYS | frozenset(others)
    return all(key in known or names.is_name(key) or names.is_literal(key) for key in _keys(value))


def _keys(value: object) -> Iterator[str]:
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            yield from each
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each


def _is_import(node: ast.AST, names: KnownNames) -> bool:
    match node:
        case ast.Import(names=imported):
            return all(names.is_import(each.name) for each in imported)
        case ast.ImportFrom(module=str(module), names=imported, level=0):
            return all(names.is_importable(module, each.name) for each in imported)
        case ast.ImportFrom():
            return False  # a reader's program has no package that a relative import could mean
        case _:
            return True


def _bound(nodes: Iterable[ast.AST]) -> dict[str, str]:
    """Returns the names that a sample binds, with what an import binds them to."""
    found: dict[str, str] = {}
    for node in nodes:
        match node:
            case ast.Import(names=imported):
                found |= dict(_binding(each) for each in imported)
            case ast.ImportFrom(module=str(module), names=imported):
                found |= {(each.asname or each.name): f"{module}.{each.name}" for each in imported}
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                found.setdefault(name, "")
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                found.setdefault(name, "")
            case ast.ExceptHandler(name=str(name)):
                found.setdefault(name, "")
            case _:
                pass
    return found


def _binding(imported: ast.alias) -> tuple[str, str]:
    """Returns the name that `import a.b` binds, and to what."""
    top = imported.name.partition(".")[0]
    return (imported.asname, imported.name) if imported.asname else (top, top)


def _uses_known(node: ast.AST, names: KnownNames, bound: dict[str, str]) -> bool:
    match node:
        case ast.Name(id=name, ctx=ast.Load()):
            return name in bound or "*" in bound or hasattr(builtins, name)
        case ast.Attribute(value=owner, attr=member) if names.is_module(_resolved(owner, bound)):
            return names.is_importable(_resolved(owner, bound), member)
        case ast.Attribute(attr=member):
            return member in _MEMBERS or names.is_name(member)
        case ast.Call():
            return call_fits(node, names) and all(each.arg is None or names.is_name(each.arg) for each in node.keywords)
        case _:
            return True


def _uses_offered(node: ast.AST, names: KnownNames, bound: dict[str, str]) -> bool:
    """Tells whether what a sample takes from the repository is there, and called as it is declared."""
    match node:
        case ast.Attribute(value=owner, attr=member) if names.is_module(_resolved(owner, bound)):
            return names.is_importable(_resolved(owner, bound), member)
        case ast.Call(func=function):
            called = _resolved(function, bound)
            return not names.is_module(called.partition(".")[0]) or call_runs(node, called, names)
        case _:
            return True


def _resolved(expression: ast.expr, bound: dict[str, str]) -> str:
    """Returns what a dotted name leads to over the imports of a sample, or an empty string."""
    root, dot, rest = dotted_name(expression).partition(".")
    return f"{bound[root]}{dot}{rest}" if bound.get(root) else ""
