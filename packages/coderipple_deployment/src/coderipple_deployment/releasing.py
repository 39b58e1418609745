"""Brings a published version to those who are served: at once or in part first, watched, and back if an alarm fires.

Comes in: the alias and the newest version. Goes out: a `Release`. However it ends, by an alarm, an error or Ctrl-C,
the version that served before serves again, unless the new one was promoted; where AWS lets nobody move the alias any
more, that is an error of its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum

from lambda_packaging.progress import Progress

from coderipple_deployment.durations import format_duration
from coderipple_deployment.errors import AliasMovedError, DeploymentError, NotRestoredError
from coderipple_deployment.interrupts import uninterrupted
from coderipple_deployment.ports import Alarms, Clock, Releases
from coderipple_deployment.values import Alias
from coderipple_deployment.watch import watch


class Ending(StrEnum):
    """How a deployment ended."""

    RELEASED = "released"
    UNCHANGED = "unchanged"
    UPDATED = "updated"
    DECLINED = "declined"
    REFUSED = "refused"
    ROLLED_BACK = "rolled back"
    FAILED = "failed"

    @property
    def is_good(self) -> bool:
        """Whether what was asked for is the case."""
        return self in {Ending.RELEASED, Ending.UNCHANGED, Ending.UPDATED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What became of a version.

    Attributes:
        reason: Why, in a sentence.
    """

    ending: Ending
    reason: str
    alias: Alias


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """How carefully a version is released.

    Attributes:
        canary_percent: Its share of the invocations while it is watched; 0 for all of them at once.
        bake_seconds: How long it is watched; 0 for not at all.
    """

    canary_percent: int = 0
    bake_seconds: float = 0.0

    @property
    def is_watched(self) -> bool:
        """Whether alarms have a say."""
        return self.bake_seconds > 0


def release(
    version: int,
    alias: Alias,
    caution: Caution,
    *,
    alarm_names: tuple[str, ...],
    releases: Releases,
    alarms: Alarms,
    clock: Clock,
    progress: Progress,
) -> Release:
    """Releases a version that was tried already.

    Raises:
        AliasMovedError: Somebody else moved the alias meanwhile; it is left as it is.
        AlarmMissingError: An alarm is not there; the old version serves.
    """
    old = replace(alias, canary=None, refused=tuple(one for one in alias.refused if one != version))
    new = replace(old, version=version, served_before=old.version)
    partly = replace(old, canary=(version, caution.canary_percent / 100)) if caution.canary_percent else new
    if not caution.is_watched:
        return Release(ending=Ending.RELEASED, reason="at once and not watched", alias=releases.point(partly))
    share = f"{caution.canary_percent} %" if caution.canary_percent else "all"
    told = f"version {version} with {share} of the invocations watched for {format_duration(caution.bake_seconds)}"
    with _restoring(old, version, releases), progress.step(told):
        served = releases.point(partly)
        firing = watch(
            alarms,
            alarm_names,
            seconds=caution.bake_seconds,
            clock=clock,
            check=lambda: _require_unmoved(partly, releases),
        )
        if firing:
            back = releases.point(replace(old, refused=(*old.refused, version), revision=served.revision))
            return Release(ending=Ending.ROLLED_BACK, reason=f"the alarm {', '.join(firing)} fired", alias=back)
        if partly != new:
            served = releases.point(replace(new, revision=served.revision))
    return Release(ending=Ending.RELEASED, reason=f"watched for {format_duration(caution.bake_seconds)}", alias=served)


def refuse(version: int, alias: Alias, releases: Releases) -> Alias:
    """Notes that a version must not be released; who serves stays the same."""
    return releases.point(replace(alias, canary=None, refused=(*alias.refused, version)))


@contextmanager
def _restoring(old: Alias, version: int, releases: Releases) -> Iterator[None]:
    """Lets the old version serve again, whatever ends the block early; Ctrl-C and SIGTERM too."""
    try:
        yield
    except AliasMovedError:
        raise
    except BaseException:
        with uninterrupted():
            _restore(old, version, releases)
        raise


def _restore(old: Alias, version: int, releases: Releases) -> None:
    try:
        found = releases.alias()
        if found and version in {found.version, found.canary[0] if found.canary else None}:
            releases.point(replace(old, revision=found.revision))
    except AliasMovedError:
        return  # somebody decided otherwise
    except DeploymentError as error:
        raise NotRestoredError(version=version, problem=str(error)) from error


def _require_unmoved(expected: Alias, releases: Releases) -> None:
    found = releases.alias()
    if found is None or (found.version, found.canary) != (expected.version, expected.canary):
        raise AliasMovedError(expected=str(expected), found=str(found) if found else "gone")
