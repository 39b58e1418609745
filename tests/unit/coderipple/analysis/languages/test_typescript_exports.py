"""What a file of TypeScript or JavaScript passes on, in each way of doing so."""

import pytest
from fakes.facts import facts_of

INNER = {
    "inner.js": "export function low() {}\nexport class Sea { tide() {} }\nexport const _own = 1\nexport default low\n",
    "parts.js": "var parts = {}\nmodule.exports = parts\nparts.one = function one(a) {}\nparts._two = 2\n",
    "again.js": "import * as sea from './inner.js'\nexport { sea as s }\n",
    "made.js": "module.exports = function made(a) {}\nmodule.exports.part = 1\n",
}


@pytest.mark.parametrize(
    ("index", "names"),
    [
        ("export * as sea from './inner.js'", ["sea", "sea.low", "sea.Sea", "sea.Sea.tide"]),
        ("import * as sea from './inner.js'\nexport { sea as s }", ["s", "s.low", "s.Sea", "s.Sea.tide"]),
        ("export const { low, high: up, a = 1, in: [b, ...c], ...d } = made()", ["low", "up", "a", "b", "c", "d"]),
        ("export { s } from './again.js'", ["s", "s.low", "s.Sea", "s.Sea.tide"]),
        ("module.exports = class Sea { tide(a) {} }\nmodule.exports.high = 1", ["Sea", "Sea.tide", "high"]),
        ("exports.Sea = class { tide(a) {} }", ["Sea", "Sea.tide"]),
        ("module.exports = require('./inner.js')", ["low", "Sea", "Sea.tide", "_own"]),
        ("module.exports = require('far')", ["module.exports"]),
        ("exports = module.exports = start\nfunction start(a) {}\nstart.high = 3", ["start", "high"]),
        ("var app = exports = module.exports = {}\napp.use = function use(a) {}\napp._x = 1", ["use"]),
        ("const tides = make()\ntides.low = 1\nmodule.exports = tides", ["low", "tides"]),
        ("const other = make()\nother.low = 1\nexports.high = other", ["high"]),
        ("const parts = require('./parts')\nexports.p = parts", ["p", "p.one"]),
        ("exports.parts = require('./parts')", ["parts", "parts.one"]),
        ("exports.made = require('./made')", ["made", "made.part"]),
        ("exports.a = exports.b = function () {}", ["a", "b"]),
        ("const tides = exports\ntides.low = 1", ["low"]),
        ("exports.one.two = 1", []),
    ],
)
def test_what_is_passed_on(index: str, names: list[str]) -> None:
    """By modules of ECMAScript and of CommonJS, as a whole and by name."""
    modules = facts_of({"package.json": '{"name": "tides"}', "index.js": f"{index}\nexports.z = 1\n", **INNER}).modules
    (module,) = (each for each in modules if each.name == "tides")
    assert sorted(each.name for each in module.symbols) == sorted([*names, "z"])


def test_a_file_that_passes_itself_on_ends() -> None:
    """A module may hold itself."""
    files = {"package.json": '{"name": "tides"}', "index.js": "export * as me from './index.js'\nexport const a = 1\n"}
    (module,) = facts_of(files).modules
    assert sorted(each.name for each in module.symbols) == ["a", "me", "me.a"]


@pytest.mark.parametrize(
    ("types", "names"),
    [
        (
            "declare namespace tides { interface Sea { deep: number } const low: number }\nexport = tides\n",
            ["Sea", "Sea.deep", "low"],
        ),
        ("declare function tides(): void\ndeclare namespace tides { const low: number }\nexport = tides\n", None),
        ("declare const tides: S\ndeclare namespace tides { type S = 1 }\nexport = tides\n", ["S"]),
        ("declare const tides: number\nexport = tides\n", ["tides"]),
        ("namespace tides { export const low = 1; const inner = 2 }\nexport = tides\n", ["low"]),
    ],
)
def test_what_stands_for_a_module_as_a_whole(types: str, names: list[str] | None) -> None:
    """Of a namespace what it holds, of a function both."""
    (module,) = facts_of({"package.json": '{"name": "tides", "types": "i.d.ts"}', "i.d.ts": types}).modules
    found = [each.name for each in module.symbols]
    assert sorted(found) == sorted(names or ["tides", "tides.low", "low"])


def test_what_a_slip_broke_is_offered_no_more() -> None:
    """And what stands beside it is."""
    broken = "export class Table extends Base { {\n  high(): void {}\n}\nexport const low = 1;\n"
    (module,) = facts_of({"src/a.ts": broken}).modules
    assert [each.name for each in module.symbols] == ["low"]
