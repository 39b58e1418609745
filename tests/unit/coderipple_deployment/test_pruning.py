"""The last ten versions stay, and whatever is in use."""

from dataclasses import replace

from coderipple_deployment.pruning import Pruned, prune
from coderipple_deployment.rollback import choose
from coderipple_deployment.values import Alias
from fakes.deployment import STACK, FakeReleases

LAYER = "arn:aws:lambda:eu-west-1:123456789012:layer:dependencies"


def test_what_the_alias_names_stays() -> None:
    """However old it is."""
    releases = FakeReleases(versions=15)
    pruned = prune(replace(STACK, newest_version=15), Alias(version=2, canary=(3, 0.1)), releases)
    assert pruned.versions == (1, 4, 5)
    assert releases.deleted == [1, 4, 5]


def test_what_served_before_stays() -> None:
    """However many versions were refused since: a rollback goes to it, and it would have nowhere else to go."""
    releases = FakeReleases(versions=15)
    alias = Alias(version=15, served_before=2, refused=tuple(range(3, 15)))
    assert prune(replace(STACK, newest_version=15), alias, releases).versions == (1, 3, 4, 5)
    assert choose(alias, tuple(version.number for version in releases.versions()), to=None).version == 2


def test_a_layer_that_a_version_needs_stays() -> None:
    """The others beyond the last ten go."""
    releases = FakeReleases(versions=1)
    releases.published = [replace(releases.published[0], layer_arns=(f"{LAYER}:2",))]
    releases.layers = {LAYER: list(range(1, 14))}
    stack = replace(STACK, layer_arns=(f"{LAYER}:13",))
    assert prune(stack, Alias(version=1), releases).layer_versions == (f"{LAYER}:1", f"{LAYER}:3")
    assert releases.deleted_layers == [f"{LAYER}:1", f"{LAYER}:3"]


def test_few_versions_all_stay() -> None:
    """There is nothing to remove."""
    assert prune(STACK, Alias(version=1), FakeReleases(versions=10)) == Pruned()
