"""Reads `package.json`, the manifest of npm packages.

Comes in: the manifest. Goes out: a `Project`, or None. Its entry points are its commands (group `bin`), its main file
(group `module` or `commonjs`, as its `type` says), its `exports`, and the types that are declared for these (`types`).
"""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from coderipple.analysis.manifests.content import ManifestFile, entry_points, one_line, table
from coderipple.facts import EntryPoint, Project, Requirement

_NEEDED = {"dependencies": "", "peerDependencies": "peer", "optionalDependencies": "optional"}
_DEEPEST = 8  # conditions inside conditions


def read_npm(file: ManifestFile) -> Project | None:
    """Reads one manifest; a workspace without a name is no project."""
    manifest = table({"": json.loads(file.text)}, "")
    name = one_line(manifest.get("name"))
    if not name:
        return None
    return file.project(
        ecosystem="node",
        name=name,
        runtime=one_line(table(manifest, "engines").get("node")),
        version=one_line(manifest.get("version")),
        description=one_line(manifest.get("description")),
        installable=manifest.get("private") is not True,
        requirements=(each for key, group in _NEEDED.items() for each in _requirements(manifest, key, group)),
        for_development=_requirements(manifest, "devDependencies", "dev"),
        entry_points=(*_commands(manifest, name), *_main(manifest), *_exports(manifest), *_types(manifest)),
    )


def _requirements(manifest: dict[str, Any], key: str, group: str) -> Iterator[Requirement]:
    for name, specifier in table(manifest, key).items():
        if one_line(name):
            yield Requirement(name=one_line(name), specifier=one_line(specifier), group=group)


def _commands(manifest: dict[str, Any], name: str) -> Iterator[EntryPoint]:
    declared = manifest.get("bin")
    commands = {name.rpartition("/")[2]: declared} if isinstance(declared, str) else declared
    return entry_points("bin", commands)


def _main(manifest: dict[str, Any]) -> Iterator[EntryPoint]:
    group = "module" if manifest.get("type") == "module" else "commonjs"
    return entry_points(group, {".": manifest.get("main")})


def _exports(manifest: dict[str, Any]) -> Iterator[EntryPoint]:
    """Yields the paths that may be imported, each with the first file that its conditions name.

    Where some are closed by `null`, patterns lead to less than they say, and are left out.
    """
    by_path = _by_path(manifest)
    targets = {path: _first_target(each) for path, each in by_path.items()}
    is_open = all(each is not None for path, each in by_path.items() if path != ".")
    return entry_points("exports", {path: each for path, each in targets.items() if is_open or "*" not in path})


def _types(manifest: dict[str, Any]) -> Iterator[EntryPoint]:
    """Yields the declarations of types for what may be imported."""
    found = {path: _condition(each, "types") for path, each in _by_path(manifest).items()}
    stated = manifest.get("types") or manifest.get("typings")
    return entry_points("types", found | ({".": stated} if stated else {}))


def _by_path(manifest: dict[str, Any]) -> dict[str, Any]:
    exports = manifest.get("exports")
    is_by_path = isinstance(exports, dict) and any(str(key).startswith(".") for key in islice(exports, 100))
    return table({"": exports}, "") if is_by_path else {".": exports}


def _condition(conditions: object, name: str, depth: int = 0) -> str:
    """Returns the first file that a condition leads to, whatever stands around it."""
    if not isinstance(conditions, dict) or depth > _DEEPEST:
        return ""
    if isinstance(conditions.get(name), str):
        return one_line(conditions[name])
    inner = (_condition(each, name, depth + 1) for each in islice(conditions.values(), 100))
    return next(filter(None, inner), "")


def _first_target(conditions: object) -> str:
    """Returns the first file that conditions lead to, one of code where there is any."""
    for _ in range(_DEEPEST):
        if isinstance(conditions, dict):
            code = {name: each for name, each in islice(conditions.items(), 100) if name != "types"}
            conditions = next(iter((code or conditions).values()), None)
        elif isinstance(conditions, list):
            conditions = next(iter(conditions), None)
    return one_line(conditions)
