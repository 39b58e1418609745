"""Alarms are looked at until one fires or the time is over."""

import pytest
from coderipple_deployment.errors import AlarmFiringError, AlarmMissingError
from coderipple_deployment.watch import require_quiet, watch
from fakes.deployment import FakeAlarms, FakeTime


@pytest.mark.parametrize(("seconds", "looks"), [(600, 41), (10, 6)])
def test_a_quiet_time_passes_whole(seconds: float, looks: int) -> None:
    """A look every 15 s, and in a short time at least five, the last one at its end."""
    alarms, clock = FakeAlarms(["a", "b"]), FakeTime()
    assert watch(alarms, ["a", "b"], seconds=seconds, clock=clock, check=lambda: None) == ()
    assert (clock.passed, alarms.looks) == (seconds, looks)


def test_an_alarm_ends_the_watch_at_once() -> None:
    """With its name."""
    alarms, clock = FakeAlarms(["a", "b"]), FakeTime()
    alarms.firing = {"b"}
    assert watch(alarms, ["a", "b"], seconds=600, clock=clock, check=lambda: None) == ("b",)
    assert clock.passed == 0


def test_a_missing_alarm_cannot_be_watched() -> None:
    """Before a deployment it may be missing: it is not made yet."""
    alarms = FakeAlarms(["a"])
    with pytest.raises(AlarmMissingError, match="the alarms b do not exist"):
        watch(alarms, ["a", "b"], seconds=1, clock=FakeTime(), check=lambda: None)
    require_quiet(alarms, ["a", "b"])


def test_two_alarms_are_both_named() -> None:
    """In an error as in a watch."""
    alarms = FakeAlarms(["a", "b"])
    alarms.firing = {"a", "b"}
    with pytest.raises(AlarmFiringError, match="a, b fire already"):
        require_quiet(alarms, ["a", "b"])
