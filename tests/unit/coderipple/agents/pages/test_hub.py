"""The page that leads to the others."""

from dataclasses import replace

from coderipple.agents.pages import hub
from fakes.facts import lines
from fakes.sections import make_section


def test_pages_that_exist_have_a_line() -> None:
    """In the order of reading, with its headings; what stands from before counts, a page of a folder does not."""
    drafts = [
        make_section("interfaces/p", "x", document="system/interfaces.md"),
        make_section("patterns/p.f", "x", document="patterns.md"),
        make_section("interfaces/q", "x", document="system/interfaces/q.md"),
    ]
    drafts += [
        replace(make_section(f"advanced/{each}", "x", document="advanced.md"), heading=f"## {each}") for each in "BA"
    ]
    drafts.append(make_section("decisions/c/2-record", "x", document="decisions/0001-c.md"))
    assert lines(hub.draft(drafts, standing={"decisions/README.md", "discovery.md"})) == {
        "hub/pages": [
            "- [Discovery](discovery.md): where to look",
            "- [Patterns](patterns.md): patterns/p.f",
            "- [Advanced use](advanced.md): a, b",
            "- [Interfaces](system/interfaces.md): the reference",
            "- [Decisions](decisions/README.md)",
        ]
    }


def test_what_stands_on_the_page_of_decisions_is_said() -> None:
    """The list, the project's own records, or both; what nobody drafts now is not described."""
    index = replace(
        make_section("decisions/0-index", "x", document="decisions/README.md"), heading="", label="the list"
    )
    own = replace(make_section("decisions/1-own", "x", document="decisions/README.md"), heading="## Own records")
    assert lines(hub.draft([own, index], standing=()))["hub/pages"] == [
        "- [Decisions](decisions/README.md): the list, own records"
    ]
    assert lines(hub.draft([own], standing=()))["hub/pages"] == ["- [Decisions](decisions/README.md): own records"]


def test_without_pages_there_is_no_hub() -> None:
    """A page that leads nowhere is not written."""
    assert list(hub.draft([], standing=())) == []
