"""The tasks of this repository: their names, their help and their order. `lambda_packaging` does the work.

What only one task needs is imported in it, so that a build with nothing to do is over at once.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING

from coderipple_deployment.errors import DeploymentError
from invoke import Collection, Context, Exit, task
from lambda_packaging.build import build, require_declared
from lambda_packaging.declaration import read_project
from lambda_packaging.errors import PackagingError
from lambda_packaging.manifest import Manifest
from lambda_packaging.progress import RichProgress
from lambda_packaging.project import Project
from lambda_packaging.report import manifest_table, proof_tables, pruned_tables
from lambda_packaging.target import host_architecture
from rich.console import Console

if TYPE_CHECKING:
    from lambda_packaging.metrics.ledger import Ledger
    from lambda_packaging.metrics.measurement import Measurement
    from lambda_packaging.unpack import UnpackedFunction

ROOT = Path(__file__).parent
# In this order: the second lock takes the versions of the first. Our own packages are in none of them, or a
# registry would be asked for their names.
LOCKS = {
    "layer.lock": (
        "--no-emit-package coderipple --extra agents --extra github --extra go --extra java --extra rust "
        "--extra typescript packages/coderipple/pyproject.toml"
    ),
    "dev.lock": (
        "--no-emit-package coderipple --no-emit-package lambda-packaging --no-emit-package coderipple-demo "
        "--no-emit-package coderipple-deployment "
        "-c requirements/layer.lock --group pyproject.toml:dev --all-extras "
        "packages/coderipple/pyproject.toml packages/lambda_packaging/pyproject.toml "
        "packages/coderipple_deployment/pyproject.toml"
    ),
    # What the pipeline installs before hatch can install the rest, and what the action for other repositories installs.
    "hatch.lock": "-c requirements/dev.lock requirements/hatch.in",
    "check.lock": (
        "--no-emit-package coderipple -c requirements/dev.lock --group pyproject.toml:build "
        "packages/coderipple/pyproject.toml"
    ),
    "emulator.lock": "--no-deps requirements/emulator.in",
    "runtime.lock": "requirements/runtime.in",
    "node.lock": "requirements/node.in",
    # The own tools of languages beside Python, which judge what is documented of them.
    "languages.lock": "requirements/languages.in",
    # AWS on loopback, with a botocore that is not ours.
    "ministack.lock": "requirements/ministack.in",
    "moto.lock": "requirements/moto.in",
    # Pins the botocore of years ago, among others.
    "checkov.lock": "requirements/checkov.in",
    # The same aws-sam-cli as the emulator's; it and pex have requirements of their own, so they share no lock with us.
    "peers.lock": "-c requirements/emulator.lock requirements/peers.in",
    # What others make references with, the package that they and we document, and what its modules import.
    "documenters.lock": "requirements/documenters.in",
}
LOCK_OPTIONS = "--quiet --universal --python-version 3.13 --generate-hashes --no-header"
EVERY_ARCHITECTURE = "all"
ARCH_HELP = (
    f"x86_64 (or amd64), arm64 (or aarch64), or {EVERY_ARCHITECTURE} that are declared (default: this machine's)"
)
BUILD_HELP = {
    "arch": ARCH_HELP,
    "cache": "reuse what is up to date (default); --no-cache builds everything",
    "json": "print the manifest",
}
RUNS, MEMORY = "6", "1536"
MEASURING_HELP = {
    "runs": f"processes of each kind, at least 2; up to twice as many until the fastest agree (default: {RUNS})",
    "memory": f"megabytes that the function is told it has; a peak above is an error (default: {MEMORY})",
    "json": "print the figures as data",
}

DEFAULT_ENVIRONMENT = "development"
ENVIRONMENT_HELP = f"the file in infra/terraform/environments, without .tfvars (default: {DEFAULT_ENVIRONMENT})"
YES_HELP = "agree to what is shown; needed where there is no terminal"


@task(help={"upgrade": "take the newest versions that the packages allow"})
def lock(_context: Context, upgrade: bool = False) -> None:
    """Renew requirements/*.lock after a change of a package's dependencies."""
    from lambda_packaging.commands import run_uv

    with explained_errors():
        for name, sources in LOCKS.items():
            options = [*LOCK_OPTIONS.split(), *(["--upgrade"] if upgrade else []), *sources.split()]
            run_uv("pip", "compile", *options, "-o", f"requirements/{name}", folder=ROOT)


@task(default=True, name="all", help=BUILD_HELP)
def build_all(_context: Context, arch: str = "", cache: bool = True, json: bool = False) -> None:
    """Build the layers and the function into dist/; what is up to date is reused."""
    show_build(arch=arch, cache=cache, as_json=json, only=None)


@task(name="layers", help=BUILD_HELP)
def build_layers(_context: Context, arch: str = "", cache: bool = True, json: bool = False) -> None:
    """Build the dependencies layer and the package layer."""
    show_build(arch=arch, cache=cache, as_json=json, only="layer")


@task(name="function", help=BUILD_HELP)
def build_function(_context: Context, arch: str = "", cache: bool = True, json: bool = False) -> None:
    """Build the function and its metadata."""
    show_build(arch=arch, cache=cache, as_json=json, only="function")


@task(
    name="prove",
    help={"arch": ARCH_HELP, "cache": "let a proof of the same archives stand (default)", "json": "print the record"},
)
def prove_layers(_context: Context, arch: str = "", cache: bool = True, json: bool = False) -> None:
    """Build, and prove that the layers work alone and that nothing misses what was left out; exit 1 if not."""
    from lambda_packaging.proof import prove

    with explained_errors():
        project, manifest = read_project(ROOT), build_here(arch=arch)
        proofs = [
            prove(project, manifest, architecture=each, use_cache=cache, progress=RichProgress())
            for each in chosen_architectures(arch, project)
        ]
    if json:
        print(dumps([asdict(proof) | {"holds": proof.holds} for proof in proofs], indent=2))
    else:
        for proof in proofs:
            Console().print(proof_tables(proof))
    if not all(proof.holds for proof in proofs):
        raise Exit(code=1)


@task(help={"arch": ARCH_HELP, "most": "distributions shown of each artifact (default: all)", "json": "print data"})
def size(_context: Context, arch: str = "", most: str = "", json: bool = False) -> None:
    """Show who brought each byte of every artifact, and what is left to Lambda's limits."""
    from lambda_packaging.metrics.summary import verdicts
    from lambda_packaging.metrics.tables import limits_table, size_tables

    with explained_errors():
        shown = whole_number(most, option="--most", allowed=range(1, 10_000)) if most else None
        project, manifest = read_project(ROOT), build_here(arch=arch)
    if json:
        print(dumps([asdict(artifact) for artifact in manifest.artifacts], indent=2))
        return
    console = Console()
    console.print(size_tables(manifest.artifacts, most=shown), limits_table(manifest.artifacts))
    for verdict in verdicts(manifest.artifacts, project.monolith_kb, []):
        console.print(verdict)


@task(help=MEASURING_HELP)
def cold_start(_context: Context, runs: str = RUNS, memory: str = MEMORY, json: bool = False) -> None:
    """Measure cold starts in the real runtime interface, beside a handler that does nothing."""
    from lambda_packaging.metrics.tables import cold_start_table

    measured = measure_here(runs=runs, memory=memory)
    if json:
        print(dumps([asdict(one) for one in measured.cold_starts], indent=2))
    else:
        Console().print(cold_start_table(measured.cold_starts))


@task(
    help=MEASURING_HELP
    | {
        "arch": ARCH_HELP,
        "base": "compare with this manifest.json or ledger (default: the committed ledger)",
        "json": "print the findings as data",
    }
)
def check(
    _context: Context, arch: str = "", base: str = "", runs: str = RUNS, memory: str = MEMORY, json: bool = False
) -> None:
    """Compare the build with what was accepted last and with its budgets; exit 1 with the name of who grew or came."""
    from lambda_packaging.metrics.ledger import read_ledger
    from lambda_packaging.metrics.tables import finding_lines

    with explained_errors():
        accepted = read_ledger(Path(base) if base else read_project(ROOT).ledger)
    measured = measure_here(arch=arch, runs=runs, memory=memory, accepted=accepted, beside_others=False)
    if json:
        print(dumps({"holds": measured.holds, "findings": [asdict(one) for one in measured.findings]}, indent=2))
    else:
        Console(soft_wrap=True).print(
            *finding_lines(measured.findings), sep="\n", end="\n" if measured.findings else ""
        )
        Console().print("holds: nothing grew, came or exceeded its budget" if measured.holds else "does not hold")
    if not measured.holds:
        raise Exit(code=1)


@task(help=MEASURING_HELP)
def accept(_context: Context, runs: str = RUNS, memory: str = MEMORY, json: bool = False) -> None:
    """Write the figures of this build, for every architecture, into the ledger; exit 1 if a budget stays exceeded."""
    from lambda_packaging.metrics.ledger import write_ledger
    from lambda_packaging.metrics.tables import finding_lines

    measured = measure_here(arch=EVERY_ARCHITECTURE, runs=runs, memory=memory, beside_others=False)
    with explained_errors():
        ledger = read_project(ROOT).ledger
        write_ledger(measured.ledger, ledger)
    refused = [finding for finding in measured.findings if finding.fails]
    if json:
        print(dumps(asdict(measured.ledger) | {"refused": [asdict(one) for one in refused]}, indent=2))
    else:
        Console(soft_wrap=True).print(
            f"{ledger.name} written; look at it with git diff", *finding_lines(refused), sep="\n"
        )
    if refused:
        raise Exit("a budget is not accepted but changed: the lines above stay refused", code=1)


@task(
    default=True,
    help=MEASURING_HELP
    | {"arch": ARCH_HELP, "base": "tell what differs from this ledger or manifest.json too, such as the base branch's"},
)
def report(
    _context: Context, arch: str = "", base: str = "", runs: str = RUNS, memory: str = MEMORY, json: bool = False
) -> None:
    """Measure everything once; print it, and write JSON, Markdown and a page into dist/report/."""
    from lambda_packaging.metrics.base_branch import note_differences
    from lambda_packaging.metrics.ledger import read_ledger
    from lambda_packaging.metrics.report import write_report
    from lambda_packaging.metrics.tables import report_tables

    with explained_errors():
        project = read_project(ROOT)
        accepted = read_ledger(project.ledger) if project.ledger.is_file() else None
        other = read_ledger(Path(base)) if base else None
        measured = measure_here(arch=arch, runs=runs, memory=memory, accepted=accepted)
        measured = note_differences(measured, other) if other else measured
        files = write_report(measured, project.dist / "report")
    if json:
        print(files[0].read_text(encoding="utf-8"), end="")
    else:
        Console().print(report_tables(measured), *(f"written: {file.relative_to(ROOT)}" for file in files), sep="\n")


@task(help={"cold-start": "which one, by its declared name (default: the one that imports most)", "json": "print data"})
def imports(_context: Context, cold_start: str = "", json: bool = False) -> None:
    """Show what a cold start imports and what that costs, as a tree, by the interpreter's own clock."""
    from lambda_packaging.metrics.measurement import observe_project
    from lambda_packaging.metrics.tables import import_tree

    with explained_errors():
        name, observed = observe_project(read_project(ROOT), build_here(), name=cold_start, progress=RichProgress())
    if json:
        print(dumps({"cold_start": name, "imports": [asdict(one) for one in observed.imports]}, indent=2))
    else:
        Console().print(import_tree(observed.imports, title=name))


@task(
    help={
        "event": 'send the event in this file, such as {"rawPath": "/health"}, and print the answer',
        "port": "where to listen (default: any)",
    }
)
def local(_context: Context, event: str = "", port: str = "0") -> None:
    """Run the built function in the real runtime interface, on loopback, with your CODERIPPLE_* variables."""
    from lambda_packaging.local import read_event, send_event, serve

    environment = {name: value for name, value in os.environ.items() if name.startswith("CODERIPPLE_")}
    with explained_errors():
        number = whole_number(port, option="--port", allowed=range(65536))
        content = read_event(Path(event)) if event else None
        function = built_function()
        if event:
            answer = send_event(function, event=content, environment=environment, port=number or None)
            print(dumps(answer.payload, indent=2))
        else:
            serve(function, port=number or None, environment=environment)


@task
def cost(_context: Context) -> None:
    """Write the tables of docs/cost.md anew, from docs/cost-inputs.toml."""
    from coderipple_demo.cost_page import write_cost_page
    from coderipple_demo.errors import DemoError

    try:
        write_cost_page(ROOT)
    except DemoError as error:
        raise Exit(f"error: {error}", code=2) from error


@task(help={"json": "print the result as data"})
def demo(_context: Context, json: bool = False) -> None:
    """Send a push of this clone's latest commits through the built layers and show what was documented."""
    from coderipple_demo.demo import run

    with explained_errors():
        code = run(json_output=json)
    if code:
        raise Exit(code=code)


def show_build(*, arch: str, cache: bool, as_json: bool, only: str | None) -> None:
    """Builds and prints what lies in dist/."""
    with explained_errors():
        manifest = build_here(arch=arch, cache=cache, only=only)
    if as_json:
        print(manifest.to_json(), end="")
    else:
        Console().print(manifest_table(manifest), pruned_tables(manifest))


def build_here(*, arch: str = "", cache: bool = True, only: str | None = None, with_own: bool = False) -> Manifest:
    """Builds this repository and reports the steps on standard error."""
    project = read_project(ROOT)
    wanted = chosen_architectures(arch, project)
    if with_own:  # only this machine's own can be run here
        wanted = tuple(dict.fromkeys((*wanted, *require_declared([host_architecture()], project))))
    return build(project, architectures=wanted, use_cache=cache, progress=RichProgress(), only=only)


def chosen_architectures(arch: str, project: Project) -> tuple[str, ...]:
    """Gives what the option --arch means, in Lambda's words."""
    if arch == EVERY_ARCHITECTURE:
        return project.architectures
    return require_declared([arch or host_architecture()], project)


@task(help={"subject": "print the table of this one alone (default: all, into docs/replay.md)"})
def replay(_context: Context, subject: str = "") -> None:
    """Replay real histories and write the table by which this project judges itself; runs the subjects' code."""
    from coderipple_demo.errors import DemoError
    from coderipple_demo.replay_page import write_page

    with explained_errors():
        try:
            holds = write_page(ROOT, only=subject)
        except DemoError as error:
            raise Exit(f"error: {error}", code=2) from error
    if not holds:
        raise Exit(code=1)


@task(help={"environment": ENVIRONMENT_HELP, "json": "print the plan as data"})
def plan(_context: Context, environment: str = DEFAULT_ENVIRONMENT, json: bool = False) -> None:
    """Show what a deployment of what was built would change."""
    from coderipple_deployment.commands import plan_environment

    with explained_errors():
        end_with(plan_environment(ROOT, environment, as_json=json, environ=os.environ))


@task(
    help={
        "environment": ENVIRONMENT_HELP,
        "canary": "percent of the invocations that the new version gets first, such as 10 (default: all at once)",
        "bake": "how long alarms are watched before the new version stays, such as 10m (default: 10m with --canary)",
        "yes": YES_HELP,
        "force": "release the newest version even if it was refused or rolled back before",
        "json": "print the result as data",
    }
)
def deploy(
    _context: Context,
    *,
    environment: str = DEFAULT_ENVIRONMENT,
    canary: str = "",
    bake: str = "",
    yes: bool = False,
    force: bool = False,
    json: bool = False,
) -> None:
    """Put what was built and proven on AWS, try it, and release it; exit 1 if it was refused or rolled back."""
    from coderipple_deployment.commands import deploy_environment

    with explained_errors():
        end_with(
            deploy_environment(
                *(ROOT, environment),
                canary=canary,
                bake=bake,
                says_yes=yes,
                force=force,
                as_json=json,
                environ=os.environ,
            )
        )


@task(
    help={
        "environment": ENVIRONMENT_HELP,
        "to": "the version to serve (default: the one before, or in a canary the one that still serves)",
        "json": "print what moved as data",
    }
)
def rollback(_context: Context, environment: str = DEFAULT_ENVIRONMENT, to: str = "", json: bool = False) -> None:
    """Take the served version back by one call, and refuse it from then on."""
    from coderipple_deployment.commands import rollback_environment

    with explained_errors():
        end_with(rollback_environment(ROOT, environment, to=to, as_json=json))


@task(help={"environment": ENVIRONMENT_HELP, "yes": YES_HELP, "json": "print what went as data"})
def destroy(_context: Context, environment: str = DEFAULT_ENVIRONMENT, yes: bool = False, json: bool = False) -> None:
    """Take a deployment away."""
    from coderipple_deployment.commands import destroy_environment

    with explained_errors():
        end_with(destroy_environment(ROOT, environment, says_yes=yes, as_json=json, environ=os.environ))


@task(help={"environment": ENVIRONMENT_HELP, "json": "print data"})
def status(_context: Context, environment: str = DEFAULT_ENVIRONMENT, json: bool = False) -> None:
    """Show versions, alarms and failed pushes; exit 1 if an alarm fires or pushes failed."""
    from coderipple_deployment.commands import show_status

    with explained_errors():
        end_with(show_status(ROOT, environment, as_json=json, environ=os.environ))


@task(
    help={
        "environment": ENVIRONMENT_HELP,
        "since": "how far back, such as 10m (the default)",
        "follow": "go on with what comes, until Ctrl-C",
        "json": "print the lines as they were written",
    }
)
def logs(
    _context: Context,
    environment: str = DEFAULT_ENVIRONMENT,
    since: str = "10m",
    follow: bool = False,
    json: bool = False,
) -> None:
    """Print the function's log."""
    from coderipple_deployment.commands import show_logs

    with explained_errors():
        end_with(show_logs(ROOT, environment, since=since, follow=follow, as_json=json))


@task(help={"environment": ENVIRONMENT_HELP})
def bootstrap(_context: Context, environment: str = DEFAULT_ENVIRONMENT) -> None:
    """Make the bucket for Terraform's state, name it beside the environment, and take a local state along."""
    from coderipple_deployment.commands import bootstrap_environment

    with explained_errors():
        end_with(bootstrap_environment(ROOT, environment, environ=os.environ))


@task(help={"environment": ENVIRONMENT_HELP, "json": "print what was handed over as data"})
def redrive(_context: Context, environment: str = DEFAULT_ENVIRONMENT, json: bool = False) -> None:
    """Hand the pushes that failed for good over once more; exit 1 if one cannot be read."""
    from coderipple_deployment.commands import redrive_environment

    with explained_errors():
        end_with(redrive_environment(ROOT, environment, as_json=json))


@task(help={"subject": "print the table of this subject or language alone (default: all, into docs/drift.md)"})
def drift(_context: Context, subject: str = "") -> None:
    """Measure `coderipple check` on what real releases removed, and on releases that did not; writes docs/drift.md."""
    from coderipple_demo.errors import DemoError
    from coderipple_demo.languages.drift_page import write_drift_page

    with explained_errors():
        try:
            holds = write_drift_page(ROOT, only=subject)
        except DemoError as error:
            raise Exit(f"error: {error}", code=2) from error
    if not holds:
        raise Exit(code=1)


@task(help={"subject": "print the table of this one alone (default: all, into docs/languages.md)"})
def languages(_context: Context, subject: str = "") -> None:
    """Judge languages beside Python on public histories, by each language's own tool; writes docs/languages.md."""
    from coderipple_demo.errors import DemoError
    from coderipple_demo.languages.page import write_page

    with explained_errors():
        try:
            holds = write_page(ROOT, only=subject)
        except DemoError as error:
            raise Exit(f"error: {error}", code=2) from error
    if not holds:
        raise Exit(code=1)


def built_function() -> "UnpackedFunction":
    """Builds what is not up to date and unpacks the function with its layers."""
    from lambda_packaging.unpack import unpack

    return unpack(read_project(ROOT), build_here())


def measure_here(
    *, arch: str = "", runs: str, memory: str, accepted: "Ledger | None" = None, beside_others: bool = True
) -> "Measurement":
    """Builds what is not up to date, and measures it."""
    from lambda_packaging.metrics.measurement import measure

    with explained_errors():
        samples = whole_number(runs, option="--runs", allowed=range(2, 1001))
        memory_size_mb = whole_number(memory, option="--memory", allowed=range(128, 10_241))
        return measure(
            read_project(ROOT),
            build_here(arch=arch, with_own=True),
            accepted=accepted,
            runs=samples,
            memory_size_mb=memory_size_mb,
            beside_others=beside_others,
            progress=RichProgress(),
        )


def whole_number(text: str, *, option: str, allowed: range) -> int:
    """Reads the value of an option; invoke itself would answer a bad one with a traceback."""
    if not text.isdecimal() or int(text) not in allowed:
        expected = f"a whole number from {allowed.start} to {allowed.stop - 1}"
        raise Exit(f"error: {option} is {text!r}; expected {expected}", code=2)
    return int(text)


@contextmanager
def explained_errors() -> Iterator[None]:
    """Turns an error with a remedy into one line and exit code 2, and Ctrl-C into the exit code that shells give it."""
    try:
        yield
    except KeyboardInterrupt as error:
        raise Exit(str(error) or "interrupted; every archive in dist/ is a whole one", code=130) from None
    except (PackagingError, DeploymentError) as error:
        raise Exit(f"error: {error}", code=2) from error


def end_with(code: int) -> None:
    """Ends a task whose answer is no: it said why already."""
    if code:
        raise Exit(code=code)


namespace = Collection(
    lock,
    prove_layers,
    local,
    cost,
    demo,
    replay,
    plan,
    deploy,
    rollback,
    destroy,
    status,
    logs,
    bootstrap,
    redrive,
    languages,
    drift,
    Collection("build", build_all, build_layers, build_function),
    Collection("metrics", report, size, cold_start, imports, check, accept),
)
