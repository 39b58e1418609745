"""Ctrl-C: what it leaves, told; and the few steps that it must not tear apart."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from coderipple_deployment.errors import DeploymentInterruptedError

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def interrupted_as(state: str) -> Iterator[None]:
    """Lets an interrupt in the block say what the deployment is like now.

    Raises:
        DeploymentInterruptedError: Somebody pressed Ctrl-C.
    """
    try:
        yield
    except DeploymentInterruptedError:
        raise
    except KeyboardInterrupt as error:
        raise DeploymentInterruptedError(f"interrupted; {state}") from error


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Keeps Ctrl-C and SIGTERM out of the block; it must be short. Only the main thread hears them anyway."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, signal.SIG_IGN) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
