"""The reference beside pdoc and Sphinx, installed from their packages, in one run: the page, and the two goals."""

from pathlib import Path

import pytest
from lambda_packaging.atomic_write import write_text
from lambda_packaging.progress import RichProgress
from performance.documenters import OURS
from performance.side_by_side import OF_A_CHANGE, OF_A_FIRST_RUN, Comparison, compare, page

ROOT = Path(__file__).parents[2]
LEAST_MODULES = 300
MOST_NAMES = 0.99


@pytest.fixture(scope="module")
def comparison(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """Everything measured once, printed and kept as a page."""
    measured = compare(tmp_path_factory.mktemp("side-by-side"), ROOT, RichProgress())
    text = page(measured)
    write_text(ROOT / "docs/side-by-side.md", text)
    print(text)  # noqa: T201  # the result
    return measured


def test_the_package_is_large(comparison: Comparison) -> None:
    """A small one would measure the start of interpreters."""
    assert comparison.modules >= LEAST_MODULES


def test_ours_tells_no_fewer_names_than_theirs(comparison: Comparison) -> None:
    """Otherwise the least work would win."""
    named = {name: made.named for name, made in comparison.made.items()}
    assert named[OURS] == max(named.values())
    assert min(named.values()) >= MOST_NAMES  # autodoc fails to import one module in a first run


def test_a_first_run_costs_half_of_theirs(comparison: Comparison) -> None:
    """Of the fastest of them."""
    assert comparison.ratio(comparison.first) <= OF_A_FIRST_RUN


def test_a_change_of_one_file_costs_a_tenth_of_theirs(comparison: Comparison) -> None:
    """Theirs after the same change, with what they keep from their first."""
    assert comparison.ratio(comparison.again) <= OF_A_CHANGE
