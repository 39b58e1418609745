"""What is published, and what the head is compared with."""

from dataclasses import replace

import pytest
from coderipple.documents import MANIFEST_PATH, Manifest, SectionRecord
from coderipple.errors import UnknownRevisionError
from coderipple.published_state import Base, Published, choose_base, read_published
from fakes.documents import FakeDocumentStore
from fakes.repository import FakeRepository

RECORD = SectionRecord(document="d.md", facts_hash="f", text_hash="t")


def test_nothing_is_published_at_first() -> None:
    """An empty store is no reason for a warning."""
    assert read_published(FakeDocumentStore()) == Published(manifest=Manifest())


def test_a_document_that_is_gone_is_told_and_a_record_that_is_gone_is_not() -> None:
    """Sections of a deleted page are forgotten; a deleted record is declined, which is remembered."""
    kept = replace(RECORD, document="e.md")
    declined = replace(RECORD, document="decisions/0001-x.md")
    manifest = Manifest(commit="c" * 40, sections={"a": RECORD, "b": kept, "decisions/x/2-record": declined})
    store = FakeDocumentStore({MANIFEST_PATH: manifest.to_bytes(), "e.md": b""})
    found = read_published(store)
    assert set(found.manifest.sections) == {"b", "decisions/x/2-record"}
    assert found.warnings == ("d.md was removed: its sections are written again",)


def test_a_commit_is_covered_with_the_same_settings_only() -> None:
    """A role that is switched on has something to say about the same commit."""
    published = Published(manifest=Manifest(commit="c" * 40, settings="s"))
    assert published.covers("c" * 40, "s")
    assert not published.covers("c" * 40, "other")
    assert not published.covers("d" * 40, "s")
    assert not replace(published, warnings=("w",)).covers("c" * 40, "s")


def test_the_history_starts_where_the_first_run_began() -> None:
    """Later runs keep that, also when they are asked for another base."""
    first = Published(manifest=Manifest()).followed_by(Base(commit="a" * 40), "b" * 40, "s", {})
    assert (first.start, first.commit) == ("a" * 40, "b" * 40)
    later = Published(manifest=first).followed_by(Base(commit="b" * 40), "c" * 40, "s", {})
    assert (later.start, later.commit) == ("a" * 40, "c" * 40)


def test_the_base_is_the_last_documented_commit() -> None:
    """Else the one asked for, else nothing; one that is gone is told, and is lost where none was asked for."""
    repository = FakeRepository()
    first = repository.commit("one", {"m.py": ""})
    gone = Manifest(commit="d" * 40)
    warning = "the last documented commit dddddddddddd is gone: everything is compared again"
    assert choose_base(None, Manifest(), repository) == Base(commit=None)
    assert choose_base(first, Manifest(), repository) == Base(commit=first)
    assert choose_base(None, Manifest(commit=first), repository) == Base(commit=first)
    assert choose_base(None, gone, repository) == Base(commit=None, is_lost=True, warnings=(warning,))
    assert choose_base(first, gone, repository) == Base(commit=first, warnings=(warning,))
    with pytest.raises(UnknownRevisionError):
        choose_base("none", Manifest(commit=first), repository)
