"""Measures the check of people's documents on real releases and writes what it finds, what it misses, what is wrong.

Comes in: `docs/drift-subjects.toml`. Goes out: `docs/drift.md`, and on standard error what is going on.
"""

import logging
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from coderipple_demo.errors import DemoError
from coderipple_demo.languages.drift import Drift, Quiet, measure_drift, measure_quiet
from coderipple_demo.languages.renames import MOST_NAMES, Renames, measure_renames
from coderipple_demo.languages.subjects import read_drift_subjects

SUBJECTS = "docs/drift-subjects.toml"
PAGE = "docs/drift.md"
LEAST_RECALL = 0.95
LEAST_PRECISION = 0.90
_INTRODUCTION = """\
# The check of people's documents

What `coderipple check` finds in documents that say what is so no longer. `invoke drift` fetches the subjects of
[drift-subjects.toml](drift-subjects.toml), compares their releases and writes this page.

Of each pair of releases that removed something, the later one gets the documents of the earlier one, as if nobody had
touched them, and a page on which every public name of both releases stands as people write it (`package.Name`,
`Type.member`, `Type::member`, `Type#member`). What is gone is known from each language's own tool, which shares no code
with the analysis: go/parser, the checker of the TypeScript compiler, rustdoc, javac's parser, Python's own parser, and
Prism for Ruby. What only moved, can still be imported, or may be inherited is not gone.

*Found* is of what is gone on that page. *Wrong* counts findings there of what is not gone, of all that is not. *Then*
counts findings in the documents of then, *sources* those in docstrings and comments of the later release, as they are.
*False* are those of both whose last word the sources of the later release still hold, so at first all that is found in
sources, unless the list of subjects tells why it is gone all the same. Precision is of all findings.

The check is quiet where it cannot know: a name without its owner is not told while the code shows it to anybody, as a
member or in a string for instance.
"""
_HELD_OUT = """\
## Subjects that no rule was made after

Of these, the subjects that were chosen after the rules. What they showed to be read wrongly was mended afterwards.

| language | found | recall | precision | wrong | then | sources | false |
| --- | --- | --- | --- | --- | --- | --- | --- |"""
_QUIET = """\
## Releases that removed nothing

Documents and sources of the later release as they are, held against the release before it. The language's tool says
that no public name is gone.

| language | subject | releases | documents | sources | findings |
| --- | --- | --- | --- | --- | --- |"""
_RENAMES = f"""\
## New names

Up to {MOST_NAMES} public names of a release of each subject, as the language's tool lists them, get names made of the
release's own words, wherever its sources hold them, all in one commit; a page still has the old ones. *Told* counts
findings with the new name, *wrong* those with another one. A new name is told where it alone has the signature and the
description of the old one. A real release may change these together with the name, which is not seen here.

| language | renamed | found | told | wrong |
| --- | --- | --- | --- | --- |"""


def write_drift_page(root: Path, only: str = "") -> bool:
    """Measures every subject and writes the page.

    Args:
        root: Root of this clone.
        only: Name of one subject or language, which is printed instead.

    Returns:
        Whether recall and precision are what they shall be in every language, and quiet releases are quiet.

    Raises:
        DemoError: A subject cannot be measured.
    """
    logging.getLogger("coderipple").setLevel("ERROR")
    drifts: list[Drift] = []
    quiets: list[Quiet] = []
    renames: list[Renames] = []
    for subject in read_drift_subjects((root / SUBJECTS).read_text(encoding="utf-8")):
        if only not in {"", subject.name, subject.language}:
            continue
        started = time.perf_counter()
        drifts += [measure_drift(subject, each, root) for each in subject.removals]
        quiets += [measure_quiet(subject, each, root) for each in subject.quiet]
        renames.append(measure_renames(subject, root))
        sys.stderr.write(f"{subject.name}: {time.perf_counter() - started:.0f} s\n")
    for each in quiets:
        if each.removed:
            raise DemoError(f"{each.subject.name} {each.releases.head} is not quiet: {', '.join(each.removed)}")
    text = drift_page(drifts, quiets, renames)
    if only:
        sys.stdout.write(text)
    else:
        (root / PAGE).write_text(text, encoding="utf-8")
    languages = {each.subject.language for each in drifts}
    held = (_holds([each for each in drifts if each.subject.language == language]) for language in languages)
    return all(held) and not any(each.findings for each in quiets)


