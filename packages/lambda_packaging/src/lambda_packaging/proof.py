"""Proves that the built layers work with nothing else, and that what was left out of them is not missed.

Comes in: a project and its manifest. Goes out: a `Proof`, with a failure for everything that does not hold; a failure
that pruning caused names the rule. This file knows the order; `trial` unpacks and runs.

What fails is tried again with everything put back: what fails there too never worked, and is reported as that, unless
the project itself asks for it: its own code, a declared program or client, a version. In a layer for another machine
the shared objects are replaced by this machine's, so that all of its Python runs; its own are read, not run.
"""

import re
import zipfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from packaging.utils import NormalizedName, canonicalize_name

from lambda_packaging.checks import (
    CLIENT,
    CODE,
    ENTRY_POINT,
    IMPORT,
    PROGRAM,
    VERSION,
    Check,
    Outcome,
    list_checks,
    list_expected,
    with_neighbours,
)
from lambda_packaging.errors import NotProvenError
from lambda_packaging.function import function_sources
from lambda_packaging.layer import MODULES, shipped_distributions
from lambda_packaging.layout import Layout
from lambda_packaging.manifest import FUNCTION, LAYER, Artifact, Manifest, require_artifacts
from lambda_packaging.progress import Progress
from lambda_packaging.project import PackageLayer, Project
from lambda_packaging.proof_record import Failure, Proof, hash_proof_inputs, read_proof, write_proof
from lambda_packaging.prune_rules import RULES, UNUSED_DISTRIBUTIONS, PruneRule
from lambda_packaging.static_checks import (
    find_broken_budgets,
    find_foreign_machine_code,
    find_overlaps,
    find_wrong_bytecode,
    machine_code_files,
)
from lambda_packaging.target import host_architecture
from lambda_packaging.tools import install_runtime_client
from lambda_packaging.trial import Trial
from lambda_packaging.work_folder import only_builder, staging_folder

