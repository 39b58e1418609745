"""Has failed deliveries delivered again: GitHub never does that by itself.

Comes in: the attempts of a hook, newest first or in any order. Goes out: `Redeliveries`.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from coderipple.errors import ConfigurationError, HostBusyError, HostError
from coderipple.setup.ports import HostSettings
from coderipple.setup.values import Delivery, Redeliveries, Redelivery

KEPT = timedelta(days=3)
"""How long GitHub keeps deliveries and delivers them again."""
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


def checked_period(value: str) -> timedelta:
    """Returns a period such as `90m`, `24h` or `3d`.

    Raises:
        ConfigurationError: It is none, or longer than a month.
    """
    found = re.fullmatch(r"([1-9][0-9]{0,4})([mhd])", value, re.ASCII)
    period = timedelta(**{_UNITS[found[2]]: int(found[1])}) if found else None
    if period is None or period > timedelta(days=31):
        expected = "minutes, hours or days such as 90m, 24h or 3d, at most 31 days"
        raise ConfigurationError(setting="--since", value=value, expected=expected)
    return period


def newest_attempts(deliveries: Iterable[Delivery]) -> tuple[Delivery, ...]:
    """Returns the newest attempt of each thing that was delivered, newest first."""
    newest: dict[str, Delivery] = {}
    for each in deliveries:
        known = newest.get(each.guid)
        if known is None or (each.delivered_at, each.id) > (known.delivered_at, known.id):
            newest[each.guid] = each
    return tuple(sorted(newest.values(), key=lambda each: (each.delivered_at, each.id), reverse=True))


def redeliver(host: HostSettings, repository: str, hook_id: int, since: datetime, *, dry_run: bool) -> Redeliveries:
    """Asks the host to deliver again what failed, oldest first, as the pushes came.

    Args:
        host: The host.
        repository: `owner/name`, for the report.
        hook_id: The hook.
        since: The oldest attempt to look at.
        dry_run: Whether to list only.

    Raises:
        HostError: The deliveries cannot be read.
    """
    newest = newest_attempts(host.deliveries(hook_id, since))
    failed = [each for each in reversed(newest) if each.is_failed]
    asked = (Redelivery(delivery=each) for each in failed) if dry_run else _asked(host, hook_id, failed)
    return Redeliveries(repository=repository, since=since, seen=len(newest), items=tuple(asked), is_dry=dry_run)


def _asked(host: HostSettings, hook_id: int, failed: Iterable[Delivery]) -> Iterator[Redelivery]:
    pause = ""
    for each in failed:
        if pause:
            yield Redelivery(delivery=each, problem=pause)
            continue
        try:
            host.redeliver(hook_id, each.id)
        except HostError as error:
            yield Redelivery(delivery=each, problem=str(error))
            pause = "not tried, the host asked for a pause" if isinstance(error, HostBusyError) else ""
        else:
            yield Redelivery(delivery=each, is_asked=True)
