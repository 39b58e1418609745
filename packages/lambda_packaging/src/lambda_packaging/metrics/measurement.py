"""Everything that is measured of a build, in order: sizes, imports, cold starts, and what the gate finds.

Comes in: a project, its manifest and the ledger that was accepted. Goes out: a `Measurement`, which `tables`,
`markdown` and `page` show.
"""

import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from lambda_packaging.errors import DeclarationError, EmulatorError
from lambda_packaging.layer import MODULES
from lambda_packaging.manifest import Artifact, Manifest
from lambda_packaging.metrics.cold_start import (
    BARE,
    FLOOR,
    LAMBDA_MEMORY_MB,
    THIS_BUILD,
    ColdStart,
    Subject,
    bare_function,
    compare,
    measure_cold_starts,
    require_answer,
    sample_cold_start,
    started,
)
from lambda_packaging.metrics.gate import Finding, compare_cold_start, compare_sizes, find_stale, limits
from lambda_packaging.metrics.imports import TIMED, Import, count_by_package, read_imports, without
from lambda_packaging.metrics.ledger import Ledger, Start, weigh
from lambda_packaging.metrics.naive import lay_out_naive
from lambda_packaging.metrics.scenario import prepare_scenario
from lambda_packaging.metrics.trend import Recorded, read_trend
from lambda_packaging.progress import Progress
from lambda_packaging.project import DeclaredColdStart, Project, RatioBudget
from lambda_packaging.recipe import list_recipes
from lambda_packaging.static_checks import find_broken_budgets, find_stale_sources
from lambda_packaging.target import host_architecture
from lambda_packaging.unpack import find_previous, unpack

type Take = Callable[[Sequence[Subject]], tuple[ColdStart, ...]]

NAIVE, PREVIOUS = "naive packaging", "previous build"
# Private ones differ from one release of the interpreter to the next.
PUBLIC = frozenset(name for name in sys.stdlib_module_names if not name.startswith("_"))
CHANCES = 2  # rounds of further samples for what is over its budget
NAIVE_EVERY = 5  # in so many rounds once: it takes as long as everything else together


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """What one cold start does, seen in a process of its own, since looking takes time.

    Attributes:
        imports: What it imports beyond the bare handler, as a tree; also what it tries to import in vain.
        packages: How many of these modules are of each package of the layers, the function and the standard library.
    """

    imports: tuple[Import, ...]
    packages: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """Everything that one run measured.

    Attributes:
        machine: What it ran on.
        memory_size_mb: What the functions were told.
        artifacts: What was built.
        cold_starts: This build's first, in the declared order; then the previous build's and the naive packaging's,
            and last the bare handler's.
        observed: By the names of the cold starts, for this build.
        findings: What the gate says.
        trend: The recorded builds, the oldest first.
        monolith_kb: What the functions' predecessors weighed, by the function's file name.
    """

    machine: Mapping[str, str]
    memory_size_mb: int
    artifacts: tuple[Artifact, ...]
    cold_starts: tuple[ColdStart, ...]
    observed: Mapping[str, Observed]
    findings: tuple[Finding, ...]
    trend: tuple[Recorded, ...]
    monolith_kb: Mapping[str, int]

    @property
    def holds(self) -> bool:
        """Whether the gate lets it pass."""
        return not any(finding.fails for finding in self.findings)

    @property
    def ledger(self) -> Ledger:
        """What accepting it would write."""
        return replace(weigh(self.artifacts), cold_starts=accept_starts(self.cold_starts, self.observed))


