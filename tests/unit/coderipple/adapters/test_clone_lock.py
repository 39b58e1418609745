"""A clone is one run's at a time, whatever becomes of it."""

import subprocess
import sys
from pathlib import Path

import pytest
from coderipple.adapters.clone_lock import alone_in

HOLDER = (
    "import sys, time\nfrom pathlib import Path\nfrom coderipple.adapters.clone_lock import alone_in\n"
    "with alone_in(Path(sys.argv[1])):\n    print('mine', flush=True)\n    time.sleep(60)\n"
)
WAITER = (
    "import sys\nfrom pathlib import Path\nfrom coderipple.adapters.clone_lock import alone_in\n"
    "print('here', flush=True)\nwith alone_in(Path(sys.argv[1])):\n    print('mine', flush=True)\n"
)


def started(code: str, folder: Path) -> subprocess.Popen[str]:
    """Starts a process that wants a clone."""
    return subprocess.Popen(
        [sys.executable, "-c", code, folder], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_one_waits_for_the_other_and_has_its_turn_when_that_is_killed(tmp_path: Path) -> None:
    """It says that it waits; nothing is left in the folder."""
    with started(HOLDER, tmp_path) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "mine\n"
        with started(WAITER, tmp_path) as waiter:
            assert waiter.stderr is not None
            assert waiter.stdout is not None
            assert waiter.stdout.readline() == "here\n"
            assert "another run is at work" in waiter.stderr.readline()
            holder.kill()
            assert waiter.stdout.readline() == "mine\n"
            assert waiter.wait() == 0
    assert list(tmp_path.iterdir()) == []


def test_turns_one_after_the_other(tmp_path: Path) -> None:
    """A turn that is over keeps nobody waiting, also where it failed."""
    with pytest.raises(ValueError, match="slip"), alone_in(tmp_path):
        raise ValueError("slip")
    with alone_in(tmp_path):
        pass


def test_what_is_no_folder_has_no_lock(tmp_path: Path) -> None:
    """Others say what is wrong with it."""
    with alone_in(tmp_path / "gone"):
        pass
