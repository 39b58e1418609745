"""Processes of this machine, by /proc.

Comes in: a process id. Goes out: its descendants, what they cost, and their end.
"""

import functools
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")
SCHEDULER_CLOCK = 2  # CPUCLOCK_SCHED of linux/posix-timers.h
KB_IN_MB = 1024
END_SECONDS = 5


def find_descendant(process_id: int, *, word: str) -> int | None:
    """Gives the first descendant that runs a program with `word` among its arguments."""
    for candidate in descendants(process_id):
        with suppress(OSError):
            if word.encode() in (PROC / str(candidate) / "cmdline").read_bytes().split(b"\0"):
                return candidate
    return None


def descendants(process_id: int) -> list[int]:
    """Gives the children of a process, their children and so on."""
    children: dict[int, list[int]] = {}
    for child, parent in _parents():
        children.setdefault(parent, []).append(child)
    found, pending = [], [process_id]
    while pending:
        born = children.get(pending.pop(), [])
        found.extend(born)
        pending.extend(born)
    return found


def read_cpu_seconds(process_id: int) -> float:
    """Gives the processor time of a process and all its threads, ended ones too.

    The clock of the process has nanoseconds; /proc/<id>/stat has hundredths of a second, a fifth of a bare
    handler's start.
    The number of the clock is what `clock_getcpuclockid(3)` computes.
    """
    return time.clock_gettime((~process_id << 3) | SCHEDULER_CLOCK)


def read_peak_memory_mb(process_id: int) -> float:
    """Gives the largest resident size (VmHWM) that a process had."""
    for line in (PROC / str(process_id) / "status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / KB_IN_MB
    return 0.0


def end_with_descendants(process: subprocess.Popen[bytes]) -> None:
    """Ends a process and everything that it started, also what moved into a process group of its own."""
    family = [*descendants(process.pid), process.pid]
    for member in family:
        with suppress(ProcessLookupError):
            os.kill(member, signal.SIGKILL)
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=END_SECONDS)


def ends_with_its_parent() -> tuple[str, ...]:
    """Gives what to put before a command so that it ends when this process is killed, where that is possible."""
    prefix = (shutil.which("setpriv") or "setpriv", "--pdeathsig", "KILL", "--")
    return prefix if _succeeds((*prefix, "true")) else ()


@functools.cache  # a cold start is measured hundreds of times, and the answer stays the same
def _succeeds(command: tuple[str, ...]) -> bool:
    try:
        subprocess.run(command, capture_output=True, check=True)  # noqa: S603  # util-linux 2.33 or later
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def _parents() -> Iterator[tuple[int, int]]:
    for folder in PROC.iterdir() if PROC.is_dir() else ():  # a build runs where there is none, too
        if folder.name.isdecimal():
            with suppress(OSError):
                # The second field is the name in brackets and may hold anything; the fourth is the parent.
                after_name = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2]
                yield int(folder.name), int(after_name.split()[1])
