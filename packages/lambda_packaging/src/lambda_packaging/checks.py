"""What must work in a layout, and whether it does.

Comes in: a layout. Goes out: checks, and what came of each when it ran with nothing else on the path.
"""

import json
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from itertools import groupby
from pathlib import Path

from packaging.utils import NormalizedName, canonicalize_name

from lambda_packaging import proof_worker
from lambda_packaging.errors import ToolFailedError
from lambda_packaging.isolation import SEARCH_PATH, Isolation
from lambda_packaging.layer import MODULES
from lambda_packaging.layout import Layout
from lambda_packaging.programs import Finished, Programs
from lambda_packaging.progress import Advance
from lambda_packaging.prune_rules import SCRIPTS, TEST_FOLDERS
from lambda_packaging.records import read_records

WORKERS = 2
TIMEOUT_SECONDS = 300  # for the checks of one interpreter; the longest on the project's own layers take 5
MODULE_SUFFIXES = frozenset({".py", ".so"})
IMPORT, CODE, ENTRY_POINT, VERSION, CLIENT, PROGRAM = "import", "code", "entry point", "version", "client", "program"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Check:
    """One thing that must work.

    Attributes:
        kind: `import`, `code` (of a `__main__`), `entry point`, `version`, `client` or `program`.
        subject: The module, entry point, distribution, service or file.
    """

    kind: str
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a check.

    Attributes:
        error: What kept it from working; None if it works.
        compiled: The sources that Python compiled on the way.
    """

    check: Check
    error: str | None
    compiled: tuple[str, ...] = ()


def list_checks(layout: Layout, *, services: Iterable[str], programs: Iterable[Path]) -> list[Check]:
    """Lists what must work: every module, entry point and version, each declared client and program."""
    folders = (layout.task, layout.layers / MODULES)
    return [
        *(check for folder in folders for check in list_modules(folder)),
        *(check for folder in folders for one in _distributions(folder) for check in _metadata_checks(one)),
        *(Check(kind=CLIENT, subject=service) for service in sorted(services)),
        *(Check(kind=PROGRAM, subject=str(program)) for program in programs),
    ]


def list_expected(modules: Path, shipped: Collection[NormalizedName]) -> Iterator[Check]:
    """Lists what must be in a layer because it was there before pruning and no rule means to leave it out.

    Args:
        modules: The folder with everything that was installed.
        shipped: The distributions that are not left out as a whole.
    """
    records = {name: files for name, files in read_records(modules) if name in shipped}
    files = {file for files in records.values() for file in files if TEST_FOLDERS.isdisjoint(file.split("/"))}
    scripts = () if f"{SCRIPTS}/__init__.py" in files else (f"{SCRIPTS}/",)
    for file in sorted(file for file in files if not file.startswith(scripts)):
        if Path(file).suffix in MODULE_SUFFIXES and (name := _name(modules / file, modules)):
            yield _module_check(name)
    for one in _distributions(modules):
        if canonicalize_name(one.name) in records:
            yield from _metadata_checks(one)


def list_modules(folder: Path) -> list[Check]:
    """Lists the modules below `folder`, sources and machine code, by the names under which they are imported."""
    names = {name for path in folder.rglob("*") if path.suffix in MODULE_SUFFIXES if (name := _name(path, folder))}
    return [_module_check(name) for name in sorted(names)]


def run_checks(
    checks: Iterable[Check],
    isolation: Isolation,
    *,
    runtime_client: Path,
    advance: Advance,
    timeout_seconds: float = TIMEOUT_SECONDS,
) -> tuple[Outcome, ...]:
    """Runs the checks, each group in an interpreter of its own.

    Args:
        checks: What to run.
        isolation: Where the layers and the function are seen.
        runtime_client: What the runtime brings, last on the path.
        advance: Told how many are done.
        timeout_seconds: How long one interpreter may take.
    """
    command = [*isolation.prefix, sys.executable, "-S", "-P", proof_worker.__file__]
    environment = _environment(isolation, runtime_client)
    groups = [list(group) for _, group in groupby(sorted(checks, key=_group), key=_group)]
    # The programs end before the threads that wait for them.
    with ThreadPoolExecutor(WORKERS) as workers, Programs() as programs:

        def run_group(group: Sequence[Check]) -> list[Outcome]:
            def run_worker(rest: Sequence[Check]) -> Finished:
                content = json.dumps([(check.kind, check.subject) for check in rest]).encode()
                return programs.run(command, environment=environment, content=content, timeout_seconds=timeout_seconds)

            outcomes = list(_run_group(group, run_worker, timeout_seconds=timeout_seconds))
            advance(len(group))
            return outcomes

        done = workers.map(run_group, sorted(groups, key=len, reverse=True))  # or the largest would end alone
        return tuple(outcome for outcomes in done for outcome in outcomes)


def _run_group(
    group: Sequence[Check], run_worker: Callable[[Sequence[Check]], Finished], *, timeout_seconds: float
) -> Iterator[Outcome]:
    """Runs checks in one interpreter, and in a further one where a check ends the first.

    Raises:
        ToolFailedError: The interpreter does not even start.
    """
    rest = list(group)
    while rest:
        finished = run_worker(rest)
        if not finished.output:  # not even the first check began: this says nothing about the layers
            words = finished.errors.decode(errors="replace")
            raise ToolFailedError(command="python (checks)", exit_code=finished.exit_code or 0, output=words)
        started, results = _read_results(finished.output)
        for number, (error, compiled) in sorted(results.items()):
            yield Outcome(check=rest[number], error=error, compiled=tuple(compiled))
        if started not in results:
            yield Outcome(check=rest[started], error=_explain_end(finished, timeout_seconds=timeout_seconds))
        rest = rest[started + 1 :]


def _read_results(output: bytes) -> tuple[int, dict[int, tuple[str | None, list[str]]]]:
    """Gives the number of the last check that started, and error and compiled sources of each that ended."""
    started, results = 0, {}
    for line in output.splitlines(keepends=True):
        if line.endswith(b"\n"):  # the last one is cut off where the interpreter was ended while it wrote
            number, *result = json.loads(line)
            started = max(started, number)
            if result:
                error, compiled = result
                results[number] = (error, compiled)
    return started, results


def _explain_end(finished: Finished, *, timeout_seconds: float) -> str:
    if finished.exit_code is None:
        return f"no answer within {timeout_seconds} s"
    words = finished.errors.decode(errors="replace").strip()
    return f"the interpreter ended: exit code {finished.exit_code} {words}".strip()


def _environment(isolation: Isolation, runtime_client: Path) -> dict[str, str]:
    """Gives the worker's variables: Lambda's path, and nothing of this machine's."""
    modules = (isolation.task, f"{isolation.layers}/{MODULES}", str(runtime_client))
    variables = {
        "PYTHONPATH": ":".join(modules),
        "PATH": "",
        "HOME": "/nonexistent",
        "LANG": "C.UTF-8",
        "AWS_EC2_METADATA_DISABLED": "true",  # or a client would look for credentials on the network
    }
    if isolation.kind == SEARCH_PATH:  # there the folders may be writable
        variables["PYTHONDONTWRITEBYTECODE"] = "1"
    return variables


