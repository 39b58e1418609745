"""Watches the alarms for a while.

Comes in: names of alarms and a time. Goes out: those that fire, at once when one does.
"""

from collections.abc import Callable, Sequence

from coderipple_deployment.errors import AlarmFiringError, AlarmMissingError
from coderipple_deployment.ports import Alarms, Clock

FIRING = "ALARM"
MOST_PAUSE_SECONDS = 15.0
LOOKS = 5  # at least so often, however short the time is


def watch(
    alarms: Alarms, names: Sequence[str], *, seconds: float, clock: Clock, check: Callable[[], None]
) -> tuple[str, ...]:
    """Gives the alarms that fire within the time; none if it passes quietly.

    Args:
        alarms: The alarms.
        names: Which of them.
        seconds: How long.
        clock: Tells and spends the time.
        check: Is called before each look, and raises to end it.

    Raises:
        AlarmMissingError: One is not there.
    """
    until = clock.seconds() + seconds
    pause = min(MOST_PAUSE_SECONDS, seconds / LOOKS)
    while True:
        check()
        firing = find_firing(alarms, names)
        left = until - clock.seconds()
        if firing or left <= 0:
            return firing
        clock.wait(min(pause, left))


def find_firing(alarms: Alarms, names: Sequence[str]) -> tuple[str, ...]:
    """Gives the alarms that fire now.

    Raises:
        AlarmMissingError: One is not there.
    """
    states = alarms.states(names)
    if missing := tuple(name for name in names if name not in states):
        raise AlarmMissingError(alarms=missing)
    return tuple(name for name in names if states[name] == FIRING)


def require_quiet(alarms: Alarms, names: Sequence[str]) -> None:
    """Refuses to begin while an alarm fires; one that is not made yet cannot.

    Raises:
        AlarmFiringError: One does.
    """
    states = alarms.states(names)
    if firing := tuple(name for name in names if states.get(name) == FIRING):
        raise AlarmFiringError(alarms=firing)
