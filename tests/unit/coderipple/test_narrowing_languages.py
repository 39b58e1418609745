"""Pushes in languages beside Python that are judged by the changed files and their modules, and those that are not."""

from copy import deepcopy
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version

import pytest
from coderipple.analysis.languages import reading
from coderipple.documents import Manifest
from coderipple.outline import Outline
from coderipple.published_state import manifest_digest
from fakes.narrow_pair import QUIET, NarrowPair
from fakes.pipeline import MANIFEST
from fakes.tide_languages import PROJECTS
from fakes.tide_project import TIDES
from msgspec.msgpack import decode, encode

type Files = dict[str, str | bytes | None]

TABLE = {
    "Go": "table.go",
    "Java": "src/main/java/org/tides/Table.java",
    "Rust": "src/table.rs",
    "Ruby": "lib/tides/table.rb",
    "TypeScript": "src/table.ts",
    "JavaScript": "tables/high.js",
}
TEST = {
    "Go": "table_test.go",
    "Java": "src/test/java/org/tides/TableTest.java",
    "Rust": "tests/low.rs",
    "Ruby": "spec/table_spec.rb",
    "TypeScript": "test/table.test.ts",
    "JavaScript": "test/high.js",
}


@pytest.fixture(scope="module")
def documented() -> dict[str, NarrowPair]:
    """The projects, documented once."""
    return {language: NarrowPair(files | {QUIET: TIDES[QUIET]}) for language, files in PROJECTS.items()}


def edited(language: str, path: str, old: str, new: str) -> Files:
    """Returns a file of a project with one change."""
    assert old in PROJECTS[language][path]
    return {path: PROJECTS[language][path].replace(old, new)}


def pushed(documented: dict[str, NarrowPair], language: str, *pushes: Files) -> bool:
    """Pushes to a copy of a project, and tells whether every file was read for the last."""
    pair = deepcopy(documented[language])
    return [pair.push(each) for each in pushes][-1]


@pytest.mark.parametrize("language", PROJECTS)
def test_a_body_is_judged_by_its_file(documented: dict[str, NarrowPair], language: str) -> None:
    """Also where lines move, and so is what changes next."""
    path = TABLE[language]
    moved = PROJECTS[language][path].replace("total", "whole")
    mark = "#" if language == "Ruby" else "//"
    start = "" if language == "Java" else f"{mark} Nothing that is said.\n\n"
    again = {path: start + moved.replace("whole", "amount")}
    assert not pushed(documented, language, {path: moved})
    assert not pushed(documented, language, {path: moved}, again)


@pytest.mark.parametrize(
    ("language", "path", "old", "new"),
    [
        ("Go", "place.go", "Near(other Place)", "Near(other Place, deep bool)"),
        ("Go", "place.go", "Low(hour int)", "Low(hour int, deep bool)"),  # of a type that another file defines
        ("Go", "table.go", "tells high water", "tells the high water"),
        ("Go", "table.go", "// High tells", "// Higher is new.\nfunc Higher() int { return 1 }\n\n// High tells"),
        ("Go", "table.go", '"fmt"', '"fmt"\n\t"strings"'),
        ("Go", "place.go", "Near tells", "Near surely tells"),
        ("Go", "internal/deep/deep.go", "place string", "place, other string"),
        ("Rust", "src/table.rs", "pub day: u32", "pub day: u64"),
        ("Rust", "src/table.rs", "Tells high water", "Tells the high water"),
        ("Rust", "src/moon.rs", "pub fn turn(&self)", "pub fn turn(&self, by: u32)"),
        ("Rust", "src/lib.rs", "Makes a tide", "Makes tides"),
        ("Ruby", "lib/tides/table.rb", "attr_reader", "attr_accessor"),
        ("Ruby", "lib/tides/moon.rb", "def turn", "def turn(by)"),
        ("TypeScript", "src/table.ts", "deep = false", "deep = true"),
        ("TypeScript", "src/table.ts", "Tells high water", "Tells the high water"),
        ("TypeScript", "src/utils/sum.ts", "Adds like", "Adds well like"),
        ("TypeScript", "src/index.ts", "LIMIT = 3", "LIMIT = 4"),
        ("TypeScript", "src/errors.ts", "export class", "// It is one.\nexport class"),
        ("JavaScript", "tables/high.js", "function (hour)", "function (hour, deep)"),
        ("JavaScript", "tables/low.mjs", "hour => hour", "(hour, day) => hour"),
        ("Java", "src/main/java/org/tides/Table.java", "import java.util.List", "import java.util.Set"),
    ],
)
def test_a_module_is_judged_by_the_files_that_make_it(
    documented: dict[str, NarrowPair], language: str, path: str, old: str, new: str
) -> None:
    """What they define, say of it and import of others."""
    assert not pushed(documented, language, edited(language, path, old, new))


