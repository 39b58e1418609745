"""Who is over his budget gets further samples, and they are put to the first."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from lambda_packaging.metrics.cold_start import BARE, FLOOR, ColdStart, Sample, Subject, compare
from lambda_packaging.metrics.measurement import sample_late_ones
from lambda_packaging.metrics.scenario import Scenario
from lambda_packaging.project import DeclaredColdStart, Project, RatioBudget
from lambda_packaging.tools import EmulatorTools
from lambda_packaging.unpack import UnpackedFunction

NAMES = ("calm", "push")


def taken(*factors: float) -> list[Sample]:
    """Samples that differ by a factor."""
    return [Sample(answer_ms=each, init_ms=each, cpu_ms=each, peak_memory_mb=10) for each in factors]


def measured(push: Sequence[Sample], bare: Sequence[Sample]) -> tuple[ColdStart, ...]:
    """Two cold starts of this build, the first always calm, and the bare handler's."""
    rows = (("calm", taken(1.1, 1.1, 1.1)), ("push", push))
    starts = (compare(name, samples, bare, isolation="namespaces") for name, samples in rows)
    return (*starts, compare(BARE.name, bare, bare, isolation="namespaces", build=FLOOR))


@pytest.fixture
def budgeted(sample: Project) -> Project:
    """Both may cost twice as much as the bare handler."""
    budget = RatioBudget(cpu=2)
    declared = (DeclaredColdStart(name=name, program=Path("p.py"), budget=budget) for name in NAMES)
    return replace(sample, cold_starts=tuple(declared))


def subjects() -> list[Subject]:
    """What would be started again."""
    tools = EmulatorTools(emulator=Path("/rie"), runtime_client=Path("/ric"))
    function = UnpackedFunction(name="f", handler="f.handler", folder=Path("/f"), tools=tools)
    return [Subject(unpacked=function, scenario=Scenario(name=name, event={}, environment={})) for name in NAMES]


def test_who_keeps_his_budget_is_not_started_again(budgeted: Project) -> None:
    """Nobody is, and nothing changes."""
    first = measured(taken(1.5, 1.6, 1.7), taken(1, 1, 1))
    asked: list[Sequence[Subject]] = []

    def take(late: Sequence[Subject]) -> tuple[ColdStart, ...]:
        asked.append(late)
        return ()

    assert sample_late_ones(first, subjects(), budgeted, take) == first
    assert asked == [[]]


def test_further_samples_join_the_first_on_both_sides(budgeted: Project) -> None:
    """A slow minute is outlived; a bare handler that was slow in the second minute helps nobody."""
    first = measured(taken(3, 3, 3), taken(1, 1, 1))

    def take(late: Sequence[Subject]) -> tuple[ColdStart, ...]:
        assert [one.scenario.name for one in late] == ["push"]
        bare = taken(2, 2, 2)
        again = compare("push", taken(1.8, 1.8, 1.8), bare, isolation="namespaces")
        return again, compare(BARE.name, bare, bare, isolation="namespaces", build=FLOOR)

    calm, push, floor = sample_late_ones(first, subjects(), budgeted, take)
    assert (push.cpu_ratio, push.runs) == (pytest.approx(1.8), 6)
    assert (calm.cpu_ratio, calm.runs) == (pytest.approx(1.1), 3)
    assert (floor.cpu_ratio, floor.runs) == (1, 6)
