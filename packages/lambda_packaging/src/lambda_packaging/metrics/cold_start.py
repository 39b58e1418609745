"""What cold starts cost, as ratios to a handler that does nothing.

Comes in: subjects, each a function and what it is sent. Goes out: one `ColdStart` each.

Each sample is a process of its own in the real runtime interface, and the subjects and the bare handler take turns, so
that all see the same machine. Milliseconds are this machine's; ratios travel. Whatever else the machine does makes a
process slower and never faster: so a ratio compares the three fastest samples of both sides, and sampling goes on for a
while where these three do not agree (docs/decisions/0010).
"""

import json
import re
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from lambda_packaging.emulator import Emulator, start_emulator
from lambda_packaging.errors import ColdStartError, EmulatorError
from lambda_packaging.metrics.scenario import Scenario
from lambda_packaging.progress import Progress
from lambda_packaging.unpack import UnpackedFunction

BARE_HANDLER = "def handler(event, context):\n    return {}\n"
BARE = Scenario(name="bare handler", event={}, environment={})
THIS_BUILD, FLOOR = "this build", "floor"
FASTEST, AGREEING = 3, 1.03  # the slowest of the fastest, in the fastest of all
LAMBDA_MEMORY_MB, TIMEOUT_SECONDS = 1536, 60
# What a handler may print, with flush, where its cold start is to end before its answer:
# {"cold_start_reached": {"cpu_seconds": time.process_time(), "clock_seconds": time.monotonic()}}
REACHED = re.compile(r'\{"cold_start_reached": (\{[^{}]*\})\}')


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One cold start, up to its answer or to what the handler says was reached.

    Attributes:
        answer_ms: Wall time from the first request on.
        init_ms: The part in which the runtime imports the handler.
        cpu_ms: The processor time of the function's process.
        peak_memory_mb: Its largest resident size until the answer.
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
class Subject:
    """One thing to measure.

    Attributes:
        unpacked: The function with its layers.
        scenario: What it is sent.
        build: Whose function it is, in a few words.
        every: It takes part in one of so many rounds; slow ones take part in fewer.
    """

    unpacked: UnpackedFunction
    scenario: Scenario
    build: str = THIS_BUILD
    every: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ColdStart:
    """A cold start beside a bare handler's.

    Attributes:
        name: The scenario's.
        build: Whose function it was.
        isolation: How the function saw its layers: `namespaces` or `PYTHONPATH`.
        runs: The number of samples.
        function: Medians and quartiles.
        bare: The same of the bare handler.
        cpu_ratio: Processor time in bare handlers; the steadiest of the ratios.
        answer_ratio: Wall time in bare handlers.
        init_ratio: Import time in bare handlers.
        samples: All of them, in the order in which they were taken.
    """

    name: str
    build: str
    isolation: str
    runs: int
    function: Figures
    bare: Figures
    cpu_ratio: float
    answer_ratio: float
    init_ratio: float
    samples: tuple[Sample, ...]


def measure_cold_starts(
    subjects: Sequence[Subject], *, runs: int, progress: Progress, memory_size_mb: int = LAMBDA_MEMORY_MB
) -> tuple[ColdStart, ...]:
    """Starts every subject at least `runs` times, the bare handler before every second of them, and gives that last.

    Args:
        subjects: What to measure; nothing where there is none.
        runs: At least two, or there is no spread. Who takes part in every round is started up to twice as often, until
            its fastest samples agree.
        progress: Told of every sample.
        memory_size_mb: What the functions are told.

    Raises:
        ColdStartError: A start or an answer failed, an answer is not the one that the scenario expects, or this build
            needs more memory.
    """
    if not subjects:
        return ()
    with bare_function(subjects[0].unpacked) as floor:
        sampler = _Sampler(subjects=subjects, floor=floor, memory_size_mb=memory_size_mb)
        turns = [number for turn in range(runs) for number, one in enumerate(subjects) if not turn % one.every]
        with progress.count("cold starts", total=len(turns)) as advance:
            for number in turns:
                sampler.take(number)
                advance(1)
        steady = [number for number, one in enumerate(subjects) if one.every == 1]
        with progress.count("cold starts, where the fastest did not agree", total=runs * len(steady)) as advance:
            for number in steady * runs:
                if not is_settled(sampler.taken[number]):
                    sampler.take(number)
                    advance(1)
    measured = (
        compare(one.scenario.name, sampler.taken[number], sampler.bare, isolation=sampler.isolation, build=one.build)
        for number, one in enumerate(subjects)
    )
    return (*measured, compare(BARE.name, sampler.bare, sampler.bare, isolation=sampler.isolation, build=FLOOR))


