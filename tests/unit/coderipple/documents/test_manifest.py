"""The manifest beside the documents."""

import pytest
from coderipple.documents.manifest import Manifest, SectionRecord, digest

RECORD = SectionRecord(document="d.md", facts_hash="f", text_hash="t")
MANIFEST = Manifest(commit="c" * 40, sections={"b": RECORD, "a": RECORD})


def test_a_manifest_survives_its_bytes() -> None:
    """What is written is read again, sorted, one fact a line for readable differences."""
    content = MANIFEST.to_bytes()
    assert Manifest.from_bytes(content) == MANIFEST
    assert content == Manifest(commit="c" * 40, sections={"a": RECORD, "b": RECORD}).to_bytes()
    assert content.endswith(b"}\n")
    assert content.count(b"\n") > 10


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
        b'{"format": 2, "commit": "c", "sections": {}}',
        b'{"format": 1, "commit": "HEAD", "sections": {}}',
        b'{"format": 1, "commit": 3, "sections": {}}',
        b'{"format": 1, "commit": null}',
        b'{"format": 1, "commit": null, "sections": []}',
        b'{"format": 1, "commit": null, "sections": {"a": 1}}',
        b'{"format": 1, "commit": null, "sections": {"a": {"document": 1, "facts": "", "text": ""}}}',
        b'{"format": 1, "commit": null, "sections": {"a": {"document": "d"}}}',
        b"[" * 200_000,
    ],
)
def test_a_file_that_cannot_be_used_is_none(content: bytes) -> None:
    """Broken JSON, another format and values of the wrong kind are told apart from no file."""
    assert Manifest.from_bytes(content) is None


def test_records_without_facts_are_outdated() -> None:
    """Where nobody remembers the facts, the section is to be written in any case."""
    lost = SectionRecord(document="d.md", facts_hash="", text_hash="t")
    assert Manifest(commit="c" * 40, sections={"a": RECORD, "b": lost}).outdated == {"b"}


def test_a_digest_takes_any_text() -> None:
    """Bytes that are not UTF-8 have one too."""
    assert digest("a") != digest("b")
    assert len(digest("\udcff")) == 16
