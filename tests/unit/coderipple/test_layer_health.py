"""Whether the layers work."""

import coderipple
import pytest
from coderipple.layer_health import read_layer_versions


def test_the_versions_are_those_that_were_imported() -> None:
    """By the keys of the health check's answer, in its order."""
    versions = read_layer_versions(layer_based=False)
    assert list(versions) == ["coderipple_version", "boto3_version", "strands_version"]
    assert versions["coderipple_version"] == coderipple.__version__
    assert all(version[0].isdigit() for version in versions.values())


def test_layers_at_their_place_work() -> None:
    """Wherever that is."""
    assert read_layer_versions(layer_based=True, layer_root="/") == read_layer_versions(layer_based=False)


def test_what_does_not_come_from_a_layer_is_named() -> None:
    """Here nothing does."""
    with pytest.raises(ImportError, match=r"coderipple, strands, boto3 not loaded from /opt/; expected every one"):
        read_layer_versions(layer_based=True)
