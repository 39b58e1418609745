"""Bytecode that Lambda can use as it is.

Comes in: a folder of sources. Goes out: the same folder with `__pycache__` beside them.

`/opt` is read-only in Lambda, so bytecode that does not match its source is compiled again at every cold
start: 608 modules, 0.7 s. The usual bytecode records the source's time, which an archive with fixed times
falsifies. `unchecked-hash` records no time and is never questioned, and with the place in Lambda instead of
the build's folder inside it is the same wherever it is made.
"""

import sys
from pathlib import Path, PurePosixPath

from lambda_packaging.commands import run_command
from lambda_packaging.errors import BytecodeError, ToolFailedError

WORKERS = 2


def compile_bytecode(folder: Path, *, place: PurePosixPath) -> None:
    """Compiles every module below `folder` as if it lay at `place`, for example `/opt/python`.

    Raises:
        BytecodeError: A module is not valid Python.
    """
    # -I: no PYTHON* variable has a say, neither the hash seed nor "do not write bytecode".
    interpreter = [sys.executable, "-I", "-X", "utf8", "-m", "compileall"]
    # -f: bytecode that somebody's installer left is of another kind, and would be taken for fresh.
    options = ["-q", "-f", "-j", str(WORKERS), "--invalidation-mode", "unchecked-hash"]
    try:
        run_command([*interpreter, *options, "-s", folder, "-p", str(place), folder])
    except ToolFailedError as error:
        raise BytecodeError(folder=folder, output=error.output) from error
