"""One run at a time for a clone.

Comes in: the clone's root. Goes out: a turn. The lock is the system's own on the folder itself: it leaves no file, and
ends with the process that has it, however that ends.
"""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_logger = logging.getLogger(__name__)


@contextmanager
def alone_in(root: Path) -> Iterator[None]:
    """Waits until no other run writes into a clone, and keeps others waiting.

    Where the system or the file system has no such locks, nothing is waited for.

    Args:
        root: The clone; what is no folder is for others to complain of.
    """
    try:
        import fcntl  # noqa: PLC0415 - Windows has none

        folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    except (ImportError, OSError):
        yield
        return
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _logger.warning("clone=<%s> | another run is at work and is waited for", root)
            fcntl.flock(folder, fcntl.LOCK_EX)
        except OSError:
            _logger.info("clone=<%s> | nothing keeps others from running at the same time", root)
        yield
    finally:
        os.close(folder)
