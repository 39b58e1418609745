"""Removes old versions of the function and of its layers, so that their storage does not grow without an end.

Comes in: what is deployed. Goes out: what was removed. The last ten stay, and whatever the alias names: what it
serves, a canary, and what served before, to which a rollback goes.
"""

from dataclasses import dataclass

from coderipple_deployment.ports import Releases
from coderipple_deployment.values import Alias, Stack

KEPT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """What was removed."""

    versions: tuple[int, ...] = ()
    layer_versions: tuple[str, ...] = ()


def prune(stack: Stack, alias: Alias, releases: Releases) -> Pruned:
    """Removes what is older than the last ten and not in use."""
    versions = releases.versions()
    named = {alias.version, alias.served_before, stack.newest_version, alias.canary[0] if alias.canary else None}
    kept = {version.number for version in versions[-KEPT:]} | named
    outdated = [version for version in versions if version.number not in kept]
    for version in outdated:
        releases.delete_version(version.number)
    used = {arn for version in versions if version.number in kept for arn in version.layer_arns}
    return Pruned(
        versions=tuple(version.number for version in outdated),
        layer_versions=_prune_layers(frozenset(used | set(stack.layer_arns)), stack, releases),
    )


def _prune_layers(used: frozenset[str], stack: Stack, releases: Releases) -> tuple[str, ...]:
    removed = []
    for layer_arn in dict.fromkeys(arn.rpartition(":")[0] for arn in (*stack.layer_arns, *sorted(used))):
        for number in releases.layer_versions(layer_arn)[:-KEPT]:
            if f"{layer_arn}:{number}" not in used:
                releases.delete_layer_version(layer_arn, number)
                removed.append(f"{layer_arn}:{number}")
    return tuple(removed)
