"""Ctrl-C says what is the case, and tears no short step apart."""

import os
import signal
import threading

import pytest
from coderipple_deployment.errors import DeploymentInterruptedError
from coderipple_deployment.interrupts import interrupted_as, uninterrupted


def test_the_innermost_state_is_told() -> None:
    """It stays an interrupt, so nothing takes it for an error."""
    with pytest.raises(KeyboardInterrupt, match=r"^interrupted; the alias was moved$"), interrupted_as("outer"):  # noqa: SIM117  # the order is the point
        with interrupted_as("the alias was moved"):
            raise KeyboardInterrupt
    assert not issubclass(DeploymentInterruptedError, Exception)


def test_ctrl_c_waits_until_the_block_is_over() -> None:
    """And works again afterwards."""
    before = signal.getsignal(signal.SIGINT)
    with uninterrupted():
        os.kill(os.getpid(), signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_another_thread_hears_no_signal_anyway() -> None:
    """There the block changes nothing."""
    seen = []

    def run() -> None:
        with uninterrupted():
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert seen == [signal.getsignal(signal.SIGINT)]
