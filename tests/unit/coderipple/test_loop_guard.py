"""The last guard against a loop."""

import pytest
from coderipple.errors import TooManyCommitsError
from coderipple.loop_guard import GuardedDocuments
from fakes.code_host import FakeCodeHost
from fakes.documents import FakeDocumentStore
from fakes.repository import FakeRepository


def test_it_is_the_store_until_there_were_too_many_commits() -> None:
    """Reading and publishing go through; from the limit on publishing is refused and nothing written."""
    host, store = FakeCodeHost(FakeRepository()), FakeDocumentStore({"a.md": b"1"})
    guarded = GuardedDocuments(store, host, "main", most_commits_per_hour=2).in_folder("docs")
    assert guarded.is_atomic
    assert (guarded.paths(), guarded.read("a.md")) == (("a.md",), b"1")
    host.recent = 1
    guarded.publish({"a.md": b"2"}, "message")
    host.recent = 2
    with pytest.raises(TooManyCommitsError, match="got 2 commits of documents within an hour; expected fewer than 2"):
        guarded.publish({"a.md": b"3"})
    assert store.files == {"a.md": b"2"}
