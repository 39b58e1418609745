"""Tide tables *by harbour*, for `Moon` and sailors.

The second paragraph is not shown.
"""

from collections.abc import Iterator


class HarbourError(Exception):
    """A harbour is not known. It never was."""


class Table:
    """Holds the hours of one harbour."""

    def __init__(self, harbour: str, *, separator: str = "  |  ") -> None:
        self.harbour = harbour
        self.separator = separator

    def __iter__(self) -> Iterator[float]:
        """Private to the language, and not shown."""
        return iter(())

    def rows(self, first: int = 0, /, *days: int, sort: bool = True) -> list[str]:
        """Returns a line a day, joined by `separator`."""
        return [self.separator.join(map(str, sorted(days) if sort else days)), str(first)]


def high_water(harbour: str, day: int) -> float:
    """Returns the time of high water in hours."""
    return len(harbour) + day / 10


async def watch(harbour: str) -> None:
    """Calls `ring_bell()`, which is gone, so that this sentence is struck."""
    del harbour


def _private() -> None:
    """Not shown."""
