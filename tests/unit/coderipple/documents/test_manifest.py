"""The manifest beside the documents."""

from dataclasses import replace

import pytest
from coderipple.documents.manifest import Manifest, SectionRecord, digest

RECORD = SectionRecord(document="d.md", facts_hash="f", text_hash="t", evidence={"m.py:f": "1", "a.py:g": "2"})
MANIFEST = Manifest(commit="c" * 40, start="d" * 40, settings="s", sections={"b": RECORD, "a": RECORD})

OPEN = b'{"format": 2, "commit": null, "start": null, "settings": "", "sections": %b}'


def test_a_manifest_survives_its_bytes() -> None:
    """What is written is read again, sorted, one fact a line for readable differences."""
    content = MANIFEST.to_bytes()
    assert Manifest.from_bytes(content) == MANIFEST
    assert content == replace(MANIFEST, sections={"a": RECORD, "b": RECORD}).to_bytes()
    assert content.endswith(b"}\n")
    assert content.count(b"\n") > 10


def test_a_run_announces_what_it_is_about_to_publish() -> None:
    """Beside what stands: what comes, what changes and what goes; the commit is the old one still."""
    old = replace(MANIFEST, sections={"same": RECORD, "changes": RECORD, "goes": RECORD})
    changed = replace(RECORD, text_hash="u", evidence={})
    new = Manifest(commit="e" * 40, start="d" * 40, sections={"same": RECORD, "changes": changed, "comes": changed})
    begun = old.begun(new)
    assert begun.sections == {
        "same": RECORD,
        "changes": replace(RECORD, begun_hash="u"),
        "goes": replace(RECORD, begun_hash="nothing"),
        "comes": SectionRecord(document="d.md", facts_hash="", text_hash="", begun_hash="u"),
    }
    assert begun.commit == MANIFEST.commit
    assert Manifest.from_bytes(begun.to_bytes()) == begun
    assert begun.is_unfinished
    assert not new.is_unfinished


def test_no_file_is_an_empty_manifest() -> None:
    """Nothing was published yet."""
    empty = Manifest.from_bytes(None)
    assert empty == Manifest()
    assert not empty
    assert MANIFEST
    assert Manifest(sections={"a": RECORD})


def test_a_commit_may_be_open() -> None:
    """A first run with a refused section has no commit that is documented to the end."""
    manifest = Manifest(sections={"a": RECORD})
    assert Manifest.from_bytes(manifest.to_bytes()) == manifest


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xff",
        b"null",
        b"[]",
        b"1",
        b'"x"',
        b"{}",
        b'{"format": 1, "commit": null, "start": null, "settings": "", "sections": {}}',
        b'{"format": 2, "commit": "HEAD", "start": null, "settings": "", "sections": {}}',
        b'{"format": 2, "commit": 3, "start": null, "settings": "", "sections": {}}',
        b'{"format": 2, "commit": null, "start": "main", "settings": "", "sections": {}}',
        b'{"format": 2, "commit": null, "settings": "", "sections": {}}',
        b'{"format": 2, "commit": null, "start": null, "settings": ""}',
        OPEN % b"[]",
        OPEN % b'{"a": 1}',
        OPEN % b'{"a": {"document": 1, "facts": "", "text": "", "evidence": {}}}',
        OPEN % b'{"a": {"document": "d", "facts": "", "text": "", "evidence": {"a": 1}}}',
        OPEN % b'{"a": {"document": "d", "facts": "", "text": "", "evidence": "abc"}}',
        OPEN % b'{"a": {"document": "d"}}',
        OPEN % b'{"a": {"document": "d", "facts": "", "text": "", "evidence": {}, "begun": 1}}',
        OPEN % rb'{"a\ud800": {"document": "d", "facts": "", "text": "", "evidence": {}}}',
        OPEN % rb'{"a": {"document": "d", "facts": "", "text": "", "evidence": {"\udcff": "x"}}}',
        OPEN.replace(b'"settings": ""', rb'"settings": "\ud800"') % b"{}",
        b"[" * 200_000,
    ],
)
def test_a_file_that_cannot_be_used_is_none(content: bytes) -> None:
    """Broken JSON, another format and values of the wrong kind are told apart from no file."""
    assert Manifest.from_bytes(content) is None


def test_a_digest_takes_any_text() -> None:
    """Bytes that are not UTF-8 have one too, and so have halves of characters."""
    assert digest("\ud800") != digest("\\ud800")
    assert digest("a") != digest("b")
    assert len(digest("\udcff")) == 16
