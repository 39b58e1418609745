"""A rollback moves the alias once, and what it leaves is refused from then on."""

import pytest
from coderipple_deployment.environment import Environment
from coderipple_deployment.errors import NotDeployedError, VersionError
from coderipple_deployment.rollback import rollback
from coderipple_deployment.values import Alias
from fakes.deployment import FakeReleases, FakeTime


@pytest.mark.parametrize(
    ("before", "to", "after"),
    [
        (Alias(version=5), None, Alias(version=4, refused=(5,))),
        (Alias(version=5, refused=(4,)), None, Alias(version=3, refused=(4, 5))),
        (Alias(version=5), 2, Alias(version=2, refused=(5,))),
        (Alias(version=4, canary=(5, 0.1)), None, Alias(version=4, refused=(5,))),
        (Alias(version=4, canary=(5, 0.1)), 3, Alias(version=3, refused=(4, 5))),
        (Alias(version=3, refused=(5,)), 5, Alias(version=5)),
        (Alias(version=4), 4, Alias(version=4)),
        (Alias(version=5, refused=(77,)), 4, Alias(version=4, refused=(5,))),
        (Alias(version=5, served_before=2), None, Alias(version=2, refused=(5,))),
        (Alias(version=5, served_before=2, refused=(2,)), None, Alias(version=4, refused=(2, 5))),
        (Alias(version=5, served_before=9), None, Alias(version=4, refused=(5,))),
    ],
    ids=[
        "back",
        "over a refused one",
        "to",
        "canary",
        "canary to",
        "forward again",
        "where it is",
        "forgets",
        "what served",
        "what served is refused",
        "gone",
    ],
)
def test_the_alias_moves_once(environment: Environment, before: Alias, to: int | None, after: Alias) -> None:
    """With its weights cleared."""
    releases = FakeReleases(before, versions=5)
    done = rollback(environment, releases, to=to, clock=FakeTime())
    assert releases.moves == [after]
    assert (done.before, done.call_seconds) == (before, 0)


def test_there_must_be_something_to_go_back_to(environment: Environment) -> None:
    """A version that exists."""
    with pytest.raises(VersionError, match="nothing served before version 1; the versions are 1"):
        rollback(environment, FakeReleases(Alias(version=1), versions=1), to=None, clock=FakeTime())
    with pytest.raises(VersionError, match="there is no version 9; the versions are 1, 2"):
        rollback(environment, FakeReleases(Alias(version=1), versions=2), to=9, clock=FakeTime())
    with pytest.raises(NotDeployedError):
        rollback(environment, FakeReleases(), to=None, clock=FakeTime())
