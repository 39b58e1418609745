"""Single blobs, or the archive of a commit."""

from pathlib import Path

import httpx
import pytest
from coderipple.adapters.github.blob_cache import BlobCache, blob_id
from coderipple.adapters.github.blobs import MOST_SINGLE, Blobs
from coderipple.errors import HostAnswerError, HostRefusedError, RepositoryError
from fakes.github import FakeGitHub
from fakes.github_world import GitHubWorld


def fetched(world: GitHubWorld) -> list[str]:
    """Returns what was asked for, in short."""
    asked = [each for each in world.github.requests if "blobs" in each or "tarball" in each]
    return ["archive" if "tarball" in each else "blob" for each in asked]


def prepared(world: GitHubWorld, count: int) -> dict[str, str]:
    """A commit of some files, announced."""
    head = world.github.commit({f"new/{number}.py": f"a = {number}\n" for number in range(count)})
    tree = {path: blob for path, blob in world.repository.tree(head).items() if path.startswith("new/")}
    world.repository.prepare(head, tree.values())
    return tree


@pytest.mark.parametrize(("count", "expected"), [(1, ["blob"]), (8, ["blob"] * 8), (9, ["archive"])])
def test_whichever_costs_less(world: GitHubWorld, count: int, expected: list[str]) -> None:
    """Eight one by one, nine at once; a second time none."""
    tree = prepared(world, count)
    for _ in range(2):
        assert {path: world.repository.blob(blob) for path, blob in tree.items()} == {
            f"new/{number}.py": b"a = %d\n" % number for number in range(count)
        }
    assert fetched(world) == expected


def test_nothing_is_fetched_before_it_is_read(world: GitHubWorld) -> None:
    """To announce costs nothing."""
    prepared(world, 20)
    assert fetched(world) == []
    assert blob_id(b"a = 1\n")


class Reading:
    """The blobs of a repository of numbered files."""

    def __init__(self, folder: Path, count: int) -> None:
        self.github = FakeGitHub()
        self.contents = [f"file {number}\n".encode() for number in range(count)]
        self.head = self.github.commit({f"d/{each[:-1].decode()}": each for each in self.contents})
        self.folder = folder
        self.blobs = self.opened()

    def opened(self) -> Blobs:
        """Opens the blobs as another process does, which shares the cache."""
        return Blobs(self.github.client(), BlobCache(self.folder, limit_bytes=1_000_000))

    @property
    def ids(self) -> list[str]:
        """The ids of all files."""
        return [blob_id(each) for each in self.contents]

    def read_all(self, blobs: Blobs | None = None) -> list[str]:
        """Reads every file and returns the kinds of requests that it took."""
        self.github.requests.clear()
        assert [(blobs or self.blobs).read(each) for each in self.ids] == self.contents
        return [each.split()[1].rpartition("/")[0] for each in self.github.requests]


def test_few_blobs_come_one_by_one(tmp_path: Path) -> None:
    """An archive costs more than they do."""
    reading = Reading(tmp_path, MOST_SINGLE)
    reading.blobs.announce(reading.head, reading.ids)
    assert reading.read_all() == ["git/blobs"] * MOST_SINGLE


def test_many_blobs_come_in_one_archive(tmp_path: Path) -> None:
    """It is asked for when the first is read, and once."""
    reading = Reading(tmp_path, 100)
    reading.blobs.announce(reading.head, reading.ids)
    assert reading.github.requests == []
    assert reading.read_all() == ["tarball"]


def test_what_is_here_is_not_asked_for_again(tmp_path: Path) -> None:
    """Not by another process either; what is announced is what is missing."""
    reading = Reading(tmp_path, 20)
    reading.blobs.announce(reading.head, reading.ids)
    reading.read_all()
    later = reading.opened()
    later.announce(reading.head, reading.ids)
    assert reading.read_all(later) == []


def test_a_base_costs_what_differs(tmp_path: Path) -> None:
    """Both ends are announced before either is read: the other one's archive is not asked for."""
    reading = Reading(tmp_path, 20)
    base, old = reading.head, reading.ids[0]
    head = reading.github.commit({"d/file 0": b"changed\n"})
    now = [blob_id(b"changed\n"), *reading.ids[1:]]
    reading.blobs.announce(head, now)
    reading.blobs.announce(base, reading.ids)
    for each in (*now, old):
        reading.blobs.read(each)
    assert [each.split("/")[0] for each in reading.github.requests] == ["GET tarball", "GET git"]


def test_only_what_was_announced_is_kept(tmp_path: Path) -> None:
    """The archive holds everything; the cache does not."""
    reading = Reading(tmp_path, 40)
    wanted = reading.ids[:10]
    reading.blobs.announce(reading.head, wanted)
    reading.blobs.read(wanted[0])
    assert len([each for each in tmp_path.rglob("*") if each.is_file()]) == 10


def test_content_that_an_archive_changes_comes_singly(tmp_path: Path) -> None:
    """`export-subst` and line ends give another content, which is not the blob's."""
    reading = Reading(tmp_path, 20)
    reading.github.reads.substitutions["d/file 7"] = b"changed by an attribute\n"
    reading.blobs.announce(reading.head, reading.ids)
    assert reading.read_all() == ["tarball", "git/blobs"]


def test_links_in_an_archive_are_passed_over(tmp_path: Path) -> None:
    """They lead nowhere and take nothing from the files."""
    reading = Reading(tmp_path, 20)
    modes = {"link": 0o120000, "up": 0o120000}
    reading.head = reading.github.commit({"link": b"/etc/passwd", "up": b"../../x"}, modes=modes)
    reading.blobs.announce(reading.head, reading.ids)
    assert reading.read_all() == ["tarball"]


def test_the_content_of_another_blob_is_refused(tmp_path: Path) -> None:
    """An answer is believed as far as its id proves it, and not kept."""
    reading = Reading(tmp_path, 1)
    reading.github.before_request = lambda _method, _path: httpx.Response(200, content=b"forged")
    for _ in range(2):
        with pytest.raises(HostAnswerError, match="content of another one"):
            reading.blobs.read(reading.ids[0])
    assert not [each for each in tmp_path.rglob("*") if each.is_file()]


def test_an_archive_that_is_none_is_an_error(tmp_path: Path) -> None:
    """It is said; the next blob is asked for singly."""
    reading = Reading(tmp_path, 20)
    reading.blobs.announce(reading.head, reading.ids)
    page = httpx.Response(200, content=b"<html>")
    reading.github.before_request = lambda _method, path: page if path.startswith("tarball/") else None
    with pytest.raises(HostAnswerError, match="no sound archive"):
        reading.blobs.read(reading.ids[0])
    assert reading.blobs.read(reading.ids[1]) == reading.contents[1]


@pytest.mark.parametrize("wanted", ["1" * 40, "", "..", "../../hooks", "A" * 40])
def test_a_missing_blob_is_said(tmp_path: Path, wanted: str) -> None:
    """A made-up id is not asked for at all: it would be part of an address."""
    reading = Reading(tmp_path, 1)
    with pytest.raises(RepositoryError, match="is missing"):
        reading.blobs.read(wanted)
    assert reading.github.requests == ([f"GET git/blobs/{wanted}"] if wanted == "1" * 40 else [])


def test_a_refusal_is_no_missing_blob(tmp_path: Path) -> None:
    """What the credentials lack is told as such."""
    reading = Reading(tmp_path, 1)
    reading.github.before_request = lambda _method, _path: httpx.Response(401, json={})
    with pytest.raises(HostRefusedError):
        reading.blobs.read(reading.ids[0])
