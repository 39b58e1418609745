"""What the Building Inspector drafts."""

from coderipple.agents import building_inspector
from coderipple.values import Decision, Section
from fakes.facts import facts_of

SOURCE = '''\
"""Tide tables. And more."""


class Table(Base):
    """Holds `rows` of a_kind."""

    @property
    def size(self) -> int: ...

    def high(self, sep="`  `"): ...
'''
PACKAGE = 'from p._low import low\n__all__ = ["low"]\n'
FACTS = facts_of({"t.py": SOURCE, "p/__init__.py": PACKAGE, "p/_low.py": "def low():\n    '''Tells low.'''\n"})


def drafted(subject: str, output_dir: str = "coderipple") -> Section:
    """Drafts the section of one module."""
    decision = Decision(role="building_inspector", invoked=True, reason="why", section_id="id", subject=subject)
    (section,) = building_inspector.draft([decision], FACTS, output_dir=output_dir)
    return section


def test_a_module_becomes_a_section() -> None:
    """Kind, signature and description stand on one line a symbol, members indented."""
    section = drafted("t")
    assert section.document == "system/interfaces.md"
    assert section.heading == "## `t`"
    assert (section.role, section.section_id, section.reason) == ("building_inspector", "id", "why")
    assert [each.text for each in section.statements] == [
        "[t.py](../../t.py) Tide tables.\n",
        r"- class `Table`: Holds `rows` of a\_kind.",
        "  - property `Table.size -> int`",
        "  - ``Table.high(sep='`  `')``",
    ]
    assert [len(each.evidence) for each in section.statements] == [0, 1, 1, 1]


def test_a_symbol_from_elsewhere_names_its_file() -> None:
    """What a package offers from a private module leads to where it is defined."""
    assert [each.text for each in drafted("p").statements] == [
        "[p/\\_\\_init\\_\\_.py](../../p/__init__.py)\n",
        "- `low()` (in [p/\\_low.py](../../p/_low.py)): Tells low.",
    ]


def test_links_follow_the_output_folder() -> None:
    """A deeper output folder is further from the sources."""
    assert "(../../../t.py)" in drafted("t", output_dir="docs/generated").statements[0].text


def test_a_module_that_is_gone_has_nothing_to_say() -> None:
    """No statements mean that the section goes."""
    assert drafted("gone").statements == ()
