"""The cold starts of the real function, as ratios to a handler that does nothing, and the budgets in pyproject.toml."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from lambda_packaging.atomic_write import write_text
from lambda_packaging.declaration import read_project
from lambda_packaging.manifest import Manifest
from lambda_packaging.metrics.gate import limits
from lambda_packaging.metrics.ledger import read_ledger
from lambda_packaging.metrics.measurement import Measurement, measure
from lambda_packaging.metrics.tables import cold_start_table
from lambda_packaging.progress import RichProgress
from lambda_packaging.project import DeclaredColdStart
from rich.console import Console

pytestmark = pytest.mark.network
ROOT = Path(__file__).parents[2]
PROJECT = read_project(ROOT)
FIGURES = ROOT / "build/performance/cold-starts.json"
RUNS, WIDTH = 10, 140
STEADY = 0.05  # of a ratio, from one run to the next


@pytest.fixture(scope="module")
def runs(manifest: Manifest) -> tuple[Measurement, Measurement]:
    """Everything measured twice, one after the other, printed and kept as data."""
    accepted = read_ledger(PROJECT.ledger)
    first, second = (
        measure(PROJECT, manifest, accepted=accepted, runs=RUNS, progress=RichProgress()) for _ in range(2)
    )
    figures = [[asdict(one) for one in each.cold_starts] for each in (first, second)]
    write_text(FIGURES, json.dumps(figures, indent=2) + "\n")
    for each in (first, second):
        Console(width=WIDTH).print(cold_start_table(each.cold_starts))
    return first, second


@pytest.mark.parametrize("declared", PROJECT.cold_starts, ids=lambda one: one.name)
def test_a_cold_start_stays_inside_its_budget(
    runs: tuple[Measurement, Measurement], declared: DeclaredColdStart
) -> None:
    """Ratios, since machines differ."""
    for measured in (one for each in runs for one in each.cold_starts):
        if measured.build == "this build" and measured.name == declared.name:
            for what, ratio, limit in limits(measured, declared.budget):
                assert ratio <= limit, f"{measured.name}: {what} {ratio:.2f} x, budget {limit} x"


@pytest.mark.parametrize("declared", PROJECT.cold_starts, ids=lambda one: one.name)
def test_two_runs_agree(runs: tuple[Measurement, Measurement], declared: DeclaredColdStart) -> None:
    """Otherwise the figures would be about the machine."""
    first, second = (
        next(one for one in each.cold_starts if (one.name, one.build) == (declared.name, "this build")) for each in runs
    )
    assert abs(first.cpu_ratio / second.cpu_ratio - 1) <= STEADY


def test_the_gate_holds(runs: tuple[Measurement, Measurement]) -> None:
    """Against what was accepted last."""
    assert [finding.text for each in runs for finding in each.findings if finding.fails] == []
