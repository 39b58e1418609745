"""Leaves out of a folder what nothing at run time misses, and says what each rule took away.

Comes in: a folder of installed distributions. Goes out: the same folder, smaller, and one `Pruned` value a rule.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lambda_packaging.errors import UnsafePathError
from lambda_packaging.prune_rules import RULES, Edit, PruneContext, PruneRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """What one rule took away.

    Attributes:
        rule: Its name.
        reason: Why nothing misses it.
        is_safe: Whether the rule takes away only what no program has a use for.
        files: How many files it removed or made smaller.
        removed_bytes: How much that was, before bytecode and compression.
    """

    rule: str
    reason: str
    is_safe: bool
    files: int
    removed_bytes: int


def prune(context: PruneContext, *, rules: Iterable[PruneRule] = RULES) -> tuple[Pruned, ...]:
    """Applies those of `rules` that the project wants; gives those that found something.

    Raises:
        UnsafePathError: A rule was led out of the folder, for example by a distribution's record.
    """
    files = list_files(context.modules)
    pruned = []
    for rule in rules:
        if rule.is_on(context.settings):
            edits = list(rule.find(context, files))
            if edits:
                pruned.append(apply(edits, rule, context.modules))
                removed = {file for file, content in edits if content is None}
                files = [file for file in files if file not in removed]
    remove_empty_folders(context.modules)
    return tuple(pruned)


def list_files(folder: Path) -> list[str]:
    """Gives the paths of all files below `folder`, sorted, with slashes."""
    skipped = len(str(folder)) + 1
    return sorted(f"{parent}/{name}"[skipped:] for parent, _, names in os.walk(folder) for name in names)


def apply(edits: Iterable[Edit], rule: PruneRule, modules: Path) -> Pruned:
    """Removes or replaces what the rule found."""
    files = removed_bytes = 0
    for file, content in edits:
        if Path(file).is_absolute() or ".." in Path(file).parts:
            raise UnsafePathError(source=str(modules), name=file, problem="leads out of its own folder")
        path = modules / file
        removed_bytes += path.stat().st_size - len(content or b"")
        files += 1
        replace_file(path, content)
    return Pruned(rule=rule.name, reason=rule.reason, is_safe=rule.is_safe, files=files, removed_bytes=removed_bytes)


def replace_file(path: Path, content: bytes | None) -> None:
    """Removes the file, or writes a new one in its place: the old one may be shared with an installer's cache."""
    mode = path.stat().st_mode
    path.unlink()
    if content is not None:
        path.write_bytes(content)
        path.chmod(mode)


def remove_empty_folders(folder: Path) -> None:
    """Removes folders without files: a folder alone could be imported as a namespace."""
    for parent, _, _ in os.walk(folder, topdown=False):
        if parent != str(folder) and not any(Path(parent).iterdir()):
            Path(parent).rmdir()
