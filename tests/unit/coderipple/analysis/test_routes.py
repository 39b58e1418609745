"""HTTP routes, told by what declares them."""

import ast

import pytest
from coderipple.analysis.routes import DeclaredRoute, declared_routes
from coderipple.analysis.syntax_tree import read_tree


def read(source: str) -> list[DeclaredRoute]:
    """Returns the routes of a source."""
    return list(declared_routes(read_tree(ast.parse(source))))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('from flask import app\n@app.route("/a")\ndef f(): ...', (("GET",), "/a", "f")),
        (
            'from flask import app\n@app.route("/a", methods=["POST", "GET"])\ndef f(): ...',
            (("GET", "POST"), "/a", "f"),
        ),
        ('from quart import app\n@app.post("/a/<int:n>")\nasync def f(): ...', (("POST",), "/a/<int:n>", "f")),
        ('from fastapi import app\n@app.get("/a/{n}")\nasync def f(): ...', (("GET",), "/a/{n}", "f")),
        ('from fastapi import app\n@app.delete(path="/a")\ndef f(): ...', (("DELETE",), "/a", "f")),
        ('from fastapi import app\n@app.api_route("/a", methods=["PUT"])\ndef f(): ...', (("PUT",), "/a", "f")),
        ('import fastapi\ndef make(app):\n @app.websocket("/ws")\n async def f(): ...', (("WEBSOCKET",), "/ws", "f")),
        ('import flask\nfrom .main import app\nROOT = "/r"\n@app.get(ROOT)\ndef f(): ...', (("GET",), "/r", "f")),
        ('from flask import app\napp.add_url_rule("/a", "name", f, methods=["POST"])', (("POST",), "/a", "f")),
        ('from flask import app\napp.add_url_rule("/a", view_func=Items.as_view("i"))', (("GET",), "/a", "Items")),
        ('import fastapi\nfrom .main import app\napp.add_api_route("/a", f)', (("GET",), "/a", "f")),
        ('import fastapi\nfrom .main import app\napp.add_api_route("/a", endpoint=api.f)', (("GET",), "/a", "f")),
        ('from starlette.routing import Route\nR = [Route("/a", f, methods=["POST"])]', (("POST",), "/a", "f")),
        ('from starlette.routing import WebSocketRoute\nR = [WebSocketRoute("/a", f)]', (("WEBSOCKET",), "/a", "f")),
        ('from litestar import get\n@get("/a")\ndef f(): ...', (("GET",), "/a", "f")),
        ("import litestar\n@litestar.post()\ndef f(): ...", (("POST",), "/", "f")),
        (
            'from litestar import route\n@route("/a", http_method=[HttpMethod.GET])\ndef f(): ...',
            (("GET",), "/a", "f"),
        ),
    ],
)
def test_a_route_is_declared(source: str, expected: tuple[tuple[str, ...], str, str]) -> None:
    """Each framework in its ways."""
    (found,) = read(source)
    assert (found.methods, found.path, found.handler) == expected


@pytest.mark.parametrize(
    "source",
    [
        '@app.get("/a")\ndef f(): ...',
        'import requests\n@client.get("/a")\ndef f(): ...',
        'import fastapi\nclient.get("/a")',
        "import fastapi\n@app.get(path)\ndef f(): ...",
        'import fastapi\n@cache.get("key")\ndef f(): ...',
        'import fastapi\n@get("/a")\ndef f(): ...',
        'import fastapi\napp = fastapi.FastAPI()\napp.get("/a")',
        'import fastapi\nRoute("/a", f)',
        "import flask\napp.add_url_rule(rule)",
    ],
)
def test_what_declares_no_route(source: str) -> None:
    """Without a framework, a request to a route, a computed path."""
    assert read(source) == []


def test_a_route_knows_its_lines_and_its_handlers_docstring() -> None:
    """The span runs from the decorator to the end of the function; a function that is added describes itself too."""
    source = (
        'from flask import app\n\n@app.get("/a")\ndef f():\n    """Does. It."""\n    return 1\n'
        'def g():\n    """Goes."""\napp.add_url_rule("/b", "g", g)'
    )
    first, second = read(source)
    assert (first.summary, first.first_line, first.last_line) == ("Does.", 3, 6)
    assert (second.summary, second.first_line) == ("Goes.", 9)


def test_a_controller_and_a_mount_stand_before_the_paths_in_them() -> None:
    """Of Litestar and of Starlette; a computed path hides what is below it."""
    litestar = 'from litestar import Controller, get\nclass C(Controller):\n path = {}\n @get("/a")\n def f(self): ...'
    assert [each.path for each in read(litestar.format('"/c"'))] == ["/c/a"]
    assert read(litestar.format("make()")) == []
    starlette = 'from starlette.routing import Mount, Route\nR = [Mount({}, routes=[Mount("/n", [Route("/a", f)])])]'
    assert [each.path for each in read(starlette.format('"/m"'))] == ["/m/n/a"]
    assert read(starlette.format("make()")) == []
