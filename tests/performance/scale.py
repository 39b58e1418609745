"""Repositories of any size, and what a first run and a push of one file cost in them.

Comes in: a number of files, a folder. Goes out: `Cost`s.
"""

import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from performance.sampling import Cost, cost_of

WORDS = ("harbour", "tide", "water", "hour", "table", "place", "day", "bell", "moon", "wave", "depth", "pilot", "chart")
FILES_OF_A_PACKAGE = 50
FUNCTIONS_OF_A_FILE = 6
HEAD = """\
# What a run costs in repositories of different sizes

Made by `nox -s performance -- -k scale`. Seconds are those of the processor, of the whole process with the start of
Python, on the machine that measured; compare ratios. A push changes the signature of one function. Without the cache
every file of both commits is read again, each content once.

A push costs the same in any repository where it changes single modules alone; one that changes what other files or
pages depend on (code that comes or goes, an option, an import of its own) has the facts of all files put together
again: [decision 20](decisions/0020-judge-a-push-by-the-files-that-it-changes.md) tells which do.

![What runs cost against the number of files](scale.svg)

| files | first run | a file | push | push / first run | push without the cache | most memory |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: |"""
CHANGED = "src/tides/part0/module3.py"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A repository of some size.

    Attributes:
        files: Its files of source.
        first: The first run.
        push: A push that changes one file, with what earlier runs kept.
        cold: The same push without that.
    """

    files: int
    first: Cost
    push: Cost
    cold: Cost


def measure(files: int, folder: Path) -> Scale:
    """Documents a repository, changes one file and documents it again, with and without the cache."""
    clone, cache = folder / f"clone-{files}", folder / f"cache-{files}"
    write_repository(clone, files)
    first = run(clone, cache)
    source = clone / CHANGED
    source.write_text(source.read_text().replace("day: int)", "day: int, extra: int = 3)"))
    _commit(clone, "Take an extra")
    documents = {path: path.read_bytes() for path in (clone / "coderipple").rglob("*") if path.is_file()}
    push = run(clone, cache)
    for path, content in documents.items():
        path.write_bytes(content)
    return Scale(files=files, first=first, push=push, cold=run(clone, folder / "empty"))


def write_repository(root: Path, files: int) -> None:
    """Writes a repository of packages with classes, functions and docstrings, the same each time, and commits it."""
    choice = random.Random(1)  # noqa: S311 - no secret
    (root / "src/tides").mkdir(parents=True)
    (root / "src/tides/__init__.py").write_text('"""Tides."""\n')
    (root / "pyproject.toml").write_text('[project]\nname = "tides"\nversion = "1"\n')
    for number in range(files):
        path = root / f"src/tides/part{number // FILES_OF_A_PACKAGE}/module{number}.py"
        path.parent.mkdir(exist_ok=True)
        (path.parent / "__init__.py").write_text('"""A part."""\n')
        path.write_text("".join(_source(number, choice.randrange(files), choice)))
    subprocess.run(["git", "init", "-q", root], check=True)
    _commit(root, "Start")


def _source(number: int, other: int, choice: random.Random) -> Iterator[str]:
    yield f'"""Module {number} of the tables."""\n\nimport os\n\n'
    yield f"from tides.part{other // FILES_OF_A_PACKAGE} import module{other}\n\n\n"
    yield f'class Table{number}:\n    """Holds what module {number} knows."""\n\n'
    yield f'    def high(self, day: int) -> float:\n        """Tells high water {number}."""\n'
    yield f"        return float(day) + len(module{other}.__doc__ or '')\n"
    for place in range(FUNCTIONS_OF_A_FILE):
        first, second = choice.choice(WORDS), choice.choice(WORDS)
        yield f"\n\ndef {first}_{number}_{place}("
        yield f"first: str, second: int = {place}, *, deep: bool = False) -> list[float]:\n"
        yield f'    """Tells the {first} of a {second}, number {place}.\n\n    Args:\n        first: Where.\n    """\n'
        yield "    found = []\n    for each in range(second):\n        if deep and each % 2:\n"
        yield f"            found.append(float(each) * {place})\n"
        yield "        else:\n            found.append(float(len(first)))\n"
        yield "    return found\n"


def _commit(root: Path, message: str) -> None:
    for arguments in (["add", "-A", "src", "pyproject.toml"], ["commit", "-qm", message]):
        subprocess.run(["git", "-C", root, *arguments], check=True)


def run(clone: Path, cache: Path) -> Cost:
    """Documents a clone, and returns what that cost."""
    command = (sys.executable, "-c", "from coderipple.cli import main; main()", "run", clone)
    return cost_of(command, {"XDG_CACHE_HOME": str(cache)})


def page(scales: Sequence[Scale]) -> str:
    """Returns the figures as a page."""
    lines = [HEAD]
    for each in scales:
        first, push, cold = each.first.cpu_seconds, each.push.cpu_seconds, each.cold.cpu_seconds
        most_mb = max(each.first.peak_mb, each.push.peak_mb, each.cold.peak_mb)
        lines.append(
            f"| {each.files:,} | {first:.2f} s | {first / each.files * 1000:.1f} ms | {push:.2f} s "
            f"| {push / first:.1%} | {cold:.2f} s | {most_mb:.0f} MB |"
        )
    return "\n".join(lines) + "\n"
