"""What single files say, read once and kept for later runs."""

import pytest
from coderipple.analysis.facts import FactsReader
from coderipple.analysis.file_facts import FileFacts
from coderipple.analysis.python_source import SourceFacts, SourceProblem, read_python
from fakes.facts_cache import FakeFactsCache

SOURCE = b'''"""Reads tides."""

import os
from tides.tables import *

__all__ = ["Table", "main"]
PLACE = os.environ.get("TIDES_PLACE", "Bristol")


class Table(dict):
    """A table."""

    class Row:
        """A row."""

    @property
    def high(self) -> float:
        """High water."""
        raise KeyError("no high water")


async def main(place: str, /, *days: int, deep: bool = False) -> None:
    """Shows it."""
'''
CONTENT = {"src/tides/__init__.py": SOURCE, "bad.py": b"def (", "pyproject.toml": b"[project]\nname = 'tides'\n"}
CONTENT["tests/test_table.py"] = b"from tides import Table\n\n\ndef test_it():\n    table = Table()\n    table.high\n"
TREE = {path: str(number) for number, path in enumerate(sorted(CONTENT))}
BLOBS = {TREE[path]: content for path, content in CONTENT.items()}


def nothing(blob_id: str) -> bytes:
    """Content that must not be read."""
    pytest.fail(f"{blob_id} is read")


def test_what_is_kept_is_what_was_read() -> None:
    """All facts, after a round through bytes, and no file is read for them again."""
    cache = FakeFactsCache()
    plain = FactsReader(BLOBS.__getitem__).read(TREE)
    assert FactsReader(BLOBS.__getitem__, cache).read(TREE) == plain
    assert len(cache.entries) == 4  # three files of Python, and the usages of one
    manifest = TREE["pyproject.toml"]
    assert FactsReader({manifest: BLOBS[manifest]}.__getitem__, cache).read(TREE) == plain
    assert plain.examples


def test_a_file_that_changed_is_read() -> None:
    """And no other."""
    cache = FakeFactsCache()
    FactsReader(BLOBS.__getitem__, cache).read(TREE)
    blobs = {"new": SOURCE.replace(b"Shows it.", b"Shows all."), TREE["pyproject.toml"]: CONTENT["pyproject.toml"]}
    facts = FactsReader(blobs.__getitem__, cache).read(TREE | {"src/tides/__init__.py": "new"})
    assert "Shows all." in {each.summary for module in facts.modules for each in module.symbols}


@pytest.mark.parametrize("kept", [b"", b"\xc1", b"\x80", b"\x81\xa7summary\x01", b"\xa1\xff", b"\x93\x01\x02\x03"])
def test_an_entry_of_another_form(kept: bytes) -> None:
    """It is read again, and replaced."""
    cache = FakeFactsCache()
    facts = read_python(SOURCE)
    cache.entries = {"python 1": kept, "usages x 1": kept}
    files = FileFacts({"1": SOURCE}.__getitem__, cache)
    assert files.source("1", "python", read_python) == facts
    assert files.usages("1", "x", lambda content: ()) == ()
    files.keep()
    assert FileFacts(nothing, cache).source("1", "python", read_python) == facts


def test_a_problem_is_kept_too() -> None:
    """What cannot be read is not tried again."""
    cache = FakeFactsCache()
    files = FileFacts({"1": b"def ("}.__getitem__, cache)
    problem = files.source("1", "python", read_python)
    files.keep()
    assert isinstance(problem, SourceProblem)
    assert FileFacts(nothing, cache).source("1", "python", read_python) == problem


def test_readers_do_not_share() -> None:
    """The same content in another language is something else."""
    files = FileFacts({"1": SOURCE}.__getitem__, FakeFactsCache())
    files.source("1", "python", read_python)
    other = SourceProblem(reason="no Go")
    assert files.source("1", ".go", lambda content: other) == other


def test_halves_of_characters() -> None:
    """A text that no encoding can hold is read each time."""
    cache = FakeFactsCache()
    source = rb"NAME = '\ud800'"
    files = FileFacts({"1": source}.__getitem__, cache)
    facts = files.source("1", "python", read_python)
    files.keep()
    assert isinstance(facts, SourceFacts)
    assert facts.literals == {"\ud800"}
    assert cache.entries == {}


def test_much_is_kept_in_steps() -> None:
    """A run that is killed loses its last step at most."""
    cache = FakeFactsCache()
    files = FileFacts(lambda _: b"", cache)
    for number in range(700):
        files.source(str(number), "python", read_python)
    assert len(cache.entries) == 500
