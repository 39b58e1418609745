"""A progress that remembers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager


class FakeProgress:
    """Keeps what a build reported, in order."""

    def __init__(self) -> None:
        self.steps: list[str] = []
        self.said: list[str] = []
        self.counted: list[tuple[int, int]] = []

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        self.steps.append(name)
        yield

    @contextmanager
    def count(self, name: str, *, total: int) -> Iterator[Callable[[int], None]]:
        self.steps.append(name)
        yield lambda further: self.counted.append((further, total))

    def say(self, text: str) -> None:
        self.said.append(text)
