"""What differs between two commits in what users can see, in words."""

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
        ("def f(a, b): ...", "def f(b, a): ...", ["the signature of `f` changed"]),
        ("def f(a): ...", "def f(a=1) -> int: ...", ["the signature of `f` changed"]),
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
    assert details(before, after) == ["`f` moved to p/_b.py"]


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
        ("", 'os.environ["A"]', ["variable `A` is new"]),
        ('os.environ["A"]', "", ["variable `A` is gone"]),
        ('os.environ["A"]', 'os.environ.get("A", 1)', ["variable `A` has another default or place"]),
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
        (PROJECT, PROJECT + 'description = "x"\n', []),
        (PROJECT, PROJECT + 'scripts.t = "t:t"\n', ["project `tides` is installed or started differently"]),
        (PROJECT, PROJECT + 'dependencies = ["x"]\n', ["project `tides` is installed or started differently"]),
    ],
)
def test_projects(before: str | None, after: str | None, expected: list[str]) -> None:
    """Only what changes how a project is installed or started counts."""
    old, new = ({"pyproject.toml": each} if each else {} for each in (before, after))
    assert details(old, new) == expected


def test_a_change_names_its_kind_and_place() -> None:
    """The change of a symbol knows its module; the kind tells added, removed and changed apart."""
    changes = compare_surfaces(
        facts_of({"m.py": "def f(): ...\ndef g(): ...\n"}), facts_of({"m.py": "def g(x): ...\ndef h(): ...\n"})
    )
    assert [(each.subject, each.kind, each.name, each.module) for each in changes] == [
        (Subject.SYMBOL, ChangeKind.REMOVED, "f", "m"),
        (Subject.SYMBOL, ChangeKind.CHANGED, "g", "m"),
        (Subject.SYMBOL, ChangeKind.ADDED, "h", "m"),
    ]
