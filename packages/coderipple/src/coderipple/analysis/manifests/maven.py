"""Reads `pom.xml`, the manifest of Maven projects.

Comes in: the manifest. Goes out: a `Project`, or None. A value that refers to a property of another file is left out.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from coderipple.analysis.manifests.content import ManifestFile, one_line
from coderipple.facts import Project, Requirement

if TYPE_CHECKING:
    from xml.etree import ElementTree

_REFERENCE = re.compile(r"\$\{([^${}]*)\}")
_DEEPEST = 5  # properties that refer to properties
_RUNTIMES = ("maven.compiler.release", "java.version", "maven.compiler.target", "maven.compiler.source")
_MOST_DEPENDENCIES = 5_000


def read_maven(file: ManifestFile) -> Project | None:
    """Reads one manifest.

    Raises:
        ValueError: It declares a document type, and with it perhaps entities that fill the memory.
    """
    from xml.etree import ElementTree  # noqa: PLC0415 - few repositories have such a manifest

    text = file.text
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        message = "it declares a document type; a manifest has none"
        raise ValueError(message)
    root = ElementTree.fromstring(text)  # noqa: S314 - without a document type there are no entities to expand
    if _tag(root) != "project":
        return None
    properties = _properties(root)
    group, artifact = properties.get("project.groupId", ""), properties.get("project.artifactId", "")
    if not artifact:
        return None
    requirements = list(_requirements(root, properties))
    return file.project(
        ecosystem="java",
        name=f"{group}:{artifact}".removeprefix(":"),
        runtime=next((found for each in _RUNTIMES if (found := _resolved(f"${{{each}}}", properties))), ""),
        version=properties.get("project.version", ""),
        description=_resolved(_text(root, "description"), properties),
        requirements=(each for each in requirements if each.group != "test"),
        for_development=(each for each in requirements if each.group == "test"),
    )


def _properties(root: "ElementTree.Element") -> dict[str, str]:
    """Returns the properties, and the project's own coordinates, those that it inherits too."""
    declared = {_tag(each): each.text or "" for child in root if _tag(child) == "properties" for each in child}
    parent = _child(root, "parent")
    for name in ("groupId", "artifactId", "version"):
        inherited = _text(parent, name) if parent is not None else ""
        own = _text(root, name) or ("" if name == "artifactId" else inherited)
        declared |= {f"project.{name}": own, f"project.parent.{name}": inherited}
    for name in ("groupId", "artifactId", "version"):
        declared[f"project.{name}"] = _resolved(declared[f"project.{name}"], declared)
    return declared


def _requirements(root: "ElementTree.Element", properties: dict[str, str]) -> Iterator[Requirement]:
    dependencies = _child(root, "dependencies")
    for each in islice(dependencies if dependencies is not None else (), _MOST_DEPENDENCIES):
        group, artifact, version = (
            _resolved(_text(each, name), properties) for name in ("groupId", "artifactId", "version")
        )
        scope = _text(each, "scope") or "compile"
        if group and artifact:
            asked = "optional" if _text(each, "optional") == "true" else "" if scope == "compile" else scope
            yield Requirement(name=f"{group}:{artifact}", specifier=version, group=asked)


def _resolved(text: str, properties: dict[str, str]) -> str:
    """Returns a text with its references replaced, or an empty string where one of them stays open."""
    for _ in range(_DEEPEST):
        if not _REFERENCE.search(text):
            break
        # Cut each time: properties that name others twice would double it.
        text = _REFERENCE.sub(lambda found: properties.get(found.group(1), ""), text[:1_000])
    return one_line(text) if "${" not in text else ""


def _child(element: "ElementTree.Element", name: str) -> "ElementTree.Element | None":
    return next((each for each in element if _tag(each) == name), None)


def _text(element: "ElementTree.Element", name: str) -> str:
    found = _child(element, name)
    return one_line(found.text) if found is not None else ""


def _tag(element: "ElementTree.Element") -> str:
    return str(element.tag).rpartition("}")[2]