def measure(
    project: Project,
    manifest: Manifest,
    *,
    accepted: Ledger | None,
    runs: int,
    memory_size_mb: int = LAMBDA_MEMORY_MB,
    beside_others: bool = True,
    progress: Progress,
) -> Measurement:
    """Measures a build and holds it to what was accepted.

    Args:
        project: What was built.
        manifest: The result of the build.
        accepted: What to compare with; None if nothing was accepted, and then only budgets hold.
        runs: Samples of each cold start.
        memory_size_mb: What the functions are told.
        beside_others: Whether to measure the previous build and the naive packaging too, for which no gate asks.
        progress: Where to report.

    Raises:
        PackagingError: Something cannot be measured.
    """
    with tempfile.TemporaryDirectory(prefix="cold-starts-") as folder:
        declared = [prepare(one, project, manifest, Path(folder)) for one in project.cold_starts]
        with progress.step("imports observed"):
            observed = {one.scenario.name: look for one, look in zip(declared, observe(declared), strict=True)}
        others = list_others(declared, observed, project, progress) if beside_others else ()
        take = partial(measure_cold_starts, runs=runs, progress=progress, memory_size_mb=memory_size_mb)
        cold_starts = take([*declared, *others])
        for _ in range(CHANCES):
            cold_starts = sample_late_ones(cold_starts, declared, project, take)
    with progress.step("compared with what was accepted"):
        findings = (*check_sizes(project, manifest, accepted), *check_starts(project, cold_starts, observed, accepted))
    return Measurement(
        machine=describe_machine(),
        memory_size_mb=memory_size_mb,
        artifacts=manifest.artifacts,
        cold_starts=cold_starts,
        observed=observed,
        findings=findings,
        trend=read_trend(project.ledger),
        monolith_kb=project.monolith_kb,
    )


def observe_project(project: Project, manifest: Manifest, *, name: str, progress: Progress) -> tuple[str, Observed]:
    """Looks at one declared cold start alone, the one that imports most if `name` is empty; gives its name too.

    Raises:
        DeclarationError: No cold start is declared, or none of that name.
        PackagingError: It cannot be looked at.
    """
    chosen = [one for one in project.cold_starts if name in {"", one.name}]
    if not chosen:
        expected = ", ".join(one.name for one in project.cold_starts) or "a table in pyproject.toml"
        raise DeclarationError(key="cold-starts", problem=f"has none named {name!r}; expected {expected}")
    with tempfile.TemporaryDirectory(prefix="cold-starts-") as folder, progress.step("imports observed"):
        found = list(observe([prepare(one, project, manifest, Path(folder)) for one in chosen]))
    return max(zip((one.name for one in chosen), found, strict=True), key=lambda pair: len(pair[1].imports))


def prepare(declared: DeclaredColdStart, project: Project, manifest: Manifest, folder: Path) -> Subject:
    """Prepares what a declared cold start needs."""
    unpacked = unpack(project, manifest, name=declared.function)
    return Subject(unpacked=unpacked, scenario=prepare_scenario(declared, folder / str(len(list(folder.iterdir())))))


def observe(subjects: Sequence[Subject]) -> Iterator[Observed]:
    """Looks at one cold start of each."""
    if not subjects:
        return
    with bare_function(subjects[0].unpacked) as floor:
        known = {one.name for one in read_imports(read_log(Subject(unpacked=floor, scenario=BARE)))}
    for subject in subjects:
        imports = without(read_imports(read_log(subject)), known)
        shipped = list_shipped(subject)
        counted = count_by_package(imports)
        yield Observed(imports=imports, packages={name: counted[name] for name in counted if name in shipped | PUBLIC})


def list_shipped(subject: Subject) -> frozenset[str]:
    """Gives the names that can be imported from the layers and the function."""
    layout = subject.unpacked
    folders = (layout.layers / MODULES, layout.task)
    return frozenset(path.name.partition(".")[0] for folder in folders for path in folder.glob("*"))


def read_log(subject: Subject) -> str:
    """Gives what one cold start writes when the interpreter is asked to tell what it imports."""
    with started(subject.unpacked, subject.scenario, variables=TIMED) as emulator:
        payload = emulator.invoke(subject.scenario.event).payload
        require_answer(payload, subject.scenario, log=emulator.log)
        return emulator.log


def list_others(
    subjects: Sequence[Subject], observed: Mapping[str, Observed], project: Project, progress: Progress
) -> Iterator[Subject]:
    """Gives what this build stands beside: the one before it, and the naive packaging."""
    yield from list_previous(subjects, project, progress)
    yield from list_naive(subjects, observed, project, progress)


def list_previous(subjects: Sequence[Subject], project: Project, progress: Progress) -> Iterator[Subject]:
    """Gives the cold starts that have a budget, of the build before this one, as far as it can answer them."""
    limited = {one.name for one in project.cold_starts if one.budget != RatioBudget()}
    for subject in (one for one in subjects if one.scenario.name in limited):
        layout = find_previous(subject.unpacked)
        if layout is not None:
            previous = replace(subject, unpacked=replace(subject.unpacked, folder=layout.folder), build=PREVIOUS)
            try:
                sample_cold_start(previous.unpacked, previous.scenario)
            except EmulatorError:
                progress.say(f"{subject.scenario.name}: the previous build cannot answer it, and is left out")
            else:
                yield previous


