"""Sizes have one unit that a person can compare."""

import pytest
from lambda_packaging.sizes import format_bytes, format_difference


@pytest.mark.parametrize(
    ("size", "text"), [(0, "0.0 KB"), (20_480, "20.5 KB"), (999_949, "999.9 KB"), (41_020_694, "41.0 MB")]
)
def test_a_size_has_one_unit(size: int, text: str) -> None:
    """Kilobytes for functions, megabytes for layers."""
    assert format_bytes(size) == text


@pytest.mark.parametrize(("size", "text"), [(0, "+0.0 KB"), (-1_500, "-1.5 KB"), (2_100_000, "+2.1 MB")])
def test_a_difference_has_a_sign(size: int, text: str) -> None:
    """Also where nothing changed."""
    assert format_difference(size) == text
