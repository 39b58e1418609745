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

from lambda_packaging.errors import DiskFullError, ToolFailedError, ToolMissingError

# What a surrounding environment sets for its own installs, interpreters and repositories would change ours.
FOREIGN_PREFIXES = ("UV_", "PYTHON", "GIT_", "VIRTUAL_ENV")
# Where a registry is and how it is reached is this machine's business.
KEPT_PREFIXES = (
    "GIT_CONFIG",  # a CI says there which clones are safe
    "UV_CACHE_DIR",
    "UV_CONCURRENT",
    "UV_CONFIG_FILE",
    "UV_DEFAULT_INDEX",
    "UV_EXTRA_INDEX_URL",
    "UV_FIND_LINKS",
    "UV_HTTP",
    "UV_INDEX",
    "UV_INSECURE_HOST",
    "UV_KEYRING_PROVIDER",
    "UV_NATIVE_TLS",
    "UV_NO_CACHE",
    "UV_NO_INDEX",
    "UV_OFFLINE",
    "UV_REQUEST_TIMEOUT",
    "UV_SYSTEM_CERTS",
)

DISK_FULL = "No space left on device"


def run_command(arguments: Sequence[str | Path], *, folder: Path | None = None) -> str:
    """Runs a program and gives what it wrote to standard output.

    Args:
        arguments: The program and its arguments.
        folder: Where it runs; the current folder if not given.

    Raises:
        ToolMissingError: There is no such program.
        DiskFullError: It had no room to write.
        ToolFailedError: It ended with another exit code than 0; the error holds both of its outputs.
    """
    inherited = {name: value for name, value in os.environ.items() if is_inherited(name)}
    words = [str(argument) for argument in arguments]
    try:
        finished = subprocess.run(  # noqa: S603  # the arguments are ours, no shell reads them
            words,
            cwd=folder,
            env=inherited | {"LC_ALL": "C.UTF-8"},  # some errors are told by their words
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
        if lines := [line.strip() for line in output.splitlines() if DISK_FULL in line]:
            raise DiskFullError(detail=lines[-1])
        raise ToolFailedError(
            command=shlex.join([Path(words[0]).name, *words[1:4]]) + " …", exit_code=finished.returncode, output=output
        )
    return finished.stdout


def is_inherited(name: str) -> bool:
    """Says whether a program that we run may see the variable `name`."""
    return name.startswith(KEPT_PREFIXES) or not name.startswith(FOREIGN_PREFIXES)


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
