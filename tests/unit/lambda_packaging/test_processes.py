"""Processes are found, measured and ended by /proc."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from lambda_packaging.processes import (
    descendants,
    end_with_descendants,
    ends_with_its_parent,
    find_descendant,
    read_cpu_seconds,
    read_peak_memory_mb,
)

# A child in a process group of its own, as the emulator starts the runtime.
PARENT = (
    "import subprocess, sys; "
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)', 'the-word'], process_group=0); "
    "print(child.pid, flush=True); child.wait()"
)


def start_family() -> tuple[subprocess.Popen[bytes], int]:
    """A process with one child, and the child's id."""
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    with parent.stdout:
        return parent, int(parent.stdout.readline())


def runs(process_id: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_family_is_found_and_ended_also_across_process_groups() -> None:
    """Nothing that we started stays."""
    parent, child = start_family()
    assert descendants(parent.pid) == [child]
    assert find_descendant(parent.pid, word="the-word") == child
    assert find_descendant(parent.pid, word="another") is None
    end_with_descendants(parent)
    assert parent.returncode is not None
    deadline = time.monotonic() + 5
    while runs(child) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not runs(child)


def test_ending_what_has_ended_is_no_error() -> None:
    """An emulator may die before its block ends."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    end_with_descendants(process)
    assert process.returncode == 0


def test_processor_time_and_memory_are_those_of_the_process() -> None:
    """This process has both, and its time only grows."""
    before = read_cpu_seconds(os.getpid())
    sum(range(200_000))
    after = read_cpu_seconds(os.getpid())
    assert before < after <= time.process_time() + 1
    assert 5 < read_peak_memory_mb(os.getpid()) < 4096


def test_a_prefix_leaves_the_command_as_it_is() -> None:
    """Where ending with the parent is not possible, there is no prefix and the command runs all the same."""
    command = [*ends_with_its_parent(), sys.executable, "-c", "print('ran')"]
    assert subprocess.run(command, capture_output=True, check=True).stdout == b"ran\n"


def test_without_the_program_there_is_no_prefix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not every system has it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert ends_with_its_parent() == ()


def test_a_program_that_cannot_do_it_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Older and smaller ones lack the option."""
    program = tmp_path / "setpriv"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert ends_with_its_parent() == ()