@pytest.mark.parametrize("language", PROJECTS)
def test_a_test_that_shows_the_same_is_judged_by_its_file(documented: dict[str, NarrowPair], language: str) -> None:
    """Wherever it stands in it."""
    mark = "#" if language == "Ruby" else "//"
    assert not pushed(documented, language, {TEST[language]: f"{mark} More.\n{PROJECTS[language][TEST[language]]}"})


@pytest.mark.parametrize(
    ("language", "path", "old", "new"),
    [
        ("Go", "example_test.go", "Low(3)", "Low(4)"),
        ("Java", TEST["Java"], "high(3)", "high(4)"),
        ("Rust", "tests/low.rs", "phase(2)", "phase(3)"),
        ("Rust", "src/lib.rs", "/// low(3);", "/// low(4);"),
        ("Rust", "examples/first.rs", "low(4)", "low(5)"),
        ("TypeScript", TEST["TypeScript"], "ebb(3)", "ebb(4)"),
        ("TypeScript", "examples/first.ts", "ebb(4)", "ebb(5)"),
        ("Go", "table.go", "package tides", "package other"),
        ("Go", "doc.go", "tells high", "tells low"),
        ("Go", "cmd/tides/main.go", "TIDES_HOME", "TIDES_HOUSE"),
        ("Go", "cmd/tides/main.go", "How many", "How much"),
        ("Go", "place.go", "no water", "too little water"),
        ("Go", "place.go", "// ErrDry", '// ErrWet is met.\nvar ErrWet = errors.New("wet")\n\n// ErrDry'),
        ("Go", "place.go", "is met far out", "is met out there"),
        ("Go", "place.go", "errors.New", "fmt.Errorf"),
        ("Go", "table.go", "High(", "Higher("),  # a description names it
        ("Go", "internal/deep/deep.go", "Deep(place string)", "Deep(place string, sink int)"),  # so it does this
        ("Go", "table.go", "see `Place`", "see `Place` and `Phases`"),
        ("Go", "table.go", '\t"example.com/tides/moon"\n', ""),
        ("Java", TABLE["Java"], "hour) throws", "hour, int day) throws"),  # the page of capabilities lists it
        ("Java", "src/main/java/org/tides/moon/Moon.java", "int turn", "int spin"),  # only tests can use it
        ("Java", "src/main/java/org/tides/moon/Moon.java", "extends Body", "extends Thing"),
        ("Java", "src/main/java/org/tides/DryException.java", " extends Exception", ""),
        ("Java", TABLE["Java"], "import org.tides.moon.Moon;", ""),
        ("Rust", "src/lib.rs", "TideError as Lost", "TideError as Gone"),
        ("Rust", "src/lib.rs", "mod table;", "pub mod table;"),
        ("Rust", "src/moon.rs", "use crate::table::Table;", ""),
        ("Rust", "src/moon.rs", "//! Phases", "//! All phases"),
        ("Ruby", "lib/tides/table.rb", "def high", "def higher"),
        ("Ruby", "lib/tides.rb", 'require "tides/table"\n', ""),
        ("TypeScript", "src/index.ts", "low as ebb", "low as flow"),
        ("TypeScript", "src/table.ts", "export function low", "function low"),
        ("TypeScript", "src/table.ts", "class Table", "class Tables"),
        ("TypeScript", "src/errors.ts", " extends Error", ""),
        ("TypeScript", "src/table.ts", "import {phase} from './moon.js';\n", ""),
        ("TypeScript", "src/index.ts", "Tells high", "Tells low"),
        ("JavaScript", "tables/all.js", "export * from './low.mjs';\n", ""),
        ("JavaScript", "tables/high.js", "'../moon'", "'./moon'"),
    ],
)
def test_what_others_depend_on_makes_every_file_be_read(
    documented: dict[str, NarrowPair], language: str, path: str, old: str, new: str
) -> None:
    """Another module, another page, a description, an example, tests."""
    assert pushed(documented, language, edited(language, path, old, new))


