"""Where the routes of an application or a router begin."""

import ast

import pytest
from coderipple.analysis.route_owners import RouteOwners, joined
from coderipple.analysis.syntax_tree import read_tree


def prefixes(source: str, owner: str) -> tuple[str, ...]:
    """Returns the prefixes of an owner in a source."""
    return RouteOwners(read_tree(ast.parse(f"import flask, fastapi\n{source}"))).prefixes(owner)


@pytest.mark.parametrize(
    "source",
    [
        "x = fastapi.FastAPI()",
        "from starlette.applications import Starlette as S\nx = S()",
        "class Own(flask.Flask): ...\nx = Own()",
        "def make() -> flask.Flask: ...\nx = make()",
        "def make():\n app = flask.Flask()\n return app\nx = make()",
        "def make(): return flask.Flask()\nx = make()",
        "def serve(x): ...",
        "def serve(x: fastapi.FastAPI): ...",
        "from .main import x",
        "x: flask.Flask",
        "def make():\n x = flask.Flask()",
    ],
)
def test_the_routes_of_an_application_begin_at_the_root(source: str) -> None:
    """It is made from a class of a framework, or handed in from elsewhere."""
    assert prefixes(source, "x") == ("",)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('x = fastapi.APIRouter(prefix="/p")\napp.include_router(x)', ("/p",)),
        ('x = fastapi.APIRouter(prefix="/p")\napp.include_router(x, prefix="/inc")', ("/inc/p",)),
        ('x = fastapi.APIRouter()\napp.include_router(router=x, prefix="/s")', ("/s",)),
        (
            'x = fastapi.APIRouter()\napp.include_router(x, prefix="/v1")\napp.include_router(x, prefix="/v2")',
            ("/v1", "/v2"),
        ),
        (
            (
                'y = fastapi.APIRouter(prefix="/y")\nx = fastapi.APIRouter(prefix="/x")\n'
                'y.include_router(x, prefix="/in")\napp.include_router(y, prefix="/out")'
            ),
            ("/out/y/in/x",),
        ),
        ('x = flask.Blueprint("b", __name__, url_prefix="/bp")\napp.register_blueprint(x)', ("/bp",)),
        ('x = flask.Blueprint("b", url_prefix="/bp")\napp.register_blueprint(x, url_prefix="/over")', ("/over",)),
        ('x = flask.Blueprint("b", url_prefix="/bp")\napp.register_blueprint(x, url_prefix=None)', ("/bp",)),
        ('x = fastapi.FastAPI()\napp.mount("/sub", x)', ("/sub",)),
        ('def start(app): app.include_router(x, prefix="/s")\nx = fastapi.APIRouter()', ("/s",)),
    ],
)
def test_a_router_begins_where_it_is_mounted(source: str, expected: tuple[str, ...]) -> None:
    """Its own prefix follows that of each place; the one that registers a blueprint replaces the blueprint's own."""
    assert prefixes(f"app = fastapi.FastAPI()\n{source}", "x") == expected


@pytest.mark.parametrize(
    "source",
    [
        'x = fastapi.APIRouter(prefix="/unused")',
        "x = fastapi.APIRouter(prefix=make())\napp.include_router(x)",
        "x = fastapi.APIRouter()\napp.include_router(x, prefix=make())",
        "x = fastapi.APIRouter()\nunknown.include_router(x)",
        "x = fastapi.APIRouter()\nx.include_router(x)",
        "class Client: ...\nx = Client()",
        "from fastapi.testclient import TestClient\nx = TestClient(app)",
        "def make(): ...\nx = make()",
        "def serve(x: Client): ...",
        "def serve(x: fastapi.APIRouter): ...",
        "x = flask.Flask()\nx = Client()",
        "",
    ],
)
def test_what_begins_nowhere(source: str) -> None:
    """A router that the file does not mount, one whose prefix is computed, and what no framework made."""
    assert prefixes(f"app = fastapi.FastAPI()\n{source}", "x") == ()


def test_what_an_owner_is_called_counts_where_another_file_makes_it() -> None:
    """A router from elsewhere has its prefix there; what hangs on an object is what it was bound to."""
    assert prefixes("from .main import router, users_bp", "router") == ()
    assert prefixes("from .main import router, users_bp", "users_bp") == ()
    assert prefixes("class A:\n def m(self): self.app = flask.Flask()", "self.app") == ("",)
    assert prefixes("class A(flask.Flask):\n def m(self): ...", "self") == ("",)
    assert prefixes("class A:\n def m(self): ...", "self") == ()
    assert prefixes("app = fastapi.FastAPI()", "app.router") == ("",)


def test_a_path_below_a_prefix() -> None:
    """One slash stands between them; an empty part adds none."""
    assert [joined("/a", "/b"), joined("/a/", "b"), joined("", "/b"), joined("/a", "")] == ["/a/b", "/a/b", "/b", "/a"]
