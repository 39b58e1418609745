"""What a cold start costs, as a ratio to a handler that does nothing.

Comes in: an unpacked function and an event. Goes out: medians with their spread.

Each sample is a process of its own in the real runtime interface, and samples of the function and of the
bare handler alternate, so that both see the same machine. Milliseconds are this machine's; the ratio
travels.
"""

import statistics
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lambda_packaging.emulator import start_emulator
from lambda_packaging.unpack import UnpackedFunction

BARE_HANDLER = "def handler(event, context):\n    return {}\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One cold start.

    Attributes:
        answer_ms: Wall time from the first request to its answer.
        init_ms: The part in which the runtime imports the handler.
        cpu_ms: The processor time of the function's process until the answer.
        peak_memory_mb: Its largest resident size.
    """

    answer_ms: float
    init_ms: float
    cpu_ms: float
    peak_memory_mb: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """A median and the half of the values around it."""

    median: float
    lower_quartile: float
    upper_quartile: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The samples of one handler, summed up; the names are those of `Sample`."""

    answer_ms: Spread
    init_ms: Spread
    cpu_ms: Spread
    peak_memory_mb: Spread


@dataclass(frozen=True, slots=True, kw_only=True)
class ColdStart:
    """A function's cold start beside a bare handler's.

    Attributes:
        isolation: How the function saw its layers: `namespaces` or `PYTHONPATH`.
        runs: The number of samples of each.
        cpu_ratio: Processor time in bare handlers; the steadiest of the ratios.
        answer_ratio: Wall time in bare handlers.
        init_ratio: Import time in bare handlers.
    """

    isolation: str
    runs: int
    function: Figures
    bare: Figures
    cpu_ratio: float
    answer_ratio: float
    init_ratio: float


def measure_cold_start(
    unpacked: UnpackedFunction, *, event: Any, environment: Mapping[str, str], runs: int
) -> ColdStart:
    """Starts the function and the bare handler `runs` times each, in turn.

    Args:
        unpacked: The function with its layers.
        event: What is sent to both.
        environment: The function's variables; the bare handler gets them too.
        runs: At least two, or there is no spread.

    Raises:
        EmulatorError: A start or an answer failed.
    """
    function, bare, isolation = [], [], ""
    with bare_function(unpacked) as floor:
        for _ in range(runs):
            sample, _ = sample_cold_start(floor, event=event, environment=environment)
            bare.append(sample)
            sample, isolation = sample_cold_start(unpacked, event=event, environment=environment)
            function.append(sample)
    return compare(function, bare, isolation=isolation)


def sample_cold_start(unpacked: UnpackedFunction, *, event: Any, environment: Mapping[str, str]) -> tuple[Sample, str]:
    """Gives one cold start and the isolation that it ran in."""
    with start_emulator(unpacked, environment=environment) as emulator:
        invocation = emulator.invoke(event)
        cpu_ms = emulator.cpu_seconds * 1000
        sample = Sample(
            answer_ms=invocation.duration_ms,
            init_ms=emulator.init_duration_ms,
            cpu_ms=cpu_ms,
            peak_memory_mb=emulator.peak_memory_mb,
        )
        return sample, emulator.isolation


def compare(function: Sequence[Sample], bare: Sequence[Sample], *, isolation: str) -> ColdStart:
    """Sums the samples up."""
    ours, floor = _figures(function), _figures(bare)
    return ColdStart(
        isolation=isolation,
        runs=len(function),
        function=ours,
        bare=floor,
        cpu_ratio=ours.cpu_ms.median / floor.cpu_ms.median,
        answer_ratio=ours.answer_ms.median / floor.answer_ms.median,
        init_ratio=ours.init_ms.median / floor.init_ms.median,
    )


@contextmanager
def bare_function(unpacked: UnpackedFunction) -> Iterator[UnpackedFunction]:
    """Lends a function that does nothing and has no layers, run by the same tools."""
    with tempfile.TemporaryDirectory(prefix="bare-") as folder:
        bare = replace(unpacked, name="bare", handler="bare.handler", folder=Path(folder))
        bare.layers.mkdir(parents=True)
        bare.task.mkdir(parents=True)
        (bare.task / "bare.py").write_text(BARE_HANDLER, encoding="utf-8")
        yield bare


def _figures(samples: Sequence[Sample]) -> Figures:
    return Figures(
        answer_ms=_spread([sample.answer_ms for sample in samples]),
        init_ms=_spread([sample.init_ms for sample in samples]),
        cpu_ms=_spread([sample.cpu_ms for sample in samples]),
        peak_memory_mb=_spread([sample.peak_memory_mb for sample in samples]),
    )


def _spread(values: Sequence[float]) -> Spread:
    lower, median, upper = statistics.quantiles(values, n=4, method="inclusive")
    return Spread(median=median, lower_quartile=lower, upper_quartile=upper)
