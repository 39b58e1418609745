"""Berths, offered by the package."""

from harbour._ropes import *  # noqa: F403 - a star behind a star


class Berth:
    """A place for one ship."""

    length_metres: float

    def __init__(self, number: int, /, length_metres: float = 20.0, *ropes: str, tidal: bool = False) -> None:
        self.number = number

    @property
    def is_free(self) -> bool:
        """Whether no ship lies there."""
        return True

    @classmethod
    def parse(cls, text: str, *, strict: bool = True) -> "Berth":
        """Reads a berth."""
        return cls(int(text))

    @staticmethod
    def fits(draught: float, depth: float = 4.0) -> bool:
        """Tells whether a ship floats."""
        return draught < depth

    async def reserve(self, ship: str, **wishes: str) -> None:
        """Keeps the berth for a ship."""


async def moor(ship: str, *, berth: Berth | None = None) -> None:
    """Makes a ship fast."""


def _sweep() -> None:
    """Cleans the quay."""
