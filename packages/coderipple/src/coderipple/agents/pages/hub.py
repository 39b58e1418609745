"""The page that leads to the others.

Comes in: the sections of every other page. Goes out: one section with a line for each page that
exists.
"""

from collections.abc import Collection, Iterator
from urllib.parse import quote

from coderipple.pages import DOCUMENTS, page_of, page_section
from coderipple.values import Section, Statement

_MOST_NAMES = 4
# Short enough to say nothing that could be untrue of a project whose page exists; an empty one stands for the headings.
_LINES = {
    "discovery": ("Discovery", "where to look"),
    "getting_started": ("Getting started", ""),
    "patterns": ("Patterns", ""),
    "advanced": ("Advanced use", ""),
    "troubleshooting": ("Troubleshooting", "errors that a caller can meet"),
    "purpose": ("Purpose", "in the project's own words"),
    "architecture": ("Architecture", ""),
    "interfaces": ("Interfaces", "the reference"),
    "capabilities": ("Capabilities", ""),
    "tech_stack": ("Technology", "what the projects are made with"),
    "decisions": ("Decisions", ""),
}


def draft(drafts: Collection[Section], *, standing: Collection[str]) -> Iterator[Section]:
    """Drafts the section; nothing where there is no other page.

    Args:
        drafts: The sections of every other page.
        standing: Documents that exist beside those that are drafted.
    """
    existing = {each.document for each in drafts} | set(standing)
    lines = tuple(
        Statement(text=f"- [{title}]({quote(DOCUMENTS[page])}){_said(words or _headings(page, drafts))}")
        for page, (title, words) in _LINES.items()
        if DOCUMENTS[page] in existing
    )
    if lines:
        yield page_section("hub", "pages", lines, label="the list of pages", subjects=set())


def _said(words: str) -> str:
    return f": {words}" if words else ""


def _headings(page: str, drafts: Collection[Section]) -> str:
    """Returns the first headings of a page in their order, in a sentence; of a section without one its label."""
    own = [each for each in drafts if page_of(each.section_id) == page and each.document == DOCUMENTS[page]]
    ordered = sorted(own, key=lambda each: each.section_id)
    headings = [each.heading.removeprefix("## ") or each.label for each in ordered]
    return ", ".join(each[:1].lower() + each[1:] for each in headings[:_MOST_NAMES])