ERRORS = "export class DryError extends Error {}\nexport class WetError extends Error {}\n"
GONE = PROJECTS["Go"]["table.go"].replace("see `Place`", "see `gone`")
CLASS = "export class WetError extends Error {}\n"
SPACE: Files = {
    "src/table.ts": CLASS,
    "src/index.ts": "export * as sea from './table.js';\nexport * from './table.js';\n",
}
SLIP = "export function fresh(a: number): { {\n}\n"  # in its head, so that nobody knows what it is
OTHER = "import {A} from '../src/a.js';"
WATER = "/** Is wet. */\nexport class Water {}\n"
ALIAS: Files = {"src/water.ts": WATER, "src/index.ts": "export {Water as DryError} from './water.js';\n"}
FRESH = edited("Rust", "src/lib.rs", "{Table, TideError as Lost}", "{Table, Fresh as TideError}")
MATCHED = edited("TypeScript", "package.json", '"./moon": "./dist/moon.js"', '"./x/*": "./dist/*.js"')
EXTRA = "package extra\n\n// Extra is more.\nfunc Extra() int { return 1 }\n"
VALUES = 'package tides\n\nimport "errors"\n\nvar ErrA = errors.New("a b")\nvar ErrB = errors.New("b c")\n'
NAMED_SCRIPT: Files = {
    "package.json": '{"name": "tides", "exports": {".": "./build/all.js", "./benchmarks": "./benchmarks.js"}}',
    "lib/benchmarks.js": "/** Measures. */\nexport const time = 1;\n",
}
BUNDLE: Files = {
    "package.json": '{"name": "tides.test", "exports": {".": "./dist/bundle.js"}}',
    "lib/index.js": "/** Tests tides. */\nexport const time = 1;\n",
}
PYTHON = {
    "pyproject.toml": '[project]\nname = "tides"\nversion = "1"\n',
    "python/tides/__init__.py": '"""Tides."""\n\n\ndef flow() -> None:\n    """Flows."""\n',
}


@pytest.mark.parametrize(
    ("language", "start", "files"),
    [
        ("TypeScript", {"src/errors.ts": ERRORS}, {"src/errors.ts": ERRORS.replace("}\n", "} ")}),  # one place for both
        ("TypeScript", SPACE, {"src/table.ts": f"// First.\n{CLASS}"}),  # the place of the whole file
        ("TypeScript", ALIAS, {"src/water.ts": WATER.replace("wet", "very wet")}),  # offered as an exception is called
        ("Rust", FRESH, {"src/table.rs": f"{PROJECTS['Rust']['src/table.rs']}\npub struct Fresh;\n"}),
        ("Go", {"table.go": GONE}, edited("Go", "place.go", "is met at low water", "is met at `gone`")),
        ("Go", {"table.go": GONE}, edited("Go", "place.go", "tells low water", "tells low water at `gone`")),
        ("Go", {"extra/extra.go": EXTRA}, {"extra/extra.go": EXTRA.replace("Extra()", "extra()")}),  # no module is left
        ("Go", {"wet.go": VALUES}, {"wet.go": VALUES.replace(")\nvar", "); var")}),  # of one place, too
        ("JavaScript", NAMED_SCRIPT, {"benchmarks/index.js": "export const one = 1;\n"}),  # that is the entry then
        ("JavaScript", BUNDLE, {"src/tides.test.js": "export const one = 1;\n"}),  # as a source called like its package
        ("Rust", PYTHON, edited("Rust", "src/lib.rs", "Makes a tide", "Makes tides")),  # two modules of one name
        ("Rust", PYTHON, {"python/tides/__init__.py": PYTHON["python/tides/__init__.py"].replace("Flows", "Flies")}),
        ("Go", {}, {"table.go": "\0"}),
        ("Go", {}, {"more_test.go": PROJECTS["Go"]["example_test.go"].replace("_Low", "_Low_more")}),
        ("Go", {}, {"example_test.go": None}),
        ("Go", {}, {"deep.go": "package tides\n"}),
        ("Go", {}, {"vendor/a.go": "package a\n"}),  # a warning counts it
        ("Go", {}, {"benchmarks/a.go": "package a\n\nfunc Place() {}\n"}),  # a description names that
        ("Java", {}, {"benchmarks/A.java": "package a;\n\npublic class A { int near; }\n"}),  # tests may not use that
        ("TypeScript", {}, {"examples/second.ts": "import {ebb} from 'tides';\n\nebb(5);\n"}),
        ("TypeScript", {}, {"test/index.ts": "export const one = 1;\n"}),  # nobody knows whether an entry is meant
        ("TypeScript", {}, {"test/moon.d.ts": "export const one = 1;\n"}),
        ("Go", {}, {"table.go": "// Code generated by hand. DO NOT EDIT.\n\n" + PROJECTS["Go"]["table.go"]}),
        ("JavaScript", {}, edited("JavaScript", "moon.js", "module.exports = {phase}", "module.exports = phase")),
        ("TypeScript", MATCHED, edited("TypeScript", "src/moon.ts", "/** Te", "import {A} from './a';\n/** Te")),
        ("TypeScript", MATCHED, edited("TypeScript", TEST["TypeScript"], "test('adds", f"{OTHER}\ntest('adds")),
        ("TypeScript", MATCHED, {"src/more.test.ts": "export const one = 1;\n"}),
        ("TypeScript", {"src/errors.ts": f"{ERRORS}{SLIP}"}, {"src/errors.ts": f"{ERRORS}{SLIP.replace('{ {', '{')}"}),
        ("TypeScript", {}, {"examples/first.ts": "import {ebb} from 'tides';\n\nebb(5);\n", "src/errors.ts": None}),
    ],
)
def test_what_others_depend_on_by_detours_makes_every_file_be_read(
    documented: dict[str, NarrowPair], language: str, start: Files, files: Files
) -> None:
    """By places, by warnings, by names that several modules have, by what could not be read."""
    assert pushed(documented, language, start, files)


