"""How to install the project, start it and use it for the first time.

Comes in: the facts at the head. Goes out: a section with the commands that install it, one with the commands that it
then has, one with a first use from its own examples or tests, and one with the variables that it reads.
"""

import shlex
from collections.abc import Iterable, Iterator

from packaging.utils import canonicalize_name

from coderipple.facts import Facts, Project
from coderipple.markup import code_block, code_span, file_link, page_link
from coderipple.pages import DOCUMENTS, page_section
from coderipple.values import Section, Statement, Subject


def draft(facts: Facts, *, output_dir: str) -> Iterator[Section]:
    """Drafts the sections.

    Args:
        facts: What is true at the head.
        output_dir: Folder of the documents, for the links.
    """
    document = f"{output_dir}/{DOCUMENTS['getting_started']}"
    for name, heading, lines, label, subjects in (
        ("1-install", "Install", tuple(_install(facts, document)), "how to install", {Subject.PROJECT}),
        ("2-start", "Start", tuple(_start(facts, document)), "how to start", {Subject.ENTRY_POINT}),
        ("4-configure", "Configure", tuple(_configure(facts, document)), "what to configure", {Subject.VARIABLE}),
        ("3-first-use", "First use", tuple(_first_use(facts, document)), "the first use", {Subject.EXAMPLE}),
    ):
        if lines:
            yield page_section("getting_started", name, lines, heading=heading, label=label, subjects=subjects)


def _install(facts: Facts, document: str) -> Iterator[Statement]:
    for project in facts.projects:
        command = _install_command(project, facts.projects)
        if command:
            needs = f", Python {code_span(project.runtime)}" if project.runtime else ""
            origin = file_link(project.evidence.path, document=document)
            yield Statement(
                text=f"- {code_span(project.name)} ({origin}){needs}: {code_span(command)}",
                evidence=(project.evidence,),
            )


def _install_command(project: Project, projects: Iterable[Project]) -> str:
    """Returns the command that installs a project from a clone, or an empty string."""
    if project.ecosystem != "python" or not project.installable:
        return ""
    folders = [f"./{each.folder}".removesuffix("/") for each in _with_neighbours(project, projects)]
    return shlex.join(["python", "-m", "pip", "install", *folders])


def _with_neighbours(project: Project, projects: Iterable[Project]) -> list[Project]:
    """Returns a project after the projects of the same repository that it needs; a registry may not have them."""
    by_name = {
        str(canonicalize_name(each.name)): each for each in projects if each.installable and each.ecosystem == "python"
    }
    needed: list[Project] = []
    waiting = [project]
    while waiting:
        current = waiting.pop()
        if current not in needed:
            needed.append(current)
            waiting += [by_name[name] for name in current.dependencies if name in by_name]
    return [*sorted(needed[1:], key=lambda each: each.folder), project]


def _start(facts: Facts, document: str) -> Iterator[Statement]:
    for project in facts.projects:
        for script in project.scripts:
            origin = file_link(project.evidence.path, document=document)
            yield Statement(text=f"- {code_span(script)} ({origin})", evidence=(project.evidence,))
    for module in facts.module_map:
        if module.name.endswith(".__main__"):
            command = f"python -m {module.name.removesuffix('.__main__')}"
            yield Statement(text=f"- {code_span(command)} ({file_link(module.path, document=document)})")


def _first_use(facts: Facts, document: str) -> Iterator[Statement]:
    for example in facts.examples[:1]:
        origin = file_link(example.evidence.path, document=document)
        yield Statement(
            text=f"From {origin}:\n\n{code_block(example.code, example.language)}", evidence=(example.evidence,)
        )


def _configure(facts: Facts, document: str) -> Iterator[Statement]:
    names = ", ".join(code_span(each.name) for each in facts.variables)
    if names:
        target = f"{document.rpartition('/')[0]}/{DOCUMENTS['interfaces']}"
        text = f"- {names} ({page_link('where each is read', target, document=document)})"
        yield Statement(text=text, evidence=tuple(each.evidence for each in facts.variables))
