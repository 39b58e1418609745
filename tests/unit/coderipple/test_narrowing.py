"""Pushes that are judged by the files that they change, and pushes for which every file is read."""

from copy import deepcopy

import pytest
from fakes.narrow_pair import QUIET, NarrowPair
from fakes.phraser import FakePhraser
from fakes.pipeline import MANIFEST
from fakes.tide_project import PLAIN, TABLES, TIDES

# Enough names that the page of capabilities lists modules, so that a signature says nothing there.
MANY = {
    f"src/tides/many/m{number}.py": '"""Many."""\n'
    f'\n\ndef f{number}(a: int) -> int:\n    """Does it."""\n    return a\n'
    + "".join(f'\n\ndef f{number}_{place}():\n    """Is."""\n' for place in range(79))
    for number in range(4)
} | {"src/tides/many/__init__.py": '"""Many."""\n'}
NEW_PARAMETER = {"src/tides/plain.py": PLAIN.replace("nap(hours: int", "nap(hours: int, speed: int = 3")}


@pytest.fixture(scope="module")
def documented() -> NarrowPair:
    """A project that is documented, made once."""
    return NarrowPair(TIDES | MANY)


@pytest.fixture
def pair(documented: NarrowPair) -> NarrowPair:
    """A project that is documented, of a test's own."""
    return deepcopy(documented)


@pytest.mark.parametrize(
    "files",
    [
        NEW_PARAMETER,
        {"src/tides/plain.py": PLAIN.replace("Naps.", "Naps well.")},
        {"src/tides/plain.py": PLAIN.replace("    total = one\n", "")},
        {"src/tides/plain.py": PLAIN + "\n\ndef third() -> int:\n    return 3\n"},
        {"src/tides/many/m1.py": MANY["src/tides/many/m1.py"].replace("Does it.", "Does it now.", 1)},
        {"notes.txt": "Other notes.\n"},
        {"README.md": TIDES["README.md"] + "\nMore of it.\n"},
        {"tests/test_plain.py": TIDES["tests/test_plain.py"] + "\n\nHELP = 3\n"},
        {"pyproject.toml": "# A comment.\n" + TIDES["pyproject.toml"]},
        {"data/new.csv": "1,2\n", "notes.txt": None},
        {"CHANGELOG.md": "# Changes\n\nNew ones.\n"},
        {"src/tides/plain.py": PLAIN.replace("def first", "import json\n\n\ndef first")},
        {"src/tides/plain.py": PLAIN.replace("    return total", "    raise ValueError('no')")},
        {"src/tides/plain.py": PLAIN + "\n\nclass Place:\n    pass\n"},
        NEW_PARAMETER | {"src/tides/many/m1.py": MANY["src/tides/many/m1.py"].replace("a: int", "b: int", 1)},
    ],
)
def test_what_single_modules_say_is_judged_by_their_files(
    pair: NarrowPair, files: dict[str, str | bytes | None]
) -> None:
    """No other file is looked at, and the documents are those of a run that looks at all; so it is the next time."""
    assert not pair.push(files)
    assert not pair.push({"src/tides/many/m2.py": MANY["src/tides/many/m2.py"].replace("a: int", "size: int", 1)})


