"""Durations are read as people write them."""

import pytest
from coderipple_deployment.durations import format_duration, parse_duration
from coderipple_deployment.errors import OptionError


@pytest.mark.parametrize(
    ("text", "seconds"), [("90s", 90), ("10m", 600), ("1h", 3600), ("0", 0), ("0s", 0), (" 5m ", 300), ("24h", 86400)]
)
def test_a_duration_is_read(text: str, seconds: float) -> None:
    """Seconds, minutes, hours."""
    assert parse_duration(text, option="--bake") == seconds


@pytest.mark.parametrize("text", ["", "10", "ten minutes", "-5m", "1.5h", "5M", "10m30s", "25h", "٣m" * 2])
def test_anything_else_is_refused_with_an_example(text: str) -> None:
    """So that `--bake 10` is not ten of something."""
    with pytest.raises(OptionError, match="expected a duration such as 90s, 10m or 1h"):
        parse_duration(text, option="--bake")


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0 s"), (45.4, "45 s"), (600, "10 min"), (65, "1 min 5 s"), (3900, "1 h 5 min")]
)
def test_a_duration_is_told_in_its_largest_units(seconds: float, text: str) -> None:
    """At most two."""
    assert format_duration(seconds) == text
