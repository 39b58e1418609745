"""The page by which this project judges itself."""

from pathlib import Path

from coderipple.config import get_config
from coderipple.replay import Question, Report, read_pushes, replay
from coderipple.wiring import Ports
from coderipple_demo.replay_page import page
from coderipple_demo.subjects import Subject
from fakes.clock import FakeClock
from fakes.documents import FakeDocumentStore
from fakes.repository import FakeRepository

SENTENCE = "Tells when the water is high at the harbour on a day."


def report(name: str, folder: Path) -> Report:
    """Replays a repository of one commit."""
    repository = FakeRepository()
    repository.commit("one", {"a.py": f'def high():\n    """{SENTENCE}"""\n'})

    def ports_in(_folder: Path) -> Ports:
        return Ports(repository=repository, documents=FakeDocumentStore(), clock=FakeClock())

    return replay(Question(subject=name, pushes=read_pushes(repository, None), config=get_config({})), folder, ports_in)


def test_a_page_has_a_row_for_each_subject_and_what_they_share(tmp_path: Path) -> None:
    """A sentence that both have is named, unless it is allowed."""
    reports = {
        Subject(name="one", kind="first", versions=("1", "2")): report("one", tmp_path),
        Subject(name="two", kind="second"): report("two", tmp_path),
    }
    text = page(reports, [])
    assert "- one: first, 1 to 2\n- two: second\n" in text
    assert text.count("\n| one |") == text.count("\n| two |") == 1
    assert "that two subjects share: 1.\n- one, two: " in text
    assert "share: 0." in page(reports, [text.split("- one, two: ")[1].splitlines()[0]])
