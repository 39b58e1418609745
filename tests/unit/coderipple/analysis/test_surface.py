"""What differs between two commits in what users can see, in words."""

from unittest.mock import ANY

import pytest
from coderipple.analysis import compare_surfaces
from coderipple.values import ChangeKind, Subject
from fakes.facts import facts_of

PROJECT = '[project]\nname = "tides"\n'


def details(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """Returns the differences in words."""
    return [each.detail for each in compare_surfaces(facts_of(before), facts_of(after))]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("def f(a): ...", "def f(a): ...", []),
        ("def f(a): ...", "\n\n# moved\ndef f(a): pass", []),
        ("", "def f(): ...", ["`f` is new"]),
        ("def f(): ...", "", ["`f` is gone"]),
        ("def f(a): ...", "def f(a, b, *, c): ...", ["`f` gained `b`, `c`"]),
        ("def f(a, b): ...", "def f(c): ...", ["`f` gained `c`", "`f` lost `a`, `b`"]),
        ("def f(a, b): ...", "def f(b, a): ...", ["the parameters of `f` have another order"]),
        (
            "def f(a): ...",
            "def f(a=1) -> int: ...",
            ["`a` of `f` has the default `1` now, it was nothing", "`f` gives `int` now, it was nothing"],
        ),
        ("def f(): 'One.'", "def g(): 'One.'", ["`f` is called `g` now"]),
        ("def f(): 'What f does.'", "def g(): 'What g does.'", ["`f` is called `g` now"]),
        ("def f(a): ...", "def g(a): ...", ["`f` is gone", "`g` is new"]),
        ("def f(): 'One.'\ndef g(): 'One.'", "def h(): 'One.'", ["`f` is gone", "`g` is gone", "`h` is new"]),
        ("LIMIT = 1", "LIMIT = 2", ["`LIMIT` is `LIMIT = 2` now, it was `LIMIT = 1`"]),
        ("def f(): 'One.'", "def f(): 'Two.'", ["the description of `f` changed"]),
        ("def f(): ...\ndef g(): ...", "def g(): ...\ndef f(): ...", ["`m` is described or ordered differently"]),
        ("'Old.'\ndef f(): ...", "'New.'\ndef f(): ...", ["`m` is described or ordered differently"]),
        ("class A:\n def m(self): ...", "class A:\n def n(self): ...", ["`A.m` is gone", "`A.n` is new"]),
        ("def _f(a): ...", "def _f(b): ...", []),
    ],
)
def test_symbols(before: str, after: str, expected: list[str]) -> None:
    """Each visible difference of a module has its words, and an invisible one has none."""
    assert details({"m.py": before}, {"m.py": after}) == expected


def test_a_symbol_that_moves_behind_its_import_is_said() -> None:
    """A package whose function comes from another file now shows another place."""
    package = 'from p._a import f\n__all__ = ["f"]\n'
    before = {"p/__init__.py": package, "p/_a.py": "def f(): ...\n"}
    after = {"p/__init__.py": package.replace("_a", "_b"), "p/_b.py": "def f(): ...\n"}
    assert details(before, after)[0] == "`f` moved to p/_b.py"


def test_imports_are_compared() -> None:
    """What a module of the repository imports of another, by name, public or not."""
    before = {"p/__init__.py": "", "p/_a.py": "from p import _b\n", "p/_b.py": "", "p/_c.py": ""}
    after = {**before, "p/_a.py": "import os\nfrom . import _c\n"}
    assert details(before, after) == ["`p._a` imports `p._c` now", "`p._a` imports `p._b` no longer"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", 'parser.add_argument("--x")', ["option `--x` is new"]),
        ('parser.add_argument("--x")', "", ["option `--x` is gone"]),
        (
            'parser.add_argument("--x")',
            'parser.add_argument("--x", help="Help")',
            ["option `--x` is described differently"],
        ),
        (
            'parser.add_argument("--x", help="Jobs.")',
            'parser.add_argument("--y", help="Jobs.")',
            ["option `--x` is called `--y` now"],
        ),
        ("", 'os.environ["A"]', ["variable `A` is new"]),
        ('os.environ["A"]', "", ["variable `A` is gone"]),
        ('os.environ["A"]', 'os.environ.get("A", 1)', ["variable `A` has the default `1` now, it was nothing"]),
    ],
)
def test_options_and_variables(before: str, after: str, expected: list[str]) -> None:
    """What starts and configures a program is compared by name."""
    assert details({"m.py": before}, {"m.py": after}) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, PROJECT, ["project `tides` is new"]),
        (PROJECT, None, ["project `tides` is gone"]),
        (PROJECT, PROJECT, []),
        (PROJECT, PROJECT + 'scripts.t = "t:t"\n', ["command `t` is new"]),
        (PROJECT, PROJECT + 'dependencies = ["x"]\n', ["project `tides` requires `x` now"]),
    ],
)
def test_projects(before: str | None, after: str | None, expected: list[str]) -> None:
    """What changes in how a project is installed or started is said; see `test_project_changes` for the details."""
    old, new = ({"pyproject.toml": each} if each else {} for each in (before, after))
    assert details(old, new) == expected


def test_a_change_names_its_kind_and_place() -> None:
    """The change of a symbol knows its module; the kind tells added, removed and changed apart."""
    changes = compare_surfaces(
        facts_of({"m.py": "def f(): ...\ndef g(): ...\n"}), facts_of({"m.py": "def g(x): ...\ndef h(): ...\n"})
    )
    assert [(each.subject, each.kind, each.name, each.module, each.evidence) for each in changes] == [
        (Subject.SYMBOL, ChangeKind.REMOVED, "f", "m", ANY),
        (Subject.SYMBOL, ChangeKind.CHANGED, "g", "m", ANY),
        (Subject.SYMBOL, ChangeKind.ADDED, "h", "m", ANY),
    ]
    assert [each.evidence.first_line for each in changes if each.evidence] == [1, 1, 2]
