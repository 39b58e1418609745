"""A small project whose files hang together in every way that a push of one of them can touch."""

TABLES = '''"""Tables of water."""

from tides.errors import LowError


class Base:
    """A base."""

    def high(self, day: int) -> float:
        """Tells high water."""
        raise LowError("too low for a day")


class Table(Base):
    """Holds a year; see `compute`."""

    def low(self, day: int, place: str = "x") -> float:
        """Tells low water of a `place`."""
        return 1.0
'''
PLAIN = '''"""Plain things."""


def first(one: int, two: str = "b") -> int:
    """Does the first thing."""
    total = one
    return total


def nap(hours: int) -> int:
    """Naps."""
    return hours


def rest(hours: int) -> int:
    """Rests."""
    return hours


def copy(what: str) -> str:
    """Copies it."""
    return what


class Thing:
    """A thing."""

    def act(self, how: str) -> str:
        """Acts."""
        return how
'''
TIDES = {
    "pyproject.toml": """[project]
name = "tides"
version = "1.0"
[project.scripts]
tides = "tides.cli:main"
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
""",
    "README.md": "# Tides\n\nTells high water.\n",
    "CHANGELOG.md": "# Changes\n\nSome.\n",
    "src/tides/__init__.py": '''"""Tide tables."""

from tides._core import compute
from tides.tables import Table

__all__ = ["Table", "compute", "lost"]
''',
    "src/tides/_core.py": '''"""The core."""

LIMIT = 3


def compute(day: int, *, deep: bool = False) -> int:
    """Computes a day with `LIMIT`."""
    return day
''',
    "src/tides/tables.py": TABLES,
    "src/tides/errors.py": '''"""Errors."""


class TideError(Exception):
    """Any error."""


class Oops(Exception):
    """Something else."""


class LowError(TideError):
    """Too low, from `Base.high`."""


class Stuck(Oops):
    """Nothing goes on."""
''',
    "src/tides/cli.py": '''"""The command line."""

import os

import click


@click.command()
@click.argument("place")
@click.option("--count", default=2, help="How many.")
def main(place: str, count: int) -> None:
    """Tells the tides like `Thing`."""
    print(place, count, os.environ.get("TIDES_HOME", "here"))
''',
    "src/tides/plain.py": PLAIN,
    "src/tides/mixed/__init__.py": '''"""Its own and others' names."""

from tides.mixed._inner import inner


def version() -> str:
    """Tells the version."""
    return "1"
''',
    "src/tides/mixed/_inner.py": '''def inner(depth: int) -> int:
    """Goes in, see `plain.copy`."""
    return depth
''',
    "src/tides/other.py": '''"""Other things, see `doze` and `low_*`."""

import numpy
from tides.plain import rest as doze


def copy(hours: int) -> int:
    """Copies `numpy` with `copy(hours)`."""
    return doze(hours)
''',
    "src/tides/quiet.py": '"""Nothing that changes."""\n\n\ndef quiet() -> None:\n    """Is quiet."""\n',
    "tests/test_plain.py": """from tides.plain import Thing, first


def test_first():
    assert first(1, "c") == 1


def test_thing():
    thing = Thing()
    assert thing.act("so") == "so"
""",
    "notes.txt": "Notes.\n",
}
"""Path to content."""
