"""Uses of the public interface in examples and tests."""

import pytest
from coderipple.analysis.usage import DeclaredUsage, declared_usages


def read(source: str, *, is_test: bool = False, dependencies: frozenset[str] = frozenset()) -> list[DeclaredUsage]:
    """Returns the uses of the package `shop`."""
    return list(declared_usages(source.encode(), frozenset({"shop"}), is_test=is_test, dependencies=dependencies))


def test_the_body_of_a_test_with_the_imports_that_it_needs() -> None:
    """Names are resolved through the imports, only those that are used are there, what it says of itself is not."""
    source = """\
import os, json
import shop.cart as sc
from shop import Cart as C, Other

def test_total():
    'Adds.'
    cart = C()
    sc.fill(cart, json.dumps([1]))
    assert [item for item in cart.items] == []
"""
    (found,) = read(source, is_test=True)
    assert found.names == ("shop.Cart", "shop.cart.fill")
    assert (found.first_line, found.last_line) == (7, 9)
    assert found.code.splitlines() == [
        "import json",
        "import shop.cart as sc",
        "from shop import Cart as C",
        "",
        "cart = C()",
        "sc.fill(cart, json.dumps([1]))",
        "assert [item for item in cart.items] == []",
    ]


@pytest.mark.parametrize(
    ("imports", "call", "name"),
    [
        ("import shop", "shop.Cart()", "shop.Cart"),
        ("import shop.cart", "shop.cart.Cart()", "shop.cart.Cart"),
        ("import shop as s", "s.Cart()", "shop.Cart"),
        ("from shop import cart", "cart.Cart.make()", "shop.cart.Cart.make"),
        ("from shop.cart import Cart as C", "C()", "shop.cart.Cart"),
    ],
)
def test_the_ways_to_import(imports: str, call: str, name: str) -> None:
    """Each leads to the name in the package, and the snippet imports it in the same way."""
    (found,) = read(f"{imports}\nx = {call}\n")
    assert (found.names, found.code) == ((name,), f"{imports}\n\nx = {call}")


@pytest.mark.parametrize(
    "function",
    [
        "def test_a(cart):\n    shop.f(cart)",
        "@pytest.mark.parametrize('x', [1])\ndef test_a():\n    shop.f()",
        "def helper():\n    shop.f()",
        "def test_a():\n    shop.f(make())",
        "def test_a():\n    x = shop.LIMIT",
        "def test_a(**rest):\n    shop.f()",
        "def test_a():\n    shop.f(there.x)",
        "def test_a():\n    shop.f(other.x)",
        "def test_a():\n    pass",
        "def test_a(tmp_path):\n    shop.f()",
        "def test_an_error():\n    shop.f()",
        "def test_a():\n    with pytest.raises(ValueError):\n        shop.f()",
        'def test_a():\n    shop.f("""\n    x""")',
        "async def test_a():\n    await shop.f()",
        "def test_a():\n    shop.f()\n" + "    x = 1\n" * 12,
        "class TestA:\n    def test_a(self):\n        shop.f()",
    ],
)
def test_what_does_not_stand_by_itself(function: str) -> None:
    """Fixtures, decorators, helpers, free names, foreign imports, long bodies; what calls nothing of the package."""
    assert read(f"import shop, pytest\nimport there\nfrom .near import other\n{function}\n", is_test=True) == []


@pytest.mark.parametrize("definition", ["def sail(): ...", "async def sail(): ...", "class Sail: ..."])
def test_a_definition_keeps_its_decorators(definition: str) -> None:
    """Also the first of a body: what the decorator does is the use."""
    (found,) = read(f"import shop\n\ndef test_a():\n    @shop.f(1)\n    @shop.g\n    {definition}\n", is_test=True)
    assert found.code == f"import shop\n\n@shop.f(1)\n@shop.g\n{definition}"
    assert (found.names, found.first_line) == (("shop.f", "shop.g"), 4)


def test_a_dependency_may_be_imported() -> None:
    """A snippet may import what the project requires."""
    source = "import shop, numpy\nshop.f(numpy.array([1]))"
    assert read(source) == []
    assert [each.names for each in read(source, dependencies=frozenset({"numpy"}))] == [("shop.f",)]


def test_an_example_is_its_functions_or_its_statements() -> None:
    """Functions are preferred; the statements at the top level stand in where there are none."""
    functions = "import shop\ndef main(name):\n    shop.f(name)\nx = shop.g()\n"
    assert [each.names for each in read(functions)] == [("shop.f",)]
    statements = (
        '"""Text."""\nimport shop\nx = shop.f()\n# a remark\nprint(x)\n\ndef unused(): ...\n\nprint(x, shop.f)\n'
    )
    assert [each.code for each in read(statements)] == ["import shop\n\nx = shop.f()\n# a remark\nprint(x)"]


def test_a_long_script_is_cut() -> None:
    """What stands first is kept, as far as it is read at a glance."""
    (found,) = read("import shop\n" + "shop.f()\n" * 40)
    assert (found.first_line, found.last_line) == (2, 13)


@pytest.mark.parametrize(
    "source",
    [
        b"def (",
        b"# coding: nonsense\nimport shop",
        b"import shop\nx = '\xff'",
        b"(" * 5000,
        b"import shop\n" + b"x = 1\n" * 100_000,
        b"",
        b"import shop\nx = shop.f(); class_ = 1; y = (1,\n 2); z = 3",
    ],
)
def test_a_file_that_cannot_be_read_yields_nothing(source: bytes) -> None:
    """Or what can be read of it; who reads the file for its facts says why not."""
    assert len(declared_usages(source, frozenset({"shop"}), is_test=False)) <= 1
