"""Our first run and our push beside pdoc and Sphinx on the same package, as ratios of processor time, and the page.

Comes in: a folder and the lock. Goes out: a `Comparison`, and its page. Samples of the documenters alternate, so that
all see the same machine.
"""

import ast
import re
import statistics
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fakes.clones import git
from lambda_packaging.lock import read_lock
from lambda_packaging.progress import Progress
from performance.documenters import (
    LOCK,
    OURS,
    PACKAGE,
    PDOC,
    SPHINX,
    install,
    list_documenters,
    make_clone,
    public_modules,
)
from performance.sampling import BYTES_IN_MB, cost_of

ROUNDS = 3
CHANGED = f"{PACKAGE}/utils/link.py"
NEW = "count_of_links"
ADDED = f'\n\ndef {NEW}(text: str) -> int:\n    """Counts the links of a text."""\n    return text.count("://")\n'
OF_A_FIRST_RUN, OF_A_CHANGE = 0.5, 0.1
PAGES = {".html", ".md"}

type Samples = Mapping[str, Sequence[float]]  # by the name of the documenter, in seconds of the processor


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a documenter left.

    Attributes:
        pages: How many.
        megabytes: Of them.
        named: The part of the public classes and functions of modules whose names stand in them.
    """

    pages: int
    megabytes: float
    named: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Everything that one run measured.

    Attributes:
        modules: Public modules of the package.
        versions: Of the package and the tools.
        does: What each documenter did, by its name.
        first: Samples of first runs.
        again: Samples of runs after a change of one file.
        made: What each left after its first run.
    """

    modules: int
    versions: Mapping[str, str]
    does: Mapping[str, str]
    first: Samples
    again: Samples
    made: Mapping[str, Made]

    def ratio(self, samples: Samples) -> float:
        """Gives our median in that of the fastest of the others."""
        medians = {name: statistics.median(each) for name, each in samples.items()}
        return medians.pop(OURS) / min(medians.values())


def compare(folder: Path, root: Path, progress: Progress) -> Comparison:
    """Measures everything, each round in a clone of its own."""
    with progress.step("the package and its documenters installed"):
        programs = install(folder / "environment", root / LOCK)
    first: dict[str, list[float]] = defaultdict(list)
    again: dict[str, list[float]] = defaultdict(list)
    made: dict[str, Made] = {}
    does: dict[str, str] = {}
    for round_ in range(ROUNDS):
        clone = make_clone(folder / f"round-{round_}/clone", programs)
        documenters = [each for each in list_documenters(clone, programs) if round_ < each.rounds]
        for each in documenters:
            with progress.step(f"first run, round {round_ + 1}: {each.name}"):
                first[each.name].append(sum(cost_of(one, each.environment).cpu_seconds for one in each.first))
            made[each.name], does[each.name] = look_at(each.output, clone), each.does
        change(clone)
        for each in documenters:
            with progress.step(f"one file changed, round {round_ + 1}: {each.name}"):
                again[each.name].append(cost_of(each.again, each.environment).cpu_seconds)
            assert NEW in words_of(each.output), f"{each.name} does not tell the change"
    pins = {pin.name: str(pin.version) for pin in read_lock(root / LOCK)}
    return Comparison(
        modules=len(public_modules(clone)),
        versions={name: pins[name.lower()] for name in (PACKAGE, PDOC, SPHINX)},
        does=does,
        first=first,
        again=again,
        made=made,
    )


def change(clone: Path) -> None:
    """Commits one more public function in one file."""
    with (clone / CHANGED).open("a") as file:
        file.write(ADDED)
    git(clone, "commit", "--quiet", "--message", "Count links", "--", CHANGED)


def look_at(output: Path, clone: Path) -> Made:
    """Counts the pages and what they name."""
    pages = [path for path in output.rglob("*") if path.suffix in PAGES]
    public = list(public_names(clone))
    named = words_of(output).intersection(public)
    return Made(
        pages=len(pages),
        megabytes=sum(path.stat().st_size for path in pages) / BYTES_IN_MB,
        named=sum(name in named for name in public) / len(public),
    )


def words_of(output: Path) -> set[str]:
    """Gives all words of the pages."""
    return {word for path in output.rglob("*") if path.suffix in PAGES for word in re.findall(r"\w+", path.read_text())}


def public_names(clone: Path) -> Iterator[str]:
    """Gives the names of public classes and functions of public modules, by a plain parse."""
    for path in (clone / PACKAGE).rglob("*.py"):
        if not any(part.startswith("_") and part != "__init__.py" for part in path.relative_to(clone).parts):
            for statement in ast.parse(path.read_text()).body:
                is_definition = isinstance(statement, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
                if is_definition and not statement.name.startswith("_"):
                    yield statement.name


def page(comparison: Comparison) -> str:
    """Gives the comparison as a page."""
    return (
        "\n".join((*_head(comparison), *_rows(comparison), "", *_verdicts(comparison), "", *_told(comparison))) + "\n"
    )


def _head(comparison: Comparison) -> Iterator[str]:
    package, pdoc, sphinx = (f"{name} {version}" for name, version in comparison.versions.items())
    yield "# Side by side with pdoc and Sphinx"
    yield ""
    yield f"Made by `nox -s performance -- -k side_by_side`: the reference of {package}, {comparison.modules} public"
    yield f"modules, by CodeRipple, {pdoc} and {sphinx}, in one run, in turn. Seconds are those of the processor, of"
    yield "whole processes, on the machine that measured; compare ratios, which are CodeRipple's time in the other's."
    yield "Then one file gets one more function, and each is started again. Medians, where there are several samples."
    yield ""
    yield "| | first run | ratio | one file changed | ratio | samples | pages | size | public names that stand there |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"


def _rows(comparison: Comparison) -> Iterator[str]:
    ours = {id(each): statistics.median(each[OURS]) for each in (comparison.first, comparison.again)}
    for name, made in comparison.made.items():
        cells = []
        for samples in (comparison.first, comparison.again):
            seconds = statistics.median(samples[name])
            cells += [f"{seconds:.2f} s", "" if name == OURS else f"{ours[id(samples)] / seconds:.3f}"]
        size = f"{made.pages:,} | {made.megabytes:.1f} MB | {made.named:.1%}"
        yield f"| {name} | {' | '.join(cells)} | {len(comparison.first[name])} | {size} |"


def _verdicts(comparison: Comparison) -> Iterator[str]:
    for what, samples, goal in (
        ("a first run", comparison.first, OF_A_FIRST_RUN),
        ("a run after a change of one file", comparison.again, OF_A_CHANGE),
    ):
        ratio = comparison.ratio(samples)
        reached = "reached" if ratio <= goal else "**not reached**"
        yield f"- The goal for {what}, at most {goal} of the fastest of the others, is {reached}: {ratio:.3f}."


def _told(comparison: Comparison) -> Iterator[str]:
    yield "What each did:"
    yield ""
    yield from (f"- {name}: {does}." for name, does in comparison.does.items())
    yield ""
    yield "CodeRipple's pages say each public name with its signature and the first sentence of its description, link"
    yield "to the code, and are checked before they are written; it runs no code of the package. The others import it,"
    yield "and repeat descriptions in full, as HTML with a search."
