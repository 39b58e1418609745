"""The clone, the clock and the person."""

import io
from datetime import UTC
from pathlib import Path

import pytest
from coderipple_deployment.adapters.machine import GitWorkTree, SystemClock, TerminalPerson
from coderipple_deployment.errors import ConfirmationError
from fakes.clones import git
from fakes.sample_project import write


def test_what_differs_from_the_commit_is_listed(tmp_path: Path) -> None:
    """Changed, new and removed; what git ignores is not."""
    git(tmp_path, "init", "--quiet")
    for name in ("a", "b c", ".gitignore"):
        write(tmp_path / name, "ignored\n")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "x")
    assert GitWorkTree(tmp_path).changed_paths() == ()
    write(tmp_path / "a", "other\n")
    (tmp_path / "b c").unlink()
    write(tmp_path / "new", "")
    write(tmp_path / "ignored", "")
    assert GitWorkTree(tmp_path).changed_paths() == ("a", "b c", "new")


def test_the_clock_goes_on() -> None:
    """And knows the moment in UTC."""
    clock = SystemClock()
    before = clock.seconds()
    clock.wait(0.01)
    assert clock.seconds() - before >= 0.01
    assert clock.now().tzinfo is UTC


def test_nobody_is_asked_who_said_yes_already(monkeypatch: pytest.MonkeyPatch) -> None:
    """And without a terminal nobody can be asked."""
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert TerminalPerson(says_yes=True).agrees("Deploy?")
    with pytest.raises(ConfirmationError):
        TerminalPerson(says_yes=False).agrees("Deploy?")


@pytest.mark.parametrize(("typed", "agreed"), [("y\n", True), ("n\n", False), ("\n", False)])
def test_at_a_terminal_the_person_decides(monkeypatch: pytest.MonkeyPatch, typed: str, agreed: bool) -> None:
    """No is what Enter means."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal(typed))
    assert TerminalPerson(says_yes=False).agrees("Deploy?") is agreed
