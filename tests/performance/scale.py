"""Repositories of any size, and what a first run and a push of one file cost in them.

Comes in: a number of files, a folder. Goes out: `Cost`s.
"""

import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from performance.sampling import Cost, cost_of
from performance.scale_sources import LANGUAGES, written

HEAD = """\
# What a run costs in repositories of different sizes

Made by `nox -s performance -- -k scale`. Seconds are those of the processor, of the whole process with the start of
Python, on the machine that measured; compare ratios. A push changes the signature of one function. Without the cache
every file of both commits is read again, each content once.

A push costs the same in any repository where it changes single modules alone; one that changes what other files or
pages depend on (code that comes or goes, an option, an import of its own) has the facts of all files put together
again: [decision 20](decisions/0020-judge-a-push-by-the-files-that-it-changes.md) tells which do.

The picture is of Python. In Go a package has 50 files, in TypeScript one whose entry passes on what 50 files export: a
push reads these and no others.

![What runs cost against the number of files](scale.svg)"""
TABLE = """\
| files | first run | a file | push | push / first run | push without the cache | most memory |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: |"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A repository of some size.

    Attributes:
        language: What it is written in.
        files: Its files of source.
        first: The first run.
        push: A push that changes one file, with what earlier runs kept.
        cold: The same push without that.
    """

    language: str
    files: int
    first: Cost
    push: Cost
    cold: Cost


def measure(language: str, files: int, folder: Path) -> Scale:
    """Documents a repository, changes one file and documents it again, with and without the cache."""
    clone, cache = folder / f"clone-{language}-{files}", folder / f"cache-{language}-{files}"
    write_repository(clone, language, files)
    first = run(clone, cache)
    name, old, new = LANGUAGES[language].changed
    source = clone / name
    source.write_text(source.read_text().replace(old, new))
    _commit(clone, "Take an extra")
    documents = {path: path.read_bytes() for path in (clone / "coderipple").rglob("*") if path.is_file()}
    push = run(clone, cache)
    for path, content in documents.items():
        path.write_bytes(content)
    return Scale(
        language=language, files=files, first=first, push=push, cold=run(clone, folder / f"empty-{language}-{files}")
    )


def write_repository(root: Path, language: str, files: int) -> None:
    """Writes a repository and commits it."""
    for name, content in written(language, files):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    subprocess.run(["git", "init", "-q", root], check=True)
    _commit(root, "Start")


def _commit(root: Path, message: str) -> None:
    for arguments in (["add", "-A", ".", ":!coderipple"], ["commit", "-qm", message]):
        subprocess.run(["git", "-C", root, *arguments], check=True)


def run(clone: Path, cache: Path) -> Cost:
    """Documents a clone, and returns what that cost."""
    command = (sys.executable, "-c", "from coderipple.cli import main; main()", "run", clone)
    return cost_of(command, {"XDG_CACHE_HOME": str(cache)})


def page(scales: Sequence[Scale]) -> str:
    """Returns the figures as a page: a table for each language."""
    tables = (
        f"## {language}\n\n{TABLE}\n{_rows(found)}" for language, found in groupby(scales, attrgetter("language"))
    )
    return f"{HEAD}\n\n{'\n'.join(tables)}"


def _rows(scales: Iterable[Scale]) -> str:
    lines = []
    for each in scales:
        first, push, cold = each.first.cpu_seconds, each.push.cpu_seconds, each.cold.cpu_seconds
        most_mb = max(each.first.peak_mb, each.push.peak_mb, each.cold.peak_mb)
        lines.append(
            f"| {each.files:,} | {first:.2f} s | {first / each.files * 1000:.1f} ms | {push:.2f} s "
            f"| {push / first:.1%} | {cold:.2f} s | {most_mb:.0f} MB |\n"
        )
    return "".join(lines)
