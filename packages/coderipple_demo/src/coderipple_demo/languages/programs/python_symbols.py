"""Prints what the modules of packages offer, as Python's own parser reads them; nothing of them is imported.

The rule is Python's own: a module offers the names in `__all__`, or without one what it defines under a name without a
leading underscore; a package offers what it imports from its own modules too. A class offers its members likewise.
What a private module has, a module only imports or lists in `__getattr__`, a class assigns to `self`, can be reached.

Usage: python python_symbols.py FOLDER PACKAGE=FOLDER...; a line of JSON for each symbol on standard output.
"""

import ast
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

type Body = list[ast.stmt]
type Said = dict[str, object]


@dataclass(frozen=True)
class Module:
    """A module: its name, whether it is a package, its tree."""

    name: str
    is_package: bool
    tree: ast.Module

    def absolute(self, node: ast.ImportFrom) -> str:
        """Returns the module that a statement imports from."""
        parts = self.name.split(".")
        above = parts[: len(parts) - node.level + self.is_package] if node.level else []
        return ".".join([*above, *([node.module] if node.module else [])])


type Bound = tuple[str, ast.AST | None, Module]


class Modules:
    """The modules of packages, private ones too."""

    def __init__(self, found: dict[str, Module]) -> None:
        self.found = found
        self.read: dict[str, list[Bound]] = {}

    def offered(self, module: Module) -> Iterator[Said]:
        """Yields what a module offers."""
        listed = _listed(module.tree.body)
        is_root = "." not in module.name
        for name, node, origin in self._bound(module):
            is_own = node is not None and (origin is module or self._is_shown(module, origin, is_root=is_root))
            if name in listed if listed is not None else is_own and not name.startswith("_"):
                yield from _said(name, node)
            else:
                yield {"name": name, "reachable": True}
                yield from ({"name": each["name"], "reachable": True} for each in _said(name, node))
        yield from ({"name": each, "reachable": True} for each in _made_when_asked(module.tree.body))

    def _is_shown(self, module: Module, origin: Module, *, is_root: bool) -> bool:
        is_private = any(part.startswith("_") for part in origin.name.split("."))
        return module.is_package and (is_root or is_private)

    def _bound(self, module: Module) -> list[Bound]:
        """Returns the names of a module, where each is defined, and in which module; None for foreign ones."""
        if module.name not in self.read:
            self.read[module.name] = []  # for modules that import each other
            self.read[module.name] = list(self._statements_of(module))
        return self.read[module.name]

    def _statements_of(self, module: Module) -> Iterator[Bound]:
        for node in _statements(module.tree.body):
            if isinstance(node, ast.ImportFrom):
                source = self.found.get(module.absolute(node))
                theirs = self._bound(source) if source else []
                for each in node.names:
                    if each.name == "*":
                        yield from (one for one in theirs if not one[0].startswith("_"))
                        continue
                    known = [one for one in theirs if one[0] == each.name]
                    yield (each.asname or each.name), *(known[-1][1:] if known else (None, source or module))
            elif isinstance(node, ast.Import):
                yield from (((each.asname or each.name.split(".")[0]), None, module) for each in node.names)
            else:
                yield from ((name, node, module) for name in _names(node))


def _statements(body: Body) -> Iterator[ast.stmt]:
    """Yields the statements of a module or class, those below a condition too."""
    for node in body:
        if isinstance(node, ast.If):
            yield from _statements(node.body)
            yield from _statements(node.orelse)
        elif isinstance(node, ast.Try):
            yield from _statements([*node.body, *node.orelse, *(each for one in node.handlers for each in one.body)])
        else:
            yield node


def _names(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        yield from (each.id for one in targets for each in ast.walk(one) if isinstance(each, ast.Name))


def _listed(body: Body) -> set[str] | None:
    found: set[str] | None = None
    for node in _statements(body):
        value = getattr(node, "value", None)
        if value is not None and isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(each, ast.Name) and each.id == "__all__" for each in targets):
                texts = (each.value for each in ast.walk(value) if isinstance(each, ast.Constant))
                found = (found or set()) | {each for each in texts if isinstance(each, str)}
    return found


def _made_when_asked(body: Body) -> Iterator[str]:
    for node in _statements(body):
        if isinstance(node, ast.FunctionDef) and node.name == "__getattr__":
            texts = (each.value for each in ast.walk(node) if isinstance(each, ast.Constant))
            yield from (each for each in texts if isinstance(each, str) and each.isidentifier())


def _said(name: str, node: ast.AST | None) -> Iterator[Said]:
    """Yields a name, and the members of a class."""
    yield {"name": name, "parameters": _parameters(node)}
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name):  # another name of a class has its members
        yield {"name": name, "bases": [node.value.id]}
    if not isinstance(node, ast.ClassDef):
        return
    bases = [each.attr if isinstance(each, ast.Attribute) else each.id if isinstance(each, ast.Name) else "?"
             for each in (one.value if isinstance(one, ast.Subscript) else one for one in node.bases)]  # fmt: skip
    yield {"name": name, "bases": [each for each in bases if each not in {"object", "Generic", "Protocol"}]}
    for each in _statements(node.body):
        for member in _names(each):
            if not member.startswith("_"):
                is_type = isinstance(each, ast.ClassDef)
                yield from _said(f"{name}.{member}", each if is_type or isinstance(each, ast.FunctionDef) else None)
    set_on = [one for one in ast.walk(node) if isinstance(one, ast.Attribute) and isinstance(one.ctx, ast.Store)]
    for one in set_on:
        if isinstance(one.value, ast.Name) and one.value.id == "self":
            yield {"name": f"{name}.{one.attr}", "reachable": True}


def _parameters(node: ast.AST | None) -> list[str] | None:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return None
    given = node.args
    return [each.arg for each in (*given.posonlyargs, *given.args, *given.kwonlyargs)]


def main(root: Path, packages: list[str]) -> None:
    """Prints the symbols of every public module of the packages."""
    found = {}
    for package in packages:
        name, _, folder = package.partition("=")
        for file in sorted((root / folder).rglob("*.py")):
            parts = file.relative_to(root / folder).with_suffix("").parts
            is_package = parts[-1] == "__init__"
            dotted = ".".join((name, *(parts[:-1] if is_package else parts)))
            found[dotted] = Module(dotted, is_package, ast.parse(file.read_bytes()))
    modules = Modules(found)
    for module in found.values():
        is_private = any(part.startswith("_") for part in module.name.split("."))
        for each in modules.offered(module):
            if not (is_private and "bases" in each):
                said = {"name": each["name"], "reachable": True} if is_private else each
                sys.stdout.write(json.dumps({"module": module.name, **said}) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
