"""Manifests read as the pipeline reads them."""

from textwrap import dedent

from coderipple.analysis.manifests import read_manifest
from coderipple.facts import EntryPoint, Project, Requirement


def project_of(path: str, content: str | bytes) -> Project:
    """Returns the project that a manifest declares; one that declares none fails the test."""
    found = read_manifest(path, "b", content if isinstance(content, bytes) else dedent(content).encode())
    assert isinstance(found, Project), found
    return found


def required(project: Project) -> list[tuple[str, str, str]]:
    """Returns the requirements as name, specifier, group."""
    return [(each.name, each.specifier, each.group) for each in project.requirements]


def registered(project: Project) -> list[tuple[str, str, str]]:
    """Returns the entry points as group, name, target."""
    return [(each.group, each.name, each.target) for each in project.entry_points]


def requirement(name: str, specifier: str = "", group: str = "") -> Requirement:
    """Returns a requirement in one line."""
    return Requirement(name=name, specifier=specifier, group=group)


def entry_point(group: str, name: str, target: str) -> EntryPoint:
    """Returns an entry point in one line."""
    return EntryPoint(group=group, name=name, target=target)
