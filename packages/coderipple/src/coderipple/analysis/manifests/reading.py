"""Reads one manifest, whatever ecosystem it belongs to.

Comes in: a path and bytes. Goes out: a `Project`, the reason why it cannot be read, or None where the file declares
no project.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from coderipple.analysis.file_roles import is_own_manifest
from coderipple.analysis.manifests.cargo import read_cargo
from coderipple.analysis.manifests.content import ManifestFile, one_line
from coderipple.analysis.manifests.go_module import read_go_module
from coderipple.analysis.manifests.gradle import read_gradle_build, read_gradle_settings
from coderipple.analysis.manifests.maven import read_maven
from coderipple.analysis.manifests.npm import read_npm
from coderipple.analysis.manifests.pyproject import read_pyproject
from coderipple.analysis.manifests.setup_cfg import read_setup_cfg
from coderipple.analysis.manifests.setup_py import read_setup_py
from coderipple.facts import Project

SIZE_LIMIT_BYTES = 500_000  # as for sources; nobody writes a manifest of this size

_READERS: Mapping[str, Callable[[ManifestFile], Project | None]] = MappingProxyType(
    {
        "pyproject.toml": read_pyproject,
        "setup.cfg": read_setup_cfg,
        "setup.py": read_setup_py,
        "package.json": read_npm,
        "go.mod": read_go_module,
        "Cargo.toml": read_cargo,
        "pom.xml": read_maven,
        "build.gradle": read_gradle_build,
        "build.gradle.kts": read_gradle_build,
        "settings.gradle": read_gradle_settings,
        "settings.gradle.kts": read_gradle_settings,
    }
)


def is_manifest(path: str) -> bool:
    """Tells whether a file is a manifest of the repository's own."""
    return is_called_manifest(path) and is_own_manifest(path)


def is_called_manifest(path: str) -> bool:
    """Tells whether a file is called as a manifest is, wherever it lies."""
    return path.rpartition("/")[2] in _READERS


def read_manifest(path: str, blob_id: str, content: bytes) -> Project | str | None:
    """Reads one manifest; its file name tells which kind it is.

    A project without a name is a part of one: another manifest of its folder may complete it, see `merge_manifests`.

    Args:
        path: Where it stands.
        blob_id: Object id of its content.
        content: Its bytes.
    """
    read = _READERS.get(path.rpartition("/")[2])
    if read is None:
        return None
    if len(content) > SIZE_LIMIT_BYTES:
        return f"{len(content)} bytes, more than {SIZE_LIMIT_BYTES}"
    try:
        return read(ManifestFile(path=path, blob_id=blob_id, content=content))
    except (ValueError, SyntaxError, RecursionError, MemoryError) as error:
        # Everything that the parsers of TOML, JSON, XML and Python raise for what they cannot read.
        return one_line(f"{type(error).__name__}: {error}")
