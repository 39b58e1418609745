"""A syntax tree with its nodes by kind and its imports resolved."""

import ast
from pathlib import Path

import pytest
from coderipple.analysis.syntax_tree import default_source, dotted_name, last_name, read_tree, string_constants, walked


def expression(source: str) -> ast.expr:
    """Returns an expression."""
    return ast.parse(source, mode="eval").body


def test_every_node_is_there_once() -> None:
    """Parents stand before children, as `ast.walk` has them; the markers of contexts are left out."""
    module = ast.parse(
        "import a\nclass A(B):\n    x: int = f(1, *y, z=2)\n    def g(self): return [self.x for _ in y]\n"
    )
    expected = [each for each in ast.walk(module) if not isinstance(each, ast.expr_context)]
    tree = read_tree(module)
    assert {id(each) for each in tree.nodes} == {id(each) for each in expected}
    assert [last_name(each) for each in tree.calls] == ["f"]
    assert [each.name for each in (*tree.functions, *tree.classes)] == ["g", "A"]


@pytest.mark.parametrize(
    ("imports", "source", "origin"),
    [
        ("import click", "click.option", "click.option"),
        ("import click as c", "c.option", "click.option"),
        ("from click import option as o", "o", "click.option"),
        ("import a.b", "a.b.c", "a.b.c"),
        ("import a.b as x", "x.c", "a.b.c"),
        ("from . import click", "click.option", "..click.option"),
        ("", "name", "name"),
        ("", "f().x", ""),
    ],
)
def test_the_origin_of_a_name(imports: str, source: str, origin: str) -> None:
    """Its first part is what the import says; what a relative import brings is no library."""
    assert read_tree(ast.parse(imports)).origin(expression(source)) == origin


def test_the_text_of_a_constant() -> None:
    """A literal, or a top-level name that stands for one."""
    tree = read_tree(ast.parse('A = "x"\nB: str = "y"\nC = 1\nif A:\n    D = "z"'))
    assert [tree.text(expression(each)) for each in ("'w'", "A", "B", "C", "D", "1")] == [
        "w",
        "x",
        "y",
        None,
        None,
        None,
    ]
    assert read_tree(ast.parse(""), ast.parse('D = "z"').body).text(expression("D")) == "z"
    assert string_constants([]) == {}


@pytest.mark.parametrize(("source", "name"), [("a.b.c", "a.b.c"), ("a", "a"), ("a[0].b", ""), ("f().b", "")])
def test_a_dotted_name(source: str, name: str) -> None:
    """Nothing but names may stand before a dot."""
    assert dotted_name(expression(source)) == name


@pytest.mark.parametrize(
    ("source", "text"),
    [("1", "1"), ("None", None), ("...", None), ("'a'", "'a'"), (f"'{'a' * 100}'", "...")],
)
def test_the_source_of_a_default(source: str, text: str | None) -> None:
    """`None` and an ellipsis are none; a long one is elided."""
    assert default_source(expression(source)) == text


EVERY_PLACE = """\
match point:
    case {"x": 1, **rest} | [2, *others] | Point(3, y=4) as found if rest:
        del others
async def f[T: int](a, /, b: int = 1, *c, d=None, e, **g) -> {**b, "k": f"{a!r:>{c}}"}:
    async with b as (x, y), c:
        await [z async for z in x if y]
    try:
        return lambda *, h=1, i: h if i else x[1:2, ...]
    except* ValueError as error:
        raise error from None
type Pair[*Ts, **P] = tuple[Ts]
"""


@pytest.mark.parametrize("source", [EVERY_PLACE, Path(__file__).read_text()], ids=["every place", "this file"])
def test_a_quick_walk_finds_what_a_walk_finds(source: str) -> None:
    """In the same order, without the markers of contexts, wherever the grammar puts a node."""
    module = ast.parse(source)
    assert list(walked(module)) == [each for each in ast.walk(module) if not isinstance(each, ast.expr_context)]
