"""Our build beside its peers, installed from their packages, in one run: the table, and the limits of its ratios."""

from pathlib import Path

import pytest
from lambda_packaging.atomic_write import write_text
from lambda_packaging.progress import RichProgress
from performance.builders import NAIVE, OURS
from performance.comparison import compare
from performance.figures import COMPILED, LIMITS, Comparison
from rich.console import Console

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "build/performance/packaging.json"
WIDTH = 140


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    """Everything measured once, printed and kept as data."""
    measured = compare(ROOT, RichProgress())
    write_text(REPORT, measured.to_json())
    Console(width=WIDTH).print(*measured.to_tables(), f"The same as data: {REPORT.relative_to(ROOT)}")
    return measured


@pytest.mark.parametrize(("what", "peer"), LIMITS, ids=[" / ".join(limited) for limited in LIMITS])
def test_a_figure_stays_inside_its_limit(comparison: Comparison, what: str, peer: str) -> None:
    """Ratios, since machines differ; our own value only where they do not."""
    row = comparison.row(what, peer)
    assert row.holds, str(row)


def test_the_bytecode_of_the_naive_layer_is_stale(comparison: Comparison) -> None:
    """Otherwise the import would be compared with something that Lambda does not do."""
    assert comparison.row(COMPILED, NAIVE).theirs > 100


def test_our_builds_leave_the_same_bytes(comparison: Comparison) -> None:
    """Cold or warm."""
    assert comparison.same_bytes[OURS]