@dataclass(slots=True, kw_only=True)
class _Sampler:
    """Takes samples and keeps them; the bare handler's before every second one."""

    subjects: Sequence[Subject]
    floor: UnpackedFunction
    memory_size_mb: int
    bare: list[Sample] = field(default_factory=list)
    taken: defaultdict[int, list[Sample]] = field(default_factory=lambda: defaultdict(list))
    isolation: str = ""

    def take(self, number: int) -> None:
        """Starts one subject."""
        if len(self.bare) <= sum(map(len, self.taken.values())) // 2:
            self.bare.append(sample_cold_start(self.floor, BARE, memory_size_mb=self.memory_size_mb)[0])
        one = self.subjects[number]
        sample, self.isolation = sample_cold_start(one.unpacked, one.scenario, memory_size_mb=self.memory_size_mb)
        if one.build == THIS_BUILD and sample.peak_memory_mb > self.memory_size_mb:
            needs = f"needs {sample.peak_memory_mb:.0f} MB and is given {self.memory_size_mb}: Lambda would end it"
            raise ColdStartError(name=one.scenario.name, problem=needs)
        self.taken[number].append(sample)


def is_settled(samples: Sequence[Sample]) -> bool:
    """Says whether the fastest samples agree, so that more of them would hardly be faster."""
    fastest = sorted(sample.cpu_ms for sample in samples)[:FASTEST]
    return len(fastest) == FASTEST and fastest[-1] <= AGREEING * fastest[0]


def sample_cold_start(
    unpacked: UnpackedFunction, scenario: Scenario, *, memory_size_mb: int = LAMBDA_MEMORY_MB
) -> tuple[Sample, str]:
    """Gives one cold start and the isolation that it ran in."""
    with started(unpacked, scenario, memory_size_mb=memory_size_mb) as emulator:
        began = time.monotonic()
        invocation = emulator.invoke(scenario.event)
        cpu_seconds, answer_ms = emulator.cpu_seconds, invocation.duration_ms
        require_answer(invocation.payload, scenario, log=emulator.log)
        if scenario.is_reached_early:
            cpu_seconds, clock_seconds = read_reached(emulator.log, scenario)
            answer_ms = (clock_seconds - began) * 1000
        sample = Sample(
            answer_ms=answer_ms,
            init_ms=emulator.init_duration_ms,
            cpu_ms=cpu_seconds * 1000,
            peak_memory_mb=emulator.peak_memory_mb,
        )
        return sample, emulator.isolation


@contextmanager
def started(
    unpacked: UnpackedFunction,
    scenario: Scenario,
    *,
    memory_size_mb: int = LAMBDA_MEMORY_MB,
    timeout_seconds: int = TIMEOUT_SECONDS,
    variables: Mapping[str, str] | None = None,
) -> Iterator[Emulator]:
    """Runs the emulator for one scenario, whose files are as they were prepared.

    Args:
        unpacked: The function.
        scenario: What it will be sent.
        memory_size_mb: What it is told.
        timeout_seconds: Its time-out.
        variables: Further ones, for the interpreter.

    Raises:
        ColdStartError: It cannot be started, or the block found that it failed.
    """
    scenario.restore()
    try:
        with start_emulator(
            scenario.applied_to(unpacked),
            environment={**scenario.environment, **(variables or {})},
            memory_size_mb=memory_size_mb,
            timeout_seconds=timeout_seconds,
        ) as emulator:
            yield emulator
    except ColdStartError:
        raise
    except EmulatorError as error:
        problem = error.problem.partition("\n")[0]
        raise ColdStartError(name=scenario.name, problem=problem, log=without_timings(error.log)) from error


