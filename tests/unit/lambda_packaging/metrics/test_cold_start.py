"""Samples are summed up as medians and ratios; that they are taken is shown in tests/integration."""

from pathlib import Path

import pytest
from lambda_packaging.errors import ColdStartError
from lambda_packaging.metrics.cold_start import (
    REACHED,
    Sample,
    Spread,
    bare_function,
    compare,
    is_settled,
    measure_cold_starts,
    ratio,
    require_answer,
)
from lambda_packaging.metrics.scenario import Scenario
from lambda_packaging.progress import SilentProgress
from lambda_packaging.tools import EmulatorTools
from lambda_packaging.unpack import UnpackedFunction


def samples(*factors: float) -> list[Sample]:
    """Cold starts that differ by a factor."""
    return [
        Sample(answer_ms=50 * factor, init_ms=40 * factor, cpu_ms=30 * factor, peak_memory_mb=10 * factor)
        for factor in factors
    ]


def test_ratios_are_those_of_the_fastest() -> None:
    """Whatever else the machine did made some of them slower, on either side."""
    result = compare("push", samples(2, 100, 3, 4), samples(1, 1.5, 2, 9), isolation="namespaces")
    assert (result.cpu_ratio, result.answer_ratio, result.init_ratio) == pytest.approx((2, 2, 2))
    assert (result.name, result.build, result.runs, result.isolation) == ("push", "this build", 4, "namespaces")


def test_three_samples_count_as_the_fastest() -> None:
    """Or as many as there are."""
    assert ratio([2, 9, 3, 4, 9], [1]) == 3
    assert ratio([2.0], [1, 3, 9, 2]) == 1


def test_samples_are_settled_when_the_three_fastest_agree() -> None:
    """Within 3 %; slower ones say nothing."""
    assert is_settled(samples(1, 9, 1.03, 1.01, 2))
    assert not is_settled(samples(1, 1.04, 1.01))
    assert not is_settled(samples(1, 1))


def test_the_spread_is_the_middle_half() -> None:
    """Between the quartiles, whatever the order."""
    result = compare("push", samples(5, 1, 4, 2, 3), samples(1, 1), isolation="PYTHONPATH")
    assert result.function.peak_memory_mb == Spread(median=30, lower_quartile=20, upper_quartile=40)
    assert [one.cpu_ms for one in result.samples] == [150, 30, 120, 60, 90]


def test_a_single_sample_has_no_spread() -> None:
    """A slow one takes part in few rounds."""
    result = compare("push", samples(5), samples(1, 1), isolation="PYTHONPATH")
    assert result.function.cpu_ms == Spread(median=150, lower_quartile=150, upper_quartile=150)


def test_the_bare_function_does_nothing_with_the_same_tools() -> None:
    """No layers, no imports; gone afterwards."""
    tools = EmulatorTools(emulator=Path("/rie"), runtime_client=Path("/ric"))
    function = UnpackedFunction(name="f", handler="f.handler", folder=Path("/function"), tools=tools)
    with bare_function(function) as bare:
        assert (bare.tools, bare.handler) == (tools, "bare.handler")
        assert list(bare.layers.iterdir()) == []
        assert "import" not in (bare.task / "bare.py").read_text()
    assert not bare.folder.exists()


def test_an_answer_with_another_status_is_no_measurement() -> None:
    """A failure that is answered at once would look fast."""
    scenario = Scenario(name="push", event={}, environment={}, status=202)
    require_answer({"statusCode": 202}, scenario, log="")
    for payload in ({"statusCode": 500}, {}, None, "text"):
        with pytest.raises(ColdStartError, match=r"'push' cannot be measured: was answered with status .*expected 202"):
            require_answer(payload, scenario, log="its words")
    require_answer("anything", Scenario(name="any", event={}, environment={}), log="")


def test_where_nothing_is_declared_nothing_is_measured() -> None:
    """Not even the bare handler."""
    assert measure_cold_starts([], runs=2, progress=SilentProgress()) == ()


def test_the_end_that_a_handler_tells_is_found_among_its_words() -> None:
    """A line of JSON, with whatever before and after it."""
    log = 'START\n{"cold_start_reached": {"cpu_seconds": 0.5, "clock_seconds": 12.5}}\nEND'
    found = REACHED.search(log)
    assert found is not None
    assert found[1] == '{"cpu_seconds": 0.5, "clock_seconds": 12.5}'
