"""Which uses are shown."""

from fakes.facts import facts_of

PACKAGE = {"shop/__init__.py": "def f(): ...\ndef g(): ...\ndef _p(): ...\n", "shop/cart.py": "def fill(): ...\n"}


def shown(files: dict[str, str]) -> list[tuple[str, tuple[str, ...]]]:
    """Returns file and names of each example."""
    return [(each.evidence.path, each.names) for each in facts_of(PACKAGE | files).examples]


def test_examples_come_before_tests_and_the_front_door_before_the_rest() -> None:
    """Within these by path; a private name is no use of the interface."""
    assert shown(
        {
            "tests/test_a.py": "import shop\n\ndef test_a():\n    shop.f()\n",
            "tests/test_0.py": "from shop.cart import fill\n\ndef test_a():\n    fill()\n",
            "tests/test_m.py": "import shop\n\ndef test_a():\n    shop.g.there()\n",
            "tests/test_p.py": "import shop\n\ndef test_a():\n    shop._p()\n",
            "examples/z.py": "import shop\n\nshop.g()\n",
        }
    ) == [
        ("examples/z.py", ("shop.g",)),
        ("tests/test_a.py", ("shop.f",)),
        ("tests/test_m.py", ("shop.g",)),
        ("tests/test_0.py", ("shop.cart.fill",)),
    ]


def test_no_file_takes_all_the_room() -> None:
    """Three uses of a file, forty in all."""
    tests = "import shop\n" + "".join(f"def test_{n}():\n    shop.f()\n" for n in range(9))
    assert len(shown({"tests/test_a.py": tests})) == 3
    assert len(shown({f"tests/test_{n}.py": tests for n in range(30)})) == 40


def test_each_use_has_a_name_of_its_own() -> None:
    """That of its function, whatever stands before it; a number where that says not enough."""
    test = "def test_{}():\n    shop.f()\n"
    examples = facts_of(
        PACKAGE
        | {
            "examples/e.py": "import shop\n\nshop.f()\n\ndef _(): ...\n\nshop.f()\n",
            "tests/test_a.py": "import shop\n" + "".join(map(test.format, "abb")),
        }
    ).examples
    assert [each.evidence.symbol for each in examples] == [
        "use of shop.f",
        "use of shop.f, 2",
        "use of shop.f in test_a",
        "use of shop.f in test_b",
        "use of shop.f in test_b, 2",
    ]
