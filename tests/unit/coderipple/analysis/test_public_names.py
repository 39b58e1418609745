"""What a module offers, as the project itself says it."""

import pytest
from coderipple.analysis.public_names import module_name
from fakes.facts import facts_of


def offered(files: dict[str, str]) -> dict[str, list[str]]:
    """Returns module to public symbols."""
    return {each.name: [symbol.name for symbol in each.symbols] for each in facts_of(files).modules}


@pytest.mark.parametrize(
    ("path", "packages", "expected"),
    [
        ("a.py", [], "a"),
        ("src/p/a.py", ["src/p"], "p.a"),
        ("src/p/__init__.py", ["src/p"], "p"),
        ("p/q/a.py", ["p", "p/q"], "p.q.a"),
        ("p/q/a.py", ["p"], "p.q.a"),
        ("p/q/a.py", ["p/q"], "q.a"),
        ("p/not-a-name/a.py", ["p"], "a"),
        ("__init__.py", [], "__init__.py"),
    ],
)
def test_the_import_name_of_a_file(path: str, packages: list[str], expected: str) -> None:
    """It begins at the outermost package above the file."""
    assert module_name(path, dict.fromkeys([*(f"{each}/__init__.py" for each in packages), path], "")) == expected


def test_without_all_the_own_names_are_offered() -> None:
    """Classes, functions and constants without a leading underscore, imports and variables left out."""
    assert offered(
        {"m.py": "from os import path\n\ndef f(): ...\nclass A: ...\ndef _g(): ...\nX = y = 1\nX = 2\nz = 3"}
    ) == {"m": ["f", "A", "X"]}


def test_all_decides() -> None:
    """`__all__` names what is offered, private names and imported ones too, in its order."""
    files = {
        "p/__init__.py": 'from p.a import f as g, _h\nfrom .b import *\n__all__ = ["star", "_h", "g", "none", "X"]\n',
        "p/a.py": "def f(): ...\ndef _h(): ...\n",
        "p/b.py": "def star(): ...\n",
    }
    assert offered(files)["p"] == ["star", "_h", "g"]


def test_a_package_offers_what_it_imports_from_its_private_modules() -> None:
    """Without `__all__` that is how a package says what is public; names of others stay theirs."""
    files = {
        "p/__init__.py": "from p._a import f, _g\nfrom p.b import h\nfrom _thread import x\nfrom ._c import A as B\n",
        "p/_a.py": "def f(): ...\ndef _g(): ...\n",
        "p/b.py": "def h(): ...\n",
        "p/_c.py": "class A:\n    def m(self): ...\n",
    }
    assert offered(files) == {"p": ["f", "B", "B.m"], "p.b": ["h"]}


@pytest.mark.parametrize(
    ("private", "expected"),
    [
        ("def f(): ...\ndef _g(): ...\n", ["f"]),
        ('__all__ = ["_g"]\ndef f(): ...\ndef _g(): ...\n', ["_g"]),
        ("from ._b import *\ndef f(): ...\n", ["f", "h"]),
    ],
)
def test_a_star_offers_what_the_private_module_offers(private: str, expected: list[str]) -> None:
    """Its `__all__`, or its names without an underscore, those behind another star too."""
    files = {"p/__init__.py": "from ._a import *\n", "p/_a.py": private, "p/_b.py": "def h(): ...\n"}
    assert offered(files) == {"p": expected}


def test_a_namespace_is_part_of_the_name_in_a_project() -> None:
    """Below a project's `src` every folder is imported, with or without `__init__.py`; elsewhere nobody knows."""
    api = "def f(): ...\n"
    files = {"sea/pyproject.toml": "", "sea/src/north/buoys/__init__.py": "", "sea/src/north/buoys/api.py": api}
    assert offered(files) == {"north.buoys.api": ["f"]}
    assert offered({"src/north/buoys/__init__.py": "", "src/north/buoys/api.py": api}) == {"buoys.api": ["f"]}


def test_many_stars_in_a_circle_end() -> None:
    """Each module is followed once: a hundred stars that lead back are no hundred to the tenth."""
    stars = "from p._a import *\nfrom p._b import *\nimport x\n" * 100
    stars += "".join(f"from p._a import x as x{number}\n" for number in range(100))
    files = {
        "p/__init__.py": stars,
        "p/m.py": '__all__ = ["none"]\n' + stars,
        "p/_a.py": stars + "from p.m import *\n",
        "p/_b.py": stars + "def f(): ...\n",
    }
    assert offered(files) == {"p": ["f"]}


def test_imports_in_a_circle_end() -> None:
    """Two modules that offer each other's name offer nothing, and do not hang."""
    files = {
        "p/__init__.py": "",
        "p/a.py": 'from p.b import f\n__all__ = ["f"]\n',
        "p/b.py": 'from p.a import f\n__all__ = ["f"]\n',
    }
    assert offered(files) == {}


def test_two_files_of_one_name_are_told_apart_by_their_path() -> None:
    """Scripts in two folders may share a name; the documents do not mix them."""
    assert offered({"a/run.py": "def f(): ...\n", "b/run.py": "def g(): ...\n"}) == {
        "a/run.py": ["f"],
        "b/run.py": ["g"],
    }


def test_an_offered_name_is_that_of_the_import() -> None:
    """What is imported under another name is called by it, with its own parameters."""
    facts = facts_of({"p/__init__.py": "from ._a import f as g\n", "p/_a.py": "async def f(f, *, x=1): ...\n"})
    assert [each.signature for module in facts.modules for each in module.symbols] == ["async g(f, *, x=1)"]
