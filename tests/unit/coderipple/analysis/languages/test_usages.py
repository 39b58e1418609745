"""Uses of the interface in other languages: complete in themselves, of what exists, and nobody else's craft."""

import pytest
from coderipple.analysis.facts import FactsReader
from coderipple.facts import UsageExample

GO = {
    "go.mod": "module example.com/tides\n\nrequire github.com/spf13/pflag v1.0.5\n",
    "tides.go": "package tides\n\ntype Table struct{}\n\nfunc (t Table) High(day int) int { return day }\n\n"
    "func Low() {}\n",
}
RUST = {
    "Cargo.toml": '[package]\nname = "tide-tables"\n\n[dependencies]\nserde = "1"\n',
    "src/lib.rs": "pub struct Hour(pub u8);\npub struct Table { pub day: u8 }\n"
    "impl Table { pub fn new(day: u8) -> Self { } }\n"
    "pub fn low(day: u8) -> u8 { day }\n#[macro_export]\nmacro_rules! say { () => {}; }\n",
}
SCRIPT = {
    "package.json": '{"name": "tides", "exports": "./src/index.ts", "devDependencies": {"vitest": "3"}}',
    "src/index.ts": "export function low(day?: number) {}\nexport class Table {}\nexport { high } from './high';\n",
    "src/high.ts": "export function high() {}\nexport function inner() {}\n",
}
JAVA = {
    "src/main/java/org/example/Table.java": "package org.example;\n\npublic class Table {\n"
    "  public static int low(int day) { return day; }\n  public Table(int day) {}\n  int inner() { return 1; }\n"
    "  protected void forThoseWhoDerive() {}\n  private int own;\n}\n",
}


def examples(project: dict[str, str], path: str, content: str) -> list[UsageExample]:
    """Returns the uses in a tree with one more file."""
    files = {**project, path: content}
    found = FactsReader({each: text.encode() for each, text in files.items()}.__getitem__).read(
        {each: each for each in files}
    )
    return list(found.examples)


def go(body: str, *, name: str = "Example", package: str = "tides_test", imports: str = "") -> list[str]:
    """Returns the code of the uses in a file of tests."""
    source = (
        f'package {package}\n\nimport (\n\t"fmt"\n\t"example.com/tides"\n{imports})\n\nfunc {name}() {{\n\t{body}\n}}\n'
    )
    return [each.code for each in examples(GO, "example_test.go", source)]


@pytest.mark.parametrize(
    "body",
    [
        "tides.Low()",
        "fmt.Println(tides.Table{}.High(3))",
        "var table tides.Table\n\ttable.High(3)\n\ttides.Low()",
        "for day := range 3 {\n\t\ttides.Low()\n\t\tfmt.Println(day)\n\t}",
        "f := func(day int) int { return day }\n\ttides.Table{}.High(f(3))",
        "if err := error(nil); err == nil {\n\t\ttides.Low()\n\t}",
        "switch x := any(3).(type) {\n\tcase int:\n\t\ttides.Low()\n\t\tfmt.Println(x)\n\t}",
        "type day struct{ At int }\n\tfmt.Println(day{At: 3})\n\ttides.Low()",
    ],
)
def test_go_shows_examples_of_documentation(body: str) -> None:
    """A whole function, with the imports that it needs."""
    (code,) = go(body)
    assert code.endswith(f"func Example() {{\n\t{body}\n}}")
    assert ('import "fmt"' in code) == ("fmt." in body)
    assert 'import "example.com/tides"' in code


@pytest.mark.parametrize(
    ("body", "arguments"),
    [
        ("helper(tides.Low)", {}),
        ("tides.Low(); helper()", {}),
        ("tides.Gone()", {}),
        ("tides.Low()", {"package": "tides"}),  # which only the package itself can do
        ("tides.Low()", {"name": "TestLow"}),
        ("tides.Low()", {"name": "Examples"}),
        ("fmt.Println()", {}),
        ("tides.Low(clock.Now())", {"imports": '\t"example.com/tides/internal/clock"\n'}),
        ("tides.Low(clock.Now())", {"imports": '\t"github.com/other/clock"\n'}),
        ("tides.Low(", {}),
        ("tides.Low()\n" * 20, {}),
        ("mocked.Low(); tides.Low()", {}),
    ],
)
def test_go_leaves_out(body: str, arguments: dict[str, str]) -> None:
    """What needs something that the reader has not, is gone, or shows nothing."""
    assert go(body, **arguments) == []


