"""A progress that remembers."""

from collections.abc import Iterator
from contextlib import contextmanager


class FakeProgress:
    """Keeps what a build reported, in order."""

    def __init__(self) -> None:
        self.steps: list[str] = []
        self.said: list[str] = []

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        self.steps.append(name)
        yield

    def say(self, text: str) -> None:
        self.said.append(text)