def read_reached(log: str, scenario: Scenario) -> tuple[float, float]:
    """Gives processor time and clock, in seconds, at the end that the handler told.

    Raises:
        ColdStartError: It told none, or something else.
    """
    reached = REACHED.search(log)
    if reached is None:
        raise ColdStartError(name=scenario.name, problem="never said that it was reached", log=log)
    try:
        told = json.loads(reached[1])
        return float(told["cpu_seconds"]), float(told["clock_seconds"])
    except (ValueError, KeyError, TypeError) as error:
        problem = f"said that it was reached with {reached[1][:100]}; expected cpu_seconds and clock_seconds"
        raise ColdStartError(name=scenario.name, problem=problem, log=log) from error


def without_timings(log: str) -> str:
    """Leaves out what the interpreter wrote of imports because we asked it to: the cause must not drown in it."""
    return "\n".join(line for line in log.splitlines() if not line.startswith("import time:"))


def require_answer(payload: Any, scenario: Scenario, *, log: str) -> None:
    """Checks the status of an answer: a failure that is answered at once would look like a fast start.

    Raises:
        ColdStartError: It is another one.
    """
    status = payload.get("statusCode") if isinstance(payload, dict) else None
    if scenario.status is not None and status != scenario.status:
        problem = f"was answered with status {status}; expected {scenario.status}"
        raise ColdStartError(name=scenario.name, problem=problem, log=log)


def compare(
    name: str, samples: Sequence[Sample], bare: Sequence[Sample], *, isolation: str, build: str = THIS_BUILD
) -> ColdStart:
    """Sums the samples up."""
    return ColdStart(
        name=name,
        build=build,
        isolation=isolation,
        runs=len(samples),
        function=_figures(samples),
        bare=_figures(bare),
        cpu_ratio=ratio([one.cpu_ms for one in samples], [one.cpu_ms for one in bare]),
        answer_ratio=ratio([one.answer_ms for one in samples], [one.answer_ms for one in bare]),
        init_ratio=ratio([one.init_ms for one in samples], [one.init_ms for one in bare]),
        samples=tuple(samples),
    )


def ratio(values: Sequence[float], floor: Sequence[float]) -> float:
    """Compares the fastest of both."""
    return fastest(values) / fastest(floor)


@contextmanager
def bare_function(unpacked: UnpackedFunction) -> Iterator[UnpackedFunction]:
    """Lends a function that does nothing and has no layers, run by the same tools."""
    with tempfile.TemporaryDirectory(prefix="bare-") as folder:
        bare = replace(unpacked, name="bare", handler="bare.handler", folder=Path(folder))
        bare.layers.mkdir(parents=True)
        bare.task.mkdir(parents=True)
        (bare.task / "bare.py").write_text(BARE_HANDLER, encoding="utf-8")
        yield bare


def fastest(values: Sequence[float]) -> float:
    """Gives the mean of the three fastest, or of as many as there are."""
    return statistics.fmean(sorted(values)[:FASTEST])


def _figures(samples: Sequence[Sample]) -> Figures:
    return Figures(
        answer_ms=_spread([sample.answer_ms for sample in samples]),
        init_ms=_spread([sample.init_ms for sample in samples]),
        cpu_ms=_spread([sample.cpu_ms for sample in samples]),
        peak_memory_mb=_spread([sample.peak_memory_mb for sample in samples]),
    )


def _spread(values: Sequence[float]) -> Spread:
    if len(values) == 1:
        return Spread(median=values[0], lower_quartile=values[0], upper_quartile=values[0])
    lower, median, upper = statistics.quantiles(values, n=4, method="inclusive")
    return Spread(median=median, lower_quartile=lower, upper_quartile=upper)
