"""What the Building Inspector says."""

from dataclasses import replace

from coderipple.agents import building_inspector
from coderipple.pages import BUILDING_INSPECTOR, OWNERS, page_of
from fakes.facts import facts_of, project


def test_it_writes_its_own_pages() -> None:
    """Each under `system/`, and nothing where there is nothing."""
    facts = replace(
        facts_of({"p/__init__.py": "def f():\n    'Does.'\n"}), projects=(project("p", description="Tides."),)
    )
    found = list(building_inspector.draft(facts, output_dir="o", most_symbols=10))
    pages = {page_of(each.section_id) for each in found}
    assert pages == {"purpose", "architecture", "capabilities", "tech_stack", "interfaces"}
    assert {OWNERS[each] for each in pages} == {BUILDING_INSPECTOR} == {each.role for each in found}
    assert all(each.document.startswith("system/") for each in found)
    assert list(building_inspector.draft(facts_of({"notes.txt": ""}), output_dir="o", most_symbols=10)) == []