@pytest.mark.parametrize(
    "files",
    [
        {"src/tides/new.py": "def new() -> None: ..."},
        {"src/tides/plain.py": None},
        {"src/tides/plain.py": PLAIN.replace("Plain", "Simple")},  # the list of modules says it too
        {"src/tides/plain.py": PLAIN.replace("class Thing", "class Other")},  # a command is described by it
        {"src/tides/plain.py": PLAIN.replace("Does the first", "Does, like `quiet`, the first")},
        {"src/tides/plain.py": PLAIN.replace("Thing:", "Thing(Exception):")},
        {"src/tides/tables.py": TABLES + "\n\nclass Oops:\n    pass\n"},  # an exception has that base
        {"src/tides/plain.py": PLAIN.replace("Thing:", "Thing(ABC):")},
        {"src/tides/plain.py": PLAIN.replace("    return total", "    raise LowError('no')")},
        {"src/tides/plain.py": PLAIN.replace("def first", "import tides.tables\n\n\ndef first")},
        {"src/tides/plain.py": PLAIN.replace("def first", "def other")},  # a test shows its use
        {"src/tides/plain.py": "def broken("},
        {"src/tides/_core.py": TIDES["src/tides/_core.py"].replace("day: int,", "day: float,")},  # offered elsewhere
        {"src/tides/__init__.py": TIDES["src/tides/__init__.py"].replace(', "lost"', "")},
        {"src/tides/errors.py": TIDES["src/tides/errors.py"].replace("Any", "Every")},
        {"src/tides/cli.py": TIDES["src/tides/cli.py"].replace("--count", "--number")},
        {"src/tides/cli.py": TIDES["src/tides/cli.py"].replace("TIDES_HOME", "TIDES_HOUSE")},
        {"src/tides/tables.py": TABLES.replace("too low", "far too low")},
        {"src/tides/tables.py": TABLES.replace("def high", "def highest")},
        {"README.md": "# Tides\n\nTells low water.\n"},
        {"CHANGELOG.md": "# History\n\nSome.\n"},
        {"pyproject.toml": TIDES["pyproject.toml"].replace("1.0", "1.1")},
        {"tests/test_plain.py": TIDES["tests/test_plain.py"].replace('"so"', '"thus"')},
        {".coderipple.toml": "[budgets]\ninterface_symbols = 10\n"},
    ],
)
def test_what_others_depend_on_makes_every_file_be_read(pair: NarrowPair, files: dict[str, str | bytes | None]) -> None:
    """Whatever looks at it: another module, another page, a description, an example."""
    assert pair.push(files)


PARTS = {
    "setup.cfg": "[metadata]\nname = tides\ndescription = Tells tides\n",
    "pyproject.toml": TIDES["pyproject.toml"].replace('"1.0"', '"1.0"\ndependencies = ["numpy>=2.5"]'),
    "src/tides/other.py": "\n",  # it names `numpy`
}
STUCK = TIDES["src/tides/errors.py"].rstrip("\n") + "\n"
SETUP = 'from setuptools import setup\n\nsetup(name="tides", version="1.0")\n'


@pytest.mark.parametrize(
    ("start", "files"),
    [
        ({}, {"src/tides/mixed/__init__.py": TIDES["src/tides/mixed/__init__.py"] + "# more\n"}),
        ({}, {"src/tides/plain.py": PLAIN.replace("def copy", "def duplicate")}),  # told with its module
        ({}, {"src/tides/plain.py": PLAIN.replace("def rest", "def pause")}),  # imported under another name
        ({}, {"src/tides/plain.py": PLAIN + "\n\ndef __getattr__(name: str) -> int: ...\n"}),
        ({}, {"src/tides/plain.py": "from posixpath import *\n" + PLAIN}),
        ({}, {"src/tides/other.py": TIDES["src/tides/other.py"].replace("import numpy\n", "")}),
        ({"setup.py": SETUP}, {"setup.py": SETUP.replace("1.0", "1.1")}),
        ({"src/tides/tables.py": TABLES + "\n\ndef low_one(): ...\n"}, {"src/tides/tables.py": TABLES}),
        (
            {
                "src/tides/tests/__init__.py": "from .impl import run_all\n",
                "src/tides/tests/impl.py": "def run_all(): ...\n",
                "src/tides/check.py": '"""Checks with `run_all`."""\n\nfrom tides.tests import run_all\n',
            },
            {"src/tides/tests/__init__.py": "\n"},
        ),
        (
            {
                "src/tides/nested.py": "class Outer:\n    class Inner(Thing):\n        pass\n",
                "src/tides/zed.py": '"""See `Zed.act`."""\n\n\nclass Zed(Outer.Inner):\n    pass\n',
            },
            {"src/tides/nested.py": "class Outer:\n    class Inner(object):\n        pass\n"},
        ),
        ({}, {"examples/demo/pyproject.toml": "[project]\nname = 'demo'\n"}),
        ({}, {"vendor/v.py": "def vendored(): ...\n"}),
        ({".gitattributes": "vendor/** -linguist-vendored\n"}, {"vendor/v.py": "def own(): ...\n"}),
        (
            {"src/tides/z/_net.py": "class Halt(Exception):\n    pass\n"},
            {"src/tides/plain.py": PLAIN + "\n\nclass Halt:\n    pass\n"},
        ),
        (
            {"tests/test_plain.py": TIDES["tests/test_plain.py"].replace('first(1, "c")', 'first(1, "c", 3)')},
            {"tests/test_plain.py": "\n" + TIDES["tests/test_plain.py"].replace('first(1, "c")', 'first(1, "c", 3)')},
        ),
        (
            {
                "setup.cfg": "[metadata]\nversion = 8\n",
                "pyproject.toml": TIDES["pyproject.toml"].replace("1.0", "7"),
                "src/tides/plain.py": PLAIN.replace("Naps.", "Naps now."),
            },
            {"pyproject.toml": TIDES["pyproject.toml"].replace('version = "1.0"\n', "")},
        ),
        (PARTS, {"pyproject.toml": PARTS["pyproject.toml"].replace("2.5", "2.6")}),
        ({}, {f"rows/row_{number}.csv": "1\n" for number in range(51)}),
        ({".coderipple.toml": 'pages_off = ["interfaces"]\n'}, NEW_PARAMETER),  # no section to compare with
        ({".coderipple.toml": "min_quality_score = 76\n"}, NEW_PARAMETER),  # what other pages repeat counts
        ({"src/tides/plain.py": PLAIN + "\n\ndef low_one(): ...\n"}, {"src/tides/plain.py": PLAIN}),
        ({"src/tides/plain.py": PLAIN.replace("Naps.", "Naps with `low.csv`.")}, {"data/low.csv": "1\n"}),
        ({"src/tides/plain.py": PLAIN.replace("Naps.", "Naps in `rows/`.")}, {"rows/one.csv": "1\n"}),
        (
            {"src/tides/plain.py": PLAIN.replace("Naps.", "Naps with `attrs`."), "tests/test_nap.py": "import attrs\n"},
            {"tests/test_nap.py": "\n"},
        ),
        (
            {"src/tides/base.py": "class _Fault(Exception):\n    pass\n\n\nclass Failed(_Fault):\n    pass\n"},
            {"src/tides/plain.py": PLAIN + "\n\nclass _Fault:\n    pass\n"},
        ),
        ({}, {"src/tides/errors.py": f"{STUCK}\n    def __str__(self) -> str:\n        return 'stuck'\n"}),
        ({f"g{n}.py": "# @generated\ndef g(): ...\n" for n in range(5)}, {"g4.py": "# @generated\ndef h(): ...\n"}),
    ],
)
def test_what_others_depend_on_by_detours_makes_every_file_be_read(
    pair: NarrowPair, start: dict[str, str | bytes | None], files: dict[str, str | bytes | None]
) -> None:
    """By what a package passes on, by manifests that are code, by names that only look like the language's own."""
    pair.push(start)
    assert pair.push(files)


