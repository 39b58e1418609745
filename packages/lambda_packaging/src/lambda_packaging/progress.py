"""How a build tells what it is doing.

Comes in: names of steps. Goes out: lines for a person on standard error, or nothing.
"""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Protocol

from rich.console import Console


class Progress(Protocol):
    """Where a build reports."""

    def step(self, name: str) -> AbstractContextManager[None]:
        """Shows that `name` is going on until the block ends, and then how long it took."""
        ...

    def say(self, text: str) -> None:
        """Shows one finished fact."""
        ...


class SilentProgress:
    """Reports nothing: for tests, and for callers that print data."""

    def step(self, name: str) -> AbstractContextManager[None]:  # noqa: ARG002  # the port's signature
        """Does nothing."""
        return nullcontext()

    def say(self, text: str) -> None:
        """Does nothing."""


class RichProgress:
    """A spinner while a step goes on, a line when it is done; plain lines where there is no terminal."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True, highlight=False)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Shows the step; a step that fails leaves no line, its error speaks."""
        started = time.perf_counter()
        with self._console.status(f"{name} …"):
            yield
        self._console.print(f"[green]✓[/] {name} [dim]{time.perf_counter() - started:.1f} s[/]")

    def say(self, text: str) -> None:
        """Prints the text on a line of its own."""
        self._console.print(f"[green]✓[/] {text}")