def drift_page(drifts: Iterable[Drift], quiets: Iterable[Quiet], renames: Iterable[Renames]) -> str:
    """Returns the page."""
    drifts = sorted(drifts, key=lambda each: (each.subject.language, each.subject.name, each.releases.base))
    quiets = sorted(quiets, key=lambda each: (each.subject.language, each.subject.name, each.releases.base))
    found = sum(len(each.findings) for each in quiets)
    lines = [
        _INTRODUCTION,
        "| language | found | recall | precision | wrong | then | sources | false |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
        *_by_language(drifts),
        "",
        _HELD_OUT,
        *_by_language(each for each in drifts if each.subject.is_held_out),
        "",
        "## Every pair of releases",
        "",
        "| language | subject | releases | found | recall | precision | wrong | then | sources | false |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
        *(f"| {_place(each)} | {_figures([each])} |" for each in drifts),
        "",
        "## Every miss",
        "",
        *(line for each in drifts for line in _misses(each)),
        "",
        *_told(sorted(renames, key=lambda each: (each.subject.language, each.subject.name))),
        "",
        _QUIET,
        *(f"| {_place(each)} | {each.documents} | {each.sources} | {len(each.findings)} |" for each in quiets),
        "",
        f"{found} findings in {len(quiets)} pairs.",
        "",
        *(f"- {_place(each)}: {_listed(each.findings)}" for each in quiets if each.findings),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _by_language(drifts: Iterable[Drift]) -> Iterator[str]:
    for language, found in groupby(drifts, key=lambda each: each.subject.language):
        yield f"| {language} | {_figures(list(found))} |"


def _told(renames: list[Renames]) -> Iterator[str]:
    yield _RENAMES
    for language in dict.fromkeys(each.subject.language for each in renames):
        own = [each for each in renames if each.subject.language == language]
        figures = (
            sum(each.renamed for each in own),
            sum(each.found for each in own),
            sum(each.right for each in own),
            sum(len(each.wrong) for each in own),
        )
        yield f"| {' | '.join((language, *map(str, figures)))} |"
    wrong = [f"- {each.subject.name}, {each.release}: {_listed(each.wrong)}" for each in renames if each.wrong]
    yield from ["", *wrong] if wrong else []


def _place(each: Drift | Quiet) -> str:
    separator = " | "
    return separator.join((each.subject.language, each.subject.name, f"{each.releases.base} to {each.releases.head}"))


def recall(drifts: Iterable[Drift]) -> float | None:
    """Returns how much of what is gone was found; None where nothing is gone."""
    drifts = list(drifts)
    planted = sum(each.planted for each in drifts)
    return sum(each.found for each in drifts) / planted if planted else None


def precision(drifts: Iterable[Drift]) -> float | None:
    """Returns how much of what was found is gone; None where nothing was found."""
    drifts = list(drifts)
    wrong = sum(len(each.wrong) + len(each.false) for each in drifts)
    found = sum(each.found + len(each.wrong) + len(each.then) + len(each.sources) for each in drifts)
    return (found - wrong) / found if found else None


def _holds(drifts: list[Drift]) -> bool:
    found, right = recall(drifts), precision(drifts)
    return (found is None or found >= LEAST_RECALL) and (right is None or right >= LEAST_PRECISION)


def _figures(drifts: list[Drift]) -> str:
    found, right = recall(drifts), precision(drifts)
    figures = (
        f"{sum(each.found for each in drifts)}/{sum(each.planted for each in drifts)}",
        _share(found, LEAST_RECALL),
        _share(right, LEAST_PRECISION),
        f"{sum(len(each.wrong) for each in drifts)}/{sum(each.kept for each in drifts)}",
        str(sum(len(each.then) for each in drifts)),
        str(sum(len(each.sources) for each in drifts)),
        str(sum(len(each.false) for each in drifts)),
    )
    return " | ".join(figures)


def _share(value: float | None, least: float) -> str:
    if value is None:
        return "-"
    return f"{value:.2f}" if value >= least else f"**{value:.2f}**"


def _misses(drift: Drift) -> Iterator[str]:
    told = (("missed", drift.missed), ("found, but there", drift.wrong), ("false", drift.false))
    for title, names in told:
        if names:
            place = f"{drift.subject.name}, {drift.releases.base} to {drift.releases.head}"
            yield f"- {place}, {title}: {_listed(names)}"


def _listed(names: Iterable[str]) -> str:
    return "; ".join(f"`{each.replace('`', '')}`" for each in names)
