"""Redelivery: each event once, and only what is still undelivered."""

from datetime import timedelta

import pytest
from coderipple.errors import ConfigurationError, HostBusyError
from coderipple.setup import redeliver
from coderipple.setup.redelivery import checked_period, newest_attempts
from coderipple.setup.values import Redeliveries
from fakes.host_settings import NOW, FakeHostSettings, delivery, refusal

DAY_AGO = NOW - timedelta(days=1)
ATTEMPTS = (
    delivery(6, "arrived later", 200, hour=10),
    delivery(5, "failed twice", 500, hour=9),
    delivery(4, "failed again", 0, hour=8),
    delivery(3, "arrived later", 502, hour=7),
    delivery(2, "failed twice", 500, hour=6),
    delivery(1, "arrived", 202, hour=5),
)


def redelivered(host: FakeHostSettings, *, dry_run: bool = False) -> Redeliveries:
    """Redelivers what failed since yesterday."""
    return redeliver(host, "ada/tides", 7, DAY_AGO, dry_run=dry_run)


def test_what_failed_is_delivered_again_once_and_oldest_first() -> None:
    """Two attempts of one event are one; what arrived at last is left alone."""
    host = FakeHostSettings(attempts=ATTEMPTS)
    done = redelivered(host)
    assert host.redelivered == [4, 5]
    assert (done.seen, done.holds) == (4, True)
    assert [each.is_asked for each in done.items] == [True, True]


def test_the_order_of_the_attempts_does_not_matter() -> None:
    """Also of two within one second the later one is newer."""
    assert newest_attempts(reversed(ATTEMPTS)) == newest_attempts(ATTEMPTS)
    assert newest_attempts((delivery(1, "g", 500), delivery(2, "g", 200)))[0].id == 2


def test_a_dry_run_asks_for_nothing() -> None:
    """It lists the same."""
    host = FakeHostSettings(attempts=ATTEMPTS)
    done = redelivered(host, dry_run=True)
    assert host.redelivered == []
    assert [each.delivery.id for each in done.items] == [4, 5]
    assert done.as_dict()["dry_run"] is True


def test_one_refusal_does_not_hinder_the_others() -> None:
    """It is told beside its delivery."""
    host = FakeHostSettings(attempts=ATTEMPTS, redelivery_errors={4: refusal("a delivery")})
    done = redelivered(host)
    assert host.redelivered == [5]
    assert not done.holds
    assert "403" in done.items[0].problem


def test_a_pause_that_the_host_asks_for_is_taken() -> None:
    """Nothing more is asked of it, and what is left is told."""
    busy = HostBusyError(asked="a delivery", problem="the limit is reached", retry_after_seconds=60)
    host = FakeHostSettings(attempts=ATTEMPTS, redelivery_errors={4: busy})
    done = redelivered(host)
    assert host.redelivered == []
    assert done.items[1].problem == "not tried, the host asked for a pause"


@pytest.mark.parametrize(
    ("value", "period"),
    [("90m", timedelta(minutes=90)), ("24h", timedelta(days=1)), ("3d", timedelta(days=3))],
)
def test_a_period(value: str, period: timedelta) -> None:
    """Minutes, hours, days."""
    assert checked_period(value) == period


@pytest.mark.parametrize("value", ["", "24", "0h", "-1h", "1.5h", "1w", "32d", "٣d", "99999d"])
def test_what_is_no_period(value: str) -> None:
    """The message names the value and what is expected."""
    with pytest.raises(ConfigurationError, match=r"--since is .*expected minutes, hours or days"):
        checked_period(value)
