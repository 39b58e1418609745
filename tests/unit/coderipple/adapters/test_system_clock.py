"""What every clock does, the fake and the adapter alike."""

import pytest
from coderipple.adapters.system_clock import SystemClock
from coderipple.ports import Clock
from fakes.clock import FakeClock


@pytest.mark.parametrize("clock", [FakeClock(), SystemClock()], ids=["fake", "system"])
def test_time_never_goes_back(clock: Clock) -> None:
    """Each look is no earlier than the one before."""
    looks = [clock.seconds() for _ in range(100)]
    assert looks == sorted(looks)
