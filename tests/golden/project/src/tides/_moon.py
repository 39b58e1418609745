"""The moon, which pulls."""

from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, kw_only=True)
class Moon:
    """The moon on a day; see `high_water` for what it does."""

    day: int
    names: tuple[str, ...] = field(default=("new", "full"))

    @cached_property
    def phase(self) -> str:
        """Name of the phase."""
        return self.names[self.day % 2]

    @classmethod
    def today(cls) -> "Moon":
        """Returns the moon of today."""
        return cls(day=1)