def with_neighbours(some: Iterable[Check], checks: Iterable[Check]) -> list[Check]:
    """Gives those of `checks` that share an interpreter with some of them, in their order."""
    groups = set(map(_group, some))
    return [check for check in checks if _group(check) in groups]


def _module_check(name: str) -> Check:
    return Check(kind=CODE if name.rpartition(".")[2] == "__main__" else IMPORT, subject=name)


def _distributions(folder: Path) -> list[Distribution]:
    """Gives the distributions in `folder` that have a name; what has none, `importlib.metadata` cannot find either."""
    return sorted((one for one in distributions(path=[str(folder)]) if one.name), key=lambda one: one.name)


def _metadata_checks(distribution: Distribution) -> Iterator[Check]:
    yield Check(kind=VERSION, subject=distribution.name)
    for point in distribution.entry_points:
        yield Check(kind=ENTRY_POINT, subject=f"{distribution.name}|{point.group}|{point.name}")


def _name(path: Path, folder: Path) -> str:
    """Gives the dotted name of a module; empty if it cannot be imported by one."""
    *packages, file = path.relative_to(folder).parts
    module = file.partition(".")[0]
    parts = packages if module == "__init__" else [*packages, module]
    return ".".join(parts) if all(part.isidentifier() for part in parts) else ""


def _group(check: Check) -> tuple[str, str]:
    """Gives what shares an interpreter: the modules of one package; a program has its own."""
    if check.kind in {IMPORT, CODE}:
        return "module", check.subject.partition(".")[0]
    return check.kind, check.subject if check.kind == PROGRAM else ""
