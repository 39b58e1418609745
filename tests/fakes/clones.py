"""Small git repositories with something to document."""

import subprocess
from pathlib import Path

PYPROJECT = """\
[project]
name = "tide-tables"
version = "1.2.0"
description = "Tells high water"
requires-python = ">=3.13"

[project.scripts]
tides = "tides.cli:main"
"""
CLI = '''\
"""The command."""

import argparse

from tides.tables import high_water


def main() -> None:
    """Prints high water."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--day", type=int, default=1, help="Day of the month.")
    print(high_water("home", parser.parse_args().day))
'''
TABLES = '''\
"""Tide tables."""


def high_water(harbour: str, day: int) -> float:
    """Returns the time of high water in hours."""
    return len(harbour) + day / 10
'''
LATER_TABLES = (
    TABLES
    + '''

def low_water(harbour: str, day: int) -> float:
    """Returns the time of low water in hours."""
    return high_water(harbour, day) + 6.2
'''
)


def git(folder: Path, *arguments: str) -> str:
    """Runs git and returns what it printed."""
    done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit_files(folder: Path, message: str, files: dict[str, str]) -> str:
    """Writes files, commits them and returns the commit's id."""
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)
    return git(folder, "rev-parse", "HEAD")


def make_clone(folder: Path) -> str:
    """Makes a repository of two commits with a Python package, and returns the last commit's id."""
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    sources = {"__init__.py": '"""Tides."""\n', "cli.py": CLI, "tables.py": TABLES}
    package = {f"src/tides/{name}": text for name, text in sources.items()}
    commit_files(folder, "feat: tell high water", {"pyproject.toml": PYPROJECT, **package})
    reason = "feat: tell low water\n\nLow water is told too because boats dry out on it."
    return commit_files(folder, reason, {"src/tides/tables.py": LATER_TABLES})
