"""What must work in a layout, and whether it does.

Comes in: a layout. Goes out: checks, and what came of each when it ran with nothing else on the path.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import distributions
from itertools import groupby
from pathlib import Path

from lambda_packaging import proof_worker
from lambda_packaging.isolation import SEARCH_PATH, Isolation
from lambda_packaging.layer import MODULES
from lambda_packaging.layout import Layout
from lambda_packaging.progress import Advance

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


def list_layer_checks(layout: Layout, *, services: Iterable[str], programs: Iterable[Path]) -> list[Check]:
    """Lists what must work in the layers: every module, entry point, version, declared client and program."""
    modules = layout.layers / MODULES
    found = sorted(distributions(path=[str(modules)]), key=lambda one: one.name)
    entry_points = (f"{one.name}|{point.group}|{point.name}" for one in found for point in one.entry_points)
    return [
        *list_modules(modules),
        *(Check(kind=VERSION, subject=one.name) for one in found),
        *(Check(kind=ENTRY_POINT, subject=subject) for subject in sorted(entry_points)),
        *(Check(kind=CLIENT, subject=service) for service in sorted(services)),
        *(Check(kind=PROGRAM, subject=str(program)) for program in programs),
    ]


def list_modules(folder: Path) -> list[Check]:
    """Lists the modules below `folder`, sources and machine code, by the names under which they are imported."""
    names = {name for path in folder.rglob("*") if path.suffix in MODULE_SUFFIXES if (name := _name(path, folder))}
    return [Check(kind=CODE if name.endswith("__main__") else IMPORT, subject=name) for name in sorted(names)]


def run_checks(
    checks: Iterable[Check], isolation: Isolation, *, runtime_client: Path, advance: Advance
) -> tuple[Outcome, ...]:
    """Runs the checks, each group in an interpreter of its own.

    Args:
        checks: What to run.
        isolation: Where the layers and the function are seen.
        runtime_client: What the runtime brings, last on the path.
        advance: Told how many are done.
    """
    command = [*isolation.prefix, sys.executable, "-S", "-P", proof_worker.__file__]
    environment = _environment(isolation, runtime_client)

    def run_group(group: Sequence[Check]) -> list[Outcome]:
        outcomes = list(_run_group(group, command, environment))
        advance(len(group))
        return outcomes

    groups = [list(group) for _, group in groupby(checks, key=_group)]
    with ThreadPoolExecutor(WORKERS) as workers:  # the largest first, or one of them ends alone
        done = workers.map(run_group, sorted(groups, key=len, reverse=True))
        return tuple(outcome for outcomes in done for outcome in outcomes)


def _run_group(group: Sequence[Check], command: Sequence[str], environment: dict[str, str]) -> Iterator[Outcome]:
    """Runs checks in one interpreter, and in a further one where a check ends the first."""
    rest = list(group)
    while rest:
        results, started, end = _run_worker(rest, command, environment)
        for check, (error, compiled) in zip(rest, results, strict=False):
            yield Outcome(check=check, error=error, compiled=tuple(compiled))
        if len(results) <= started:
            yield Outcome(check=rest[started], error=f"the interpreter ended: {end}")
        rest = rest[started + 1 :]


def _run_worker(
    checks: Sequence[Check], command: Sequence[str], environment: dict[str, str]
) -> tuple[list[tuple[str | None, list[str]]], int, str]:
    """Gives error and compiled sources of each check that ended, the last that started, and the worker's end."""
    try:
        finished = subprocess.run(  # noqa: S603  # the arguments are ours, no shell reads them
            command,
            input=json.dumps([(check.kind, check.subject) for check in checks]).encode(),
            capture_output=True,
            check=False,
            env=environment,
            timeout=TIMEOUT_SECONDS,
        )
        output = finished.stdout
        end = f"exit code {finished.returncode} {finished.stderr.decode(errors='replace').strip()}".strip()
    except subprocess.TimeoutExpired as expired:
        output, end = expired.stdout or b"", f"no answer within {TIMEOUT_SECONDS} s"
    lines = [json.loads(line) for line in output.splitlines()]
    results = [(error, compiled) for _, error, compiled in (line for line in lines if len(line) > 1)]
    return results, max((line[0] for line in lines), default=0), end


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
