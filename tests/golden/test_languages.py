"""The documents of a small project in each language beside Python, compared byte for byte.

`languages/LANGUAGE/project/` is the project, `documents/` what its first push gives. Written anew as `test_golden.py`
says.
"""

from pathlib import Path

import pytest
from coderipple.analysis.languages import LANGUAGES
from fakes.pipeline import Pipeline
from golden.test_golden import check

FOLDER = Path(__file__).parent / "languages"
CASES = sorted(each.name for each in FOLDER.iterdir())


def project(case: str) -> dict[str, str | bytes | None]:
    """Returns the files of a project."""
    folder = FOLDER / case / "project"
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


@pytest.mark.parametrize("case", CASES)
def test_a_first_push_in_each_language(case: str) -> None:
    """The reference, the settings and the map come out as they were found good."""
    pipeline = Pipeline()
    pipeline.push(project(case), "Tell when the water is high")
    check(FOLDER / case / "documents", pipeline.pages())


@pytest.mark.parametrize("case", CASES)
def test_a_second_run_writes_nothing(case: str) -> None:
    """Documents that are true already stay as they are."""
    pipeline = Pipeline()
    pipeline.push(project(case), "Tell when the water is high")
    pages = pipeline.pages()
    assert not pipeline.run().documentation_updated
    assert pipeline.pages() == pages


def test_each_language_has_a_case() -> None:
    """Nobody adds a language without showing what it gives."""
    assert {each.name.lower() for each in LANGUAGES} | {"javascript"} == set(CASES)
