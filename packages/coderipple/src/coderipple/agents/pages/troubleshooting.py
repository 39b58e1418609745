"""What can go wrong: the exceptions that a caller can meet, with the messages that they carry.

Comes in: the facts at the head. Goes out: one section a module that defines exceptions.
"""

from collections.abc import Iterator
from itertools import groupby
from urllib.parse import quote

from coderipple.facts import ErrorClass, Facts
from coderipple.markup import code_link, code_span, file_link, prose
from coderipple.pages import DOCUMENTS, page_section
from coderipple.values import Section, Statement, Subject

_MOST_MESSAGES = 5  # of one exception; who needs more reads the source


def draft(facts: Facts, *, output_dir: str) -> Iterator[Section]:
    """Drafts the sections.

    Args:
        facts: What is true at the head.
        output_dir: Folder of the documents, for the links.
    """
    document = f"{output_dir}/{DOCUMENTS['troubleshooting']}"
    for module, errors in groupby(facts.errors, key=lambda each: each.module):
        yield page_section(
            "troubleshooting",
            quote(module),
            tuple(line for each in errors for line in _lines(each, document)),
            heading=code_span(module),
            label=f"the errors of {code_span(module)}",
            subjects={Subject.ERROR},
            modules=frozenset({module}),
        )


def _lines(error: ErrorClass, document: str) -> Iterator[Statement]:
    summary = f": {prose(error.summary)}" if error.summary else ""
    name = code_link(error.name, error.evidence.path, document=document)
    yield Statement(text=f"- {name}{summary}", evidence=(error.evidence,))
    said = {each.text: each for each in reversed(error.messages)}
    for message in list(reversed(said.values()))[:_MOST_MESSAGES]:
        is_there = message.evidence.path == error.evidence.path
        where = "" if is_there else f" ({file_link(message.evidence.path, document=document)})"
        yield Statement(text=f"  - {code_span(message.text)}{where}", evidence=(message.evidence,))
