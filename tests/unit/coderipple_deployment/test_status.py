"""The status is well while no alarm fires, none is missing and nothing failed for good."""

from dataclasses import replace

import pytest
from coderipple_deployment.environment import Environment
from coderipple_deployment.errors import NotDeployedError
from coderipple_deployment.status import read_status
from coderipple_deployment.values import Alias, Message
from fakes.deployment import STACK, FakeAlarms, FakeQueue, FakeReleases


def test_everything_is_looked_at(environment: Environment) -> None:
    """And nothing is changed."""
    releases = FakeReleases(Alias(version=1, refused=(2,)), versions=2)
    status = read_status(environment, STACK, releases=releases, alarms=FakeAlarms(), queue=FakeQueue())
    assert status.is_well
    assert status.alarms == {"sample-errors": "OK", "sample-canary-errors": "OK"}
    assert [version.number for version in status.versions] == [1, 2]
    assert releases.moves == []


def test_it_is_not_well_when_something_needs_a_person(environment: Environment) -> None:
    """An alarm that fires, one that is missing, a push that failed."""
    releases, firing = FakeReleases(Alias(version=1), versions=1), FakeAlarms()
    firing.firing = {"sample-errors"}
    failed = FakeQueue(Message(id="m", body="{}", receipt="r"))
    for alarms, queue in ((firing, FakeQueue()), (FakeAlarms(["sample-errors"]), FakeQueue()), (FakeAlarms(), failed)):
        status = read_status(environment, STACK, releases=releases, alarms=alarms, queue=queue)
        assert not status.is_well
        assert not replace(status, alarms={}, failed_pushes=1).is_well


def test_nothing_has_no_status(environment: Environment) -> None:
    """Without a stack or an alias."""
    with pytest.raises(NotDeployedError, match="invoke deploy --environment development"):
        read_status(environment, None, releases=FakeReleases(), alarms=FakeAlarms(), queue=FakeQueue())
    with pytest.raises(NotDeployedError):
        read_status(environment, STACK, releases=FakeReleases(), alarms=FakeAlarms(), queue=FakeQueue())
