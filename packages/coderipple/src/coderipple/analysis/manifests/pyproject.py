"""Reads `pyproject.toml`: the standard's tables, and those of Poetry and flit.

Comes in: the manifest. Goes out: a `Project`, or None.
"""

from collections.abc import Iterator
from functools import reduce
from itertools import chain, islice
from typing import Any

from packaging.utils import canonicalize_name

from coderipple.analysis.manifests.content import (
    ManifestFile,
    entry_points,
    grouped_entry_points,
    one_line,
    table,
    texts,
)
from coderipple.analysis.manifests.merging import completed
from coderipple.analysis.manifests.poetry import read_poetry
from coderipple.analysis.manifests.requirements import (
    grouped_requirements,
    python_requirement,
    python_requirements,
)
from coderipple.analysis.manifests.toml_tables import toml_tables
from coderipple.facts import Project, Requirement

_MOST_GROUPS = 200  # each may include all others


def read_pyproject(file: ManifestFile) -> Project | None:
    """Reads one manifest; what the standard's table leaves open may stand in the tables of a tool."""
    manifest = toml_tables(file.text)
    found = reduce(completed, (_standard(file, manifest), read_poetry(file, manifest), _flit(file, manifest)))
    return found if found.name or found.build_backend else None


def _standard(file: ManifestFile, manifest: dict[str, Any]) -> Project:
    project = table(manifest, "project")
    extras = table(project, "optional-dependencies").items()
    return file.project(
        ecosystem="python",
        name=one_line(project.get("name")),
        runtime=one_line(project.get("requires-python")),
        version=one_line(project.get("version")),
        description=one_line(project.get("description")),
        installable="build-system" in manifest,
        build_backend=one_line(table(manifest, "build-system").get("build-backend")),
        requirements=(*python_requirements(project.get("dependencies")), *grouped_requirements(extras)),
        for_development=_groups(manifest),
        entry_points=(
            *entry_points("console_scripts", project.get("scripts")),
            *entry_points("gui_scripts", project.get("gui-scripts")),
            *grouped_entry_points(project.get("entry-points")),
        ),
    )


def _groups(manifest: dict[str, Any]) -> Iterator[Requirement]:
    groups = {
        str(canonicalize_name(name)): (name, entries)
        for name, entries in islice(table(manifest, "dependency-groups").items(), _MOST_GROUPS)
    }
    for key, (name, _) in groups.items():
        yield from _group(key, one_line(name), groups)
    yield from grouped_requirements(table(manifest, "tool", "pdm", "dev-dependencies").items())
    yield from python_requirements(table(manifest, "tool", "uv").get("dev-dependencies"), "dev")


def _group(key: str, name: str, groups: dict[str, tuple[str, Any]]) -> Iterator[Requirement]:
    """Yields the requirements of a group and of the groups that it includes, each once."""
    waiting, seen = [key], {key}
    while waiting:
        entries = groups[waiting.pop()][1]
        yield from python_requirements(entries, name)
        for entry in entries if isinstance(entries, list) else ():
            included = str(canonicalize_name(one_line(table({"": entry}, "").get("include-group"))))
            if included in groups and included not in seen:
                seen.add(included)
                waiting.append(included)


def _flit(file: ManifestFile, manifest: dict[str, Any]) -> Project:
    flit = table(manifest, "tool", "flit")
    metadata = table(flit, "metadata")
    extras = table(metadata, "requires-extra").items()
    return file.project(
        ecosystem="python",
        name=one_line(metadata.get("dist-name")) or one_line(metadata.get("module")),
        runtime=one_line(metadata.get("requires-python")),
        installable=False,
        requirements=chain(
            (each for each in map(python_requirement, texts(metadata.get("requires"))) if each),
            grouped_requirements(extras),
        ),
        entry_points=(
            *entry_points("console_scripts", flit.get("scripts")),
            *grouped_entry_points(flit.get("entrypoints")),
        ),
    )
