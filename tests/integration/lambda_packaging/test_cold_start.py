"""Cold starts are sampled in processes of their own, in turn with the bare handler."""

from collections.abc import Callable

import pytest
from lambda_packaging.metrics.cold_start import measure_cold_start
from lambda_packaging.unpack import UnpackedFunction

pytestmark = pytest.mark.network
BUSY = "total = sum(number * number for number in range(3_000_000))\n\ndef handler(event, context):\n    return total\n"


def test_work_at_import_shows_in_every_ratio(write_function: Callable[[str], UnpackedFunction]) -> None:
    """A handler that computes while it is imported costs several bare ones; its memory is measured too."""
    result = measure_cold_start(write_function(BUSY), event={}, environment={}, runs=3)
    assert result.runs == 3
    assert result.cpu_ratio > 1.5
    assert result.init_ratio > 1.5
    assert result.answer_ratio > 1.5
    assert result.function.init_ms.lower_quartile <= result.function.init_ms.median
    assert 5 < result.bare.peak_memory_mb.median < 100
    assert result.isolation in {"namespaces", "PYTHONPATH"}
