"""The check of documents that people wrote, on a repository in memory."""

from collections.abc import Mapping

import pytest
from coderipple.check_flow import CheckReport, check_documents
from coderipple.config import get_config
from coderipple.documents import Manifest
from coderipple.errors import UnknownRevisionError
from coderipple.values import Push
from coderipple.wiring import Ports
from fakes.clock import FakeClock
from fakes.documents import FakeDocumentStore
from fakes.repository import FakeRepository

TABLES = '''\
"""Tide tables."""
import os
import argparse

HARBOUR = os.environ.get("TIDES_HARBOUR", "Hull")


def read_tables(path: str) -> float:
    """Reads the tables."""
    return 1.0


def main() -> None:
    """Starts."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--time-zone", help="Zone of the times.")
    parser.parse_args()
'''
PYPROJECT = '[project]\nname = "tides"\nversion = "1"\nscripts.tides = "tides.tables:main"\n'


def checked(
    readme: str, change: Mapping[str, str | None], *, path: str = "README.md", start: Mapping[str, str] | None = None
) -> CheckReport:
    """Commits a package with a document, then a change, and checks the second commit against the first."""
    repository = FakeRepository()
    first = {"tides/__init__.py": "", "tides/tables.py": TABLES, "pyproject.toml": PYPROJECT, path: readme}
    base = repository.commit("Start", first | dict(start or {}))
    repository.commit("Change", change)
    return check_documents(Push(repository="ada/tides", head="HEAD", base=base), get_config({}), ports(repository))


def ports(repository: FakeRepository) -> Ports:
    """The world, with documents that nobody may write."""
    return Ports(repository=repository, documents=FakeDocumentStore(), clock=FakeClock())


def renamed(old: str, new: str) -> Mapping[str, str | None]:
    """The module with one name changed."""
    return {"tides/tables.py": TABLES.replace(old, new)}


@pytest.mark.parametrize(
    ("readme", "old", "new", "text"),
    [
        ("Call `read_tables(path)`.", "read_tables", "load_tables", "read_tables"),
        ("x\n\n```python\nfrom tides.tables import read_tables\n```", "read_tables", "load_tables", "tides.tables"),
        ("```console\n$ tides --time-zone UTC\n```", "--time-zone", "--zone", "--time-zone"),
        ("Give `--time-zone`.", "--time-zone", "--zone", "--time-zone"),
        ("| a |\n|---|\n| `TIDES_HARBOUR` |", "TIDES_HARBOUR", "TIDES_PORT", "TIDES_HARBOUR"),
    ],
    ids=["span", "import", "command line", "option", "variable"],
)
def test_what_is_gone_is_found(readme: str, old: str, new: str, text: str) -> None:
    """Wherever code stands in a document."""
    (finding,) = checked(readme, renamed(old, new)).findings
    assert finding.path == "README.md"
    assert finding.text.startswith(text)
    assert finding.level == "warning"


def test_the_new_name_is_told() -> None:
    """A symbol and an option that only have another name."""
    report = checked("Call `read_tables`.", renamed("read_tables", "load_tables"))
    assert report.findings[0].reason == "`read_tables` was a function and is gone; `load_tables` is new in its place"
    report = checked("Give `--time-zone`.", renamed("--time-zone", "--zone"))
    assert report.findings[0].reason.endswith("`--zone` is new in its place")


def test_a_link_to_a_file_that_moved_is_found() -> None:
    """With the path that the file has now."""
    readme = "# Tides\n\n[tables](tides/tables.py)"
    report = checked(readme, {"tides/tables.py": None, "tides/charts.py": TABLES})
    assert [(each.line, each.text) for each in report.findings] == [(3, "tides/tables.py")]
    assert "tides/charts.py" in report.findings[0].reason


@pytest.mark.parametrize(
    "readme",
    [
        "read_tables in prose is no code.",
        "`read_tables` was renamed.",
        "# Changelog\n\n- `read_tables`",
        "```python\ndef read_tables():\n    ...\n```",
        "```python\nfrom other import read_tables\n```",
        "```console\n$ git log --time-zone\n```",
    ],
)
def test_what_does_not_claim_it_is_left_alone(readme: str) -> None:
    """Prose, text about the past, other people's names."""
    change = TABLES.replace("read_tables", "load_tables").replace("--time-zone", "--zone")
    assert checked(readme, {"tides/tables.py": change}).findings == ()


def test_a_name_that_is_somewhere_in_the_sources_is_not_gone() -> None:
    """Be it in a script that is no Python."""
    change = {**renamed("read_tables", "load_tables"), "run.sh": "call read_tables\n"}
    assert checked("`read_tables`", change).findings == ()