def test_a_description_that_is_struck_stays_so(documented: dict[str, NarrowPair]) -> None:
    """With the same warning, also where its file changes."""
    moved = GONE.replace("total", "whole")
    assert not pushed(documented, "Go", {"table.go": GONE}, {"table.go": moved}, {"table.go": "// A.\n\n" + moved})
    assert not pushed(documented, "Go", {"table.go": GONE}, {"table.go": GONE.replace("is the highest", "is highest")})


@pytest.mark.parametrize(
    ("language", "files"),
    [
        ("Go", {"more_test.go": "package tides\n\nfunc TestMore() {}\n"}),
        ("Go", {"table_test.go": None}),
        ("Go", {"testdata/a.go": "package a\n"}),
        ("Java", {"src/test/java/org/tides/MoreTest.java": "package org.tides;\n\nclass MoreTest {}\n"}),
        ("Rust", {"tests/more.rs": "fn more() {}\n"}),
        ("Ruby", {"spec/table_spec.rb": None}),
        ("Go", {"benchmarks/a.go": "package a\n\nfunc A() {}\n"}),
        ("TypeScript", {"eslint.config.js": "export default {a: 1};\n"}),
        ("TypeScript", {"examples/second.ts": "const a = 1;\n"}),
        ("TypeScript", {"test/more.test.ts": "import {Table} from '../src/index.js';\n"}),
    ],
)
def test_a_test_or_tool_that_shows_nothing_may_come_or_go(
    documented: dict[str, NarrowPair], language: str, files: Files
) -> None:
    """And what is not read; the next pushes are judged by their files, too."""
    edit = {TABLE[language]: PROJECTS[language][TABLE[language]].replace("total", "whole")}
    assert not pushed(documented, language, files)
    more: Files = {path: f"{text}\n" for path, text in files.items() if text is not None}
    assert not pushed(documented, language, files, edit, more, dict.fromkeys(more))


@pytest.mark.parametrize(
    ("language", "path", "old", "new"),
    [
        ("Go", "go.mod", "v1.2.0", "v1.3.0"),
        ("Rust", "Cargo.toml", 'water = "1.0"', 'water = "1.1"'),
        ("TypeScript", "package.json", "^1.0.0", "^2.0.0"),
        ("TypeScript", "package.json", '"version": "1.0.0"', '"version": "1.1.0"'),
    ],
)
def test_a_version_is_judged_by_its_manifest(
    documented: dict[str, NarrowPair], language: str, path: str, old: str, new: str
) -> None:
    """Which the pages leave it to; so is the next one."""
    first = edited(language, path, old, new)
    assert not pushed(documented, language, first)
    assert not pushed(documented, language, first, {path: first[path] + "\n"})


