"""Programs that listen on loopback for the length of a block.

Comes in: a command. Goes out: its address; at the end of the block it is ended with all that it started.
"""

import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from lambda_packaging.processes import end_with_descendants, ends_with_its_parent

LOOPBACK = "127.0.0.1"
START_SECONDS = 120  # Prism reads a long description, on a machine that others use too


def free_port() -> int:
    """Gives a port of loopback that nobody listens on."""
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def running(make_command: Callable[[int], Sequence[str | Path]], *, folder: Path, name: str) -> Iterator[str]:
    """Runs the command that `make_command` gives for a port, and yields the address as soon as it listens.

    Args:
        make_command: Gets the port.
        folder: Where the program runs and its log is written.
        name: The program's name, for the log and the error.
    """
    port, log = free_port(), folder / f"{name}.log"
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [*ends_with_its_parent(), *map(str, make_command(port))],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait(process, port, log, name)
        yield f"http://{LOOPBACK}:{port}"
    finally:
        end_with_descendants(process)


def _wait(process: "subprocess.Popen[bytes]", port: int, log: Path, name: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as attempt:
            if attempt.connect_ex((LOOPBACK, port)) == 0:
                return
        time.sleep(0.02)
    said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
    raise RuntimeError(
        f"{name} did not listen within {START_SECONDS} s (exit code {process.poll()}). Its words: {said}"
    )
