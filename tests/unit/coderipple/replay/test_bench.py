"""What a push did to the documents."""

from coderipple.config import get_config
from coderipple.replay.bench import Bench, Recorder, is_silent, wrote
from coderipple.wiring import Ports
from fakes.clock import FakeClock
from fakes.documents import FakeDocumentStore
from fakes.repository import FakeRepository


def recorder(repository: FakeRepository) -> Recorder:
    """Returns a recorder on fakes."""
    ports = Ports(repository=repository, documents=FakeDocumentStore(), clock=FakeClock())
    return Recorder(Bench("tides", get_config({}), ports), "coderipple")


def test_sections_and_lines_are_counted_apart_from_the_manifest() -> None:
    """A new module is one section of the page of interfaces."""
    repository = FakeRepository()
    bench = recorder(repository)
    repository.commit("one", {"a.py": "def f(): ...\n"})
    (first,) = repository.commits(None, repository.resolve("HEAD"))
    repository.commit("two", {"b.py": "def g(): ...\n"})
    *_, second = repository.commits(None, repository.resolve("HEAD"))
    bench.record(first)
    record = bench.record(second)
    assert sum(record.sections.values()) >= 1
    assert record.lines > 0
    assert record.manifest_lines > 0
    assert record.is_surface_decided
    assert wrote(record)
    assert not is_silent(record)


def test_documents_in_the_repository_are_no_change() -> None:
    """A commit of the documents themselves changes no file that counts."""
    repository = FakeRepository()
    bench = recorder(repository)
    repository.commit("one", {"a.py": "def f(): ...\n"})
    repository.commit("documents", {"coderipple/x.md": "x\n"})
    first, second = repository.commits(None, repository.resolve("HEAD"))
    bench.record(first)
    record = bench.record(second)
    assert record.kinds == {}
    assert is_silent(record)
    assert not wrote(record)
