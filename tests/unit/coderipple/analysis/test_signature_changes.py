"""How a signature changed, in words."""

import pytest
from coderipple.analysis.signature_changes import signature_changes
from coderipple.facts import Facts, Symbol
from fakes.facts import facts_of


def first(facts: Facts) -> Symbol:
    """Returns the first symbol."""
    return facts.modules[0].symbols[0]


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("def f(a): ...", "def f(a): ...", []),
        ("def f(a): ...", "def f(a, *b, **c): ...", ["`f` gained `*b`, `**c`"]),
        ("def f(*a): ...", "def f(): ...", ["`f` lost `*a`"]),
        ("def f(a): ...", "def f(*, a): ...", ["`a` of `f` is given by keyword now, it was by position or keyword"]),
        ("def f(a, /): ...", "def f(a): ...", ["`a` of `f` is given by position or keyword now, it was by position"]),
        ("def f(a: int): ...", "def f(a: str): ...", ["`a` of `f` is typed `str` now, it was `int`"]),
        ("def f(a=1): ...", "def f(a=2): ...", ["`a` of `f` has the default `2` now, it was `1`"]),
        ("def f(*, a=1): ...", "def f(*, a): ...", ["`a` of `f` has the default nothing now, it was `1`"]),
        ("def f() -> int: ...", "def f() -> str: ...", ["`f` gives `str` now, it was `int`"]),
        ("def f(): ...", "async def f(): ...", ["`f` is asynchronous now"]),
        ("async def f(): ...", "def f(): ...", ["`f` is synchronous now"]),
        ("def f(): ...", "class f: ...", ["`f` is a class now, it was a function"]),
        ("LIMIT = 1", "LIMIT: int = 1", ["`LIMIT` is `LIMIT: int = 1` now, it was `LIMIT = 1`"]),
        (
            "class A:\n def __init__(self, a): ...",
            "class A:\n def __init__(self, a, b): ...",
            ["`A` gained `b`"],
        ),
        ("class A:\n def __init__(self, a): ...", "class A: ...", ["`A` lost `a`"]),
    ],
)
def test_each_difference_has_its_words(was: str, now: str, expected: list[str]) -> None:
    """Parameters, their kind, type and default, the result, and what the name is."""
    old, new = first(facts_of({"m.py": was})), first(facts_of({"m.py": now}))
    assert list(signature_changes(old, new)) == expected