@pytest.mark.parametrize("path", ["CHANGELOG.md", "docs/migration.md", "coderipple/README.md", "docs/adr/0001-x.md"])
def test_documents_about_the_past_and_our_own_are_not_checked(path: str) -> None:
    """They may name whatever they want."""
    assert checked("`read_tables`", renamed("read_tables", "load_tables"), path=path).documents == ()


def test_a_page_below_docs_is_checked() -> None:
    """A README is not the only document."""
    report = checked("`read_tables`", renamed("read_tables", "load_tables"), path="docs/guide/use.md")
    assert [each.path for each in report.findings] == ["docs/guide/use.md"]


def test_without_a_base_the_manifest_tells_it_or_the_first_parent() -> None:
    """The first commit has none."""
    repository = FakeRepository()
    push = Push(repository="ada/tides", head="HEAD")
    first = repository.commit("Start", {"tides.py": TABLES, "README.md": "`read_tables`"})
    assert check_documents(push, get_config({}), ports(repository)).base is None
    second = repository.commit("Change", {"tides.py": ""})
    assert check_documents(push, get_config({}), ports(repository)).base == first
    manifest = Manifest(commit=first).to_bytes()
    repository.commit("Document", {"coderipple/.coderipple.json": manifest})
    report = check_documents(push, get_config({}), ports(repository))
    assert report.base == first != second
    assert [each.text for each in report.findings] == ["read_tables"]
    assert report.as_dict()["base"] == first


def test_an_unknown_base_is_an_error() -> None:
    """It names the revision."""
    repository = FakeRepository()
    repository.commit("Start", {"README.md": "x"})
    with pytest.raises(UnknownRevisionError, match="v9"):
        check_documents(Push(repository="x", head="HEAD", base="v9"), get_config({}), ports(repository))


def test_restructured_text_is_checked() -> None:
    """A README of Sphinx's kind, roles and directives too."""
    readme = "Tides\n=====\n\nCall :func:`~tides.tables.read_tables`.\n\n.. autofunction:: tides.tables.read_tables\n"
    report = checked(readme, renamed("read_tables", "load_tables"), path="README.rst")
    assert [each.line for each in report.findings] == [4, 6]


def test_a_packed_copy_of_the_readme_is_no_source() -> None:
    """What a build wrote next to the code keeps nothing alive."""
    copies = {"PKG-INFO": "`read_tables`", "src/tides.egg-info/PKG-INFO": "`read_tables`"}
    assert checked("`read_tables`", renamed("read_tables", "load_tables"), start=copies).findings


def test_what_the_code_only_imported_is_not_gone() -> None:
    """A function of another project is still there when the repository has no use for it any more."""
    setup = {"tides/packing.py": "from setuptools import find_packages\n\nfind_packages()\n"}
    report = checked("Use `find_packages()`.", {"tides/packing.py": "x = 1\n"}, start=setup)
    assert report.findings == ()


@pytest.mark.parametrize(
    ("path", "before", "after", "readme", "text"),
    [
        (
            "sea/sea.go",
            "package sea\n\nfunc Read() {}\n\nfunc Other() {}\n",
            "package sea\n\nfunc Other() {}\n\nfunc hidden() { Read := 1; _ = Read }\n",
            "Call `sea.Read`, or `sea.Other`.",
            "sea.Read",
        ),
        (
            "src/tides.ts",
            "export class Table { low(): void {} high(): void {} }",
            "export class Table { high(): void {} }\nconst low = 1;",
            "Call `Table.low()` and `Table.high()`.",
            "Table.low",
        ),
        (
            "src/lib.rs",
            "pub struct Table;\nimpl Table { pub fn low(&self) {} pub fn high(&self) {} }",
            "pub struct Table;\nimpl Table { pub fn high(&self) { let low = 1; } }",
            "Call `Table::low` and `Table::high`.",
            "Table.low",
        ),
        (
            "src/main/java/p/Table.java",
            "package p;\npublic class Table { public void low() {} public void high() {} }",
            "package p;\npublic class Table { public void high() { int low; } }",
            "Call `Table#low` and `Table#high`.",
            "Table.low",
        ),
        (
            "src/main/java/p/Level.java",
            "package p;\npublic enum LogLevel { DEBUG }",
            "package p;\npublic enum Level { DEBUG }",
            "Use `LogLevel.DEBUG`.",
            "LogLevel.DEBUG",
        ),
        (
            "src/cli.ts",
            "import { Command } from 'commander';\nnew Command('tides').option('--harbour <place>', 'where');",
            "import { Command } from 'commander';\nnew Command('tides').option('--place <place>', 'where');",
            "Give `--harbour` a name.",
            "--harbour",
        ),
        (
            "tides.go",
            'package tides\n\nimport "os"\n\nvar Home = os.Getenv("TIDES_GO_HOME")\n',
            "package tides\n\nvar Home = 1\n",
            "Set `TIDES_GO_HOME`.",
            "TIDES_GO_HOME",
        ),
    ],
    ids=["Go", "TypeScript", "Rust", "Java", "an owner that is gone", "an option", "a variable"],
)
def test_what_other_languages_removed(path: str, before: str, after: str, readme: str, text: str) -> None:
    """A name with its owner is gone even where its last part is a word of the sources; nothing else is found."""
    found = checked(readme, {path: after}, start={path: before}).findings
    assert [each.text for each in found] == [text]


