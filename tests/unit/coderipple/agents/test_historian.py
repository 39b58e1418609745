"""What the Historian says."""

import pytest
from coderipple.agents import historian
from coderipple.agents.records import Known
from coderipple.facts import Guide
from coderipple.values import Commit, History, Overruling, Section, StatedReason


def reason(number: int, subject: str, quote: str = "", affected: tuple[str, ...] = ("tides/m.py",)) -> StatedReason:
    """Returns a reason that a commit states."""
    commit = Commit(commit_id=f"{number:040}", message=subject)
    return StatedReason(commit=commit, subject=subject, quote=quote or f"Because {subject} it is.", affected=affected)


def overruling(number: int, status: str, old: str) -> Overruling:
    """Returns what a commit says of an earlier decision."""
    return Overruling(commit_id=f"{number:040}", status=status, old=old)


def drafted(
    *reasons: StatedReason,
    said: tuple[Overruling, ...] = (),
    known: Known | None = None,
    documents: tuple[str, ...] = (),
) -> dict[str, Section]:
    """Drafts sections, by id."""
    history = History(reasons=reasons, overrulings=said)
    sections = historian.draft(history, known=known or {}, documents=documents, output_dir="coderipple")
    return {each.section_id: each for each in sections}


def remembered(sections: dict[str, Section]) -> dict[str, tuple[str, dict[str, str]]]:
    """Returns what the manifest remembers of sections."""
    return {
        key: (
            each.document,
            {f"{span.path}:{span.symbol}": span.digest for line in each.statements for span in line.evidence},
        )
        for key, each in sections.items()
    }


def text(section: Section) -> str:
    """Returns the lines of a section."""
    return "\n".join(each.text for each in section.statements)


def test_a_record_has_the_form_of_madr() -> None:
    """Numbered title, status in a section of its own, context, decision, and what is affected; words are quoted."""
    found = drafted(reason(1, "Count the *days*", "Because *it* is.", affected=tuple(f"f{n}_x.py" for n in range(12))))
    status, record = (found[f"decisions/{1:040}/{part}"] for part in ("1-status", "2-record"))
    assert {status.document, record.document} == {"decisions/0001-count-the-days.md"}
    assert record.title == r"1. Count the \*days\*"
    assert text(status) == "Status: proposed ([all decisions](README.md))"
    lines = text(record).split("\n")
    assert lines[:5] == ["## Context", "", "Commit `000000000000` states:", "", r"> Because \*it\* is."]
    assert lines[6:10] == ["## Decision", "", r"> Count the \*days\*", ""]
    assert lines[10:13] == ["## Affected", "", r"> - f0\_x.py"]
    assert lines[-1] == "> - and 2 more"


def test_numbers_go_on_from_the_highest() -> None:
    """A gap is not filled, and files that are no records do not count."""
    documents = ("decisions/0007-x.md", "decisions/0003-y.md", "decisions/README.md", "0009-z.md")
    found = drafted(reason(1, "A"), reason(2, "B"), documents=documents)
    assert [each.document for key, each in found.items() if key.endswith("record")] == [
        "decisions/0008-a.md",
        "decisions/0009-b.md",
    ]


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
    found = drafted(reason(1, subject))
    assert found[f"decisions/{1:040}/2-record"].document == f"decisions/0001-{slug}.md"


def test_later_runs_remember_what_was_recorded() -> None:
    """A record is not drafted again, its words are not recorded twice, and the index still has its title."""
    first = drafted(reason(1, "Count days"))
    documents = ("decisions/0001-count-days.md", "decisions/README.md")
    later = drafted(reason(2, "Again", "Because Count  days it is."), known=remembered(first), documents=documents)
    assert set(later) == {f"decisions/{1:040}/1-status", "decisions/0-index"}
    assert text(later["decisions/0-index"]) == "- [0001](0001-count-days.md) Count days"


def test_the_list_names_no_code() -> None:
    """A decision to drop something is about what is gone: its line has the words of the file name."""
    found = drafted(reason(1, "Drop old_name() of http://a.example"))
    assert text(found["decisions/0-index"]) == (
        "- [0001](0001-drop-old-name-of-http-a-example.md) drop old name of http a example"
    )


def test_a_status_is_remembered() -> None:
    """Who reverted or superseded a record stands in its status ever after."""
    first = drafted(reason(1, "A"), reason(2, "B"), said=(overruling(2, "reverted", f"{1:040}"),))
    assert text(first[f"decisions/{1:040}/1-status"]) == "Status: reverted by [0002](0002-b.md)"
    assert "\nReverts [0001](0001-a.md)\n" in text(first[f"decisions/{2:040}/2-record"])
    later = drafted(known=remembered(first), documents=("decisions/0001-a.md", "decisions/0002-b.md"))
    assert text(later[f"decisions/{1:040}/1-status"]) == "Status: reverted by [0002](0002-b.md)"
    assert text(later["decisions/0-index"]).startswith("- [0001](0001-a.md) A (reverted)\n")


def test_the_last_word_counts() -> None:
    """Whether it has a reason of its own or none."""
    said = (overruling(2, "superseded", "0001"), overruling(3, "reverted", f"{1:040}"))
    found = drafted(reason(1, "A"), reason(2, "B"), said=said)
    assert text(found[f"decisions/{1:040}/1-status"]) == f"Status: reverted by commit `{0:012}`"
    turned = drafted(reason(1, "A"), reason(4, "D"), said=(*said[1:], overruling(4, "superseded", "0001")))
    assert text(turned[f"decisions/{1:040}/1-status"]) == "Status: superseded by [0002](0002-d.md)"


def test_a_number_names_no_later_record() -> None:
    """In a batch it names what it would have named push by push."""
    said = (overruling(1, "superseded", "0002"), overruling(2, "superseded", "0002"))
    found = drafted(reason(1, "A"), reason(2, "B"), said=said)
    assert text(found[f"decisions/{2:040}/1-status"]).startswith("Status: proposed")
    assert not any("Supersedes" in text(each) for each in found.values())


def test_a_declined_record_stays_away() -> None:
    """Its document is gone: no status, no line in the index, and its number is not given again."""
    first = drafted(reason(1, "A"))
    later = drafted(reason(1, "A"), reason(2, "B"), known=remembered(first))
    assert set(later) == {f"decisions/{2:040}/1-status", f"decisions/{2:040}/2-record", "decisions/0-index"}
    assert text(later["decisions/0-index"]) == "- [0002](0002-b.md) B"


def test_a_lost_memory_is_found_again() -> None:
    """Where the manifest was lost the standing record keeps its number and gets its title and its words back."""
    lost = {f"decisions/{1:040}/2-record": ("decisions/0001-a.md", {})}
    found = drafted(reason(1, "A"), known=lost, documents=("decisions/0001-a.md",))
    assert found[f"decisions/{1:040}/2-record"].document == "decisions/0001-a.md"
    assert text(found["decisions/0-index"]) == "- [0001](0001-a.md) A"
    silent = drafted(known=lost, documents=("decisions/0001-a.md",))
    assert text(silent["decisions/0-index"]) == "- [0001](0001-a.md) a"


def test_the_projects_own_records_are_linked() -> None:
    """With their titles; without any record of either kind there is no page."""
    guides = [Guide(path="docs/adr/0001.md", title="Use *tides*", opening="")]
    sections = historian.draft(History(), known={}, documents=(), guides=guides, output_dir="coderipple")
    assert [(each.section_id, text(each)) for each in sections] == [
        ("decisions/1-own", r"- [docs/adr/0001.md](../../docs/adr/0001.md): Use \*tides\*")
    ]
    assert drafted() == {}
