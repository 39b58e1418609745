"""Which files are what users import, as `package.json` names them."""

import json

import pytest
from coderipple.facts import Facts
from fakes.facts import facts_of


def read(manifest: dict[str, object], files: dict[str, str]) -> Facts:
    """Reads a package called `tides`."""
    return facts_of({"package.json": json.dumps({"name": "tides", **manifest}), **files})


def offered(facts: Facts) -> dict[str, list[str]]:
    """Returns the names that each module offers."""
    return {module.name: [each.name for each in module.symbols] for module in facts.modules}


LOW = "export function low() {}\n"


@pytest.mark.parametrize(
    ("manifest", "path"),
    [
        ({"main": "dist/index.js"}, "src/index.ts"),
        ({"main": "dist/commonjs/index.js"}, "src/index.ts"),
        ({"main": "./index.js"}, "src/index.ts"),
        ({"main": "src/index.js"}, "source/index.js"),
        ({"main": "dist/tides-all.js"}, "src/Tides.js"),
        ({"main": "lib/tides.js"}, "src/index.js"),
        ({"exports": {".": {"types": "./dist/index.d.ts", "default": "./dist/index.js"}}}, "src/index.ts"),
        ({}, "index.js"),
    ],
)
def test_what_a_build_writes_has_its_source(manifest: dict[str, object], path: str) -> None:
    """Where builds take it from; a bundle is made from the index, or from what is called as the package is."""
    assert offered(read(manifest, {path: LOW, "src/inner/other.ts": LOW})) == {"tides": ["low"]}


def test_without_a_stated_entry_nothing_is_guessed() -> None:
    """An index of sources is then one file among others."""
    assert offered(read({}, {"src/index.ts": LOW, "src/b.ts": LOW})) == {"src/b": ["low"], "src/index": ["low"]}


def test_an_entry_that_offers_nothing_is_a_program() -> None:
    """Then every file that exports something is a module."""
    assert offered(read({"main": "main.js"}, {"main.js": "start()\n", "a.js": LOW})) == {"a": ["low"]}


def test_a_pattern_leads_to_files() -> None:
    """What others import in folders below is a part of these; declarations are no code."""
    files = {
        "src/index.ts": "export * from './sea'\n",
        "src/sea.ts": LOW,
        "src/sea/moon.ts": "export const moon = 1\n",
        "src/parts.ts": "export * from './parts/one'\n",
        "src/parts/one.ts": "export const one = 1\n",
        "src/types.d.ts": "declare const x: number\n",
        "tool.config.ts": "export const config = 1\n",
        "website/src/index.ts": "export const page = 1\n",
    }
    exports = {".": "./index.js", "./*": {"import": {"types": "./esm/*.d.mts", "default": "./esm/*.mjs"}}}
    assert offered(read({"exports": exports}, files)) == {
        "tides": ["low"],
        "tides/parts": ["one"],
        "tides/sea": ["low"],
        "tides/sea/moon": ["moon"],
    }


@pytest.mark.parametrize(
    "exports",
    [
        {".": "./src/index.js", "./src/*": "./src/*.js"},
        {".": "./src/index.js", "./*": "./dist/*.js", "./inner/*": None},
        {".": "./src/index.js", "./*": "./*"},
        {".": "./src/index.js", "./*": "./*.js"},
        {".": "./src/index.js", "./inner/": "./src/inner/"},
    ],
    ids=["into a build", "closed in parts", "everything", "every script", "a folder"],
)
def test_a_pattern_that_leads_anywhere_is_none(exports: dict[str, object]) -> None:
    """What it leads to is offered by another name, or not at all."""
    files = {"src/index.js": LOW, "src/inner/deep.js": "export const deep = 1\n", "a.js": LOW}
    assert offered(read({"exports": exports}, files)) == {"tides": ["low"]}


def test_a_pattern_at_the_root_leads_to_what_is_laid_out_there() -> None:
    """Where the main file at the root of what is published has its source in a folder, so have the others."""
    exports = {".": "./index.js", "./*": {"types": "./*.d.ts", "default": "./*.js"}}
    files = {"src/index.ts": LOW, "src/sea.ts": LOW, "src/types.d.ts": "declare const x: 1\n", "tool.ts": LOW}
    assert offered(read({"exports": exports}, files)) == {"tides": ["low"], "tides/sea": ["low"]}


@pytest.mark.parametrize("entry", ["*", "sea", "../sea", "./..", "./[(*", "/sea*"])
def test_strange_entries_lead_nowhere(entry: str) -> None:
    """Anybody can write anything there."""
    exports = {".": "./src/index.js", entry: "./../*.js", "./high": "/etc/sea.js", "./n": ["./src/sea.js"]}
    assert "tides" in offered(read({"exports": exports}, {"src/index.js": LOW, "src/sea.js": LOW}))


def test_a_package_may_import_itself() -> None:
    """By the name that users use."""
    exports = {".": "./dist/index.js", "./sea": "./dist/sea.js"}
    files = {"src/index.ts": "export * from 'tides/sea'\n", "src/sea.ts": LOW}
    assert offered(read({"exports": exports}, files)) == {"tides": ["low"], "tides/sea": ["low"]}


def test_types_are_declared_beside_code() -> None:
    """They go before what the code has beside that; each stands where it is defined."""
    files = {
        "index.js": "exports.low = function (x) {}\nexports.high = function () {}\n",
        "index.d.ts": "export function low(metres: number): void;\nexport interface Sea { deep: boolean }\n",
    }
    (module,) = read({"main": "index", "types": "index.d.ts"}, files).modules
    assert (module.name, module.path) == ("tides", "index.js")
    assert [(each.name, each.evidence.path) for each in module.symbols] == [
        ("low", "index.d.ts"),
        ("Sea", "index.d.ts"),
        ("Sea.deep", "index.d.ts"),
        ("high", "index.js"),
    ]


def test_code_is_looked_for_behind_types() -> None:
    """Whichever condition comes first."""
    files = {"index.js": LOW, "i.d.ts": "export class Sea { deep: boolean }\n"}
    manifest = {"exports": {".": {"types": "./i.d.ts", "default": "./index.js"}}}
    assert offered(read(manifest, files)) == {"tides": ["Sea", "Sea.deep", "low"]}


def test_types_of_code_that_states_its_types_are_a_copy() -> None:
    """What is written in TypeScript needs none."""
    files = {"src/index.ts": LOW, "types/index.d.ts": "export function old(): void;\n"}
    assert offered(read({"main": "dist/index.js", "types": "types/index.d.ts"}, files)) == {"tides": ["low"]}


@pytest.mark.parametrize(
    ("index", "passed_on"),
    [
        ("export { sea } from 'sea'\n", ("sea",)),
        ("export * from 'sea'\n", ("*",)),
        ("export * as sea from 'sea'\n", ("sea",)),
        ("import sea from 'sea'\nexport { sea as water }\n", ("water",)),
        ("export { gone } from './broken'\n", ("gone",)),
        ("import * as sea from './broken'\nexport { sea }\n", ()),
    ],
)
def test_what_is_defined_elsewhere_is_offered_too(index: str, passed_on: tuple[str, ...]) -> None:
    """Nobody here can say what it is."""
    files = {"index.js": f"{index}{LOW}", "broken.js": "export const ok = 1\n"}
    (module,) = read({"main": "index.js"}, files).modules
    assert module.passed_on == passed_on
