"""Reads an installable project from its `pyproject.toml`.

Comes in: the manifest's bytes. Goes out: a `Project`, the reason why it cannot be read, or None where the file
declares no project.
"""

import tomllib
from collections.abc import Iterator
from typing import Any

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from coderipple.facts import Evidence, Project


def read_project(path: str, blob_id: str, content: bytes) -> Project | str | None:
    """Reads one manifest.

    Args:
        path: Where it stands.
        blob_id: Object id of its content.
        content: Its bytes.
    """
    try:
        text = content.decode()
        manifest = tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        return f"{type(error).__name__}: {error}"
    table = manifest.get("project")
    if not isinstance(table, dict) or not _text(table.get("name")).strip():
        return None
    return Project(
        name=table["name"],
        folder=path.rpartition("/")[0],
        runtime=_text(table.get("requires-python")),
        dependencies=tuple(sorted(set(_dependencies(table)))),
        scripts=tuple(sorted({*_table(table, "scripts"), *_table(table, "gui-scripts")})),
        installable="build-system" in manifest,
        evidence=Evidence(path=path, first_line=1, last_line=max(1, len(text.splitlines())), blob_id=blob_id),
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _table(parent: dict[str, Any], key: str) -> dict[str, Any]:
    value = parent.get(key)
    return value if isinstance(value, dict) else {}


def _dependencies(table: dict[str, Any]) -> Iterator[str]:
    for entries in (table.get("dependencies"), *_table(table, "optional-dependencies").values()):
        for entry in entries if isinstance(entries, list) else []:
            try:
                yield canonicalize_name(Requirement(_text(entry)).name)
            except InvalidRequirement:
                continue
