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

from invoke import Collection, Context, Exit, task
from lambda_packaging.build import build, require_declared
from lambda_packaging.declaration import read_project
from lambda_packaging.errors import PackagingError
from lambda_packaging.manifest import Manifest
from lambda_packaging.progress import RichProgress
from lambda_packaging.project import Project
from lambda_packaging.report import cold_start_table, manifest_table, proof_tables, pruned_tables
from lambda_packaging.target import host_architecture
from rich.console import Console

if TYPE_CHECKING:
    from lambda_packaging.unpack import UnpackedFunction

ROOT = Path(__file__).parent
# In this order: the second lock takes the versions of the first. Our own packages are in none of them, or a
# registry would be asked for their names.
LOCKS = {
    "layer.lock": "--no-emit-package coderipple --extra agents packages/coderipple/pyproject.toml",
    "dev.lock": (
        "--no-emit-package coderipple --no-emit-package lambda-packaging --no-emit-package coderipple-demo "
        "-c requirements/layer.lock --group pyproject.toml:dev --all-extras "
        "packages/coderipple/pyproject.toml packages/lambda_packaging/pyproject.toml"
    ),
    "emulator.lock": "--no-deps requirements/emulator.in",
    "runtime.lock": "requirements/runtime.in",
    # The same aws-sam-cli as the emulator's; it and pex have requirements of their own, so they share no lock with us.
    "peers.lock": "-c requirements/emulator.lock requirements/peers.in",
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
HEALTH_CHECK = {"version": "2.0", "rawPath": "/health", "requestContext": {"http": {"method": "GET"}}}
REFUSED_PUSH = {
    "version": "2.0",
    "rawPath": "/webhook",
    "requestContext": {"http": {"method": "POST"}},
    "headers": {"x-github-event": "push", "x-hub-signature-256": f"sha256={'0' * 64}"},
    "body": "{}",
}


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


@task(help={"runs": "processes of each kind (at least 2)", "json": "print the figures as data"})
def cold_start(_context: Context, runs: str = "10", json: bool = False) -> None:
    """Measure cold starts in the real runtime interface, beside a handler that does nothing."""
    from lambda_packaging.cold_start import measure_cold_start

    with explained_errors():
        samples = whole_number(runs, option="--runs", allowed=range(2, 1001))
        function = built_function()
        events = {"refused push (nothing heavy)": REFUSED_PUSH, "health check (every layer)": HEALTH_CHECK}
        environment = {"CODERIPPLE_WEBHOOK_SECRET": "measured"}
        figures = {
            name: measure_cold_start(function, event=event, environment=environment, runs=samples)
            for name, event in events.items()
        }
    if json:
        print(dumps({name: asdict(figure) for name, figure in figures.items()}, indent=2))
    else:
        for name, figure in figures.items():
            Console().print(cold_start_table(figure, title=name))


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


def build_here(*, arch: str = "", cache: bool = True, only: str | None = None) -> Manifest:
    """Builds this repository and reports the steps on standard error."""
    project = read_project(ROOT)
    wanted = chosen_architectures(arch, project)
    return build(project, architectures=wanted, use_cache=cache, progress=RichProgress(), only=only)


def chosen_architectures(arch: str, project: Project) -> tuple[str, ...]:
    """Gives what the option --arch means, in Lambda's words."""
    if arch == EVERY_ARCHITECTURE:
        return project.architectures
    return require_declared([arch or host_architecture()], project)


def built_function() -> "UnpackedFunction":
    """Builds what is not up to date and unpacks the function with its layers."""
    from lambda_packaging.unpack import unpack

    return unpack(read_project(ROOT), build_here())


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
    except KeyboardInterrupt:
        raise Exit("interrupted; every archive in dist/ is a whole one", code=130) from None
    except PackagingError as error:
        raise Exit(f"error: {error}", code=2) from error


namespace = Collection(
    lock,
    prove_layers,
    local,
    demo,
    Collection("build", build_all, build_layers, build_function),
    Collection("metrics", cold_start),
)
