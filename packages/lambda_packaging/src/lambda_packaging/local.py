"""The built function on this machine, for a person.

Comes in: an unpacked function, an event file or a port. Goes out: the answer, or a server until it is interrupted.
"""

import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO

from lambda_packaging.emulator import INVOCATION_PATH, LOOPBACK, Emulator, Invocation, start_emulator
from lambda_packaging.errors import EmulatorError, EventError
from lambda_packaging.unpack import UnpackedFunction

POLL_SECONDS = 0.1


def read_event(path: Path) -> Any:
    """Reads one event.

    Raises:
        EventError: There is no such file, or it is not JSON.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise EventError(path=path, problem="cannot be read, expected a file") from error
    except ValueError as error:
        raise EventError(path=path, problem=f"is not JSON ({error})") from error


def send_event(
    unpacked: UnpackedFunction, *, event: Any, environment: Mapping[str, str], port: int | None = None
) -> Invocation:
    """Starts the function, sends it one event and ends it.

    Raises:
        PortInUseError: Something listens on `port`.
        EmulatorError: The function failed or did not answer.
    """
    with start_emulator(unpacked, environment=environment, timeout_seconds=900, port=port) as emulator:
        return emulator.invoke(event)


def serve(
    unpacked: UnpackedFunction,
    *,
    port: int | None,
    environment: Mapping[str, str],
    output: TextIO = sys.stderr,
) -> None:
    """Serves the function on loopback and copies its log to `output`, until it is interrupted.

    Raises:
        PortInUseError: Something listens on `port`.
        EmulatorError: The emulator does not start, or ends by itself.
    """
    with start_emulator(unpacked, environment=environment, timeout_seconds=900, port=port) as emulator:
        output.write(f"POST http://{LOOPBACK}:{emulator.port}{INVOCATION_PATH} | Ctrl-C ends it\n")
        try:
            _copy_log(emulator, output)
        except KeyboardInterrupt:
            output.write("\n")
            return
        raise EmulatorError(
            "the emulator ended by itself; expected it to serve until Ctrl-C. Its words:", log=emulator.log
        )


def _copy_log(emulator: Emulator, output: TextIO) -> None:
    shown = 0
    while emulator.is_running:
        log = emulator.log
        output.write(log[shown:])
        output.flush()
        shown = len(log)
        time.sleep(POLL_SECONDS)
