"""Files laid out as Lambda shows them to a function.

A value only; `unpack` fills such a folder, `isolation` shows it at Lambda's own places.
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A function with its layers, as files.

    Attributes:
        folder: Holds `opt` and `var/task`.
    """

    folder: Path

    @property
    def layers(self) -> Path:
        """What Lambda shows as `/opt`."""
        return self.folder / "opt"

    @property
    def task(self) -> Path:
        """What Lambda shows as `/var/task`."""
        return self.folder / "var" / "task"
