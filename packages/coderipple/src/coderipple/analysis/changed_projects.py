"""A changed manifest at both ends of a push, of which only versions differ: pages leave these to the manifest.

Comes in: the project that it declares at both ends. Goes out: yes or no, and the words that differ.
"""

from collections.abc import Iterator
from dataclasses import replace

from coderipple.analysis.changed_files import same_but_place, words
from coderipple.facts import Project


def differs_in_versions(before: Project, after: Project) -> bool:
    """Tells whether nothing differs but which version a project is, and which versions it requires.

    Whether it states its version decides whether another manifest of its folder does.
    """
    return bool(before.version) == bool(after.version) and same_but_place(*map(_without_versions, (before, after)))


def differing_versions(before: Project, after: Project) -> set[str]:
    """Returns the words of the versions that are stated at one end alone, and of what people say with them."""
    stated = {*_stated(before)} ^ {*_stated(after)}
    return {word for each in stated for word in words(each)}


def _without_versions(project: Project) -> Project:
    return replace(
        project, version="", requirements=tuple(replace(each, specifier="") for each in project.requirements)
    )


def _stated(project: Project) -> Iterator[str]:
    yield project.version
    yield from (f"{project.name}{mark}{project.version}" for mark in ("==", " ", "@"))
    for each in project.requirements:
        yield each.specifier
        yield from (f"{each.name}{each.specifier}", f"{each.name} {each.specifier}")
