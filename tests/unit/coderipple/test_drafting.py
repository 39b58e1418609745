"""What the roles would say, and what of it is published."""

from dataclasses import replace

from coderipple.config import Config, get_config
from coderipple.documents import Manifest, SectionRecord
from coderipple.drafting import chosen_sections, draft_sections, earlier_texts, kept_sections, without_links
from coderipple.facts import Facts
from coderipple.pages import page_of
from coderipple.values import Decision, History
from fakes.facts import facts_of, project
from fakes.sections import make_section

CONFIG = get_config({})
FACTS = replace(facts_of({"p/__init__.py": "def f():\n    'Does.'\n"}), projects=(project("p"),))
RECORD = SectionRecord(document="d.md", facts_hash="f", text_hash="t")


def pages(config: Config, manifest: Manifest | None = None) -> set[str]:
    """Returns the pages that are drafted."""
    drafts = draft_sections(FACTS, History(), manifest or Manifest(), config, ())
    return {page_of(each.section_id) for each in drafts}


def test_enabled_roles_draft_their_pages() -> None:
    """And the hub is the Tourist Guide's."""
    inspector = {"architecture", "capabilities", "interfaces", "tech_stack"}
    assert pages(CONFIG) == inspector | {"hub", "getting_started"}
    assert pages(CONFIG._replace(enabled_agents=("building_inspector",))) == inspector


def test_what_leads_nowhere_is_left_out() -> None:
    """A link in brackets goes from its line, another takes its line along, and the last line its section."""
    both = make_section("a", "- [D](sub/d.md)", "- x ([d](sub/d.md)) ([e](e.md))", "- [e](e.md) d.md", document="a.md")
    alone = make_section("b", "[d](d.md)", document="sub/b.md")
    (left,) = without_links([both, alone], {"sub/d.md"})
    assert [each.text for each in left.statements] == ["- x ([e](e.md))", "- [e](e.md) d.md"]
    assert without_links([both, alone], ()) == [both, alone]


def test_a_page_that_is_switched_off_is_not_drafted() -> None:
    """Nor does the hub lead to it."""
    config = CONFIG._replace(pages_off=("capabilities", "interfaces"))
    assert not pages(config) & {"capabilities", "interfaces"}
    (hub,) = [
        each for each in draft_sections(FACTS, History(), Manifest(), config, ()) if each.role == "tourist_guide"
    ][-1:]
    assert "capabilities" not in "".join(each.text for each in hub.statements)


def test_the_hub_leads_to_what_stands_from_before() -> None:
    """The history is still there where its role is switched off; the pages of another role are not."""
    standing = Manifest(
        sections={
            "purpose/x": replace(RECORD, document="system/purpose.md"),
            "decisions/0-index": replace(RECORD, document="decisions/README.md"),
        }
    )
    config = CONFIG._replace(enabled_agents=("tourist_guide",))
    drafts = draft_sections(FACTS, History(), standing, config, ())
    said = "".join(line.text for each in drafts for line in each.statements)
    assert "(decisions/README.md)" in said
    assert "(system/purpose.md)" not in said


def test_a_module_that_cannot_be_read_keeps_its_sections() -> None:
    """Wherever it has one."""
    facts = Facts(unread_modules=frozenset({"a b"}))
    manifest = Manifest(sections={"interfaces/a%20b": RECORD, "troubleshooting/a%20b": RECORD, "interfaces/c": RECORD})
    assert kept_sections(manifest, facts) == {"interfaces/a%20b", "troubleshooting/a%20b"}


def test_what_was_decided_is_chosen_and_what_is_gone_is_taken_out() -> None:
    """A section that stands elsewhere now is taken out there first."""
    stays, moves = make_section("tech_stack/a", "x"), make_section("tech_stack/b", "x", document="new.md")
    manifest = Manifest(sections={"tech_stack/b": RECORD, "tech_stack/gone": RECORD})
    decisions = [
        Decision(role="building_inspector", invoked=True, reason=f"why {key}", section_id=key)
        for key in ("tech_stack/a", "tech_stack/b", "tech_stack/gone")
    ]
    chosen = chosen_sections([*decisions, replace(decisions[0], invoked=False)], [stays, moves], manifest)
    assert [(each.section_id, each.document, bool(each.statements), each.reason) for each in chosen] == [
        ("tech_stack/a", "d.md", True, "why tech_stack/a"),
        ("tech_stack/b", "d.md", False, "tech_stack/b moved to new.md"),
        ("tech_stack/b", "new.md", True, "why tech_stack/b"),
        ("tech_stack/gone", "d.md", False, "why tech_stack/gone"),
    ]


def test_the_earlier_text_of_a_section_is_made_again() -> None:
    """From the facts before; of what was not there it is empty."""
    earlier = earlier_texts(lambda: draft_sections(FACTS, History(), Manifest(), CONFIG, ()))
    assert "`f()`" in earlier("interfaces/p")
    assert earlier("interfaces/q") == ""
