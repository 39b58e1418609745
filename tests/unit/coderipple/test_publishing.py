"""The order in which documents are published."""

from coderipple.publishing import publish
from fakes.documents import FakeDocumentStore


def test_the_manifest_comes_last() -> None:
    """Everything is handed over at once, the manifest at the end."""
    store = FakeDocumentStore({"old.md": b"old"})
    publish({"z.md": b"z", "old.md": None}, manifest_path="a.json", manifest=b"{}", store=store)
    assert [list(each) for each in store.publications] == [["z.md", "old.md", "a.json"]]
    assert store.files == {"z.md": b"z", "a.json": b"{}"}
