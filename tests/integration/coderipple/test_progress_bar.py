"""The bar of `coderipple run`, in a real pseudo-terminal, and its absence everywhere else."""

import os
import pty
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from fakes.clones import commit_files, make_clone

MANY = 400
COMMAND = (sys.executable, "-c", "from coderipple.cli import main; main()", "run")
WITHOUT_RICH = (sys.executable, "-c", "import sys; sys.modules['rich'] = None; " + COMMAND[2], "run")
ERASE_LINE = "\x1b[2K"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone to document."""
    make_clone(tmp_path / "clone")
    return tmp_path / "clone"


@pytest.fixture
def large(clone: Path) -> Path:
    """A clone with so many files that reading them takes a while."""
    commit_files(clone, "grow", {f"src/tides/part{number}.py": f"def tide_{number}(): ...\n" for number in range(MANY)})
    return clone


def in_a_terminal(command: Sequence[str | Path], **variables: str) -> tuple[str, str]:
    """Runs a command whose standard error is a terminal, and returns what it wrote to standard output and there."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "CI": "", "COLUMNS": "100", **variables}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, env=environment, text=True)
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 65536):
            shown += part
    except OSError:  # nobody writes any more
        pass
    os.close(ours)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0, shown.decode()
    return output, shown.decode()


def test_a_bar_moves_and_goes(large: Path) -> None:
    """How many files of how many, then what goes on; in the end the terminal is as it was, its cursor visible."""
    output, shown = in_a_terminal((*COMMAND, large))
    counts = [(int(done), int(total)) for done, total in re.findall(r"(\d+)/(\d+)", shown)]
    assert "reading files" in shown
    assert counts == sorted(counts)
    assert MANY <= counts[-1][1] < MANY + 10
    assert "putting the documents together" in shown
    assert shown.rindex(ERASE_LINE) > shown.rindex("documents")
    assert shown.rindex("\x1b[?25h") > shown.rindex("\x1b[?25l")
    assert output.splitlines()[-1].split()[:3][1:] == ["documents", "changed"]
    assert "\x1b" not in output


@pytest.mark.parametrize("option", ["--quiet", "--json"])
def test_an_option_that_wants_no_bar(clone: Path, option: str) -> None:
    """Nothing at all is shown."""
    output, shown = in_a_terminal((*COMMAND, clone, option))
    assert (bool(output), shown) == (True, "")


def test_a_pipeline_wants_no_bar(clone: Path) -> None:
    """Some give their jobs a terminal."""
    assert in_a_terminal((*COMMAND, clone), CI="true")[1] == ""


def test_nothing_to_do_shows_nothing(clone: Path) -> None:
    """There is nothing to wait for."""
    in_a_terminal((*COMMAND, clone))
    output, shown = in_a_terminal((*COMMAND, clone))
    assert (output.startswith("nothing to do"), shown) == (True, "")


def test_without_the_extra_there_is_a_line_a_stage(clone: Path) -> None:
    """The command does not need it."""
    _, shown = in_a_terminal((*WITHOUT_RICH, clone))
    assert [line.split()[0] for line in shown.splitlines()] == ["reading", "putting", "writing"]


def test_no_terminal_no_bar(clone: Path) -> None:
    """A file gets what it got before, which is nothing."""
    done = subprocess.run((*COMMAND, clone), capture_output=True, check=True, env={**os.environ, "CI": ""})
    assert done.stderr == b""
