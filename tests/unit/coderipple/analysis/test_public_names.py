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
    """Classes and functions without a leading underscore, imports left out."""
    assert offered({"m.py": "from os import path\n\ndef f(): ...\nclass A: ...\ndef _g(): ...\nX = 1\n"}) == {
        "m": ["f", "A"]
    }


def test_all_decides() -> None:
    """`__all__` names what is offered, private names and imported ones too, in its order."""
    files = {
        "p/__init__.py": 'from p.a import f as g, _h\nfrom .b import *\n__all__ = ["star", "_h", "g", "none", "X"]\n',
        "p/a.py": "def f(): ...\ndef _h(): ...\n",
        "p/b.py": "def star(): ...\n",
    }
    assert offered(files)["p"] == ["star", "_h", "f"]


def test_a_package_offers_what_it_imports_from_its_private_modules() -> None:
    """Without `__all__` that is how a package says what is public; names of others stay theirs."""
    files = {
        "p/__init__.py": "from p._a import f, _g\nfrom p.b import h\nfrom _thread import x\nfrom ._c import A as B\n",
        "p/_a.py": "def f(): ...\ndef _g(): ...\n",
        "p/b.py": "def h(): ...\n",
        "p/_c.py": "class A:\n    def m(self): ...\n",
    }
    assert offered(files) == {"p": ["f", "A", "A.m"], "p.b": ["h"]}


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
