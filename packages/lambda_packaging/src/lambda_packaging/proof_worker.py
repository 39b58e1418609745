"""Runs checks in an interpreter that has nothing but the layers, the function and the runtime on its path.

Comes in: JSON on standard input, a list of `[kind, subject]`. Goes out: a line of JSON on standard output when a check
starts (`[number]`) and one when it ends (`[number, error or null, compiled sources]`). A program of its own: the
interpreter that runs it cannot see this package.
"""

import importlib
import importlib.util
import json
import os
import runpy
import sys
import warnings
from importlib import metadata
from importlib.machinery import SourceFileLoader
from typing import Any

REGION = "us-east-1"  # a client needs one; nothing is sent there


def import_module(name: str) -> None:
    """Imports a module."""
    importlib.import_module(name)


def load_code(name: str) -> None:
    """Loads the code of a module without running it: a `__main__` would do whatever its program does."""
    spec = importlib.util.find_spec(name)
    if spec is None or not isinstance(spec.loader, SourceFileLoader) or spec.loader.get_code(name) is None:
        raise ImportError(f"no code for {name}")


def load_entry_point(subject: str) -> None:
    """Loads the entry point `distribution|group|name`."""
    distribution, group, name = subject.split("|")
    (found,) = metadata.distribution(distribution).entry_points.select(group=group, name=name)
    found.load()


def read_version(distribution: str) -> None:
    """Reads the version of a distribution, as many do when they are imported."""
    if not metadata.version(distribution):
        raise ValueError(f"the metadata of {distribution} has no version")


def construct_client(service: str) -> None:
    """Constructs the client of an AWS service, which reads its model."""
    importlib.import_module("boto3").client(service, region_name=REGION)


def run_program(path: str) -> None:
    """Runs a program of the project to its end."""
    try:
        runpy.run_path(path, run_name="__main__")
    except SystemExit as end:
        if end.code not in {None, 0}:
            raise


CHECKS = {
    "import": import_module,
    "code": load_code,
    "entry point": load_entry_point,
    "version": read_version,
    "client": construct_client,
    "program": run_program,
}


def count_compilations() -> list[str]:
    """Gives a list that grows with the path of each source that Python compiles from now on."""
    compiled: list[str] = []
    source_to_code: Any = SourceFileLoader.source_to_code

    def counting(self: Any, data: Any, path: Any, **options: Any) -> Any:
        compiled.append(os.fsdecode(path))
        return source_to_code(self, data, path, **options)

    SourceFileLoader.source_to_code = counting  # type: ignore[method-assign]  # the interpreter's, in this process only
    return compiled


def main() -> None:
    """Runs the checks of standard input one after the other."""
    checks = json.load(sys.stdin)
    # What an imported module prints or reads must not get between the results.
    results = os.fdopen(os.dup(1), "w", buffering=1)
    silence = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(silence, standard)
    warnings.simplefilter("ignore")
    compiled = count_compilations()
    for number, (kind, subject) in enumerate(checks):
        results.write(json.dumps([number]) + "\n")
        error = None
        try:
            CHECKS[kind](subject)
        except BaseException as problem:  # noqa: BLE001  # also SystemExit: whatever keeps a module from loading
            error = f"{type(problem).__name__}: {problem}"
        results.write(json.dumps([number, error, compiled]) + "\n")
        compiled.clear()
    results.flush()
    os._exit(0)  # threads that a module started need not end


if __name__ == "__main__":
    try:
        main()
    except BaseException:  # noqa: BLE001  # nobody reads the results any more
        sys.excepthook(*sys.exc_info())
        os._exit(1)  # threads that a module started must not go on
