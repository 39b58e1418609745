"""Entry points whose target is there.

Comes in: projects and the names of the repository. Goes out: the projects without the entry points that would fail, and
a warning for each of these.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from coderipple.analysis.manifests.content import is_command
from coderipple.analysis.own_names import OwnNames
from coderipple.facts import EntryPoint, Project

_FILES = {"scripts", "bin"}  # groups whose targets are files


def with_existing_targets(
    projects: Iterable[Project], own: OwnNames, tree: Mapping[str, str]
) -> tuple[tuple[Project, ...], list[str]]:
    """Returns the projects with the entry points that can start, and why others are left out.

    Args:
        projects: The projects.
        own: The names of the repository's modules; what belongs to another package is taken as it is stated.
        tree: Path to blob id.
    """
    kept: list[Project] = []
    problems: list[str] = []
    for project in projects:
        missing = frozenset(each for each in project.entry_points if _is_missing(each, project, own, tree))
        problems += [
            f"{project.evidence.path}: {each.name} is left out, its target {each.target} does not exist"
            for each in project.entry_points
            if each in missing
        ]
        kept.append(_without(project, missing) if missing else project)
    return tuple(kept), problems


def _without(project: Project, missing: frozenset[EntryPoint]) -> Project:
    entry_points = tuple(each for each in project.entry_points if each not in missing)
    commands = {each.name for each in entry_points if is_command(each)}
    return replace(
        project, entry_points=entry_points, scripts=tuple(each for each in project.scripts if each in commands)
    )


def _is_missing(entry: EntryPoint, project: Project, own: OwnNames, tree: Mapping[str, str]) -> bool:
    if project.ecosystem != "python" or entry.group in _FILES:
        return False
    module, _, name = (part.strip() for part in entry.target.split("[", 1)[0].partition(":"))
    if not own.is_own(module) or not all(part.isidentifier() for part in module.split(".")):
        return False
    if own.is_module(module):
        return bool(name) and not own.may_exist(f"{module}.{name}")
    # A module may be compiled from another language.
    place = f"/{module.replace('.', '/')}."
    return not any(place in f"/{path}" for path in tree)