def test_a_member_that_may_be_inherited_now_is_not_told() -> None:
    """What moved to the class that another one extends is still there."""
    path = "src/tides.ts"
    before = "export class Base {}\nexport class Table extends Base { low(): void {} }"
    after = "export class Base { low(): void {} }\nexport class Table extends Base {}"
    assert not checked("Call `Table.low()`.", {path: after}, start={path: before}).findings


@pytest.mark.parametrize(
    ("docstring", "line"),
    [
        ('"""Charts.\n\nSee :func:`read_tables`.\n"""\n', 3),
        ('"""Charts."""\n\n\ndef draw():\n    """Draws.\n\n    Call ``read_tables`` first.\n    """\n', 7),
        ('class Chart:\n    """A chart.\n\n    >>> read_tables("x")\n    """\n', 4),
    ],
    ids=["module", "function", "session of a class"],
)
def test_docstrings_of_public_code_are_documents(docstring: str, line: int) -> None:
    """With the line of the file; the docstring itself is no sign that the name is there."""
    report = checked("# Tides", renamed("read_tables", "load_tables"), start={"tides/charts.py": docstring})
    assert [(each.path, each.line, each.text) for each in report.findings] == [("tides/charts.py", line, "read_tables")]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("tides/_charts.py", '"""See `read_tables`."""\n'),
        ("tests/test_charts.py", '"""See `read_tables`."""\n'),
        ("tides/charts.py", 'def _draw():\n    """See `read_tables`."""\n'),
        ("tides/charts.py", '"""`read_tables` was removed."""\n'),
        ("tides/charts.py", '"""See `read_tables`."""\nread_tables = 1\n'),
    ],
)
def test_other_docstrings_are_left_alone(path: str, text: str) -> None:
    """Of private code and tests, and those about the past or about what is there."""
    assert checked("# Tides", renamed("read_tables", "load_tables"), start={path: text}).findings == ()


GO_SEA = "package sea\n\n// Read is faster than\n// [Table.Low].\nfunc Read() {}\n"
JAVA_SEA = "package p;\n/** A sea.\n * With tides:\n * {@link Table#low(int)}. */\npublic class Sea {}\n"


@pytest.mark.parametrize(
    ("path", "source", "change"),
    [
        ("sea/sea.go", GO_SEA, {"sea/table.go": "package sea\n\ntype Table struct{}\n\nfunc (t Table) Low() {}\n"}),
        ("src/Sea.java", JAVA_SEA, {"src/Table.java": "package p;\npublic class Table { public int low(int x); }"}),
    ],
)
def test_comments_of_public_names_are_documents(path: str, source: str, change: Mapping[str, str]) -> None:
    """In other languages, as docstrings are; the sources that were read are told."""
    ((table, before),) = change.items()
    after = {table: before.replace("Low", "high").replace("low", "high")}
    report = checked("# Tides", after, start={path: source, **change})
    assert [(each.path, each.line) for each in report.findings] == [(path, 4)]
    assert path in report.sources
    hidden = source.replace("Read", "read").replace("public ", "")
    assert checked("# Tides", after, start={path: hidden, **change}).findings == ()


def test_a_member_is_gone_though_another_class_has_one_of_its_name() -> None:
    """Not while its own class, or what that derives from, holds the name."""
    both = "class Tide:\n    def low(self): ...\n\n\nclass Wave(Tide):\n    def high(self): ...\n"
    start = {"tides/waves.py": both, "tides/wind.py": "class Wind:\n    def high(self): ...\n"}
    gone = {"tides/waves.py": both.replace("high", "crest")}
    assert [each.text for each in checked("`Wave.high()`", gone, start=start).findings] == ["Wave.high"]
    moved = {"tides/waves.py": "class Tide:\n    def high(self): ...\n\n\nclass Wave(Tide): ...\n"}
    assert checked("`Wave.high()`", moved, start=start).findings == ()


