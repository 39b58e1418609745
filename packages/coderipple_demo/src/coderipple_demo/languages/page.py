"""Replays public histories and writes what the languages beside Python come to.

Comes in: `docs/languages-subjects.toml`. Goes out: `docs/languages.md`, and on standard error what is going on.
"""

import logging
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from coderipple.config import get_config
from coderipple.replay import Question, Report, read_pushes, replay
from coderipple.replay.furniture import read_allowed, shared_sentences
from coderipple.replay.oracle import write_checkout
from coderipple.replay.report import Measure
from coderipple.wiring import wire_apart

from coderipple_demo.languages.judge import judge_symbols
from coderipple_demo.languages.subjects import PublicSubject, fetch_history, read_public_subjects
from coderipple_demo.languages.symbols import exported
from coderipple_demo.languages.tools import MissingToolError, Tools

SUBJECTS = "docs/languages-subjects.toml"
ALLOWED = "docs/furniture.txt"
PAGE = "docs/languages.md"
_REFERENCE = "system/interfaces"
_REPLAYED = ("existence", "links", "idempotence", "equivalence: rebuilt", "equivalence: batched", "human bytes")
_ASKED = ("coverage", "not exported", "parameters")
_INTRODUCTION = """\
# Languages

What the languages beside Python come to on public repositories. `invoke languages` fetches the subjects of
[languages-subjects.toml](languages-subjects.toml), documents the last commits of each push by push from an empty tree,
and writes this page; [adding-a-language.md](adding-a-language.md) tells how to add one.

Coverage and parameters are held against each language's own tool, which shares no code with the analysis: go/parser,
the checker of the TypeScript compiler, rustdoc, javac's parser. A cell tells how many hold of how many; bold ones do
not all hold. *Not exported* tells how many of the symbols that the reference states the tool knows too. Parameters are
compared by name and order, once for each form in which something can be called: an overload that the reference does not
show is a miss. What the check of people's documents comes to stands in [drift.md](drift.md).
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """What one subject comes to.

    Attributes:
        subject: The subject.
        report: What the replay found.
        asked: What the language's tool says; empty where it is not there.
        unasked: Why it is not.
    """

    subject: PublicSubject
    report: Report
    asked: tuple[Measure, ...]
    unasked: str = ""

    @property
    def measures(self) -> dict[str, Measure]:
        """What the page shows, by name."""
        replayed = {each.name: each for each in self.report.measures}
        return {name: replayed[name] for name in _REPLAYED} | {each.name: each for each in self.asked}

    @property
    def holds(self) -> bool:
        """Whether everything that was measured holds."""
        return not any(each.holds is False for each in self.measures.values())


def write_page(root: Path, only: str = "") -> bool:
    """Judges every subject and writes the page.

    Args:
        root: Root of this clone.
        only: Name of one subject, which is printed instead.

    Returns:
        Whether everything that was measured holds.
    """
    judged = []
    for subject in read_public_subjects((root / SUBJECTS).read_text(encoding="utf-8")):
        if only in {"", subject.name}:
            started = time.perf_counter()
            judged.append(judge_subject(subject, root))
            sys.stderr.write(f"{subject.name}: {time.perf_counter() - started:.0f} s\n")
    text = page(judged, read_allowed((root / ALLOWED).read_text(encoding="utf-8")))
    if only:
        sys.stdout.write(text)
    else:
        (root / PAGE).write_text(text, encoding="utf-8")
    return all(each.holds for each in judged)


def judge_subject(subject: PublicSubject, root: Path) -> Judged:
    """Fetches a subject, replays it, and asks its language's tool about the last commit."""
    clone = fetch_history(subject, root)
    config = get_config({})._replace(repository_path=str(clone), log_level="ERROR")
    logging.getLogger("coderipple").setLevel(config.log_level)
    with wire_apart(config) as ports_in, TemporaryDirectory() as temporary:
        repository = ports_in(Path(temporary)).repository
        pushes = read_pushes(repository, None, last=subject.last)
        report = replay(Question(subject=subject.name, pushes=pushes, config=config), Path(temporary), ports_in)
        checkout = Path(temporary, "asked")
        write_checkout(repository.tree(subject.commit), repository.blob, checkout)
        try:
            symbols = exported(subject, checkout, Tools(root=root))
        except MissingToolError as error:
            return Judged(subject=subject, report=report, asked=(), unasked=str(error))
    reference = {
        path: text.decode("utf-8", "replace") for path, text in report.pages.items() if path.startswith(_REFERENCE)
    }
    return Judged(subject=subject, report=report, asked=judge_symbols(reference, symbols, subject.language))


def page(judged: Iterable[Judged], allowed: Iterable[str]) -> str:
    """Returns the page."""
    judged = list(judged)
    shared = shared_sentences({each.subject.name: _texts(each.report.pages) for each in judged}, allowed)
    columns = ("language", "subject", "pushes", *_REPLAYED, *_ASKED)
    lines = [
        _INTRODUCTION,
        *(f"- {each.subject.name}, {each.subject.language}: {each.subject.kind}" for each in judged),
        "",
        f"| {' | '.join(columns)} |",
        f"|{' --- |' * len(columns)}",
        *map(_row, judged),
        "",
        f"Sentences of eight words or more that two subjects share: {len(shared)}.",
        *(f"- {', '.join(names)}: {sentence}" for sentence, names in shared.items()),
        "",
        "## What does not hold",
        "",
        *(line for each in judged for line in _failures(each)),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _texts(pages: Mapping[str, bytes]) -> list[str]:
    return [each.decode("utf-8", "replace") for each in pages.values()]


def _row(judged: Judged) -> str:
    measures = judged.measures
    cells = [judged.subject.language, judged.subject.name, str(len(judged.report.pushes))]
    cells += [_cell(measures.get(name)) for name in (*_REPLAYED, *_ASKED)]
    return f"| {' | '.join(cells)} |"


def _cell(measure: Measure | None) -> str:
    if measure is None or measure.unmeasured or not measure.total:
        return "-"
    shown = f"{measure.good}/{measure.total}"
    return shown if measure.holds else f"**{shown}**"


def _failures(judged: Judged) -> Iterator[str]:
    if judged.unasked:
        yield f"- {judged.subject.name}, coverage and parameters: not measured, {judged.unasked}"
    if judged.subject.note:
        yield f"- {judged.subject.name}: {judged.subject.note}"
    for measure in judged.measures.values():
        if measure.holds is False:
            yield f"- {judged.subject.name}, {measure.name}:"
            yield from (f"  - `{each.replace('`', '')}`" for each in measure.failures)
