"""What the Tourist Guide says."""

from coderipple.agents import tourist_guide
from coderipple.pages import OWNERS, TOURIST_GUIDE, page_of
from fakes.facts import facts_of


def test_it_writes_its_own_pages() -> None:
    """None of the others', and nothing where there is nothing."""
    files = {
        "pyproject.toml": '[project]\nname = "p"\n[build-system]\nrequires = ["hatchling"]\n',
        "p/__init__.py": "from typing import Protocol\n\nclass Port(Protocol): ...\n",
    }
    found = list(tourist_guide.draft(facts_of(files), output_dir="o"))
    pages = {page_of(each.section_id) for each in found}
    assert {"getting_started", "advanced"} <= pages
    assert {OWNERS[each] for each in pages} == {TOURIST_GUIDE} == {each.role for each in found}
    assert list(tourist_guide.draft(facts_of({"notes.txt": ""}), output_dir="o")) == []