@pytest.mark.parametrize(
    "path", ["docs/code_examples/app.py", "examples/app.py", "benchmark/app.js", "examples/app.ts"]
)
def test_what_only_examples_named_is_not_told(path: str) -> None:
    """A document may show the example itself, which has a file of its own no longer."""
    code = 'tide_of_day = "ebb_and_flow"\n'
    assert checked("`tide_of_day` and `ebb_and_flow`", {path: None}, start={path: code}).findings == ()
    assert len(checked("`tide_of_day` and `ebb_and_flow`", {"app.py": None}, start={"app.py": code}).findings) == 2


def test_names_that_an_example_imports_from_others_are_theirs() -> None:
    """In Go and JavaScript, too."""
    start = {"go.mod": "module example.com/tides\n", "cmd/x.go": "package cmd\n\nfunc Execute() {}\n"}
    example = '```go\nimport (\n  "{yours}/cmd"\n)\n\nfunc main() {\n  cmd.Execute()\n}\n```\n'
    assert checked(example, {"cmd/x.go": None}, start=start).findings == ()
    own = example.replace("{yours}", "example.com/tides")
    assert [each.text for each in checked(own, {"cmd/x.go": None}, start=start).findings] != []


@pytest.mark.parametrize(
    "example",
    [
        "import { low, high } from 'tides'",
        'import type { high as top } from "tides"',
        "const { high } = require('tides')",
    ],
)
def test_what_an_example_imports_by_name_is_gone_whatever_else_is_called_so(example: str) -> None:
    """The sources may still have it, for themselves."""
    package = '{"name": "tides", "exports": "./src/index.ts"}'
    start = {"package.json": package, "src/index.ts": "export function low() {}\nexport function high() {}\n"}
    change = {"src/index.ts": "export function low() {}\nfunction high() {}\nhigh()\n"}
    (finding,) = checked(f"```ts\n{example}\n```", change, start=start).findings
    assert finding.text == "tides.high"
    assert checked("```ts\nimport { high } from 'waves'\n```", change, start=start).findings == ()


@pytest.mark.parametrize(
    ("after", "is_gone"),
    [
        ("export function low() {}\nconst highTide = 1\nlow(highTide)\n", True),
        ("export function low() {}\nlow({ highTide: 1 })\n", False),
        ("export { highTide } from 'far'\nexport function low() {}\n", False),
        ("export * from 'far'\nexport function low() {}\n", False),
        ("import { highTide } from 'far'\nexport { low }\nfunction low() { highTide() }\n", False),
    ],
    ids=["for itself", "a key", "of another project", "all of another project", "used"],
)
def test_a_bare_name_that_a_file_keeps_for_itself_is_gone(after: str, *, is_gone: bool) -> None:
    """What it passes on, or names to others, may be what a document means."""
    package = '{"name": "tides", "exports": "./src/index.ts"}'
    start = {"package.json": package, "src/index.ts": "export function low() {}\nexport function highTide() {}\n"}
    readme = "Call `low()` and `highTide()`.\n\n```ts\nimport { highTide } from 'tides'\n```\n"
    found = checked(readme, {"src/index.ts": after}, start=start).findings
    assert ("highTide()" in {each.text for each in found} or "highTide" in {each.text for each in found}) == is_gone


@pytest.mark.parametrize(("after", "count"), [("exports.sea = make('low')\n", 0), ("exports.sea = make()\n", 1)])
def test_a_member_of_a_value_that_something_makes_may_be_there(after: str, count: int) -> None:
    """Nobody says what the value has; where no code names the member, it is gone."""
    start = {"package.json": '{"name": "tides"}', "index.js": "exports.sea = require('./sea')\n"}
    start["sea.js"] = "exports.low = 1\n"
    found = checked("Read `tides.sea.low`.", {"index.js": after, "sea.js": None}, start=start).findings
    assert len(found) == count


def test_what_a_program_writes_now_is_there() -> None:
    """The reference leaves it out; users can call it."""
    start = {"go.mod": "module x.org/sea\n", "sea.go": "package sea\n\ntype Sea struct{}\n\nfunc Other() {}\n"}
    start["more.go"] = "package sea\n\nfunc (s Sea) Low() {}\n\nfunc High() {}\n"
    change = {"more.go": f"// Code generated by x. DO NOT EDIT.\n\n{start['more.go']}"}
    assert checked("Call `sea.High` and `Sea.Low`.", change, start=start).findings == ()
    (finding,) = checked(
        "Call `sea.High`.", {"more.go": change["more.go"].replace("High", "Top")}, start=start
    ).findings
    assert finding.text == "sea.High"
