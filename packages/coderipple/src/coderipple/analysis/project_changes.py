"""What differs between two commits in how a project is named, built, required and started.

Comes in: the projects of both. Goes out: `SurfaceChange`s, one a difference.
"""

from collections.abc import Iterable, Iterator

from packaging.utils import canonicalize_name

from coderipple.analysis.manifests import is_command
from coderipple.analysis.version_bounds import is_major_change
from coderipple.facts import EntryPoint, Project, Requirement
from coderipple.markup import code_span
from coderipple.values import ChangeKind, Subject, SurfaceChange

_RUNTIMES = {"python": "Python", "node": "Node.js", "go": "Go", "rust": "Rust", "java": "Java"}


def compare_projects(base: Iterable[Project], head: Iterable[Project]) -> Iterator[SurfaceChange]:
    """Yields the differences, by folder and ecosystem; of a new or removed project only that it is."""
    old = {(each.folder, each.ecosystem): each for each in base}
    new = {(each.folder, each.ecosystem): each for each in head}
    for key in sorted(old.keys() | new.keys()):
        was, now = old.get(key), new.get(key)
        if was and now:
            yield from _differences(was, now)
        elif now:
            yield _change(Subject.PROJECT, ChangeKind.ADDED, now.name, f"{_called(now)} is new")
        elif was:
            yield _change(Subject.PROJECT, ChangeKind.REMOVED, was.name, f"{_called(was)} is gone")


def _differences(was: Project, now: Project) -> Iterator[SurfaceChange]:
    for detail in _details(was, now):
        yield _change(Subject.PROJECT, ChangeKind.CHANGED, now.name, detail)
    yield from _requirements(was, now)
    yield from _entry_points(was, now)


def _details(was: Project, now: Project) -> Iterator[str]:
    label = _called(now)
    if was.name != now.name:
        yield f"{label} was called {code_span(was.name)}"
    if was.version != now.version:
        yield _became(f"{label} is version", f"{label} states no version", was.version, now.version)
    if was.runtime != now.runtime:
        needs = f"{label} needs {_RUNTIMES[now.ecosystem]}"
        yield _became(needs, f"{label} states no version of {_RUNTIMES[now.ecosystem]}", was.runtime, now.runtime)
    if was.description != now.description:
        yield f"{label} describes itself differently"
    if was.build_backend != now.build_backend:
        built = f"{label} is built by"
        yield _became(built, f"{label} states no build backend", was.build_backend, now.build_backend)
    if was.installable != now.installable:
        yield f"{label} {'can be installed now' if now.installable else 'can no longer be installed'}"


def _became(label: str, nothing: str, before: str, after: str) -> str:
    """Returns what a value is, and what it was."""
    if not after:
        return f"{nothing} any more, it was {code_span(before)}"
    was = f", it was {code_span(before)}" if before else ""
    return f"{label} {code_span(after)} now{was}"


def _requirements(was: Project, now: Project) -> Iterator[SurfaceChange]:
    old, new = _by_name(was.requirements), _by_name(now.requirements)
    for_users = _groups_for_users(was) | _groups_for_users(now)
    for group, name in sorted(old.keys() | new.keys()):
        before, after = old.get((group, name)), new.get((group, name))
        if before == after:
            continue
        label = _called(now) if not group else f"{_called(now)} in the group {code_span(group)}"
        if before is None:
            kind, detail = ChangeKind.ADDED, f"{label} requires {_spelled(name, after)} now"
        elif after is None:
            kind, detail = ChangeKind.REMOVED, f"{label} no longer requires {_spelled(name, before)}"
        else:
            major = " (major)" if is_major_change(before, after, ecosystem=now.ecosystem) else ""
            kind = ChangeKind.CHANGED
            detail = f"{label} requires {_spelled(name, after)}{major}, it was {_spelled(name, before)}"
        subject = Subject.REQUIREMENT if group in for_users else Subject.DEVELOPMENT_REQUIREMENT
        yield _change(subject, kind, name, detail)


def _groups_for_users(project: Project) -> frozenset[str]:
    """Returns the groups that users can ask for; what only developers need is no dependency of the project."""
    needed = {project.name, str(canonicalize_name(project.name)), *project.dependencies}
    groups = {each.group for each in project.requirements}
    return frozenset(groups - {each.group for each in project.requirements if each.name not in needed})


def _by_name(requirements: Iterable[Requirement]) -> dict[tuple[str, str], str]:
    """Returns the specifiers; one name may stand several times, for different machines."""
    found: dict[tuple[str, str], list[str]] = {}
    for each in requirements:
        found.setdefault((each.group, each.name), []).append(each.specifier)
    return {key: " or ".join(sorted(filter(None, specifiers))) for key, specifiers in found.items()}


def _spelled(name: str, specifier: str | None) -> str:
    separator = " " if specifier and (specifier[0].isalnum() or " or " in specifier) else ""
    return code_span(f"{name}{separator}{specifier or ''}")


def _entry_points(was: Project, now: Project) -> Iterator[SurfaceChange]:
    old = {(each.group, each.name): each for each in was.entry_points}
    new = {(each.group, each.name): each for each in now.entry_points}
    for key in sorted(old.keys() | new.keys()):
        before, after = old.get(key), new.get(key)
        if after and not before:
            yield _entry_point_change(ChangeKind.ADDED, after, "is new")
        elif before and not after:
            yield _entry_point_change(ChangeKind.REMOVED, before, "is gone")
        elif before and after and before.target != after.target:
            leads = f"leads to {code_span(after.target)} now, it was {code_span(before.target)}"
            yield _entry_point_change(ChangeKind.CHANGED, after, leads)


def _entry_point_change(kind: ChangeKind, entry_point: EntryPoint, difference: str) -> SurfaceChange:
    if is_command(entry_point):
        label = f"command {code_span(entry_point.name)}"
    else:
        label = f"entry point {code_span(entry_point.name)} of {code_span(entry_point.group)}"
    return _change(Subject.ENTRY_POINT, kind, entry_point.name, f"{label} {difference}")


def _called(project: Project) -> str:
    return f"project {code_span(project.name)}"


def _change(subject: Subject, kind: ChangeKind, name: str, detail: str) -> SurfaceChange:
    return SurfaceChange(subject=subject, kind=kind, name=name, module="", detail=detail)
