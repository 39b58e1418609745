"""Several manifests of one folder are one project.

Comes in: the projects of single manifests. Goes out: one project a folder and ecosystem.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce

from coderipple.facts import EntryPoint, Project, Requirement

_ORDER = ("pyproject.toml", "setup.cfg", "setup.py", "pom.xml", "build.gradle.kts", "build.gradle")


def merge_manifests(found: Iterable[Project]) -> tuple[Project, ...]:
    """Returns the projects, sorted by folder and ecosystem; a part that no name completes is left out.

    Args:
        found: What each manifest says. Of one folder `pyproject.toml` wins, `setup.cfg` fills its gaps, and
            `setup.py` the gaps of both.
    """
    parts: dict[tuple[str, str], list[Project]] = {}
    for each in sorted(found, key=_rank):
        parts.setdefault((each.folder, each.ecosystem), []).append(each)
    merged = (reduce(completed, parts[key]) for key in sorted(parts))
    return tuple(each for each in merged if each.name)


def completed(project: Project, other: Project) -> Project:
    """Returns a project with its gaps filled; a group of requirements or entry points is whole or a gap."""
    requirements = _with_groups(project.requirements, other.requirements)
    entry_points = _with_groups(project.entry_points, other.entry_points)
    needed = {*project.dependencies, *other.dependencies}
    registered = {each.name for each in entry_points}
    return replace(
        project,
        name=project.name or other.name,
        runtime=project.runtime or other.runtime,
        dependencies=tuple(sorted(needed & {each.name for each in requirements})),
        scripts=tuple(sorted({*project.scripts, *other.scripts} & registered)),
        installable=project.installable or other.installable,
        evidence=project.evidence if project.name or not other.name else other.evidence,
        version=project.version or other.version,
        description=project.description or other.description,
        requirements=requirements,
        entry_points=entry_points,
        build_backend=project.build_backend or other.build_backend,
        extras=project.extras | other.extras,
    )


def _rank(project: Project) -> tuple[int, str]:
    name = project.evidence.path.rpartition("/")[2]
    return _ORDER.index(name) if name in _ORDER else len(_ORDER), project.evidence.path


def _with_groups[Grouped: Requirement | EntryPoint](
    stated: tuple[Grouped, ...], others: tuple[Grouped, ...]
) -> tuple[Grouped, ...]:
    groups = {each.group for each in stated}
    filled = (*stated, *(each for each in others if each.group not in groups))
    return tuple(sorted(filled, key=lambda each: (each.group, each.name)))
