"""Where to look: what people wrote about the project, and the projects of a repository that holds several.

Comes in: the facts at the head. Goes out: a section with the documents at the root, and one with the projects.
"""

from collections.abc import Iterator

from coderipple.facts import Facts
from coderipple.markup import code_span, escape, file_link
from coderipple.pages import DOCUMENTS, page_section
from coderipple.values import Section, Statement, Subject


def draft(facts: Facts, *, output_dir: str) -> Iterator[Section]:
    """Drafts the sections.

    Args:
        facts: What is true at the head.
        output_dir: Folder of the documents, for the links.
    """
    document = f"{output_dir}/{DOCUMENTS['discovery']}"
    for name, heading, lines, label, subjects in (
        ("1-read-first", "Read first", tuple(_documents(facts, document)), "what to read first", {Subject.GUIDE}),
        ("2-projects", "Projects", tuple(_projects(facts, document)), "the list of projects", {Subject.PROJECT}),
    ):
        if lines:
            yield page_section("discovery", name, lines, heading=heading, label=label, subjects=subjects)


def _documents(facts: Facts, document: str) -> Iterator[Statement]:
    for guide in facts.guides:
        if "/" not in guide.path:
            # Of a list of changes the first title is often its latest release.
            is_lasting = guide.title and not any(each.isdigit() for each in guide.title)
            title = f": {escape(guide.title)}" if is_lasting else ""
            yield Statement(text=f"- {file_link(guide.path, document=document)}{title}")


def _projects(facts: Facts, document: str) -> Iterator[Statement]:
    for project in facts.projects if len(facts.projects) > 1 else ():
        where = file_link(project.evidence.path, document=document)
        description = f": {escape(project.description)}" if project.description else ""
        yield Statement(text=f"- {code_span(project.name)} ({where}){description}", evidence=(project.evidence,))
