"""A repository of a million lines in five languages: what a first run and a push cost, against what a function has."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.clones import git
from performance.scale import Cost, run
from performance.scale_sources import WORDS

FILES = 1_100  # of each language
FUNCTIONS = 14  # of each file
LIMIT_MB = 1_536
LIMIT_SECONDS = 900
SHARE = 0.8  # of a processor that the function has with that memory; measured figures are whole processors'

BODIES = {
    "src/tides/part{part}/module{file}.py": (
        '"""Module {file}."""\n\nimport os\n\n\n',
        (
            "def {word}_{file}_{number}(first: str, second: int = {number}) -> list[float]:\n"
            '    """Tells the {word}.\n\n'
            '    Args:\n        first: Where.\n    """\n    found = []\n'
            "    for each in range(second):\n        if each % 2:\n"
            "            found.append(float(each))\n        else:\n            found.append(float(len(first)))\n"
            "    return found\n\n\n"
        ),
        "",
    ),
    "go/part{part}/m{file}.go": (
        '// Package part{part} tells.\npackage part{part}\n\nimport "fmt"\n\n',
        (
            "// F{file}x{number} tells the {word}.\nfunc F{file}x{number}(first string, second int) []float64 {{\n"
            "\tfound := []float64{{}}\n\tfor each := range second {{\n\t\tif each%2 == 0 {{\n"
            "\t\t\tfound = append(found, float64(each))\n\t\t}} else {{\n"
            "\t\t\tfound = append(found, float64(len(first)))\n"
            "\t\t}}\n\t}}\n\tfmt.Println(found)\n\treturn found\n}}\n\n"
        ),
        "",
    ),
    "ts/src/m{file}.ts": (
        "/** @file Module {file}. */\n\nimport {{ x }} from './m0';\n\n",
        (
            "/** Tells the {word}. */\nexport function {word}_{file}_{number}(first: string, second = 3): number[] {{\n"
            "  const found: number[] = [];\n  for (let each = 0; each < second; each++) {{\n    if (each % 2) {{\n"
            "      found.push(each);\n    }} else {{\n      found.push(first.length);\n    }}\n  }}\n"
            "  return found;\n}}\n\n"
        ),
        "",
    ),
    "rs/src/m{file}.rs": (
        "//! Module {file}.\n\nuse std::fmt;\n\n",
        (
            "/// Tells the {word}.\npub fn {word}_{file}_{number}(first: &str, second: u32) -> Vec<f64> {{\n"
            "    let mut found = vec![];\n    for each in 0..second {{\n        if each % 2 == 0 {{\n"
            "            found.push(each as f64);\n        }} else {{\n            found.push(first.len() as f64);\n"
            "        }}\n    }}\n    found\n}}\n\n"
        ),
        "",
    ),
    "java/src/main/java/org/example/part{part}/C{file}.java": (
        "package org.example.part{part};\n\nimport java.util.*;\n\n/** Class {file}. */\npublic class C{file} {{\n",
        (
            "    /** Tells the {word}. */\n    public static List<Double> {word}{number}(String first, int second) {{\n"
            "        List<Double> found = new ArrayList<>();\n        for (int each = 0; each < second; each++) {{\n"
            "            if (each % 2 == 0) {{\n                found.add(each * 1.0);\n            }} else {{\n"
            "                found.add(1.0 * second);\n            }}\n        }}\n        return found;\n    }}\n\n"
        ),
        "}}\n",
    ),
}
MANIFESTS = {
    "pyproject.toml": '[project]\nname = "tides"\nversion = "1"\n',
    "src/tides/__init__.py": '"""Tides."""\n',
    "go/go.mod": "module example.com/tides\n",
    "ts/package.json": '{"name": "tides-ts", "version": "1.0.0"}\n',
    "rs/Cargo.toml": '[package]\nname = "tides-rs"\nversion = "1.0.0"\n',
    "rs/src/lib.rs": "".join(f"pub mod m{number};\n" for number in range(FILES)),
    "vendor/example.com/x/x.go": "package x\n\nfunc Vendored() {}\n",
}
CHANGED = "go/part0/m3.go"


def sources() -> Iterator[tuple[str, str]]:
    """Yields paths and contents, the same each time."""
    yield from MANIFESTS.items()
    choice = random.Random(1)  # noqa: S311 - no secret
    for place, (head, function, tail) in BODIES.items():
        for number in range(FILES):
            names = {"file": number, "part": number // 20}
            words = [choice.choice(WORDS) for _ in range(FUNCTIONS)]
            body = [function.format(**names, number=at, word=word) for at, word in enumerate(words)]
            yield place.format(**names), "".join([head.format(**names), *body, tail.format(**names)])
    for part in range((FILES + 19) // 20):
        yield f"src/tides/part{part}/__init__.py", '"""A part."""\n'


def test_a_million_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also without anything kept, a run stays far within the memory and the time of the function."""
    clone, lines = tmp_path / "clone", 0
    for path, content in sources():
        (clone / path).parent.mkdir(parents=True, exist_ok=True)
        (clone / path).write_text(content)
        lines += content.count("\n")
    assert lines >= 1_000_000
    git(clone, "init", "--quiet")
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "--message", "Start")
    costs = {"first run": run(clone, tmp_path / "cache")}
    source = clone / CHANGED
    source.write_text(source.read_text().replace("second int)", "second, third int)", 1))
    git(clone, "commit", "--quiet", "--all", "--message", "Take a third")
    documents = {path: path.read_bytes() for path in (clone / "coderipple").rglob("*") if path.is_file()}
    costs["push"] = run(clone, tmp_path / "cache")
    for path, content in documents.items():
        path.write_bytes(content)
    costs["push without the cache"] = run(clone, tmp_path / "empty")
    with capsys.disabled():
        print(f"\n{lines:,} lines, {len(documents):,} documents\n" + "\n".join(map(_line, costs.items())))  # noqa: T201 - the result
    assert max(each.peak_mb for each in costs.values()) <= LIMIT_MB / 2
    assert max(each.cpu_seconds for each in costs.values()) / SHARE <= LIMIT_SECONDS / 2


def _line(named: tuple[str, Cost]) -> str:
    name, cost = named
    return f"{name}: {cost.cpu_seconds:.1f} s, {cost.peak_mb:.0f} MB"
