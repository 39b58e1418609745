"""The cost of a run in repositories of 200, 500 and 5,000 files: table, picture, and the limits of its ratios."""

from pathlib import Path

import pytest
from lambda_packaging.atomic_write import write_text
from performance.scale import Scale, measure, page
from performance.scale_plot import plot

ROOT = Path(__file__).parents[2]
SIZES = {"Python": (200, 500, 5000), "Go": (200, 5000), "TypeScript": (200, 5000)}
MOST_MB = 400
LINEAR = 1.2  # time a file at 5,000 against that at 500
OF_THE_FIRST_RUN = 0.05
SAME = 1.5  # a push at 5,000 against one at 200


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, int], Scale]:
    """Everything measured once, printed and kept as a page."""
    folder = tmp_path_factory.mktemp("scale")
    found = [measure(language, size, folder) for language, sizes in SIZES.items() for size in sizes]
    text = page(found)
    write_text(ROOT / "docs/scale.md", text)
    write_text(ROOT / "docs/scale.svg", plot([each for each in found if each.language == "Python"]))
    print(text)  # noqa: T201  # the result
    return {(each.language, each.files): each for each in found}


@pytest.fixture(params=SIZES)
def scales(every: dict[tuple[str, int], Scale], request: pytest.FixtureRequest) -> dict[int, Scale]:
    """Those of one language."""
    return {files: each for (language, files), each in every.items() if language == request.param}


def test_the_first_run_is_linear(every: dict[tuple[str, int], Scale]) -> None:
    """A file costs the same in a large repository."""
    small, large = every["Python", 500], every["Python", 5000]
    assert large.first.cpu_seconds / 5000 <= LINEAR * small.first.cpu_seconds / 500


def test_memory_is_bounded(scales: dict[int, Scale]) -> None:
    """However the run goes."""
    assert max(each.peak_mb for each in (scales[5000].first, scales[5000].push, scales[5000].cold)) <= MOST_MB


def test_without_the_cache_a_push_costs_no_more_than_a_first_run(scales: dict[int, Scale]) -> None:
    """Both read every file once; a tenth is left for the noise of the machine."""
    assert scales[5000].cold.cpu_seconds <= 1.1 * scales[5000].first.cpu_seconds


def test_a_push_costs_a_twentieth_of_the_first_run(scales: dict[int, Scale]) -> None:
    """However much else the repository has."""
    assert scales[5000].push.cpu_seconds <= OF_THE_FIRST_RUN * scales[5000].first.cpu_seconds


def test_a_push_costs_the_same_in_any_repository(scales: dict[int, Scale]) -> None:
    """The cost follows the change."""
    assert scales[5000].push.cpu_seconds <= SAME * scales[200].push.cpu_seconds
