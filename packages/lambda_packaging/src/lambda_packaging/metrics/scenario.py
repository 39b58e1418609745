"""What a function is sent when its cold start is measured.

Comes in: a declared program and an empty folder. Goes out: a `Scenario`.

The program is called with the folder as its argument, may put there what the function needs, and prints one JSON
object: `event`; `environment`, the function's variables; and if it likes `status`, the status that the answer must
have; `handler`, in place of the function's own, from a module beside the program; `ends_early`, where that handler
tells itself when its cold start is over (see `cold_start`).
"""

import json
import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lambda_packaging.commands import is_inherited
from lambda_packaging.errors import ColdStartError
from lambda_packaging.programs import Programs
from lambda_packaging.project import DeclaredColdStart
from lambda_packaging.unpack import UnpackedFunction

PROGRAM_SECONDS = 60
KEYS = {"event": object, "environment": dict, "status": int, "handler": str, "ends_early": bool}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One event and its surroundings.

    Attributes:
        event: What is sent.
        environment: The function's variables.
        status: What the answer's `statusCode` must be; any if None.
        handler: What answers, in place of the function's own handler.
        modules: Where that handler lies.
        is_reached_early: Whether it tells itself when its cold start is over.
        files: What the program put into its folder, and where a copy of that is kept.
    """

    name: str
    event: Any
    environment: Mapping[str, str]
    status: int | None = None
    handler: str | None = None
    modules: Path | None = None
    is_reached_early: bool = False
    files: tuple[Path, Path] | None = None

    def applied_to(self, unpacked: UnpackedFunction) -> UnpackedFunction:
        """Gives the function as this scenario starts it."""
        if self.handler is None or self.modules is None:
            return unpacked
        return replace(unpacked, handler=self.handler, further_modules=(*unpacked.further_modules, self.modules))

    def restore(self) -> None:
        """Puts the files back to what they were: the last sample may have written to them."""
        if self.files is not None:
            files, kept = self.files
            shutil.rmtree(files, ignore_errors=True)
            shutil.copytree(kept, files, symlinks=True)


def prepare_scenario(declared: DeclaredColdStart, folder: Path) -> Scenario:
    """Runs the declared program in an interpreter of its own.

    Args:
        declared: What the project says.
        folder: Is created, and belongs to the scenario.

    Raises:
        ColdStartError: The program fails, or prints something else.
    """
    files, kept = folder / "files", folder / "kept"
    files.mkdir(parents=True)
    with Programs() as programs:
        finished = programs.run(
            [sys.executable, declared.program, files],
            environment={name: value for name, value in os.environ.items() if is_inherited(name)},
            timeout_seconds=PROGRAM_SECONDS,
        )
    if finished.exit_code != 0:
        ended = f"took more than {PROGRAM_SECONDS} s" if finished.exit_code is None else "failed"
        log = finished.errors.decode(errors="replace")
        raise ColdStartError(name=declared.name, problem=f"{declared.program} {ended}", log=log)
    told = read_told(finished.output, declared)
    files.replace(kept)
    return Scenario(
        name=declared.name,
        event=told["event"],
        environment=told["environment"],
        status=told.get("status"),
        handler=told.get("handler"),
        modules=declared.program.parent,
        is_reached_early=told.get("ends_early", False),
        files=(files, kept),
    )


def read_told(output: bytes, declared: DeclaredColdStart) -> dict[str, Any]:
    """Reads what the program printed.

    Raises:
        ColdStartError: It is not a JSON object of the form above.
    """

    def refuse(problem: str) -> ColdStartError:
        log = output.decode(errors="replace")[:1000]
        return ColdStartError(name=declared.name, problem=f"{declared.program} {problem}", log=log)

    try:
        told = json.loads(output)
    except ValueError as error:
        raise refuse(f"printed no JSON ({error})") from error
    if not isinstance(told, dict) or not {"event", "environment"} <= told.keys():
        raise refuse("printed something else than an object with `event` and `environment`")
    for key, value in told.items():
        if key not in KEYS:
            raise refuse(f"printed the key {key!r}; expected some of {', '.join(KEYS)}")
        if not isinstance(value, KEYS[key]):
            raise refuse(f"printed {key} as {value!r}; expected {KEYS[key].__name__}")
    if not all(isinstance(value, str) for value in told["environment"].values()):
        raise refuse("printed a variable that is no text")
    return told
