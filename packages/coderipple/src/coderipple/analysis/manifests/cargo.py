"""Reads `Cargo.toml`, the manifest of Rust crates.

Comes in: the manifest. Goes out: a `Project`, or None. What a crate inherits from its workspace is not said here.
"""

from collections.abc import Iterator
from typing import Any

from coderipple.analysis.manifests.content import ManifestFile, one_line, table
from coderipple.analysis.manifests.toml_tables import toml_tables
from coderipple.facts import EntryPoint, Project, Requirement

_FOR_DEVELOPMENT = {"dev-dependencies": "dev", "build-dependencies": "build"}


def read_cargo(file: ManifestFile) -> Project | None:
    """Reads one manifest; a workspace without a package is no project."""
    manifest = toml_tables(file.text)
    package = table(manifest, "package")
    if not one_line(package.get("name")):
        return None
    tables = [manifest, *(table(each) for each in table(manifest, "target").values())]
    return file.project(
        ecosystem="rust",
        name=one_line(package.get("name")),
        runtime=one_line(package.get("rust-version")),
        version=one_line(package.get("version")),
        description=one_line(package.get("description")),
        requirements=(each for found in tables for each in _requirements(found, "dependencies", "")),
        for_development=(
            each
            for found in tables
            for key, group in _FOR_DEVELOPMENT.items()
            for each in _requirements(found, key, group)
        ),
        entry_points=_targets(manifest),
    )


def _requirements(parent: dict[str, Any], key: str, group: str) -> Iterator[Requirement]:
    for name, value in table(parent, key).items():
        details = value if isinstance(value, dict) else {"version": value}
        crate = one_line(details.get("package")) or one_line(name)
        asked = "optional" if not group and details.get("optional") is True else group
        if crate:
            yield Requirement(name=crate, specifier=one_line(details.get("version")), group=asked)


def _targets(manifest: dict[str, Any]) -> Iterator[EntryPoint]:
    declared = manifest.get("bin")
    for each in declared if isinstance(declared, list) else ():
        program = table({"": each}, "")
        name = one_line(program.get("name"))
        if name:
            path = one_line(program.get("path")) or f"src/bin/{name}.rs"  # where Cargo looks
            yield EntryPoint(group="bin", name=name, target=path)
    library = table(manifest, "lib")
    if one_line(library.get("name")):
        path = one_line(library.get("path")) or "src/lib.rs"
        yield EntryPoint(group="lib", name=one_line(library.get("name")), target=path)
