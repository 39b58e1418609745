"""Keeps the garbage collector away from what is imported, which stays as long as the process.

Comes in: the name of a module that the block imports. Goes out: its objects, out of the collector's sight. Standard
library only: the acknowledging path imports this module.
"""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collecting_later(module: str) -> Iterator[None]:
    """Collects nothing in the block, and never what it imported.

    A thousand modules make so many objects that the collector would look through all of them again and again: 7 to 9 %
    of what importing Strands costs (docs/cold-starts.md).

    Args:
        module: Once it is there nothing is kept away: freezing again would keep the garbage of earlier runs for good.
    """
    if module in sys.modules:
        yield
        return
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()