def test_a_function_that_moves_to_where_a_test_uses_it_makes_every_file_be_read(pair: NarrowPair) -> None:
    """Its name came here and went there."""
    many, shift = MANY["src/tides/many/m1.py"], '\n\ndef shift(by: int) -> int:\n    """Shifts."""\n    return by\n'
    test = "from tides.plain import shift\n\n\ndef test_shift():\n    assert shift(1) == 1\n"
    pair.push({"src/tides/many/m1.py": many + shift, "tests/test_shift.py": test})
    assert pair.push({"src/tides/many/m1.py": many, "src/tides/plain.py": PLAIN + shift})


def test_a_name_that_becomes_a_text_makes_every_file_be_read(pair: NarrowPair) -> None:
    """An expression may have the one and not the other."""
    named = PLAIN.replace("    total = one", "    speed_limit = one\n    total = speed_limit")
    quiet = {QUIET: TIDES[QUIET].replace("Is quiet.", "Is quiet, `speed_limit * 2`.")}
    pair.push({"src/tides/plain.py": named} | quiet)
    assert pair.push(
        {"src/tides/plain.py": named.replace("speed_limit = one", "x = 'speed_limit'").replace("= s", "= x")}
    )


def test_a_section_that_is_refused_for_good_is_decided_about_each_time(pair: NarrowPair) -> None:
    """No outline is kept of such a state."""
    files: dict[str, str | bytes | None] = {}
    for part in range(4):  # one file of that size is not read
        reads = "".join(f'V{n} = os.environ.get("TIDES_{part}_{n:020000}")\n' for n in range(14))
        files[f"src/tides/table{part}.py"] = f"import os\n\n{reads}"
    pair.push(files)
    assert "TIDES_3_" not in pair.full.text("system/interfaces.md")
    assert pair.push(NEW_PARAMETER)


def test_what_only_an_earlier_commit_imported_proves_nothing(pair: NarrowPair) -> None:
    """Also where the push before that was judged narrowly."""
    plain = PLAIN.replace("def first", "import attrs\n\n\ndef first")
    pair.push({"src/tides/plain.py": plain})
    assert not pair.push({"src/tides/plain.py": PLAIN})
    pair.push({"src/tides/plain.py": PLAIN.replace("Naps.", "Naps without `attrs`.")})


