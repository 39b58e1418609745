"""Programs that end with whoever started them.

Comes in: a command. Goes out: what it wrote and how it ended. A block that is left early, by SIGTERM or Ctrl-C too,
leaves nothing running behind.
"""

import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, TracebackType
from typing import Self

from lambda_packaging.processes import end_with_descendants


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """How a program ended.

    Attributes:
        exit_code: Negative for a signal; None if it was ended because its time was over.
    """

    output: bytes
    errors: bytes
    exit_code: int | None


class Programs:
    """Runs programs, from several threads if need be, and ends those that still run when the block ends."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._is_over = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._is_over = True
        for process in tuple(self._running):
            end_with_descendants(process)

    def run(
        self,
        command: Sequence[str | Path],
        *,
        environment: Mapping[str, str],
        folder: Path | None = None,
        content: bytes | None = None,
        timeout_seconds: float | None = None,
    ) -> Finished:
        """Runs a program to its end.

        Args:
            command: The program and its arguments.
            environment: All of its variables.
            folder: Where it runs; the current folder if not given.
            content: What it reads from standard input; nothing if not given.
            timeout_seconds: How long it may take.

        Raises:
            FileNotFoundError: There is no such program.
            ProcessLookupError: The block is over: no further program starts.
        """
        with self._start(command, environment, folder, stdin=content) as process:
            try:
                output, errors = process.communicate(content, timeout=timeout_seconds)
                exit_code: int | None = process.returncode
            except subprocess.TimeoutExpired:
                end_with_descendants(process)
                output, errors = process.communicate()
                exit_code = None
            except BaseException:
                end_with_descendants(process)
                raise
            finally:
                self._running.discard(process)
        return Finished(output=output, errors=errors, exit_code=exit_code)

    def _start(
        self,
        command: Sequence[str | Path],
        environment: Mapping[str, str],
        folder: Path | None,
        *,
        stdin: bytes | None,
    ) -> subprocess.Popen[bytes]:
        with self._lock:  # or a program could start between the last look at those that run and the end
            if self._is_over:
                raise ProcessLookupError(f"{command[0]} would start after its block is over")
            process = subprocess.Popen(  # noqa: S603  # the arguments are ours, no shell reads them
                command,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL if stdin is None else subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            self._running.add(process)
        return process


@contextmanager
def ended_by_sigterm() -> Iterator[None]:
    """Lets SIGTERM end the block by an exception, as Ctrl-C does, so that everything in it is given back.

    Only the main thread can have that, and only where nobody else waits for the signal.
    """
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, _exit)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _exit(number: int, _frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_DFL)  # who asks twice does not want to wait for us
    raise SystemExit(128 + number)  # the exit code that a shell gives to the signal