def test_go_names_the_method_of_an_example() -> None:
    """As it is called after one, where it calls it."""
    source = (
        'package tides_test\n\nimport "example.com/tides"\n\nfunc ExampleTable_High() {\n\ttides.Table{}.High(3)\n}\n'
    )
    (found,) = examples(GO, "example_test.go", source)
    assert (found.names, found.language) == (("example.com/tides.Table.High",), "go")
    assert (found.evidence.first_line, found.evidence.last_line) == (5, 7)


def rust(
    body: str, *, uses: str = "use tide_tables::{low, Table, Hour};", mark: str = "#[test]", name: str = "works"
) -> list[str]:
    """Returns the code of the uses in a test outside of the crate."""
    source = f"{uses}\n\n{mark}\nfn {name}() {{\n    {body}\n}}\n"
    return [each.code for each in examples(RUST, "tests/it.rs", source)]


@pytest.mark.parametrize(
    ("body", "uses"),
    [
        ("low(3);", ["tide_tables::low"]),
        ("assert_eq!(low(3), 3);", ["tide_tables::low"]),
        ("assert_eq!(Table::new(3).day, 3);", ["tide_tables::Table"]),
        ("let Hour(hour) = Hour(3);\n    low(hour);", ["tide_tables::low", "tide_tables::Hour"]),
        (
            "let table = Table { day: 3 };\n    let f = |day: u8| day + table.day;\n    low(f(3));",
            ["tide_tables::low", "tide_tables::Table"],
        ),
        ("match low(3) {\n        0 => {}\n        day if day > 1 => {}\n        _ => {}\n    }", ["tide_tables::low"]),
        ("if let Some(day) = Some(3) {\n        low(day);\n    }", ["tide_tables::low"]),
        ("tide_tables::low(3);", []),
        ("tide_tables::say!();", []),
    ],
)
def test_rust_shows_tests(body: str, uses: list[str]) -> None:
    """Their bodies, with the declarations that they need."""
    (code,) = rust(body)
    head = "".join(f"use {each};\n" for each in uses)
    assert code == (f"{head}\n" if head else "") + body.replace("\n    ", "\n")


@pytest.mark.parametrize("uses", ["use tide_tables::*;", "use std::fmt::*;\nuse tide_tables::*;"])
def test_rust_names_what_is_used_of_everything(uses: str) -> None:
    """Everything is used as there, for methods of traits need that."""
    (code,) = rust('let day = low(Table::new(3).day);\n    println!("{}", day);', uses=uses)
    assert code.startswith("use tide_tables::*;\n\nlet day = low(")
    (program,) = examples(RUST, "examples/a.rs", f"{uses}\n\nfn main() {{\n    low(3);\n    say!();\n}}\n")
    assert program.names == ("tide_tables::low", "tide_tables::say!")


@pytest.mark.parametrize(
    ("body", "arguments"),
    [
        ("low(helper());", {}),
        ("low(3)?;", {}),
        ("assert!(low(helper()) == 1);", {}),
        ("crate::low(low(3));", {}),
        ("low(3);", {"mark": "#[test]\n#[should_panic]"}),
        ("low(3);", {"mark": "#[inline]"}),
        ("low(3);", {"name": "fails_at_night"}),
        ("low(3);", {"uses": "use tide_tables::*;\nfn low(day: u8) {}"}),
        ("gone(3);", {"uses": "use tide_tables::*;"}),
        ("low(3);", {"uses": "use other::*;"}),
        ("low(3);", {"uses": "use other::low;"}),
        ("gone(3);", {"uses": "use tide_tables::gone;"}),
        ('let text = "a\n      b";\n    low(text);', {}),
        ("assert!(low(3).is_err());", {}),
    ],
)
def test_rust_leaves_out(body: str, arguments: dict[str, str]) -> None:
    """What needs something that the reader has not, is gone, or is about what fails."""
    assert rust(body, **arguments) == []


