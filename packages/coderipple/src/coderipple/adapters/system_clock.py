"""The clock of this machine.

Comes in: nothing. Goes out: seconds.
"""

import time


class SystemClock:
    """Meets the `Clock` port."""

    def seconds(self) -> float:
        """Returns seconds since an arbitrary start, never going back."""
        return time.monotonic()
