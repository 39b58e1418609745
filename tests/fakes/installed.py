"""Distributions as an installer leaves them in a folder, without an installer."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from fakes.sample_project import write


def install(
    modules: Path,
    name: str,
    version: str = "1.0",
    *,
    files: Mapping[str, str] | None = None,
    requires: Sequence[str] = (),
    recorded: Sequence[str] = (),
) -> None:
    """Puts a distribution into the folder `modules`.

    Args:
        modules: The folder.
        name: The distribution's name, without hyphens.
        version: Its version.
        files: Its modules by path; an empty package if not given.
        requires: What it requires.
        recorded: Further paths that its record names.
    """
    content = dict({f"{name}/__init__.py": ""} if files is None else files)
    required = "".join(f"Requires-Dist: {each}\n" for each in requires)
    metadata = f"{name}-{version}.dist-info"
    content[f"{metadata}/METADATA"] = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{required}"
    paths = [*content, f"{metadata}/RECORD", *recorded]
    content[f"{metadata}/RECORD"] = "".join(f"{path},,\n" for path in paths)
    for path, text in content.items():
        write(modules / path, text)
