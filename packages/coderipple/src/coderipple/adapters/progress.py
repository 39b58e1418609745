"""Meets the `Progress` port with nothing, and with a line a stage.

Comes in: how far a run is. Goes out: nothing, or lines on standard error.
"""

import sys


class SilentProgress:
    """Shows nothing: where nobody looks."""

    def expect(self, files: int) -> None:
        """Does nothing."""

    def advance(self) -> None:
        """Does nothing."""

    def begin(self, stage: str) -> None:
        """Does nothing."""


class PlainProgress:
    """Shows a line when something begins: for a terminal where the extra `progress` is not installed."""

    def expect(self, files: int) -> None:
        """Tells that files are read, and how many at most."""
        sys.stderr.write(f"reading {files:,} files …\n")

    def advance(self) -> None:
        """Does nothing."""

    def begin(self, stage: str) -> None:
        """Tells the stage."""
        sys.stderr.write(f"{stage} …\n")
