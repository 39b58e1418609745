"""How the public names are used, by uses that exist.

Comes in: the facts at the head. Goes out: one section a name with a use of it from the repository's examples or
tests, as it stands there.
"""

from collections.abc import Iterator
from urllib.parse import quote

from coderipple.facts import Facts, UsageExample
from coderipple.markup import code_block, code_span, file_link
from coderipple.pages import DOCUMENTS, page_section
from coderipple.values import Section, Statement, Subject

_MOST_NAMES = 6


def draft(facts: Facts, *, output_dir: str) -> Iterator[Section]:
    """Drafts the sections.

    Args:
        facts: What is true at the head.
        output_dir: Folder of the documents, for the links.
    """
    document = f"{output_dir}/{DOCUMENTS['patterns']}"
    for name, example in list(_first_uses(facts).items())[:_MOST_NAMES]:
        origin = file_link(example.evidence.path, document=document)
        text = f"{code_block(example.code, example.language)}\nFrom {origin}."
        yield page_section(
            "patterns",
            quote(name),
            (Statement(text=text, evidence=(example.evidence,)),),
            heading=code_span(name),
            label=f"the use of {code_span(name)}",
            subjects={Subject.EXAMPLE},
        )


def _first_uses(facts: Facts) -> dict[str, UsageExample]:
    """Returns the most telling use of each name; the first of all is on the page for newcomers already."""
    uses: dict[str, UsageExample] = {}
    for example in facts.examples[1:]:
        new = [name for name in example.names if name not in uses]
        if new and example not in uses.values():
            uses[new[0]] = example
    return uses
