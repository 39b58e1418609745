"""The pushes of a history."""

import pytest
from coderipple.errors import ReplayRangeError, UnknownRevisionError
from coderipple.replay.pushes import read_pushes
from fakes.repository import FakeRepository


@pytest.fixture
def repository() -> FakeRepository:
    """Four commits, each with a subject of its own."""
    repository = FakeRepository()
    for number in range(4):
        repository.commit(f"commit {number}", {"a.py": f"x = {number}\n"})
    return repository


def ids(repository: FakeRepository) -> list[str]:
    """Returns the ids of the commits, oldest first."""
    return [each.commit_id for each in repository.commits(None, repository.resolve("HEAD"))]


def test_without_a_range_it_is_the_whole_history(repository: FakeRepository) -> None:
    """Or its newest part."""
    assert [each.subject for each in read_pushes(repository, None)] == [f"commit {number}" for number in range(4)]
    assert [each.subject for each in read_pushes(repository, None, last=2)] == ["commit 2", "commit 3"]


def test_a_range_holds_both_of_its_ends(repository: FakeRepository) -> None:
    """Either may be left out."""
    first, second, third, _ = ids(repository)
    assert [each.subject for each in read_pushes(repository, f"{second}..{third}")] == ["commit 1", "commit 2"]
    assert len(read_pushes(repository, f"{second}..")) == 3
    assert len(read_pushes(repository, f"..{second}")) == 2
    assert len(read_pushes(repository, f"{first}..{first}")) == 1


def test_bad_ranges_are_told(repository: FakeRepository) -> None:
    """No range, three dots, the wrong order, a revision that nobody knows."""
    first, second, *_ = ids(repository)
    for wrong in ("HEAD", "a...b", f"{second}..{first}"):
        with pytest.raises(ReplayRangeError, match="cannot be replayed; expected"):
            read_pushes(repository, wrong)
    with pytest.raises(UnknownRevisionError):
        read_pushes(repository, "nowhere..HEAD")
