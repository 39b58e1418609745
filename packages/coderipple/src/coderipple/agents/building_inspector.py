"""Building Inspector, the middle layer: what the code is now.

Comes in: the facts at the head. Goes out: the sections of the pages under `system/`.
"""

from collections.abc import Iterator

from coderipple.agents.pages import architecture, capabilities, interfaces, purpose, tech_stack
from coderipple.facts import Facts
from coderipple.values import Section


def draft(facts: Facts, *, output_dir: str, most_symbols: int) -> Iterator[Section]:
    """Drafts every section that has something to say.

    Args:
        facts: What is true at the head.
        output_dir: Folder of the documents, for the links.
        most_symbols: Public symbols that one page of the reference may hold.
    """
    for page in (purpose, architecture, capabilities, tech_stack):
        yield from page.draft(facts, output_dir=output_dir)
    yield from interfaces.draft(facts, output_dir=output_dir, most_symbols=most_symbols)
