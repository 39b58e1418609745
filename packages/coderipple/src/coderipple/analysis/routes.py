"""HTTP routes of FastAPI, Starlette, Flask, Quart and Litestar.

Comes in: a syntax tree. Goes out: `DeclaredRoute`s, in the order of the source. A file that imports none of these
frameworks declares none: `client.get("/x")` asks for a route.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from coderipple.analysis.docstrings import first_sentence
from coderipple.analysis.route_owners import FRAMEWORKS, RouteOwners, joined
from coderipple.analysis.syntax_tree import (
    Function,
    SyntaxTree,
    dotted_name,
    keyword,
    last_line,
    last_name,
    targets,
)

_METHODS = {"get", "post", "put", "patch", "delete", "head", "options", "trace"}
_GENERAL = {"route", "api_route", "websocket", "websocket_route"}
_ADDERS = {"add_url_rule", "add_api_route", "add_route", "add_api_websocket_route", "add_websocket_route"}
_WEBSOCKETS = {"websocket", "websocket_route", "WebSocketRoute", "add_api_websocket_route", "add_websocket_route"}
_ROUTE_CLASSES = {"starlette.routing.Route", "starlette.routing.WebSocketRoute", "fastapi.routing.APIRoute"}


@dataclass(frozen=True, kw_only=True, slots=True)
class DeclaredRoute:
    """A route and the lines that declare it.

    Attributes:
        methods: HTTP methods, upper case, sorted; `WEBSOCKET` for a socket.
        path: Its path, with what the file puts before it: the prefixes of its router and of where that is mounted.
        handler: Name of the function that serves it.
        summary: First sentence of the handler's docstring.
        first_line: First line.
        last_line: Last line.
    """

    methods: tuple[str, ...]
    path: str
    handler: str
    summary: str
    first_line: int
    last_line: int


def declared_routes(tree: SyntaxTree) -> tuple[DeclaredRoute, ...]:
    """Returns the routes that a file declares."""
    if not tree.roots & FRAMEWORKS:
        return ()
    owners = RouteOwners(tree)
    found = [*_decorated(tree, owners), *_added(tree, owners)]
    return tuple(sorted(found, key=lambda each: (each.first_line, each.path, each.methods)))


def _decorated(tree: SyntaxTree, owners: RouteOwners) -> Iterator[DeclaredRoute]:
    folders = dict(_controllers(tree))
    for function in tree.functions:
        for decorator in function.decorator_list:
            if isinstance(decorator, ast.Call):
                yield from _by_decorator(function, decorator, tree, owners, folders.get(id(function), ""))


def _controllers(tree: SyntaxTree) -> Iterator[tuple[int, str | None]]:
    """Yields the methods of controllers, by identity, with the path of the class; None where it is computed."""
    for owner in tree.classes:
        if any(tree.origin(base).startswith("litestar.") for base in owner.bases):
            paths = [each for each in owner.body if isinstance(each, ast.Assign | ast.AnnAssign)]
            stated = [each.value for each in paths if "path" in map(last_name, targets(each))]
            path = tree.text(stated[-1]) if stated else ""
            yield from ((id(each), path) for each in owner.body)


def _by_decorator(
    function: Function, call: ast.Call, tree: SyntaxTree, owners: RouteOwners, folder: str | None
) -> Iterator[DeclaredRoute]:
    kind = last_name(call)
    if kind not in _METHODS | _GENERAL:
        return
    is_litestar = tree.origin(call.func).startswith("litestar.")
    path = _path(call, tree, is_litestar=is_litestar)
    if path is None or not (path.startswith("/") or not path or is_litestar):
        return
    owner = dotted_name(call.func.value) if isinstance(call.func, ast.Attribute) else ""
    prefixes = (folder,) if is_litestar else owners.prefixes(owner) if owner else ()
    for prefix in (each for each in prefixes if each is not None):
        yield DeclaredRoute(
            methods=_methods(call, kind, tree),
            path=joined(prefix, path),
            handler=function.name,
            summary=first_sentence(ast.get_docstring(function)),
            first_line=call.lineno,
            last_line=last_line(function),
        )


def _added(tree: SyntaxTree, owners: RouteOwners) -> Iterator[DeclaredRoute]:
    """Yields the routes that calls add: `add_url_rule(...)`, `add_api_route(...)`, `Route(...)`."""
    functions = {each.name: each for each in tree.functions}
    folders = _folders(tree)
    for call in tree.calls:
        kind = last_name(call)
        is_class = kind in {"Route", "WebSocketRoute", "APIRoute"} and tree.origin(call.func) in _ROUTE_CLASSES
        is_adder = kind in _ADDERS and isinstance(call.func, ast.Attribute)
        path = _path(call, tree) if is_class or is_adder else None
        if path is None or not path.startswith("/"):
            continue
        owner = dotted_name(call.func.value) if is_adder and isinstance(call.func, ast.Attribute) else ""
        handler = _handler(call)
        function = functions.get(handler)
        for prefix in owners.prefixes(owner) if is_adder else folders.get(id(call), ("",)):
            yield DeclaredRoute(
                methods=_methods(call, kind, tree),
                path=joined(prefix, path),
                handler=handler,
                summary=first_sentence(ast.get_docstring(function)) if function else "",
                first_line=call.lineno,
                last_line=last_line(call),
            )


def _folders(tree: SyntaxTree) -> dict[int, tuple[str, ...]]:
    """Returns what `Mount("/x", routes=[...])` puts before the routes in it, by their identity."""
    found: dict[int, tuple[str, ...]] = {}
    for call in tree.calls:  # outer before inner
        if tree.origin(call.func) == "starlette.routing.Mount":
            path = tree.text(call.args[0] if call.args else keyword(call, "path"))
            outer = found.get(id(call), ("",))
            places = () if path is None else tuple(joined(each, path) for each in outer)
            found |= {id(each): places for each in ast.walk(call) if isinstance(each, ast.Call) and each is not call}
    return found


def _path(call: ast.Call, tree: SyntaxTree, *, is_litestar: bool = False) -> str | None:
    given = call.args[0] if call.args else keyword(call, "path") or keyword(call, "rule")
    return "/" if given is None and is_litestar else tree.text(given)


def _handler(call: ast.Call) -> str:
    """Returns the name of the function that a call hands over; `Items` of `Items.as_view("items")`."""
    given = keyword(call, "view_func") or keyword(call, "endpoint") or keyword(call, "route")
    if given is None or isinstance(given, ast.Constant):
        position = 2 if last_name(call) == "add_url_rule" else 1
        given = call.args[position] if len(call.args) > position else None
    if isinstance(given, ast.Call) and isinstance(given.func, ast.Attribute) and given.func.attr == "as_view":
        given = given.func.value
    return last_name(given) if given is not None else ""


def _methods(call: ast.Call, kind: str, tree: SyntaxTree) -> tuple[str, ...]:
    if kind in _METHODS:
        return (kind.upper(),)
    if kind in _WEBSOCKETS:
        return ("WEBSOCKET",)
    given = keyword(call, "methods") or keyword(call, "http_method")
    parts = given.elts if isinstance(given, ast.List | ast.Tuple | ast.Set) else [given] if given is not None else []
    texts = {text.upper() for part in parts if (text := tree.text(part) or last_name(part))}
    return tuple(sorted(texts)) or ("GET",)