@pytest.mark.parametrize(
    ("fence", "code", "is_shown"),
    [
        ("", "tide_tables::low(3);", True),
        ("rust", "use tide_tables::low;\n\nlow(3);", True),
        ("no_run", "tide_tables::low(3);", True),
        ("edition2024", "tide_tables::low(3);", True),
        ("", "# fn f() {}\ntide_tables::low(3);", True),
        ("", "# let day = 3;\ntide_tables::low(day);", False),
        ("ignore", "tide_tables::low(3);", False),
        ("compile_fail", "tide_tables::low(3);", False),
        ("should_panic", "tide_tables::low(3);", False),
        ("text", "tide_tables::low(3);", False),
        ("", "tide_tables::gone(3);", False),
        ("", "low(3);", False),
        ("", "tide_tables::low(", False),
        ("", "let day = 3;", False),
    ],
)
def test_rust_shows_documentation(fence: str, code: str, is_shown: bool) -> None:
    """As rustdoc does: without the lines that only make it run."""
    comment = "\n".join(f"/// {line}".rstrip() for line in (f"```{fence}", *code.split("\n"), "```"))
    found = examples(RUST, "src/inner.rs", f"//! Inner.\n\n{comment}\npub fn inner() {{}}\n")
    shown = "\n".join(line for line in code.split("\n") if not line.startswith("# "))
    assert [each.code for each in found] == ([shown] if is_shown else [])
    assert not found or found[0].evidence.first_line == 4


def script(
    body: str, *, imports: str = "import { low, Table } from '../src/index';", title: str = "works"
) -> list[str]:
    """Returns the code of the uses in a test."""
    source = f"import {{ expect, it, vi }} from 'vitest';\n{imports}\n\nit('{title}', async () => {{\n  {body}\n}});\n"
    return [each.code for each in examples(SCRIPT, "test/it.test.ts", source)]


@pytest.mark.parametrize(
    ("body", "arguments", "head"),
    [
        ("low(3);", {}, "import { low } from 'tides';"),
        ("low(3)", {}, "import { low } from 'tides';"),
        ("const table = new Table();", {}, "import { Table } from 'tides';"),
        ("all.low(3);", {"imports": "import * as all from '../src';"}, "import * as all from 'tides';"),
        ("lower(3);", {"imports": "import { low as lower } from 'tides';"}, "import { low as lower } from 'tides';"),
        ("high();", {"imports": "import { high } from '../src/high.js';"}, "import { high } from 'tides';"),
        ("low(3);", {"imports": "const { low } = require('..');"}, None),
        ("low(3);", {"imports": "const { low } = require('../src');"}, "const { low } = require('tides');"),
        ("const { a, b: [c], ...d } = low(3);\n  console.log(a, c, d);", {}, "import { low } from 'tides';"),
        ("[1].map((day) => low(day));", {}, "import { low } from 'tides';"),
    ],
)
def test_typescript_shows_tests(body: str, arguments: dict[str, str], head: str | None) -> None:
    """Their bodies; what they import by its place is imported from the package."""
    code = f"{head}\n\n{body}".replace("\n  ", "\n")
    assert script(body, **arguments) == ([code] if head else [])


@pytest.mark.parametrize(
    ("body", "arguments"),
    [
        ("low(helper());", {}),
        ("const { a = helper() } = low(3);", {}),
        ("low(vi.fn());", {}),
        ("inner();", {"imports": "import { inner } from '../src/high';"}),
        ("gone();", {"imports": "import { gone } from 'tides';"}),
        ("low(x);", {"imports": "import { low } from 'tides';\nimport x from 'other';"}),
        ("low(x);", {"imports": "import { low } from 'tides';\nimport x from './x';"}),
        ("low(3);", {"title": "throws at night"}),
        ("low(`\n  a`);", {}),
        ("this.low(low());", {}),
        ("expect(low).toBeDefined();", {}),
    ],
)
def test_typescript_leaves_out(body: str, arguments: dict[str, str]) -> None:
    """What needs something that the reader has not, is no part of the package, or is about what fails."""
    assert script(body, **arguments) == []


