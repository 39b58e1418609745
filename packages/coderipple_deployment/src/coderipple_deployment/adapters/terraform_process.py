"""Runs Terraform so that Ctrl-C never leaves its state half-written.

Comes in: arguments. Goes out: what it wrote, line by line if wanted. The program has a session of its own, so that
the terminal's Ctrl-C reaches us alone: we ask Terraform to end, and wait until it has.
"""

import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

END_SECONDS = 900  # what AWS was asked for already may take minutes
type OnLine = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How the program ended."""

    output: str
    remarks: str
    exit_code: int


def run_to_its_end(
    command: Sequence[str | Path],
    *,
    environment: Mapping[str, str],
    timeout_seconds: float,
    on_line: OnLine = lambda _: None,
    on_stop: Callable[[], None] = lambda: None,
) -> Ended:
    """Runs the program; an interrupt, or too long a time, makes it end in its own way first.

    Raises:
        FileNotFoundError: There is no such program.
    """
    lines: list[str] = []
    with tempfile.TemporaryFile() as remarks:
        process = subprocess.Popen(  # noqa: S603  # the arguments are ours, no shell reads them
            [str(word) for word in command],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=remarks,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )
        with process, _asked_to_end_after(timeout_seconds, process):
            try:
                for line in process.stdout or ():
                    lines.append(line)
                    on_line(line)
                process.wait()
            except BaseException:  # whatever ends us early: Terraform must write its state and give its lock back
                on_stop()
                _end(process)
                raise
        remarks.seek(0)
        said = remarks.read().decode(errors="replace")
    return Ended(output="".join(lines), remarks=said, exit_code=process.returncode)


@contextmanager
def _asked_to_end_after(seconds: float, process: subprocess.Popen[str]) -> Iterator[None]:
    timer = threading.Timer(seconds, process.send_signal, [signal.SIGINT])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _end(process: subprocess.Popen[str]) -> None:
    """Asks once, and a second time if the person does; Terraform then drops everything."""
    process.send_signal(signal.SIGINT)
    try:
        process.communicate(timeout=END_SECONDS)
    except KeyboardInterrupt:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
