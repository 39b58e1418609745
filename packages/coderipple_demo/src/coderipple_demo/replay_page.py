"""Replays the subjects and writes the table by which this project judges itself.

Comes in: the subjects. Goes out: `docs/replay.md`, and on standard error what is going on.
"""

import logging
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from coderipple.config import get_config
from coderipple.replay import Question, Report, markdown_head, markdown_row, read_pushes, replay
from coderipple.replay.furniture import read_allowed, shared_sentences
from coderipple.wiring import wire_apart

from coderipple_demo.subjects import Subject, fetch_releases, make_history, make_interpreter, read_sdist, read_subjects

SUBJECTS = "docs/replay-subjects.toml"
ALLOWED = "docs/furniture.txt"
PAGE = "docs/replay.md"
_SHOWN_FAILURES = 8
_INTRODUCTION = """\
# Replay

What this project judges itself by: real histories, documented push by push from an empty tree, and what comes out held
against the interpreter, the commands' own `--help` and a plain search of the text, none of which share code with the
analysis. `invoke replay` makes the subjects of [replay-subjects.toml](replay-subjects.toml) and writes this page;
`coderipple replay PATH A..B` does the same to any clone.

A subject is a chain of releases, each committed on top of the one before, or this repository. A cell tells how many
hold of how many; bold ones do not all hold. Lines are changed lines of documents per push, the first push left out.
"""


def write_page(root: Path, only: str = "") -> bool:
    """Replays every subject and writes the page.

    Args:
        root: Root of this clone.
        only: Name of one subject, which is printed instead.

    Returns:
        Whether every contract holds.
    """
    subjects = read_subjects((root / SUBJECTS).read_text(encoding="utf-8"))
    reports = {}
    for subject in subjects:
        if only in {"", subject.name}:
            started = time.perf_counter()
            reports[subject] = replay_subject(subject, root)
            sys.stderr.write(f"{subject.name}: {time.perf_counter() - started:.0f} s\n")
    text = page(reports, read_allowed((root / ALLOWED).read_text(encoding="utf-8")))
    if only:
        sys.stdout.write(text)
    else:
        (root / PAGE).write_text(text, encoding="utf-8")
    return all(each.holds for each in reports.values())


def replay_subject(subject: Subject, root: Path) -> Report:
    """Makes a subject and replays it."""
    clone, interpreter = _made(subject, root)
    config = get_config({})._replace(repository_path=str(clone), log_level="ERROR")
    logging.getLogger("coderipple").setLevel(config.log_level)
    with wire_apart(config) as ports_in, TemporaryDirectory() as temporary:
        pushes = read_pushes(ports_in(Path(temporary)).repository, None, last=subject.last)
        question = Question(subject=subject.name, pushes=pushes, config=config, interpreter=interpreter)
        return replay(question, Path(temporary), ports_in)


def _made(subject: Subject, root: Path) -> tuple[Path, Path]:
    """Returns the repository of a subject and an interpreter with its requirements."""
    if not subject.versions:
        return root, Path(sys.executable)
    folder = root / "build" / "replay" / subject.name
    files = fetch_releases(subject, folder)
    releases = {version: read_sdist(file) for version, file in zip(subject.versions, files, strict=True)}
    make_history(subject.name, releases, folder / "history")
    requirements = [f"{subject.name}=={subject.versions[-1]}", *subject.requirements]
    return folder / "history", make_interpreter(requirements, folder / "venv")


def page(reports: Mapping[Subject, Report], allowed: Iterable[str]) -> str:
    """Returns the page."""
    shared = shared_sentences({each.name: _texts(reports[each]) for each in reports}, allowed)
    kinds = [f"- {each.name}: {each.kind}{_span(each)}" for each in reports]
    lines = [
        _INTRODUCTION,
        *kinds,
        "",
        markdown_head(),
        *map(markdown_row, reports.values()),
        "",
        f"Sentences of eight words or more that two subjects share: {len(shared)}.",
        *(f"- {', '.join(names)}: {sentence}" for sentence, names in list(shared.items())[:_SHOWN_FAILURES]),
        "",
        "## What does not hold",
        "",
        *(line for report in reports.values() for line in _failures(report)),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _span(subject: Subject) -> str:
    return f", {subject.versions[0]} to {subject.versions[-1]}" if subject.versions else ""


def _texts(report: Report) -> list[str]:
    return [each.decode("utf-8", "replace") for each in report.pages.values()]


def _failures(report: Report) -> Iterator[str]:
    for measure in report.measures:
        if measure.holds is False:
            shown = "; ".join(
                f"`{each}`" for each in (each.replace("`", "") for each in measure.failures[:_SHOWN_FAILURES])
            )
            more = len(measure.failures) - _SHOWN_FAILURES
            yield f"- {report.subject}, {measure.name}: {shown}{f'; and {more} more' if more > 0 else ''}"
    if report.problems:
        shown = "; ".join(f"`{each.replace('`', '')}`" for each in report.problems[:_SHOWN_FAILURES])
        yield f"- {report.subject}, not inspected ({len(report.problems)}): {shown}"
