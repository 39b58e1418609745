"""How much of a manifest is told.

Comes in: a project. Goes out: the same with as many requirements and entry points as a person declares, and a warning
for what is left out.
"""

from dataclasses import replace

from coderipple.analysis.manifests.content import is_command
from coderipple.facts import Project

MOST_TOLD = 1_000  # requirements, and entry points, of one manifest


def limited(project: Project) -> tuple[Project, list[str]]:
    """Returns a project within the limits, and what is left out of it."""
    problems = [
        f"{project.evidence.path}: more than {MOST_TOLD} {what}, the others are left out"
        for what, found in (("requirements", project.requirements), ("entry points", project.entry_points))
        if len(found) > MOST_TOLD
    ]
    if not problems:
        return project, problems
    requirements, entry_points = project.requirements[:MOST_TOLD], project.entry_points[:MOST_TOLD]
    required = {each.name for each in requirements}
    commands = {each.name for each in entry_points if is_command(each)}
    cut = replace(
        project,
        requirements=requirements,
        entry_points=entry_points,
        dependencies=tuple(each for each in project.dependencies if each in required),
        scripts=tuple(each for each in project.scripts if each in commands),
    )
    return cut, problems
