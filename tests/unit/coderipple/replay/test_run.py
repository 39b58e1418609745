"""Histories, replayed and judged."""

import sys
from pathlib import Path

import pytest
from coderipple.config import get_config
from coderipple.replay import STEPS_AFTER_PUSHES, Question, Report, read_pushes, replay
from coderipple.replay.report import Measure
from coderipple.wiring import Ports, wire_apart
from fakes.clock import FakeClock
from fakes.clones import commit_files
from fakes.documents import FakeDocumentStore
from fakes.repository import FakeRepository

PYPROJECT = '[project]\nname = "tide-r"\n[build-system]\nrequires = []\n'
TABLES = '"""Tables."""\n\n\ndef high_water(harbour, day=1):\n    """Tells when it is high."""\n'


def history() -> FakeRepository:
    """Five pushes: a package, tests, a new function, a guide, and a function that goes."""
    repository = FakeRepository()
    repository.commit("start", {"pyproject.toml": PYPROJECT, "tidesr/__init__.py": "", "tidesr/tables.py": TABLES})
    repository.commit("tests", {"tests/test_x.py": "def test_x(): ...\n"})
    more = TABLES + "\n\ndef low_water(harbour):\n    ...\n"
    repository.commit("low", {"tidesr/tables.py": more, "docs/guide.md": "# Low\n"})
    repository.commit("guide", {"docs/guide.md": "# Low water\n"})
    repository.commit("gone", {"tidesr/tables.py": TABLES})
    return repository


def replayed(repository: FakeRepository, folder: Path, *, interpreter: Path | None = None) -> tuple[Report, list[str]]:
    """Replays a history on fakes, and returns the report and the steps that were told."""
    steps: list[str] = []

    def ports_in(_folder: Path) -> Ports:
        return Ports(repository=repository, documents=FakeDocumentStore(), clock=FakeClock(0.5))

    pushes = read_pushes(repository, None)
    question = Question(subject="tides", pushes=pushes, config=get_config({}), interpreter=interpreter)
    return replay(question, folder, ports_in, steps.append), steps


def measures(report: Report) -> dict[str, Measure]:
    """Returns the measures by name."""
    return {each.name: each for each in report.measures}


def test_every_push_is_recorded(tmp_path: Path) -> None:
    """What it changed, and what that did to the documents."""
    report, steps = replayed(history(), tmp_path)
    start, tests, low, guide, gone = report.pushes
    assert (tests.kinds, guide.kinds) == ({"tests": 1}, {"documents": 1})
    assert [bool(each.surface_changes) for each in report.pushes] == [True, False, True, False, True]
    assert [bool(each.lines) for each in (start, tests, low, gone)] == [True, False, True, True]
    assert low.is_documented_by_people == (True, True)
    assert low.sections
    assert all(each.seconds == 0.5 * 3 for each in report.pushes)
    assert len(steps) == 5 + STEPS_AFTER_PUSHES


def test_the_contracts_hold_on_a_small_history(tmp_path: Path) -> None:
    """Every one of them is measured, but those that need an interpreter."""
    report, _ = replayed(history(), tmp_path)
    found = measures(report)
    assert report.holds, [each for each in report.measures if each.failures]
    assert {name for name, each in found.items() if each.unmeasured} == {"coverage", "parameters"}
    assert all(found[name].total for name in ("existence", "links", "idempotence", "human bytes", "stale references"))
    assert found["no-op"].total == 2
    assert (report.silent_lines.count, report.surface_lines.count) == (2, 2)
    assert report.trigger.commits == 2


def test_an_interpreter_measures_the_rest(tmp_path: Path) -> None:
    """The package of the head is imported from a checkout."""
    report, _ = replayed(history(), tmp_path, interpreter=Path(sys.executable))
    coverage = measures(report)["coverage"]
    assert (coverage.good, coverage.total) == (1, 1)
    assert measures(report)["parameters"].holds
    assert report.problems == ()


class ForgetfulStore(FakeDocumentStore):
    """Loses what a person wrote whenever something is published."""

    def publish(self, files: dict[str, bytes | None], message: str = "") -> None:  # type: ignore[override]
        super().publish({path: content and content.replace(b"remark", b"") for path, content in files.items()})


def test_lost_words_of_a_person_break_the_contract(tmp_path: Path) -> None:
    """Each remark that is gone is named."""
    repository = history()

    def ports_in(_folder: Path) -> Ports:
        return Ports(repository=repository, documents=ForgetfulStore(), clock=FakeClock())

    question = Question(subject="tides", pushes=read_pushes(repository, None), config=get_config({}))
    report = replay(question, tmp_path, ports_in)
    assert not report.holds
    assert measures(report)["human bytes"].failures


def test_one_push_is_a_history(tmp_path: Path) -> None:
    """There is then nothing to compare, and nothing breaks."""
    repository = FakeRepository()
    repository.commit("start", {"tidesr.py": TABLES})
    report, _ = replayed(repository, tmp_path)
    assert report.holds
    assert report.silent_lines.median is None


@pytest.mark.parametrize("last", [None, 1])
def test_a_clone_stays_as_it_is(clone: Path, tmp_path: Path, last: int | None) -> None:
    """The documents lie outside of it, with the real adapters."""
    commit_files(clone, "more", {"src/tides/more.py": "def more(): ...\n"})
    before = sorted(clone.rglob("*"))
    config = get_config({"CODERIPPLE_REPOSITORY_PATH": str(clone)})
    with wire_apart(config) as ports_in:
        pushes = read_pushes(ports_in(tmp_path).repository, None, last=last)
        report = replay(Question(subject="tides", pushes=pushes, config=config), tmp_path / "work", ports_in)
    assert report.holds
    assert len(report.pushes) == (last or 3)
    assert sorted(clone.rglob("*")) == before
