"""What the interpreter tells about a checkout."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from coderipple.replay import inspector
from coderipple.replay.inspector import find_modules, help_commands, help_options

CLICK_HELP = """\
Usage: tides [OPTIONS] COMMAND [ARGS]...

Options:
  -v, --verbose / -q, --quiet  Say more, see --nothing.
  --version                    Show the version and exit.
  -h, --help                   Show this message and exit.

Commands:
  high-water  Tells when it is high.
              and a second line
  low         Tells when it is low.
"""
ARGPARSE_HELP = """\
usage: tides [-h] [--day DAY] {high,low} ...

positional arguments:
  {high,low}

options:
  -h, --help         show this help message and exit
  -d DAY, --day DAY  Day of the month, {1,2} allowed.
"""
RICH_HELP = """\
╭─ Options ──────────────────────────╮
│ *  --day   -d  INTEGER  The day.   │
│    --help               Show this. │
╰────────────────────────────────────╯
╭─ Commands ─────────────────────────╮
│ high   Tells when it is high.      │
╰────────────────────────────────────╯
"""


@pytest.mark.parametrize(
    ("text", "options", "commands"),
    [
        (CLICK_HELP, {"-v", "--verbose", "-q", "--quiet", "--version"}, ["high-water", "low"]),
        (ARGPARSE_HELP, {"-d", "--day"}, ["high", "low"]),
        (RICH_HELP, {"--day", "-d"}, ["high"]),
        ("", set(), []),
    ],
    ids=["click", "argparse", "rich", "nothing"],
)
def test_help_is_read(text: str, options: set[str], commands: list[str]) -> None:
    """Options stand at the start of a line, commands in their own section or in braces."""
    assert help_options(text) == options
    assert help_commands(text) == commands


def write(folder: Path, files: dict[str, str]) -> None:
    """Writes files."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def test_modules_are_found_where_projects_keep_them(tmp_path: Path) -> None:
    """Below `src` also namespaces, elsewhere packages; no tests, tools, examples."""
    paths = (
        "pyproject.toml",
        "src/north/sea/__init__.py",
        "src/north/sea/_private.py",
        "src/north/sea/tests/test_x.py",
        "packages/tides/pyproject.toml",
        "packages/tides/tides/__init__.py",
        "packages/tides/tides/cli.py",
        "docs/conf.py",
        "examples/pack/__init__.py",
        "setup.py",
        "tests/__init__.py",
        ".ci/x.py",
        "loose/script.py",
    )
    write(tmp_path, dict.fromkeys(paths, ""))
    assert list(find_modules(tmp_path)) == ["north.sea", "north.sea._private", "tides", "tides.cli"]


def ask(folder: Path, imports: list[list[str]]) -> dict[str, Any]:
    """Runs the inspector as a process of its own."""
    done = subprocess.run(
        [sys.executable, inspector.__file__],
        input=json.dumps({"root": str(folder), "imports": imports}),
        capture_output=True,
        text=True,
        check=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


CLI = """\
import argparse
print("loud")
def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--day")
    parser.parse_args()
"""
TABLES = """\
from argparse import ArgumentParser
from functools import wraps
__all__ = ["Table", "Chart", "lost", "ArgumentParser"]
class Table:
    name: str
    def rows(self, first=0, *, sort=True): ...
    def _private(self): ...
    @property
    def size(self): ...
Chart = Table
def _hidden(): ...
"""


def test_a_checkout_is_imported_and_started(tmp_path: Path) -> None:
    """Symbols with parameters, options, names; what fails is told and stops nothing; what it prints is no answer."""
    write(
        tmp_path,
        {
            "pyproject.toml": '[project]\nname = "tide-x"\n[project.scripts]\ntides = "tidesx.cli:main"\n',
            "tidesx/__init__.py": "",
            "tidesx/cli.py": CLI,
            "tidesx/tables.py": TABLES,
            "tidesx/broken.py": "raise SystemExit(3)\n",
            "tidesx/table.py": "def of_its_own(): ...\n",
            "tidesx/__main__.py": "raise RuntimeError\n",
        },
    )
    answer = ask(tmp_path, [["tidesx.tables", "Table"], ["tidesx.tables", "nope"], ["tidesx.cli", ""]])
    symbols = {(each["module"], each["name"]): each["parameters"] for each in answer["symbols"]}
    assert symbols == {
        ("tidesx.cli", "main"): [],
        ("tidesx.table", "of_its_own"): [],
        ("tidesx.tables", "Chart"): [],
        ("tidesx.tables", "Table"): [],
        ("tidesx.tables", "Table.rows"): [["first", "POSITIONAL_OR_KEYWORD"], ["sort", "KEYWORD_ONLY"]],
        ("tidesx.tables", "Table.size"): None,
    }
    assert answer["options"] == ["--day"]
    assert answer["missing_imports"] == ["tidesx.tables.nope"]
    assert [each.split(":")[0] for each in answer["problems"]] == ["tidesx.broken"]
    assert answer["unread_modules"] == ["tidesx.__main__", "tidesx.broken"]
    assert {"tidesx.tables.Table.name", "tidesx.tables._hidden", "tidesx.tables.Table._private"} <= set(answer["names"])


def test_a_command_that_fails_is_told(tmp_path: Path) -> None:
    """With its name and the end of what it said."""
    write(
        tmp_path,
        {
            "pyproject.toml": '[project]\nname = "tide-y"\n[project.scripts]\ntides = "tidesy:main"\n',
            "tidesy.py": "def main():\n    raise ValueError('no help here')\n",
        },
    )
    (problem,) = ask(tmp_path, [])["problems"]
    assert problem.startswith("tides --help: ended with 1: ")
    assert problem.endswith("no help here")


def test_a_module_that_came_from_elsewhere_counts_if_its_bytes_are_the_same(tmp_path: Path) -> None:
    """A standard module of the same name shadows the first; nothing is said of what nobody imported."""
    write(tmp_path, {"pyproject.toml": "[project]\n", "json.py": "def mine(): ...\n", "tidesv.py": "def f(): ...\n"})
    answer = ask(tmp_path, [])
    assert answer["modules"] == ["tidesv"]
    assert answer["problems"] == ["json: came from elsewhere, not from the checkout"]
    write(tmp_path, {"json.py": Path(json.__file__).read_text(encoding="utf-8")})
    assert "json" in ask(tmp_path, [])["modules"]
