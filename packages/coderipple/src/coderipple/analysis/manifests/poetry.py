"""Reads what Poetry keeps in `pyproject.toml`.

Comes in: the manifest. Goes out: a `Project`, whose name is empty where Poetry says nothing.
"""

from collections.abc import Iterator
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
from coderipple.facts import EntryPoint, Project, Requirement

_NOT_IN_AN_EXTRA = ("optional",)


def read_poetry(file: ManifestFile, manifest: dict[str, Any]) -> Project:
    """Reads `[tool.poetry]`; caret and tilde specifiers stay as they are spelled."""
    poetry = table(manifest, "tool", "poetry")
    dependencies = table(poetry, "dependencies")
    return file.project(
        ecosystem="python",
        name=one_line(poetry.get("name")),
        runtime=next(iter(_specifiers(dependencies.pop("python", None))), ""),
        version=one_line(poetry.get("version")),
        description=one_line(poetry.get("description")),
        installable=False,
        requirements=_required(dependencies, table(poetry, "extras")),
        for_development=_for_development(poetry),
        entry_points=(*_scripts(poetry), *grouped_entry_points(poetry.get("plugins"))),
    )


def _required(dependencies: dict[str, Any], extras: dict[str, Any]) -> Iterator[Requirement]:
    asking: dict[str, list[str]] = {}
    for extra, names in extras.items():
        for each in texts(names):
            asking.setdefault(str(canonicalize_name(each)), []).append(one_line(extra))
    for name, value in dependencies.items():
        found = asking.get(str(canonicalize_name(name)), _NOT_IN_AN_EXTRA) if _is_optional(value) else ("",)
        for group in found:
            yield from _requirements(name, value, group)


def _for_development(poetry: dict[str, Any]) -> Iterator[Requirement]:
    groups = {name: table(group, "dependencies") for name, group in table(poetry, "group").items()}
    for group, dependencies in {"dev": table(poetry, "dev-dependencies"), **groups}.items():
        for name, value in dependencies.items():
            yield from _requirements(name, value, one_line(group))


def _requirements(name: str, value: object, group: str) -> Iterator[Requirement]:
    normalized = str(canonicalize_name(one_line(name)))
    return (Requirement(name=normalized, specifier=each, group=group) for each in _specifiers(value) if normalized)


def _specifiers(value: object) -> Iterator[str]:
    """Yields the versions that a dependency may have: it is a text, a table, or a list of tables."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str):
            yield one_line(each)
        elif isinstance(each, dict):
            yield one_line(each.get("version"))


def _is_optional(value: object) -> bool:
    return isinstance(value, dict) and value.get("optional") is True


def _scripts(poetry: dict[str, Any]) -> Iterator[EntryPoint]:
    for name, target in table(poetry, "scripts").items():
        if isinstance(target, dict) and target.get("type") == "file":
            yield from entry_points("scripts", {name: target.get("reference")})
        else:
            spelled = target.get("reference") or target.get("callable") if isinstance(target, dict) else target
            yield from entry_points("console_scripts", {name: spelled})
