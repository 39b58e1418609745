"""Takes a version back, by one call that moves the alias; Terraform is not asked.

Comes in: the alias and the versions. Goes out: a `RolledBack`. The version that is left is noted as refused, so that no
later deployment releases it again.
"""

from dataclasses import dataclass, replace

from coderipple_deployment.environment import Environment
from coderipple_deployment.errors import NotDeployedError, VersionError
from coderipple_deployment.ports import Clock, Releases
from coderipple_deployment.values import Alias


@dataclass(frozen=True, slots=True, kw_only=True)
class RolledBack:
    """What moved.

    Attributes:
        call_seconds: How long the one call took that moved the alias.
    """

    before: Alias
    after: Alias
    call_seconds: float


def rollback(environment: Environment, releases: Releases, *, to: int | None, clock: Clock) -> RolledBack:
    """Points the alias at an earlier version, or ends a canary.

    Args:
        environment: Where.
        releases: The function's versions.
        to: The version to serve; left out: that which served before, or in a canary that which still serves.
        clock: Tells how long it took.

    Raises:
        NotDeployedError: There is no alias.
        VersionError: There is no such version.
    """
    before = releases.alias()
    if before is None:
        raise NotDeployedError(function_name=environment.function_name, environment=environment.name)
    known = tuple(version.number for version in releases.versions())
    after = choose(before, known, to=to)
    started = clock.seconds()
    moved = releases.point(after)
    return RolledBack(before=before, after=moved, call_seconds=clock.seconds() - started)


def choose(alias: Alias, known: tuple[int, ...], *, to: int | None) -> Alias:
    """Gives the alias after the rollback.

    Raises:
        VersionError: There is no such version.
    """
    target = to if to is not None else _previous(alias, known)
    if target not in known:
        raise VersionError(problem=f"there is no version {target}", known=known)
    left = {alias.version, alias.canary[0] if alias.canary else alias.version}
    refused = {*alias.refused, *(version for version in left if version > target)} - {target}
    kept = tuple(sorted(refused & {*known, *left}))
    return replace(alias, version=target, canary=None, refused=kept, served_before=None)


def _previous(alias: Alias, known: tuple[int, ...]) -> int:
    if alias.canary:
        return alias.version
    if alias.served_before in known and alias.served_before not in alias.refused:
        return alias.served_before
    earlier = [version for version in known if version < alias.version and version not in alias.refused]
    if not earlier:
        raise VersionError(problem=f"nothing served before version {alias.version}", known=known)
    return earlier[-1]