@pytest.mark.parametrize(
    ("test", "shown"),
    [
        ("test('works', t => {\n  t.is(low(3), 3);\n});", None),
        ("test('works', async (t) => {\n  t.plan(1);\n  t.is(await low(3), 3);\n});", None),
        ("test('works', t => {\n  t.plan(1);\n  low(3);\n  t.end();\n});", "low(3);"),
        ("it('works', (done) => {\n  low(3);\n  done();\n});", "low(3);"),
        ("it('works', function (done) {\n  low(3, done);\n});", ""),
        ("test('works', ({ page }) => {\n  low(page);\n});", ""),
        ("test('works', (t, u) => {\n  low(3);\n});", ""),
    ],
)
def test_typescript_shows_tests_that_are_given_something(test: str, shown: str | None) -> None:
    """The whole test, if it needs that and a reader can have it too; otherwise what it does in between."""
    source = f"import test from 'ava';\nimport {{ low }} from '../src/index';\n\n{test}\n"
    project = {**SCRIPT, "package.json": SCRIPT["package.json"].replace('"vitest"', '"ava"')}
    found = [each.code for each in examples(project, "test/it.test.ts", source)]
    whole = f"import test from 'ava';\nimport {{ low }} from 'tides';\n\n{test}"
    assert found == [whole if shown is None else f"import {{ low }} from 'tides';\n\n{shown}"] * (shown != "")


def java(
    body: str, *, mark: str = "@Test", name: str = "works", imports: str = "", package: str = "org.example"
) -> list[str]:
    """Returns the code of the uses in a test."""
    head = f"package {package};\n\nimport org.junit.jupiter.api.Test;\n{imports}\nclass TableTest {{\n"
    source = f"{head}    {mark}\n    void {name}() {{\n        {body}\n    }}\n}}\n"
    return [each.code for each in examples(JAVA, "src/test/java/org/example/TableTest.java", source)]


@pytest.mark.parametrize(
    ("body", "arguments", "heads"),
    [
        ("Table.low(3);", {}, ["org.example.Table"]),
        ("var table = new Table(3);", {}, ["org.example.Table"]),
        ("int day = Table.low(3);\n        System.out.println(day);", {}, ["org.example.Table"]),
        ("Table.low(3);", {"package": "other", "imports": "import org.example.Table;\n"}, ["org.example.Table"]),
        (
            "List.of(1).forEach(day -> Table.low(day));",
            {"imports": "import java.util.List;\n"},
            ["java.util.List", "org.example.Table"],
        ),
        ("for (int day : new int[] {1}) {\n            Table.low(day);\n        }", {}, ["org.example.Table"]),
        (
            "assertEquals(3, Table.low(3));",
            {"imports": "import static org.junit.Assert.assertEquals;\n"},
            ["static org.junit.Assert.assertEquals", "org.example.Table"],
        ),
        (
            "assertEquals(3, Table.low(3));",
            {"imports": "import static org.junit.jupiter.api.Assertions.*;\n"},
            ["static org.junit.jupiter.api.Assertions.assertEquals", "org.example.Table"],
        ),
        ("Table.low(3);", {"package": "other", "imports": "import org.example.*;\n"}, ["org.example.Table"]),
        (
            "low(3);",
            {"package": "other", "imports": "import static org.example.Table.*;\n"},
            ["static org.example.Table.low"],
        ),
    ],
)
def test_java_shows_tests(body: str, arguments: dict[str, str], heads: list[str]) -> None:
    """Their bodies; classes of the same package are imported, as anybody else has to."""
    head = "".join(f"import {each};\n" for each in heads)
    assert java(body, **arguments) == [f"{head}\n{body}".replace("\n        ", "\n")]


