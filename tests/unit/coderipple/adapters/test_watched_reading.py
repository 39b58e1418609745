"""What a watched port tells; that it is the port, the suite of repositories shows."""

from coderipple.adapters.watched_reading import WatchedFactsCache, WatchedRepository
from fakes.facts_cache import FakeFactsCache
from fakes.repository import FakeRepository
from fakes.run_progress import FakeProgress


def test_what_is_announced_is_expected_once_and_read_once() -> None:
    """Two commits share most of their files, and a file may be read more than once."""
    repository, progress = FakeRepository(), FakeProgress()
    commit_id = repository.commit("begin", {"a": "1", "b": "2"})
    watched = WatchedRepository(repository, progress)
    blobs = repository.tree(commit_id).values()
    watched.prepare(commit_id, [*blobs])
    watched.prepare(commit_id, [*blobs])
    assert [watched.blob(each) for each in (*blobs, *blobs)] == [b"1", b"2", b"1", b"2"]
    assert (progress.expected, progress.advanced) == (2, 2)


def test_what_was_not_announced_is_no_advance() -> None:
    """The settings, for one."""
    repository, progress = FakeRepository(), FakeProgress()
    commit_id = repository.commit("begin", {"a": "1"})
    assert WatchedRepository(repository, progress).blob(repository.tree(commit_id)["a"]) == b"1"
    assert progress.advanced == 0


def test_what_a_cache_has_is_an_advance() -> None:
    """What it lacks will be read."""
    cache, progress = FakeFactsCache(), FakeProgress()
    watched = WatchedFactsCache(cache, progress)
    assert watched.read("python 1") is None
    watched.keep({"python 1": b"facts"})
    assert watched.read("python 1") == b"facts"
    assert (cache.entries, progress.advanced) == ({"python 1": b"facts"}, 1)
