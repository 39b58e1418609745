"""`package.json`."""

import json

import pytest
from coderipple.analysis.manifests import read_manifest
from fakes.manifests import project_of, registered, required


def test_a_manifest_is_read() -> None:
    """Requirements by kind, commands, the main file under its module type, and the exports with their first file."""
    found = project_of(
        "web/package.json",
        json.dumps(
            {
                "name": "@sea/tides",
                "version": "1.0.0",
                "description": "Water",
                "type": "module",
                "engines": {"node": ">=18"},
                "dependencies": {"left-pad": "^1.0"},
                "devDependencies": {"vitest": "~2"},
                "peerDependencies": {"react": "*"},
                "optionalDependencies": {"fsevents": "2"},
                "bin": "cli.js",
                "main": "index.js",
                "exports": {".": {"import": {"types": "x.d.ts"}, "require": "x.cjs"}, "./moon": ["./moon.js"]},
            }
        ),
    )
    assert (found.ecosystem, found.name, found.folder, found.runtime) == ("node", "@sea/tides", "web", ">=18")
    assert (found.version, found.description, found.installable) == ("1.0.0", "Water", True)
    assert required(found) == [
        ("left-pad", "^1.0", ""),
        ("vitest", "~2", "dev"),
        ("fsevents", "2", "optional"),
        ("react", "*", "peer"),
    ]
    assert found.dependencies == ("fsevents", "left-pad", "react")
    assert registered(found) == [
        ("bin", "tides", "cli.js"),
        ("exports", ".", "x.d.ts"),
        ("exports", "./moon", "./moon.js"),
        ("module", ".", "index.js"),
        ("types", ".", "x.d.ts"),
    ]
    assert found.scripts == ("tides",)


def test_commonjs_and_a_private_package() -> None:
    """Without a type the main file is CommonJS; a private package cannot be installed by others."""
    found = project_of("package.json", '{"name": "x", "private": true, "main": "m.js", "exports": "./m.js"}')
    assert registered(found) == [("commonjs", ".", "m.js"), ("exports", ".", "./m.js")]
    assert not found.installable


def test_types_are_entries_of_their_own() -> None:
    """Of the package as a whole, and of what its conditions name; where paths are closed, patterns say too much."""
    exports = '{".": {"require": {"types": "t.d.ts"}}, "./a": {"types": "a.d.ts"}, "./*": "./*.js", "./b/*": null}'
    found = project_of("package.json", f'{{"name": "x", "typings": "i.d.ts", "exports": {exports}}}')
    assert registered(found) == [
        ("exports", ".", "t.d.ts"),
        ("exports", "./a", "a.d.ts"),
        ("types", ".", "i.d.ts"),
        ("types", "./a", "a.d.ts"),
    ]


@pytest.mark.parametrize("content", [b"{}", b"[]", b"1", b'{"private": true}', b'{"name": 1}', b'{"name": "\\ud800"}'])
def test_no_project(content: bytes) -> None:
    """A workspace without a name is no project, and neither is anything else without one."""
    assert read_manifest("package.json", "b", content) is None


@pytest.mark.parametrize("value", ["1", "[]", "[1]", "{}", '{"a": 1}', '{"a": {"b": []}}', "null", '"\\ud800"'])
def test_values_of_the_wrong_kind_are_left_out(value: str) -> None:
    """No value of any kind is a reason to fail."""
    keys = ("version", "engines", "bin", "main", "exports", "description", "type", "types", "typings")
    found = project_of("package.json", f'{{"name": "x", {", ".join(f'"{key}": {value}' for key in keys)}}}')
    assert (found.version, found.runtime, found.entry_points) == ("", "", ())
