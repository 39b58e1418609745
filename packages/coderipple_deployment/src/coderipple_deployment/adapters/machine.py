"""Meets the ports for the clone, the clock and the person with git, this machine's clock and the terminal."""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from lambda_packaging.commands import run_command
from rich.console import Console
from rich.prompt import Confirm

from coderipple_deployment.errors import ConfirmationError


class GitWorkTree:
    """Meets the `WorkTree` port with git."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def changed_paths(self) -> tuple[str, ...]:
        """Gives the paths that differ from the commit, new ones too."""
        told = run_command(["git", "-C", self._root, "status", "--porcelain=v1", "-z", "--no-renames"])
        return tuple(line[3:] for line in told.split("\0") if line)


class SystemClock:
    """Meets the `Clock` port with this machine's clock."""

    def seconds(self) -> float:
        """Gives seconds since some moment."""
        return time.monotonic()

    def wait(self, seconds: float) -> None:
        """Waits."""
        time.sleep(seconds)

    def now(self) -> datetime:
        """Gives the moment, in UTC."""
        return datetime.now(UTC)


class TerminalPerson:
    """Meets the `Person` port with the terminal.

    Args:
        says_yes: Whether the person agreed already, by `--yes`.
    """

    def __init__(self, *, says_yes: bool) -> None:
        self._says_yes = says_yes

    def agrees(self, question: str) -> bool:
        """Asks.

        Raises:
            ConfirmationError: There is no terminal to ask at.
        """
        if self._says_yes:
            return True
        if not sys.stdin.isatty():
            raise ConfirmationError
        return Confirm.ask(question, console=Console(stderr=True), default=False)
