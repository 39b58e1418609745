"""How a build tells what it is doing.

Comes in: names of steps. Goes out: lines for a person on standard error, or nothing.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Protocol

from rich.console import Console

type Advance = Callable[[int], None]


class Progress(Protocol):
    """Where a build reports."""

    def step(self, name: str) -> AbstractContextManager[None]:
        """Shows that `name` is going on until the block ends, and then how long it took."""
        ...

    def count(self, name: str, *, total: int) -> AbstractContextManager[Advance]:
        """Shows `name` with how many of `total` are done; what the block gets is called with each further number."""
        ...

    def say(self, text: str) -> None:
        """Shows one finished fact."""
        ...


class SilentProgress:
    """Reports nothing: for tests, and for callers that print data."""

    def step(self, name: str) -> AbstractContextManager[None]:  # noqa: ARG002  # the port's signature
        """Does nothing."""
        return nullcontext()

    def count(self, name: str, *, total: int) -> AbstractContextManager[Advance]:  # noqa: ARG002  # as above
        """Does nothing."""
        return nullcontext(lambda _: None)

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

    @contextmanager
    def count(self, name: str, *, total: int) -> Iterator[Advance]:
        """Shows the step with a growing count."""
        started, done, one_at_a_time = time.perf_counter(), 0, threading.Lock()
        with self._console.status(f"{name} …") as status:

            def advance(further: int) -> None:
                nonlocal done
                with one_at_a_time:
                    done += further
                status.update(f"{name} {done:,} of {total:,} …")

            yield advance
        self._console.print(f"[green]✓[/] {name}: {done:,} [dim]{time.perf_counter() - started:.1f} s[/]")

    def say(self, text: str) -> None:
        """Prints the text on a line of its own."""
        self._console.print(f"[green]✓[/] {text}")
