"""Blobs on this machine."""

import os
from pathlib import Path

from coderipple.adapters.github.blob_cache import BlobCache, blob_id


def kept(cache: BlobCache, content: bytes) -> str:
    """Keeps content and returns its id."""
    name = blob_id(content)
    cache.keep(content, name)
    return name


def test_ids_are_those_of_git() -> None:
    """By SHA-1, and by SHA-256 where the others are."""
    assert blob_id(b"1\n") == "d00491fd7e5bb6fa28c517a0bb32b8b506539d4d"
    assert len(blob_id(b"1\n", like="0" * 64)) == 64


def test_what_is_kept_is_found_by_another_process(tmp_path: Path) -> None:
    """And nothing else."""
    name = kept(BlobCache(tmp_path / "cache", limit_bytes=100), b"content")
    other = BlobCache(tmp_path / "cache", limit_bytes=100)
    assert other.read(name) == b"content"
    assert other.read("1" * 40) is None
    assert other.missing([name, "1" * 40]) == {"1" * 40}


def test_what_is_damaged_is_not_believed(tmp_path: Path) -> None:
    """It is thrown away, and so missing."""
    cache = BlobCache(tmp_path, limit_bytes=100)
    name = kept(cache, b"content")
    (tmp_path / name[:2] / name[2:]).write_bytes(b"another")
    assert cache.read(name) is None
    assert cache.missing([name]) == {name}


def test_room_is_made_by_what_was_used_longest_ago(tmp_path: Path) -> None:
    """Until a part of the limit is free again."""
    cache = BlobCache(tmp_path, limit_bytes=100)
    names = [kept(cache, b"%09d!" % number) for number in range(10)]
    for age, name in enumerate(reversed(names)):
        os.utime(tmp_path / name[:2] / name[2:], (1_000_000 - age, 1_000_000 - age))
    assert cache.read(names[0]) is not None  # used now
    newest = kept(cache, b"the newest")
    assert cache.missing([*names, newest]) == {names[1], names[2], names[3]}


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    """And fails nobody."""
    (tmp_path / "file").write_bytes(b"")
    cache = BlobCache(tmp_path / "file", limit_bytes=100)
    assert cache.missing([kept(cache, b"content")])
    assert not list(tmp_path.glob("tmp*"))