def test_a_word_that_is_told_inside_of_something_longer_counts_for_nothing(pair: NarrowPair) -> None:
    """However many files say it."""
    many = MANY["src/tides/many/m1.py"]
    pair.push({"src/tides/many/m3.py": MANY["src/tides/many/m3.py"].replace("a: int", "naps: int")})
    pair.push({"src/tides/plain.py": PLAIN + "\n\ndef naps() -> None: ...\n"})
    pair.push({"src/tides/many/m1.py": many.replace("Does it.", "Does it like `plain.naps`.", 1)})
    pair.push({"src/tides/plain.py": PLAIN})


def test_a_decision_that_a_person_removed_makes_every_file_be_read(pair: NarrowPair) -> None:
    """The list of decisions and the hub lose it."""
    for each in (pair.narrow, pair.full):
        reason = "Choose naps\n\nBecause long sleeps break the day, we decided to use naps instead of sleeps."
        each.push({"src/tides/plain.py": PLAIN.replace("Naps.", "Naps on.")}, reason)
        assert "decisions/0001-choose-naps.md" in each.documents.files
        each.documents.files = {path: text for path, text in each.documents.files.items() if "/0001-" not in path}
    assert pair.push(NEW_PARAMETER)
    assert not pair.push({"src/tides/plain.py": NEW_PARAMETER["src/tides/plain.py"].replace("Naps.", "Naps well.")})


def test_a_reference_that_comes_to_fold_makes_every_file_be_read(pair: NarrowPair) -> None:
    """Each section moves to another document then."""
    symbols = 4 * 80 + 30
    limit = {".coderipple.toml": f"[budgets]\ninterface_symbols = {symbols}\n"}
    pair.push(limit)
    assert not pair.push(NEW_PARAMETER)
    more = "".join(f"\n\ndef more{number}() -> None: ...\n" for number in range(40))
    assert pair.push({"src/tides/plain.py": NEW_PARAMETER["src/tides/plain.py"] + more})


def test_the_page_of_capabilities_of_a_small_project_makes_every_file_be_read(pair: NarrowPair) -> None:
    """There it lists the names, with their parameters."""
    pair.push(dict.fromkeys(MANY))
    assert not pair.push({"src/tides/plain.py": PLAIN.replace("    total = one\n", "")})
    assert pair.push(NEW_PARAMETER)


@pytest.mark.parametrize("kept", [b"", b"\xc1", b"\x80"])
def test_a_damaged_outline_makes_every_file_be_read(pair: NarrowPair, kept: bytes) -> None:
    """It is a shortcut, and no more."""
    pair.cache.entries["outline ada/tides"] = kept
    assert pair.push(NEW_PARAMETER)


def test_an_outline_of_other_documents_makes_every_file_be_read(pair: NarrowPair) -> None:
    """What is published then is not what it tells of."""
    for each in (pair.narrow, pair.full):
        each.documents.files[MANIFEST] = each.documents.files[MANIFEST].replace(b'"evidence": {}', b'"evidence": { }')
    assert pair.push(NEW_PARAMETER)


def test_a_run_without_an_outline_leaves_one(pair: NarrowPair) -> None:
    """Also where it publishes nothing."""
    del pair.cache.entries["outline ada/tides"]
    assert pair.push({"notes.txt": "Other notes.\n"})
    assert not pair.push(NEW_PARAMETER)


def test_an_edit_that_names_what_the_files_do_not_tell_makes_every_file_be_read(pair: NarrowPair) -> None:
    """Whether it holds only all of them can say."""
    for each in (pair.narrow, pair.full):
        each.edit("system/interfaces/tides.md", "Naps", "Naps like `quiet`")
    assert pair.push(NEW_PARAMETER)


def test_where_a_model_writes_every_file_is_read(pair: NarrowPair) -> None:
    """What it says may name anything."""
    pair.narrow.phraser = FakePhraser("Acts.")
    pair.full.phraser = FakePhraser("Acts.")
    assert pair.push(NEW_PARAMETER)


def test_a_dry_run_keeps_nothing(pair: NarrowPair) -> None:
    """The documents are still those of before."""
    kept = dict(pair.cache.entries)
    pair.narrow.commit(NEW_PARAMETER)
    pair.narrow.run(dry_run=True)
    assert pair.cache.entries["outline ada/tides"] == kept["outline ada/tides"]
