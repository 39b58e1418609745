"""Blobs that are kept on this machine: what comes back, what goes first, and what others may do meanwhile."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from coderipple.adapters.github.blob_cache import BlobCache, blob_id

LIMIT_BYTES = 10_000


@pytest.fixture
def cache(tmp_path: Path) -> BlobCache:
    """An empty cache."""
    return BlobCache(tmp_path / "blobs", limit_bytes=LIMIT_BYTES)


def kept(cache: BlobCache, content: bytes, used: int = 0) -> str:
    """Keeps content, used at a time, and returns its id."""
    name = blob_id(content)
    cache.keep(content, name)
    if used:
        os.utime(cache._path(name), (used, used))
    return name


def test_ids_are_those_of_git() -> None:
    """By SHA-1, and by SHA-256 where the repository's ids are."""
    assert blob_id(b"1\n") == "d00491fd7e5bb6fa28c517a0bb32b8b506539d4d"
    assert blob_id(b"", like="0" * 64) == "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813"


def test_what_was_kept_comes_back(cache: BlobCache, tmp_path: Path) -> None:
    """Also to another process, and no unfinished file stays."""
    name = kept(cache, b"\0content")
    assert BlobCache(tmp_path / "blobs", limit_bytes=LIMIT_BYTES).read(name) == b"\0content"
    assert cache.missing([name, blob_id(b"other")]) == {blob_id(b"other")}
    assert cache.read(blob_id(b"other")) is None
    assert len([each for each in tmp_path.rglob("*") if each.is_file()]) == 1


def test_damaged_content_is_not_given(cache: BlobCache) -> None:
    """It goes, so that it is fetched again."""
    name = kept(cache, b"content")
    cache._path(name).write_bytes(b"something else")
    assert cache.read(name) is None
    assert cache.missing([name]) == {name}


@pytest.mark.parametrize("name", ["", "..", "../../victim", "ab/../../../victim", "ab{victim}", "A" * 40, "a" * 41])
def test_an_id_that_is_none_leads_nowhere(cache: BlobCache, tmp_path: Path, name: str) -> None:
    """Nothing is read, removed or written by a made-up id, which a repository's files may hold."""
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    name = name.format(victim=victim)
    assert cache.read(name) is None
    assert cache.missing([name]) == {name}
    cache.keep(b"x", name)
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == [victim]
    assert victim.read_bytes() == b"precious"


def test_those_used_longest_ago_go_first(cache: BlobCache) -> None:
    """Reading is using; the limit holds after each blob."""
    names = [kept(cache, bytes([number]) * 2_000, used=1_000 + number) for number in range(5)]
    assert cache.read(names[0])
    newest = kept(cache, b"new" * 500)
    assert cache.missing([*names, newest]) == {names[1], names[2]}


def test_the_limit_holds_with_several_processes(tmp_path: Path) -> None:
    """Each learns what the others added; they exceed it by no more than the share that each trusts."""
    caches = [BlobCache(tmp_path, limit_bytes=LIMIT_BYTES) for _ in range(3)]

    def fill(number: int) -> None:
        for count in range(70):
            kept(caches[number], b"%d %d " % (number, count) * 20)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(fill, range(3)))
    size_bytes = sum(each.stat().st_size for each in tmp_path.rglob("*") if each.is_file())
    assert 0 < size_bytes <= LIMIT_BYTES * 1.4


def test_files_of_others_stay(tmp_path: Path) -> None:
    """Making room removes blobs and what a process left unfinished, and follows no link."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / ("c" * 38)).write_bytes(b"x" * 50_000)
    folder = tmp_path / "blobs"
    (folder / "aa").mkdir(parents=True)
    (folder / "cc").symlink_to(elsewhere)
    (folder / "aa" / "notes").write_bytes(b"x" * 50_000)
    (folder / "aa" / "tmp1.unfinished").write_bytes(b"x" * 50_000)
    os.utime(folder / "aa" / "tmp1.unfinished", (1, 1))
    name = kept(BlobCache(folder, limit_bytes=LIMIT_BYTES), b"content")
    assert (elsewhere / ("c" * 38)).exists()
    assert (folder / "aa" / "notes").exists()
    assert not (folder / "aa" / "tmp1.unfinished").exists()
    assert (folder / name[:2] / name[2:]).exists()


def test_what_is_larger_than_all_is_not_kept(cache: BlobCache) -> None:
    """It would drive out everything else, and then itself."""
    small = kept(cache, b"small")
    large = kept(cache, b"x" * (LIMIT_BYTES + 1))
    assert cache.missing([small, large]) == {large}


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    """A file is in its place: nothing is kept, nothing fails."""
    (tmp_path / "file").write_bytes(b"")
    cache = BlobCache(tmp_path / "file", limit_bytes=LIMIT_BYTES)
    name = kept(cache, b"content")
    assert cache.read(name) is None
    assert cache.missing([name]) == {name}
