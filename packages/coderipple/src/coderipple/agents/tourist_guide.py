"""Tourist Guide, the outer layer: how to engage with the project.

Comes in: decisions about installing, starting and configuring, the facts at the head. Goes out: the sections of
`getting_started.md`.
"""

import shlex
from collections.abc import Callable, Iterable, Iterator

from packaging.utils import canonicalize_name

from coderipple.facts import Evidence, Facts, Project
from coderipple.markup import code_span, file_link, prose
from coderipple.values import Decision, Section, Statement

DOCUMENT = "getting_started.md"


def draft(decisions: Iterable[Decision], facts: Facts, *, output_dir: str) -> Iterator[Section]:
    """Drafts the sections; one that has nothing left to say gets no statements.

    Args:
        decisions: What to write.
        facts: What is true at the head.
        output_dir: Folder of the documents, for the links.
    """
    for decision in decisions:
        name = decision.section_id.rpartition("/")[2]
        heading, statements = _SECTIONS[name]
        yield Section(
            role=decision.role,
            section_id=decision.section_id,
            document=DOCUMENT,
            title="Getting started",
            heading=f"## {heading}",
            statements=tuple(statements(facts, f"{output_dir}/{DOCUMENT}")),
            reason=decision.reason,
        )


def _install(facts: Facts, document: str) -> Iterator[Statement]:
    for project in facts.projects:
        if project.installable:
            needs = f", Python {code_span(project.runtime)}" if project.runtime else ""
            folders = [f"./{each.folder}".removesuffix("/") for each in _with_neighbours(project, facts.projects)]
            command = shlex.join(["python", "-m", "pip", "install", *folders])
            origin = file_link(project.evidence.path, document=document)
            yield Statement(
                text=f"- {code_span(project.name)} ({origin}){needs}: {code_span(command)}",
                evidence=(project.evidence,),
            )


def _with_neighbours(project: Project, projects: Iterable[Project]) -> list[Project]:
    """Returns a project after the projects of the same repository that it needs; a registry may not have them."""
    by_name = {str(canonicalize_name(each.name)): each for each in projects if each.installable}
    needed: list[Project] = []
    waiting = [project]
    while waiting:
        current = waiting.pop()
        if current not in needed:
            needed.append(current)
            waiting += [by_name[name] for name in current.dependencies if name in by_name]
    return [*sorted(needed[1:], key=lambda each: each.folder), project]


def _commands(facts: Facts, document: str) -> Iterator[Statement]:
    for project in facts.projects:
        for script in project.scripts:
            yield Statement(
                text=f"- command {code_span(script)} ({file_link(project.evidence.path, document=document)})",
                evidence=(project.evidence,),
            )
    for option in facts.options:
        flags = ", ".join(code_span(flag) for flag in option.flags)
        yield Statement(
            text=f"- option {flags} {_origin(option.evidence, document)}{_described(option.summary)}",
            evidence=(option.evidence,),
        )


def _configuration(facts: Facts, document: str) -> Iterator[Statement]:
    for variable in facts.variables:
        default = f", default {code_span(variable.default)}" if variable.default not in {None, "''"} else ""
        yield Statement(
            text=f"- {code_span(variable.name)}{default} {_origin(variable.evidence, document)}",
            evidence=(variable.evidence,),
        )


def _origin(evidence: Evidence, document: str) -> str:
    return f"({file_link(evidence.path, document=document)})"


def _described(summary: str) -> str:
    return f": {prose(summary)}" if summary else ""


_SECTIONS: dict[str, tuple[str, Callable[[Facts, str], Iterator[Statement]]]] = {
    "1-install": ("Install", _install),
    "2-commands": ("Commands", _commands),
    "3-configuration": ("Configuration", _configuration),
}
