"""The order in which documents are published."""

from coderipple.publishing import commit_message, publish
from coderipple.values import Action, DocumentOutcome
from fakes.documents import FakeDocumentStore


def test_the_manifest_comes_last() -> None:
    """Everything is handed over at once, the manifest at the end."""
    store = FakeDocumentStore({"old.md": b"old"})
    publish(
        {"z.md": b"z", "old.md": None}, manifest_path="a.json", begun=b"[]", manifest=b"{}", message="m", store=store
    )
    assert [list(each) for each in store.publications] == [["z.md", "old.md", "a.json"]]
    assert store.files == {"z.md": b"z", "a.json": b"{}"}


def test_where_documents_are_written_one_by_one_the_manifest_announces_them() -> None:
    """It comes first and last; without documents there is nothing to announce."""
    store = FakeDocumentStore()
    store.is_atomic = False
    publish({"z.md": b"z"}, manifest_path="a.json", begun=b"[]", manifest=b"{}", message="m", store=store)
    publish({}, manifest_path="a.json", begun=b"[]", manifest=b"{}", message="m", store=store)
    assert store.publications == [{"a.json": b"[]"}, {"z.md": b"z", "a.json": b"{}"}, {"a.json": b"{}"}]


def test_the_message_says_what_and_why() -> None:
    """A line a document that is written; what hosts act on is defused; the trailers end it."""
    outcomes = [
        DocumentOutcome(path="docs/a.md", action=Action.CREATE, reason="fixes #12 of https://x.y/z\n\nA: b @ada"),
        DocumentOutcome(path="docs/b.md", action=Action.KEEP, reason="as it was"),
        DocumentOutcome(path="docs/c.md", action=Action.DELETE, reason="x" * 300),
    ]
    subject, body, trailers = commit_message("ab" * 20, outcomes).split("\n\n")
    assert subject == "Document abababababab"
    first, second = body.split("\n")
    assert first == "- add docs/a.md: fixes no. 12 of https: x.y/z  A: b (at) ada"
    assert second.startswith("- remove docs/c.md: xxx")
    assert len(second) == 160
    assert trailers.startswith(f"CodeRipple-Source: {'ab' * 20}\nCodeRipple-Version: ")
    assert trailers.endswith("\n")


def test_a_long_message_is_cut() -> None:
    """Thirty documents are named, the others counted; without documents only the trailers follow."""
    many = [DocumentOutcome(path=f"{n}.md", action=Action.UPDATE, reason="r") for n in range(33)]
    assert commit_message("ab" * 20, many).split("\n\n")[1].split("\n")[-1] == "- and 3 more"
    assert len(commit_message("ab" * 20, []).split("\n\n")) == 2