def list_naive(
    subjects: Sequence[Subject], observed: Mapping[str, Observed], project: Project, progress: Progress
) -> Iterator[Subject]:
    """Gives the ceiling: the cold start that imports most, in the naive packaging, with all of it imported at once."""
    if subjects:
        heaviest = max(subjects, key=lambda one: len(observed[one.scenario.name].imports))
        function = heaviest.scenario.applied_to(heaviest.unpacked)
        shipped = list_shipped(heaviest)
        modules = [one.name for one in observed[heaviest.scenario.name].imports if one.package in shipped]
        with progress.step(NAIVE):
            naive = lay_out_naive(project, function, modules=modules)
        scenario = replace(heaviest.scenario, handler=None)
        yield Subject(unpacked=naive, scenario=scenario, build=NAIVE, every=NAIVE_EVERY)


def check_sizes(project: Project, manifest: Manifest, accepted: Ledger | None) -> Iterator[Finding]:
    """Gives what the gate says of sizes and bytecode."""
    if accepted is None:
        text = "is not there, so nothing was compared; `invoke metrics.accept` writes it"
        yield Finding(kind="not compared", subject=project.ledger.name, text=text, fails=False)
    else:
        recipes = list_recipes(project, architectures=project.architectures)
        yield from compare_sizes(accepted, weigh(manifest.artifacts), declared=[one.file_name for one in recipes])
    broken = [
        one for architecture in project.architectures for one in find_broken_budgets(project, manifest.on(architecture))
    ]
    for each in dict.fromkeys(broken):  # once, also where it is in the way of several architectures
        yield Finding(kind="budget", subject=each.subject, text=each.error)
    yield from find_stale(
        {one.file_name: find_stale_sources(project.dist / one.file_name) for one in manifest.artifacts}
    )


def check_starts(
    project: Project, cold_starts: Sequence[ColdStart], observed: Mapping[str, Observed], accepted: Ledger | None
) -> Iterator[Finding]:
    """Gives what the gate says of this build's cold starts."""
    for declared, measured in zip(project.cold_starts, cold_starts, strict=False):  # others come after this build's
        yield from compare_cold_start(
            measured,
            accepted=accepted,
            packages=observed[declared.name].packages,
            imports=observed[declared.name].imports,
            budget=declared.budget,
        )


def sample_late_ones(
    cold_starts: tuple[ColdStart, ...], declared: Sequence[Subject], project: Project, take: Take
) -> tuple[ColdStart, ...]:
    """Takes further samples of what is over its budget, and puts them to the first, the bare handler's too.

    Whatever else the machine did made samples slower, never faster, so that more of them come nearer to the truth; a
    measurement in place of the first would only draw another lot.
    """
    late = [one for one, measured in zip(declared, cold_starts, strict=False) if is_over(measured, project)]
    further = {(one.name, one.build): one.samples for one in take(late)}
    if not further:
        return cold_starts
    pooled = {key: (*one.samples, *further.get(key, ())) for one in cold_starts if (key := (one.name, one.build))}
    bare = pooled[BARE.name, FLOOR]
    return tuple(
        compare(one.name, pooled[one.name, one.build], bare, isolation=one.isolation, build=one.build)
        for one in cold_starts
    )


def is_over(measured: ColdStart, project: Project) -> bool:
    """Says whether a cold start of this build is over its budget."""
    (budget,) = (one.budget for one in project.cold_starts if one.name == measured.name)
    return any(ratio > limit for _, ratio, limit in limits(measured, budget))


def accept_starts(cold_starts: Sequence[ColdStart], observed: Mapping[str, Observed]) -> dict[str, Start]:
    """Gives what the ledger keeps of this build's cold starts."""
    return {
        one.name: Start(init_ratio=one.init_ratio, cpu_ratio=one.cpu_ratio, packages=observed[one.name].packages)
        for one in cold_starts
        if one.build == THIS_BUILD
    }


def describe_machine() -> dict[str, str]:
    """Gives what the figures were measured on."""
    return {
        "architecture": host_architecture(),
        "processors": str(os.cpu_count()),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
    }
