"""Tourist Guide, the outer layer: how to engage with the project.

Comes in: the facts at the head. Goes out: the sections of the pages for newcomers and users.
"""

from collections.abc import Iterator

from coderipple.agents.pages import advanced, discovery, getting_started, patterns, troubleshooting
from coderipple.facts import Facts
from coderipple.values import Section


def draft(facts: Facts, *, output_dir: str) -> Iterator[Section]:
    """Drafts every section that has something to say.

    Args:
        facts: What is true at the head.
        output_dir: Folder of the documents, for the links.
    """
    for page in (discovery, getting_started, patterns, advanced, troubleshooting):
        yield from page.draft(facts, output_dir=output_dir)
