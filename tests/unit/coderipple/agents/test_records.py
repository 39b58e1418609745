"""The records of decisions, across runs."""

from coderipple.agents.records import Record, named_record, quote_digest, remembered_records

FIRST = Record(commit_id="a" * 40, document="decisions/0001-a.md", title="A", quote_digest="1")
SECOND = Record(commit_id="b" * 40, document="decisions/0002-b.md", title="B", quote_digest="2")


def test_a_record_is_named_by_its_commit_or_its_number() -> None:
    """A short id counts from seven digits on; anything else names none."""
    records = {each.commit_id: each for each in (FIRST, SECOND)}
    assert named_record("a" * 40, records) == [FIRST]
    assert named_record("b" * 7, records) == [SECOND]
    assert named_record("0002", records) == [SECOND]
    assert named_record("bbb", records) == []
    assert named_record("9" * 40, records) == []


def test_blanks_make_no_other_quotation() -> None:
    """A commit that was picked from elsewhere may be wrapped otherwise."""
    assert quote_digest("a  b\nc") == quote_digest("a b c") != quote_digest("a b")


def test_what_the_manifest_knows_is_read_in_order() -> None:
    """Title, words and status of each record; sections that are none are left alone."""
    known = {
        f"decisions/{SECOND.commit_id}/2-record": (SECOND.document, {":title B": "2"}),
        f"decisions/{FIRST.commit_id}/1-status": (FIRST.document, {":reverted cc": "cc"}),
        f"decisions/{FIRST.commit_id}/2-record": (FIRST.document, {":title A": "1"}),
        "interfaces/m": ("i.md", {"m.py:f": "1"}),
    }
    first, second = remembered_records(known).values()
    assert (first.title, first.quote_digest, first.status, first.number) == ("A", "1", "reverted cc", "0001")
    assert second == SECOND
