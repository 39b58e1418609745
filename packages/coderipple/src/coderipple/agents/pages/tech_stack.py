"""What the projects are made with, as their manifests state it.

Comes in: the facts at the head. Goes out: one section a project: language, build, what its users need. In which
versions, and what its makers need, the manifest tells those whom it concerns.
"""

from collections.abc import Iterator
from itertools import groupby
from urllib.parse import quote

from coderipple.facts import Facts, Project
from coderipple.markup import code_span, file_link
from coderipple.pages import DOCUMENTS, page_section
from coderipple.values import Section, Statement, Subject

_LANGUAGES = {"python": "Python", "node": "Node.js", "go": "Go", "rust": "Rust", "java": "Java"}


def draft(facts: Facts, *, output_dir: str) -> Iterator[Section]:
    """Drafts the sections.

    Args:
        facts: What is true at the head.
        output_dir: Folder of the documents, for the links.
    """
    document = f"{output_dir}/{DOCUMENTS['tech_stack']}"
    for project in facts.projects:
        yield page_section(
            "tech_stack",
            quote(f"{project.folder or '.'}/{project.ecosystem}", safe="/"),
            tuple(_lines(project, document)),
            heading=code_span(project.name),
            label=f"what {code_span(project.name)} is made with",
            subjects={Subject.PROJECT, Subject.REQUIREMENT},
        )


def _lines(project: Project, document: str) -> Iterator[Statement]:
    yield Statement(text=f"{file_link(project.evidence.path, document=document)}\n", evidence=(project.evidence,))
    runtime = f" {code_span(project.runtime)}" if project.runtime else ""
    yield Statement(text=f"- {_LANGUAGES[project.ecosystem]}{runtime}")
    if project.build_backend:
        yield Statement(text=f"- built by {code_span(project.build_backend)}")
    for group, requirements in groupby(project.requirements, key=lambda each: each.group):
        if not group or group in project.extras:
            # One that is required in other versions elsewhere stands twice in the manifest.
            named = ", ".join(map(code_span, dict.fromkeys(each.name for each in requirements)))
            condition = f"with {code_span(group)} " if group else ""
            yield Statement(text=f"- {condition}requires {named}")
