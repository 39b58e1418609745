"""The order in which documents are published."""

from coderipple.publishing import publish
from fakes.documents import FakeDocumentStore


def test_the_manifest_comes_last() -> None:
    """Everything is handed over at once, the manifest at the end."""
    store = FakeDocumentStore({"old.md": b"old"})
    publish({"z.md": b"z", "old.md": None}, manifest_path="a.json", begun=b"[]", manifest=b"{}", store=store)
    assert [list(each) for each in store.publications] == [["z.md", "old.md", "a.json"]]
    assert store.files == {"z.md": b"z", "a.json": b"{}"}


def test_where_documents_are_written_one_by_one_the_manifest_announces_them() -> None:
    """It comes first and last; without documents there is nothing to announce."""
    store = FakeDocumentStore()
    store.is_atomic = False
    publish({"z.md": b"z"}, manifest_path="a.json", begun=b"[]", manifest=b"{}", store=store)
    publish({}, manifest_path="a.json", begun=b"[]", manifest=b"{}", store=store)
    assert store.publications == [{"a.json": b"[]"}, {"z.md": b"z", "a.json": b"{}"}, {"a.json": b"{}"}]
