"""What the Historian drafts."""

import pytest
from coderipple.agents import historian
from coderipple.values import Commit, Decision, Section, StatedReason


def drafted(*subjects: str, documents: tuple[str, ...] = ()) -> list[Section]:
    """Drafts a record for each subject."""
    reasons = [
        StatedReason(commit=Commit(commit_id=f"{number:040}", message=each), quote="Because *it* is.")
        for number, each in enumerate(subjects)
    ]
    decisions = [
        Decision(role="historian", invoked=True, reason="why", section_id=f"s{each}", subject=f"{each:040}")
        for each in range(len(subjects))
    ]
    return list(historian.draft(decisions, reasons, documents=documents))


def test_a_record() -> None:
    """A record has a numbered title, a status, its commit and the quotation."""
    (section,) = drafted("Count the *days*")
    assert section.document == "decisions/0001-count-the-days.md"
    assert section.title == r"1. Count the \*days\*"
    assert section.heading == ""
    assert [each.text for each in section.statements] == [
        "Status: proposed\n",
        "Commit `000000000000` states:\n",
        r"> Because \*it\* is.",
    ]


def test_numbers_go_on_from_the_highest() -> None:
    """A gap is not filled, and files that are no records do not count."""
    found = drafted(
        "A", "B", documents=("decisions/0007-x.md", "decisions/0003-y.md", "decisions/README.md", "0009-z.md")
    )
    assert [each.document for each in found] == ["decisions/0008-a.md", "decisions/0009-b.md"]


@pytest.mark.parametrize(
    ("subject", "slug"),
    [
        ("Größe & Gewicht", "groe-gewicht"),
        ("../../etc/passwd", "etc-passwd"),
        ("日本", "untitled"),
        ("", "untitled"),
        ("x" * 200, "x" * 60),
    ],
)
def test_a_file_name_is_safe(subject: str, slug: str) -> None:
    """Letters and digits only, of a bounded length, whatever the subject."""
    (section,) = drafted(subject)
    assert section.document == f"decisions/0001-{slug}.md"