TOGETHER = "several rules together"


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was found about one function with its layers; the fields are those of `Proof`."""

    isolation: str
    checked: Counter[str]
    failures: tuple[Failure, ...]
    never_worked: tuple[Failure, ...]
    left_out: tuple[Failure, ...]


def prove(
    project: Project, manifest: Manifest, *, architecture: str, use_cache: bool = True, progress: Progress
) -> Proof:
    """Proves the artifacts that run on `architecture`, or gives the proof of the same archives.

    Args:
        project: What was built.
        manifest: The result of the build.
        architecture: `x86_64` or `arm64`; this machine may be the other one.
        use_cache: Whether a proof of the same archives may stand.
        progress: Where to report.

    Raises:
        ManifestError: An archive of the architecture is missing.
        PackagingError: The distributions cannot be resolved again to compare with.
    """
    with only_builder(project, progress):  # a build meanwhile would replace archives, and clear what is unpacked
        artifacts = require_artifacts(manifest, project.dist, architecture=architecture)
        inputs_sha256 = hash_proof_inputs(project, artifacts)
        known = read_proof(project.dist, architecture=architecture) if use_cache else None
        if known and known.holds and known.inputs_sha256 == inputs_sha256:
            progress.say(f"{architecture}: proven already")
            return known
        found = [
            prove_function(project, together, architecture=architecture, progress=progress)
            for together in split_functions(artifacts)
        ]
        proof = Proof(
            architecture=architecture,
            inputs_sha256=inputs_sha256,
            artifacts={artifact.file_name: artifact.sha256 for artifact in artifacts},
            isolation=found[0].isolation,
            machine_code_of=host_architecture(),
            checked=dict(sum((one.checked for one in found), Counter[str]())),
            failures=each_once(one.failures for one in found),
            never_worked=each_once(one.never_worked for one in found),
            left_out=each_once(one.left_out for one in found),
        )
        write_proof(proof, project.dist)
        return proof


def require_proven(project: Project, manifest: Manifest, *, architecture: str, progress: Progress) -> None:
    """Refuses archives that do not prove, so that nothing runs or ships that was not shown to work.

    Raises:
        NotProvenError: Something failed.
        PackagingError: As `prove`.
    """
    proof = prove(project, manifest, architecture=architecture, progress=progress)
    if not proof.holds:
        raise NotProvenError(architecture=architecture, failures=tuple(str(failure) for failure in proof.failures))


def prove_function(
    project: Project, artifacts: Sequence[Artifact], *, architecture: str, progress: Progress
) -> Findings:
    """Runs every check on one function with its layers."""
    runtime_client = install_runtime_client(project)
    with staging_folder(project.work) as folder:
        trial = Trial(
            project=project,
            artifacts=artifacts,
            architecture=architecture,
            runtime_client=runtime_client,
            folder=folder,
        )
        with progress.step(f"{architecture}: unpacked"):
            layout, whole = trial.lay_out_built(), trial.lay_out_with([])
            static = check_files(project, artifacts, layout, architecture=architecture)
            checks = choose_checks(layout, whole, project, architecture=architecture)
        with progress.count(f"{architecture}: checked", total=len(checks)) as advance:
            isolation = trial.make_ready(layout)
            outcomes = trial.run(checks, isolation, advance=advance)
        never_worked, broken = compare(outcomes, trial, whole, progress)
        blamed = list(blame(broken, checks, trial, progress))
    own = own_names(project, artifacts)
    left_out = tuple(failure for failure in blamed if is_meant(failure, own))
    demanded = tuple(failure for failure in never_worked if is_demanded(failure, own))
    return Findings(
        isolation=isolation.kind,
        checked=Counter(check.kind for check in checks),
        failures=(*static, *find_compiled(outcomes), *demanded, *(one for one in blamed if one not in left_out)),
        never_worked=tuple(one for one in never_worked if one not in demanded),
        left_out=left_out,
    )


def split_functions(artifacts: Sequence[Artifact]) -> list[list[Artifact]]:
    """Gives the layers with each function; the layers alone where there is no function."""
    layers = [artifact for artifact in artifacts if artifact.kind == LAYER]
    return [[*layers, one] for one in artifacts if one.kind == FUNCTION] or [layers]


def check_files(
    project: Project, artifacts: Sequence[Artifact], layout: Layout, *, architecture: str
) -> tuple[Failure, ...]:
    """Gives what is wrong with the files as they are."""
    machine_code = machine_code_files(layout)
    return (
        *find_broken_budgets(project, artifacts),
        *find_overlaps(project.dist, artifacts),
        *find_foreign_machine_code(machine_code, layout, architecture=architecture),
        *find_wrong_bytecode(layout),
    )


def choose_checks(layout: Layout, whole: Layout, project: Project, *, architecture: str) -> list[Check]:
    """Lists what must work: what is there, and what was there before pruning and no rule means to leave out."""
    there = list_checks(layout, services=project.prune.services or (), programs=project.proofs)
    modules = whole.layers / MODULES
    if not modules.is_dir():
        return there
    shipped = shipped_distributions(project, modules, architecture=architecture)
    return list(dict.fromkeys([*there, *list_expected(modules, shipped)]))


def compare(
    outcomes: Sequence[Outcome], trial: Trial, whole: Layout, progress: Progress
) -> tuple[tuple[Failure, ...], dict[Check, str]]:
    """Tells what fails also with nothing left out from what pruning broke, and how."""
    failed = {one.check: one.error for one in outcomes if one.error}
    if not failed:
        return (), {}
    with progress.step(f"{trial.architecture}: {len(failed)} that failed, once more with nothing left out"):
        isolation = trial.make_ready(whole, rules=[])
        without = trial.find_errors(failed, isolation)
        broken = [check for check in failed if check not in without]
        # What fails only after its neighbours were imported must not be blamed on a rule.
        without |= trial.find_errors(with_neighbours(broken, [one.check for one in outcomes]), isolation)
    never_worked = tuple(_failure(check, without[check]) for check in failed if check in without)
    return never_worked, {check: error for check, error in failed.items() if check not in without}


def blame(broken: Mapping[Check, str], checks: Sequence[Check], trial: Trial, progress: Progress) -> Iterator[Failure]:
    """Finds the rule for each failure that pruning caused, by applying one rule at a time."""
    waiting = dict(broken)
    applied = {pruned.rule for artifact in trial.artifacts for pruned in artifact.pruned}
    for rule in (rule for rule in RULES if rule.name in applied):
        if waiting:
            step = f"{trial.architecture}: {len(waiting)} that pruning broke, with `{rule.name}` alone"
            with progress.step(step), trial.ready_with([rule]) as pruned:
                errors = trial.find_errors(with_neighbours(waiting, checks), pruned)
            for check in [check for check in waiting if check in errors]:
                yield _failure(check, waiting.pop(check), rule=rule.name)
    yield from _blame_all(waiting, checks, [rule for rule in RULES if rule.name in applied], trial)


def _blame_all(
    waiting: Mapping[Check, str], checks: Sequence[Check], rules: Sequence[PruneRule], trial: Trial
) -> Iterator[Failure]:
    """Tells what several rules break together from what works with them, so fails for another reason or not always."""
    errors: Collection[Check] = ()
    if waiting and rules:
        with trial.ready_with(rules) as pruned:
            errors = trial.find_errors(with_neighbours(waiting, checks), pruned)
    for check, error in waiting.items():
        yield _failure(check, error, rule=TOGETHER if check in errors else None)


def find_compiled(outcomes: Iterable[Outcome]) -> Iterator[Failure]:
    """Gives each source that Python compiled although its bytecode should lie beside it."""
    for path in sorted({path for outcome in outcomes for path in outcome.compiled}):
        yield Failure(kind="bytecode", subject=path, error="was compiled when it was imported; expected bytecode")


def is_demanded(failure: Failure, own: frozenset[NormalizedName]) -> bool:
    """Says whether the project itself asks for what failed; that it never worked is no excuse then."""
    return failure.kind in {CLIENT, PROGRAM, VERSION} or is_own(failure, own)


def own_names(project: Project, artifacts: Iterable[Artifact]) -> frozenset[NormalizedName]:
    """Gives the names of the project's own modules, each at the top of its folder, and of its own distributions."""
    packages = {layer.name for layer in project.layers if isinstance(layer, PackageLayer)}
    functions = {function.name: function for function in project.functions}
    names: set[str] = set()
    for artifact in artifacts:
        if artifact.kind == FUNCTION:
            names |= {source.stem for source in function_sources(functions[artifact.name])}
        elif artifact.name in packages:
            with zipfile.ZipFile(project.dist / artifact.file_name) as archive:
                # `python/sample/…`, `python/sample.py`, `python/sample-1.0.dist-info/…`
                names |= {re.split("[.-]", Path(name).parts[1])[0] for name in archive.namelist()}
    return frozenset(map(canonicalize_name, names))


def is_meant(failure: Failure, own: frozenset[NormalizedName]) -> bool:
    """Says whether the failure is what a distribution that is declared unused costs, and nobody's own code."""
    is_about_code = failure.kind in {IMPORT, CODE, ENTRY_POINT}
    return failure.rule == UNUSED_DISTRIBUTIONS and is_about_code and not is_own(failure, own)


def is_own(failure: Failure, own: frozenset[NormalizedName]) -> bool:
    """Says whether it is the project's own code that failed."""
    owner = failure.subject.partition("|" if failure.kind == ENTRY_POINT else ".")[0]
    return failure.kind in {IMPORT, CODE, ENTRY_POINT} and canonicalize_name(owner) in own


def each_once(failures: Iterable[Iterable[Failure]]) -> tuple[Failure, ...]:
    """Gives the failures without those that several functions have because of the layers that they share."""
    return tuple(dict.fromkeys(failure for some in failures for failure in some))


def _failure(check: Check, error: str, *, rule: str | None = None) -> Failure:
    return Failure(kind=check.kind, subject=check.subject, error=error, rule=rule)
