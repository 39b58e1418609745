"""Programs give what they wrote, and end with the block that runs them."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from lambda_packaging.programs import Finished, Programs, ended_by_sigterm

SLEEP = [sys.executable, "-S", "-c", "import sys, time; print('here', flush=True); time.sleep(600)"]


def run(*arguments: str, content: bytes | None = None, timeout_seconds: float | None = None) -> Finished:
    """Runs Python code."""
    with Programs() as programs:
        command = [sys.executable, "-S", "-c", *arguments]
        return programs.run(command, environment={}, content=content, timeout_seconds=timeout_seconds)


def test_output_errors_and_exit_code_are_given() -> None:
    """Each apart."""
    finished = run("import sys; print(sys.stdin.read()); print('oops', file=sys.stderr); sys.exit(3)", content=b"hello")
    assert finished == Finished(output=b"hello\n", errors=b"oops\n", exit_code=3)


def test_a_program_that_takes_too_long_is_ended_with_what_it_started() -> None:
    """What it wrote until then is not lost."""
    code = f"import subprocess; subprocess.run({SLEEP!r})"
    started = time.monotonic()
    finished = run(code, timeout_seconds=1)
    assert (finished.output, finished.exit_code) == (b"here\n", None)
    assert time.monotonic() - started < 10


def test_leaving_the_block_ends_what_other_threads_run(tmp_path: Path) -> None:
    """And starts nothing any more."""
    begun: list[Future[Finished]] = []

    def leave_early() -> None:
        with ThreadPoolExecutor(1) as workers, Programs() as programs:
            command = [*SLEEP[:2], "-c", f"open({str(tmp_path / 'here')!r}, 'w'); import time; time.sleep(600)"]
            begun.extend(workers.submit(programs.run, command, environment={}) for _ in range(2))
            while not (tmp_path / "here").exists():
                time.sleep(0.01)
            raise RuntimeError("something else went wrong")

    with pytest.raises(RuntimeError, match="something else"):
        leave_early()
    assert begun[0].result().exit_code == -signal.SIGKILL
    with pytest.raises(ProcessLookupError, match="after its block is over"):
        begun[1].result()


def test_sigterm_ends_the_block_as_an_exception() -> None:
    """With the exit code that a shell would give, and the signal is as before afterwards."""

    def ask_for_the_end() -> None:
        with ended_by_sigterm():
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(10)

    with pytest.raises(SystemExit) as raised:
        ask_for_the_end()
    assert raised.value.code == 128 + signal.SIGTERM
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_who_waits_for_sigterm_already_still_does() -> None:
    """Neither a handler of somebody else is replaced, nor one set outside of the main thread, where none can be."""
    received: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: received.append(number))
    try:
        with ended_by_sigterm():
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(0.01)
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
    assert received == [signal.SIGTERM]

    def enter() -> None:
        with ended_by_sigterm():
            received.append(0)

    thread = threading.Thread(target=enter)
    thread.start()
    thread.join()
    assert received == [signal.SIGTERM, 0]


def test_a_second_sigterm_does_not_wait_for_the_clearing_up() -> None:
    """Whoever asks twice means it."""
    code = (
        "import os, signal, time\nfrom lambda_packaging.programs import ended_by_sigterm\n"
        "with ended_by_sigterm():\n    try:\n        os.kill(os.getpid(), signal.SIGTERM); time.sleep(10)\n"
        "    finally:\n        os.kill(os.getpid(), signal.SIGTERM); time.sleep(10)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -signal.SIGTERM
