"""Runs the programs that the build relies on.

Comes in: arguments. Goes out: what the program wrote, or an error with its words. The only importer of `uv`.
"""

import os
import shlex
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import uv

from lambda_packaging.errors import DiskFullError, ToolFailedError, ToolMissingError
from lambda_packaging.programs import Programs

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a program wrote.

    Attributes:
        output: To standard output.
        remarks: To standard error.
    """

    output: str
    remarks: str


def run_command(arguments: Sequence[str | Path], *, folder: Path | None = None) -> str:
    """Runs a program as `run_program` does and gives what it wrote to standard output."""
    return run_program(arguments, folder=folder).output


def run_program(
    arguments: Sequence[str | Path], *, folder: Path | None = None, variables: Mapping[str, str] | None = None
) -> Said:
    """Runs a program and gives what it wrote.

    Args:
        arguments: The program and its arguments.
        folder: Where it runs; the current folder if not given.
        variables: Variables beside those of this machine.

    Raises:
        ToolMissingError: There is no such program.
        DiskFullError: It had no room to write.
        ToolFailedError: It ended with another exit code than 0; the error holds both of its outputs.
    """
    inherited = {name: value for name, value in os.environ.items() if is_inherited(name)}
    environment = inherited | {"LC_ALL": "C.UTF-8"} | dict(variables or {})  # some errors are told by their words
    words = [str(argument) for argument in arguments]
    try:
        with Programs() as programs:
            finished = programs.run(words, environment=environment, folder=folder)
    except FileNotFoundError as error:
        raise ToolMissingError(program=words[0], remedy="Install it, or create the environment anew") from error
    output, remarks = (text.decode(errors="replace") for text in (finished.output, finished.errors))
    if finished.exit_code == 0:
        return Said(output=output, remarks=remarks)
    if lines := [line.strip() for line in (remarks + output).splitlines() if DISK_FULL in line]:
        raise DiskFullError(detail=lines[-1])
    command = shlex.join([Path(words[0]).name, *words[1:4]]) + " …"
    raise ToolFailedError(command=command, exit_code=finished.exit_code or 0, output=remarks + output)


def is_inherited(name: str) -> bool:
    """Says whether a program that we run may see the variable `name`."""
    return name.startswith(KEPT_PREFIXES) or not name.startswith(FOREIGN_PREFIXES)


def run_uv(*arguments: str | Path, folder: Path | None = None, variables: Mapping[str, str] | None = None) -> Said:
    """Runs the `uv` of this environment against this interpreter."""
    return run_program([find_uv(), *arguments, "--python", sys.executable], folder=folder, variables=variables)


def find_uv() -> str:
    """Gives the path of the `uv` that the lock of this environment names.

    Raises:
        ToolMissingError: The distribution is there without its program.
    """
    try:
        return uv.find_uv_bin()
    except FileNotFoundError as error:
        raise ToolMissingError(program="uv", remedy="Create the environment anew: it comes with it") from error