@pytest.mark.parametrize(
    ("language", "path", "old", "new"),
    [
        ("Go", "go.mod", "water v1", "waters v1"),
        ("Go", "go.mod", "go 1.22", "go 1.23"),
        ("Rust", "Cargo.toml", 'version = "0.1.0"\n', ""),
        ("TypeScript", "package.json", "dist/moon.js", "dist/errors.js"),
        ("TypeScript", "package.json", "vitest", "jest"),
    ],
)
def test_what_pages_say_of_a_manifest_makes_every_file_be_read(
    documented: dict[str, NarrowPair], language: str, path: str, old: str, new: str
) -> None:
    """And what uses may import, what modules are called, what another manifest completes."""
    assert pushed(documented, language, edited(language, path, old, new))


def test_a_version_that_is_told_makes_every_file_be_read(documented: dict[str, NarrowPair]) -> None:
    """It is not true any more."""
    told = edited("Go", "table.go", "see `Place`", "see `example.com/water v1.2.0`")
    assert pushed(documented, "Go", told, edited("Go", "go.mod", "v1.2.0", "v1.3.0"))


def test_a_tool_that_came_is_known_from_then_on(documented: dict[str, NarrowPair]) -> None:
    """Also where documents were written in the meantime."""
    came = edited("Go", "table.go", "tells high water", "tells the high water") | {"benchmarks/a.go": "package a\n"}
    assert not pushed(documented, "Go", came, {"benchmarks/a.go": "package a\n\nfunc A() {}\n"})


def test_a_file_that_an_import_may_mean_instead_of_another_makes_every_file_be_read() -> None:
    """Though neither offers anything."""
    pair = NarrowPair(PROJECTS["TypeScript"] | {QUIET: TIDES[QUIET], "src/a.config/index.ts": "\n"})
    assert pair.push({"src/a.config.ts": "\n"})


@pytest.mark.parametrize("path", ["vendor/a.go", "testdata/a.go"])
def test_a_file_that_is_not_read_changes_nothing(path: str) -> None:
    """Whatever it says."""
    pair = NarrowPair(PROJECTS["Go"] | {QUIET: TIDES[QUIET], path: "package a\n\nfunc A() {}\n"})
    assert not pair.push({path: "package a\n\nfunc B() {}\n"})


def test_a_grammar_that_is_installed_makes_every_file_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be read before is documented then, whatever a push changes."""

    def without_go(package: str) -> str:
        if package == "tree-sitter-go":
            raise PackageNotFoundError
        return version(package)

    with monkeypatch.context() as patch:
        patch.setattr(reading, "version", without_go)
        reading.grammar_version.cache_clear()
        pair = NarrowPair(TIDES | {path: PROJECTS["Go"][path] for path in ("go.mod", "moon/moon.go")})
    reading.grammar_version.cache_clear()
    assert pair.push({"notes.txt": "Other notes.\n"})
    assert "Phase" in pair.full.text("system/interfaces.md")


def test_a_section_of_other_facts_makes_every_file_be_read(documented: dict[str, NarrowPair]) -> None:
    """What the files of a module give has to be what stands there."""
    pair = deepcopy(documented["Go"])
    for each in (pair.narrow, pair.full):
        manifest = Manifest.from_bytes(each.documents.files[MANIFEST])
        assert manifest is not None
        key = "interfaces/example.com/tides"
        other = {key: replace(manifest.sections[key], facts_hash="0" * 64)}
        each.documents.files[MANIFEST] = replace(manifest, sections={**manifest.sections, **other}).to_bytes()
    outline = decode(pair.cache.entries["outline ada/tides"], type=Outline)
    outline = replace(outline, manifest=manifest_digest(pair.narrow.documents.files[MANIFEST]))
    pair.cache.entries["outline ada/tides"] = encode(outline)
    assert pair.push(edited("Go", "table.go", "tells high water", "tells the high water"))
