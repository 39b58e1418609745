"""Where the routes of an application or a router begin, as far as one file says it.

Comes in: a syntax tree. Goes out: `RouteOwners`, which returns the prefixes of what stands before `.get("/x")`. A
router that the file does not mount has none: another file may mount it anywhere, or nobody does.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from coderipple.analysis.syntax_tree import SyntaxTree, dotted_name, keyword, last_name, targets

FRAMEWORKS = frozenset({"flask", "quart", "fastapi", "starlette", "litestar"})

_APPLICATIONS = frozenset({"FastAPI", "Flask", "Quart", "Starlette", "Litestar"})
_CONTAINERS = {"APIRouter": "prefix", "Blueprint": "url_prefix", "Router": "prefix"}
# The calls that mount something: how they name it, and its prefix.
_MOUNTS = {
    "include_router": ("router", "prefix"),
    "register_blueprint": ("blueprint", "url_prefix"),
    "mount": ("app", "path"),
}
# How what has a prefix of its own is called where it comes from another file.
_CONTAINER_NAME = re.compile(r"(?:router|routes|blueprint|bp)\d*$", re.IGNORECASE)
_DEEPEST = 20
_MOST = 50  # places of one router; more are made to exhaust us


@dataclass(frozen=True, kw_only=True, slots=True)
class _Mount:
    owner: str  # what it is mounted in
    given: str  # what the call adds
    is_whole: bool  # whether this replaces the router's own prefix


class RouteOwners:
    """The applications and routers of a file.

    Args:
        tree: The file.
    """

    def __init__(self, tree: SyntaxTree) -> None:
        self._tree = tree
        self._classes = {each.name: each for each in tree.classes}
        self._functions = {each.name: each for each in tree.functions}
        self._bound = dict[str, list[ast.expr]]()
        for name, made in _bindings(tree):
            self._bound.setdefault(name, []).append(made)
        self._mounts = dict[str, list[_Mount]]()
        for name, mount in _mounts(tree):
            self._mounts.setdefault(name, []).append(mount)
        self._parameters = {each.arg for each in tree.nodes if isinstance(each, ast.arg)}
        self._found: dict[str, tuple[str, ...]] = {}

    def prefixes(self, owner: str) -> tuple[str, ...]:
        """Returns what stands before the paths of an owner, once for each place of it; nothing where it is no owner.

        Args:
            owner: The name with its dots.
        """
        return self._prefixes(owner, _DEEPEST)

    def _prefixes(self, owner: str, depth: int) -> tuple[str, ...]:
        if owner not in self._found and depth:
            self._found[owner] = ()  # where routers hold each other in a circle
            self._found[owner] = tuple(dict.fromkeys(self._computed(owner, depth - 1)))[:_MOST]
        return self._found.get(owner, ())

    def _computed(self, owner: str, depth: int) -> Iterator[str]:
        makers = self._bound.get(owner)
        inside, _, last = owner.rpartition(".")
        if makers is None and last == "router" and inside in self._bound:  # an application's own
            yield from self._prefixes(inside, depth)
        elif makers is None:
            yield from [""] if self._comes_in(owner) else []
        elif all(self._is_application(each) for each in makers):
            mounted = self._mounts.get(owner)
            yield from [""] if mounted is None else self._mounted(mounted, "", depth)
        elif len(makers) == 1 and (own := self._own_prefix(makers[0])) is not None:
            yield from self._mounted(self._mounts.get(owner, []), own, depth)

    def _mounted(self, mounts: list[_Mount], own: str, depth: int) -> Iterator[str]:
        for mount in mounts:
            inner = mount.given if mount.is_whole else joined(mount.given, own)
            yield from (joined(outer, inner) for outer in self._prefixes(mount.owner, depth))

    def _comes_in(self, owner: str) -> bool:
        """Tells whether another file or the caller says what a name stands for: an application, by its name."""
        first = owner.partition(".")[0]
        if first in {"self", "cls"}:
            return owner == "self" and any(self._is_application(ast.Name(id=each)) for each in self._classes)
        return (first in self._parameters or first in self._tree.names) and not _CONTAINER_NAME.search(owner)

    def _is_application(self, made: ast.expr, depth: int = _DEEPEST) -> bool:
        """Tells whether a class, its call or the call of a function is an application."""
        target = made.func if isinstance(made, ast.Call) else made
        name = dotted_name(target)
        if name in self._classes and depth:
            return any(self._is_application(each, depth - 1) for each in self._classes[name].bases)
        if name in self._functions and isinstance(made, ast.Call) and depth:
            return self._returns_application(name, depth - 1)
        return self._library_class(target) in _APPLICATIONS

    def _returns_application(self, function: str, depth: int) -> bool:
        stated = self._functions[function].returns
        if stated is not None:
            return self._is_application(stated, depth)
        returned = [each.value for each in ast.walk(self._functions[function]) if isinstance(each, ast.Return)]
        values = [each for each in returned if each is not None]
        makers = [each for value in values for each in self._bound.get(dotted_name(value), [value])]
        return bool(makers) and all(self._is_application(each, depth) for each in makers)

    def _own_prefix(self, made: ast.expr) -> str | None:
        """Returns the prefix with which a router is made; None where it is computed, or where this is no router."""
        named = _CONTAINERS.get(self._library_class(made.func)) if isinstance(made, ast.Call) else None
        return None if named is None or not isinstance(made, ast.Call) else _prefix(keyword(made, named), self._tree)

    def _library_class(self, node: ast.expr) -> str:
        origin = self._tree.origin(node)
        return origin.rpartition(".")[2] if origin.partition(".")[0] in FRAMEWORKS else ""


def joined(prefix: str, path: str) -> str:
    """Returns a path below a prefix."""
    return f"{prefix.rstrip('/')}/{path.lstrip('/')}" if prefix and path else prefix or path


def _bindings(tree: SyntaxTree) -> Iterator[tuple[str, ast.expr]]:
    """Yields every name that is bound, with what it is bound to or, where only that is said, its annotation."""
    for node in tree.assignments:
        made = node.value
        if isinstance(node, ast.AnnAssign) and not isinstance(made, ast.Call):
            made = node.annotation
        if made is not None:
            yield from ((name, made) for target in targets(node) if (name := dotted_name(target)))
    for each in (each for each in tree.nodes if isinstance(each, ast.arg)):
        if each.annotation is not None:
            yield each.arg, each.annotation


def _mounts(tree: SyntaxTree) -> Iterator[tuple[str, _Mount]]:
    for call in tree.calls:
        kind = last_name(call)
        if kind not in _MOUNTS or not isinstance(call.func, ast.Attribute):
            continue
        what, where = _MOUNTS[kind]
        arguments = call.args if kind != "mount" else call.args[1:]
        mounted = arguments[0] if arguments else keyword(call, what)
        path = call.args[0] if kind == "mount" and call.args else keyword(call, where)
        given = _prefix(path, tree)
        if mounted is not None and given is not None and (name := dotted_name(mounted)):
            is_stated = path is not None and not (isinstance(path, ast.Constant) and path.value is None)
            is_whole = kind == "register_blueprint" and is_stated
            yield name, _Mount(owner=dotted_name(call.func.value), given=given, is_whole=is_whole)


def _prefix(node: ast.expr | None, tree: SyntaxTree) -> str | None:
    """Returns a prefix as written, empty where there is none; None where it is computed."""
    if node is None or (isinstance(node, ast.Constant) and node.value is None):
        return ""
    return tree.text(node)
