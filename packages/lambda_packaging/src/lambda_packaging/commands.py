"""Runs the programs that the build relies on.

Comes in: arguments. Goes out: what the program wrote, or an error with its words. The only importer of `uv`.
"""

import os
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import uv

from lambda_packaging.errors import ToolFailedError, ToolMissingError

# What a surrounding environment may set for its own installs and what would change ours.
FOREIGN_SETTINGS = (
    "UV_CONSTRAINT",
    "UV_OVERRIDE",
    "UV_EXCLUDE",
    "UV_TARGET",
    "UV_PYTHON",
    "VIRTUAL_ENV",
    "PYTHONPATH",
)


def run_command(arguments: Sequence[str | Path], *, folder: Path | None = None) -> str:
    """Runs a program and gives what it wrote to standard output.

    Args:
        arguments: The program and its arguments.
        folder: Where it runs; the current folder if not given.

    Raises:
        ToolMissingError: There is no such program.
        ToolFailedError: It ended with another exit code than 0; the error holds both of its outputs.
    """
    inherited = {name: value for name, value in os.environ.items() if name not in FOREIGN_SETTINGS}
    words = [str(argument) for argument in arguments]
    try:
        finished = subprocess.run(  # noqa: S603  # the arguments are ours, no shell reads them
            words,
            cwd=folder,
            env=inherited,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
    except FileNotFoundError as error:
        raise ToolMissingError(program=words[0], remedy="Install it, or create the environment anew") from error
    if finished.returncode != 0:
        output = finished.stderr + finished.stdout
        raise ToolFailedError(
            command=shlex.join([Path(words[0]).name, *words[1:4]]) + " …", exit_code=finished.returncode, output=output
        )
    return finished.stdout


def run_uv(*arguments: str | Path, folder: Path | None = None) -> str:
    """Runs the `uv` of this environment against this interpreter."""
    return run_command([find_uv(), *arguments, "--python", sys.executable], folder=folder)


def find_uv() -> str:
    """Gives the path of the `uv` that the lock of this environment names.

    Raises:
        ToolMissingError: The distribution is there without its program.
    """
    try:
        return uv.find_uv_bin()
    except FileNotFoundError as error:
        raise ToolMissingError(program="uv", remedy="Create the environment anew: it comes with it") from error
