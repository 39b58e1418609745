"""What the project is for, in its own words.

Comes in: the facts at the head. Goes out: one section a project with its description, and one with the opening of
the README; both are quotations.
"""

from collections.abc import Iterator
from urllib.parse import quote

from coderipple.facts import Facts, Project
from coderipple.markup import code_span, escape, file_link, prose
from coderipple.pages import DOCUMENTS, page_section
from coderipple.values import Section, Statement, Subject


def draft(facts: Facts, *, output_dir: str) -> Iterator[Section]:
    """Drafts the sections.

    Args:
        facts: What is true at the head.
        output_dir: Folder of the documents, for the links.
    """
    document = f"{output_dir}/{DOCUMENTS['purpose']}"
    readme = next((each for each in facts.guides if each.opening and is_readme(each.path)), None)
    if readme is not None:
        lines = (
            Statement(text=f"> {prose(readme.opening)}\n"),
            Statement(text=file_link(readme.path, document=document)),
        )
        yield page_section("purpose", "!readme", lines, label="the README's opening", subjects={Subject.GUIDE})
    described = [each for each in facts.projects if each.description]
    for project in described:
        if readme is not None and _says(readme.opening, project):
            continue
        yield page_section(
            "purpose",
            quote(project.folder or "."),
            (
                Statement(text=f"> {escape(project.description)}\n", evidence=(project.evidence,)),
                Statement(text=file_link(project.evidence.path, document=document)),
            ),
            heading=code_span(project.name) if len(facts.projects) > 1 else "",
            label=f"the purpose of {code_span(project.name)}",
            subjects={Subject.PROJECT},
        )


def is_readme(path: str) -> bool:
    """Tells whether a document is the README of the repository itself."""
    return "/" not in path and path.lower().startswith("readme")


def _says(opening: str, project: Project) -> bool:
    return project.description.rstrip(".").casefold() in opening.casefold()
