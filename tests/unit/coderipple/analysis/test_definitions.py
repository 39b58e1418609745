"""What statements define."""

import ast

import pytest
from coderipple.analysis.definitions import definitions, renamed, statements


def defined(source: str) -> dict[str, str]:
    """Returns name to signature of what a module defines."""
    return {each.name: each.signature for each in definitions(tuple(statements(ast.parse(source).body)))}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def f(): ...\ng = h = f", {"f": "f()", "g": "g()", "h": "h()"}),
        ("class A:\n def __init__(self, x): ...\nB = A", {"A": "A(x)", "B": "B(x)"}),
        ("async def f(x): ...\ng = f", {"f": "async f(x)", "g": "async g(x)"}),
        ("Point = namedtuple('Point', 'x y')", {"Point": "Point"}),
        ("f = other", {"f": "f"}),
        ("if x:\n A = 1\nelse:\n A = 2", {"A": "A = 1"}),
        ("A = 7\nA = 8", {"A": "A = 8"}),
        ("def f(a): ...\nf = len", {"f": "f"}),
        ("def f(a): ...\nf = cached(f)", {"f": "f(a)"}),
        ("def f(a): ...\nif x:\n f = None", {"f": "f(a)"}),
        ("def f(a): ...\ndef g(a): ...\ndel f, a.b", {"g": "g(a)"}),
        ("def f(a): ...\nif x:\n del f", {"f": "f(a)"}),
        ("A = 0x10", {"A": "A"}),
        ("A = 1_000", {"A": "A"}),
        ("A = 'x' * 2", {"A": "A"}),
        ("A: int\nB: int = 1", {"B": "B: int = 1"}),
        ("T = TypeVar('T')\n__all__ = []\na.b = 1\nx, y = 1, 2", {}),
    ],
)
def test_names_and_what_they_are_bound_to(source: str, expected: dict[str, str]) -> None:
    """An alias is what it stands for, a made class a class; a value is shown where the source spells it so."""
    assert defined(source) == expected


def test_an_alias_in_a_class_is_a_member() -> None:
    """As the checker of pyflakes has its handlers."""
    (checker,) = definitions(tuple(ast.parse("class C:\n def f(self, x): ...\n G = H = f\n I = other").body))
    assert [(each.name, each.signature) for each in checker.members] == [("f", "f(x)"), ("G", "G(x)"), ("H", "H(x)")]


def test_a_member_may_be_bound_again_or_deleted() -> None:
    """Then it is no method any more, unless it is wrapped."""
    source = "class C:\n def f(self): ...\n def g(self): ...\n def h(self): ...\n f = 1\n del g\n h = cached(h)"
    (found,) = definitions(tuple(ast.parse(source).body))
    assert [each.name for each in found.members] == ["h"]


def test_a_property_may_be_made_by_a_call() -> None:
    """Or by the decorator of older Pythons."""
    source = "class C:\n size = property(f)\n @abstractproperty\n def old(self): ...\n other = make(f)"
    (found,) = definitions(tuple(ast.parse(source).body))
    assert [(each.name, each.kind.value) for each in found.members] == [("size", "property"), ("old", "property")]


def test_a_definition_keeps_everything_but_its_name() -> None:
    """Also where it is an alias of a type."""
    (alias,) = definitions(tuple(ast.parse("type Row = int").body))
    assert renamed(alias, "Line").signature == "type Line"
    assert renamed(alias, "Row") is alias