@pytest.mark.parametrize(
    ("body", "arguments"),
    [
        ("Table.low(shared);", {}),
        ("Table.low(helper());", {}),
        ("Helper.low(new Table(3));", {}),
        ("Table.low(3);", {"mark": "@Test(expected = Exception.class)"}),
        ("Table.low(3);", {"mark": "@BeforeEach"}),
        ("Table.low(3);", {"name": "failsAtNight"}),
        ("this.table = new Table(3);", {}),
        ("Mockito.mock(Table.class);", {"imports": "import org.mockito.Mockito;\n"}),
        ("Table.low(3);", {"package": "other", "imports": "import other.Table;\n"}),
        ("int day = day(3);\n        Table.low(day);", {}),
        ("new Table(3).inner();", {}),  # which only the package can call
        ("new Table(3).forThoseWhoDerive();", {}),
        ("List.of(new Table(3));", {"imports": "import java.util.*;\n"}),
        ("Helper.low(3);", {"package": "other", "imports": "import org.example.*;\n"}),
        ("works();", {"package": "other", "imports": "import static org.example.Table.*;\n"}),
        ("Table.low(day());", {"imports": "import static org.junit.Assert.*;\nimport static org.other.Days.*;\n"}),
    ],
)
def test_java_leaves_out(body: str, arguments: dict[str, str]) -> None:
    """What needs something that the reader has not, is no part of the packages, or is about what fails."""
    assert java(body, **arguments) == []


@pytest.mark.parametrize(
    ("project", "path", "content", "code"),
    [
        (
            GO,
            "examples/a/main.go",
            'package main\n\nimport "example.com/tides"\n\nfunc main() {\n\ttides.Low()\n}\n',
            None,
        ),
        (RUST, "examples/a.rs", "use tide_tables::low;\n\nfn main() {\n    low(3);\n}\n", None),
        (SCRIPT, "examples/a.ts", "import { low } from 'tides';\n\nlow(3);\n", None),
        (
            JAVA,
            "examples/A.java",
            (
                "import org.example.Table;\n\nclass A {\n"
                "  public static void main(String[] args) {\n    Table.low(3);\n  }\n}\n"
            ),
            "import org.example.Table;\n\nTable.low(3);",
        ),
    ],
)
def test_programs_that_are_examples(project: dict[str, str], path: str, content: str, code: str | None) -> None:
    """Go before those of tests, and are no part of the interface."""
    (found,) = examples(project, path, content)
    assert found.code == (code or content.replace("package main\n\n", "").rstrip())
    assert found.evidence.path == path


@pytest.mark.parametrize(
    ("project", "path", "content"),
    [
        (GO, "examples/a/main.go", 'package main\n\nimport "example.com/tides"\n\nfunc main() {\n\ttides.Low()\n}'),
        (RUST, "examples/a.rs", "use tide_tables::low;\n\nfn main() {\n    low(3);\n}"),
        (SCRIPT, "examples/a.ts", "import { low } from 'tides';\n\nlow(3);"),
        (JAVA, "examples/A.java", "import org.example.Table;\n\nclass A {\n  void main() {\n    Table.low(3);\n  }\n}"),
        (RUST, "src/more.rs", "/// ```\n/// tide_tables::low(3);\n/// ```\npub fn more() {}"),
    ],
)
def test_a_file_may_begin_with_lines_without_code(project: dict[str, str], path: str, content: str) -> None:
    """They are lines like any other."""
    (plain,), (moved,) = (examples(project, path, f"{before}{content}") for before in ("", "\n\n"))
    assert moved.code == plain.code
    assert moved.evidence.first_line == plain.evidence.first_line + 2


@pytest.mark.parametrize("path", ["src/a.test.ts", "examples/a.ts", "crates/a/examples/a.rs", "a_test.go", "test/a.rb"])
def test_tests_and_examples_are_no_interface(path: str) -> None:
    """Whatever they export."""
    content = {
        "ts": "export function a() {}\n",
        "rs": "pub fn a() {}\n",
        "go": "package p\n\nfunc A() {}\n",
        "rb": "module A\n  def self.a; end\nend\n",
    }[path.rpartition(".")[2]]
    assert FactsReader({path: content.encode()}.__getitem__).read({path: path}).modules == ()
