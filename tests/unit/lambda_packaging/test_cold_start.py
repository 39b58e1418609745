"""Samples are summed up as medians and ratios; that they are taken is shown in tests/integration."""

from pathlib import Path

import pytest
from lambda_packaging.metrics.cold_start import Sample, Spread, bare_function, compare
from lambda_packaging.tools import EmulatorTools
from lambda_packaging.unpack import UnpackedFunction


def samples(*factors: float) -> list[Sample]:
    """Cold starts that differ by a factor."""
    return [
        Sample(answer_ms=50 * factor, init_ms=40 * factor, cpu_ms=30 * factor, peak_memory_mb=10 * factor)
        for factor in factors
    ]


def test_ratios_are_those_of_the_medians() -> None:
    """One slow outlier on either side changes nothing."""
    result = compare(samples(2, 2, 100), samples(1, 1, 9), isolation="namespaces")
    assert (result.cpu_ratio, result.answer_ratio, result.init_ratio) == pytest.approx((2, 2, 2))
    assert (result.runs, result.isolation) == (3, "namespaces")


def test_the_spread_is_the_middle_half() -> None:
    """Between the quartiles, whatever the order."""
    result = compare(samples(5, 1, 4, 2, 3), samples(1, 1), isolation="PYTHONPATH")
    assert result.function.peak_memory_mb == Spread(median=30, lower_quartile=20, upper_quartile=40)


def test_the_bare_function_does_nothing_with_the_same_tools() -> None:
    """No layers, no imports; gone afterwards."""
    tools = EmulatorTools(emulator=Path("/rie"), runtime_client=Path("/ric"))
    function = UnpackedFunction(name="f", handler="f.handler", folder=Path("/function"), tools=tools)
    with bare_function(function) as bare:
        assert (bare.tools, bare.handler) == (tools, "bare.handler")
        assert list(bare.layers.iterdir()) == []
        assert "import" not in (bare.task / "bare.py").read_text()
    assert not bare.folder.exists()
