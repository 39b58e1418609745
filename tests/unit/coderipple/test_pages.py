"""Where pages stand, what they are called, and whose they are."""

import pytest
from coderipple.config import ROLES
from coderipple.pages import DOCUMENTS, OWNERS, is_record, page_of, page_section, title_of
from coderipple.values import Subject


def test_every_page_has_a_document_an_owner_and_a_title() -> None:
    """No two pages share a document, and every role owns one."""
    assert DOCUMENTS.keys() == OWNERS.keys()
    assert len(set(DOCUMENTS.values())) == len(DOCUMENTS)
    assert set(OWNERS.values()) == set(ROLES)
    assert all(title_of(each) for each in DOCUMENTS.values())


@pytest.mark.parametrize(
    ("document", "title"),
    [
        ("system/interfaces/p.q.md", "Interfaces of `p.q`"),
        ("system/interfaces/a%2Fb.md", "Interfaces of `a/b`"),
        ("system/interfaces/top-level.md", "Interfaces of modules outside packages"),
        ("decisions/0001-x.md", ""),
    ],
)
def test_a_page_of_a_folder_is_called_after_its_package(document: str, title: str) -> None:
    """A record brings its own title."""
    assert title_of(document) == title


def test_only_parts_of_records_are_records() -> None:
    """The index is written anew like any other page."""
    assert is_record("decisions/abc/1-status")
    assert not is_record("decisions/0-index")
    assert not is_record("interfaces/a/b")


def test_a_section_knows_its_page() -> None:
    """Its role, its document and its title come from there."""
    section = page_section("purpose", "x", (), label="l", subjects={Subject.GUIDE}, heading="H")
    assert (section.section_id, page_of(section.section_id), section.document) == (
        "purpose/x",
        "purpose",
        "system/purpose.md",
    )
    assert (section.role, section.title, section.heading) == ("building_inspector", "Purpose", "## H")
