"""Lays built artifacts out as Lambda does, ready to run.

Comes in: a manifest and its archives. Goes out: a folder with `opt` (the layers, the later over the
earlier) and `var/task` (the function), kept under `build/` as long as the archives are the same.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lambda_packaging.atomic_write import explained_disk
from lambda_packaging.errors import ManifestError
from lambda_packaging.layout import Layout
from lambda_packaging.manifest import FILE_NAME, FUNCTION, Artifact, Manifest, read_archive
from lambda_packaging.project import Project
from lambda_packaging.target import host_architecture
from lambda_packaging.tools import EmulatorTools, install_tools

STAGE = "stage-"  # another process may be filling it
KEPT = 3  # a running emulator may still use the previous ones


@dataclass(frozen=True, slots=True, kw_only=True)
class UnpackedFunction(Layout):
    """A function with its layers, ready to run.

    Attributes:
        tools: What runs it.
        further_modules: Folders behind everything else on its path, which Lambda does not have.
    """

    name: str
    handler: str
    tools: EmulatorTools
    further_modules: tuple[Path, ...] = ()


def unpack(project: Project, manifest: Manifest, *, name: str | None = None) -> UnpackedFunction:
    """Lays out a function of `manifest` for this machine, with all layers, and installs what runs it.

    Args:
        project: What was built.
        manifest: The result of the build.
        name: The function; the first declared one if not given.

    Raises:
        ManifestError: The function or an archive is missing.
        ResolveError: The emulator cannot be installed.
        DiskFullError: There is no room left.
    """
    architecture = host_architecture()
    function = next((one for one in project.functions if name in {None, one.name}), None)
    found = [
        artifact
        for artifact in manifest.of_kind("function", architecture=architecture)
        if function is not None and artifact.name == function.name
    ]
    if function is None or not found:
        problem = f"holds no function {name or ''} for {architecture}, expected one"
        raise ManifestError(path=project.dist / FILE_NAME, problem=problem)
    layers = manifest.of_kind("layer", architecture=architecture)
    with explained_disk(project.work):
        layout, tools = lay_out_once([*layers, *found], project), install_tools(project)
    return UnpackedFunction(name=function.name, handler=function.handler, folder=layout.folder, tools=tools)


def find_previous(current: UnpackedFunction) -> Layout | None:
    """Gives the layout that was used last before `current` and has its handler's module, if one is still there."""
    handler = f"{current.handler.partition('.')[0]}.py"
    layouts = [Layout(folder=folder) for folder in _finished(current.folder.parent) if folder != current.folder]
    return next((layout for layout in reversed(layouts) if (layout.task / handler).is_file()), None)


def lay_out_once(artifacts: Sequence[Artifact], project: Project) -> Layout:
    """Unpacks layers, and a function or none, unless they are unpacked already.

    Raises:
        ManifestError: An archive is missing or cannot be read.
    """
    hashes = "".join(artifact.sha256 for artifact in artifacts)
    parent = project.work / "unpacked"
    folder = parent / hashlib.sha256(hashes.encode()).hexdigest()[:16]
    if folder.is_dir():
        folder.touch()
        return Layout(folder=folder)
    parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=STAGE, dir=parent, ignore_cleanup_errors=True) as stage:
        target = Path(stage, "content")
        lay_out(artifacts, project.dist, Layout(folder=target))
        try:
            target.rename(folder)
        except OSError:
            if not folder.is_dir():  # another process was first: its folder is as good
                raise
    forget_old(parent)
    return Layout(folder=folder)


def lay_out(artifacts: Iterable[Artifact], dist: Path, layout: Layout) -> None:
    """Unpacks the archives of `artifacts` in the folder `dist` into `layout`, the later over the earlier.

    Raises:
        ManifestError: An archive is missing or cannot be read.
    """
    layout.layers.mkdir(parents=True)
    layout.task.mkdir(parents=True)
    for artifact in artifacts:
        extract(dist / artifact.file_name, layout.task if artifact.kind == FUNCTION else layout.layers)


def extract(archive: Path, target: Path) -> None:
    """Unpacks `archive` over `target`, with the modes that it records.

    Raises:
        ManifestError: The archive is missing or cannot be read.
    """
    with read_archive(archive) as content:
        content.extractall(target)
        for entry in content.infolist():
            (target / entry.filename).chmod(entry.external_attr >> 16 & 0o777)


def forget_old(parent: Path) -> None:
    """Removes all but the folders of `parent` that were used last."""
    for folder in _finished(parent)[:-KEPT]:
        shutil.rmtree(folder, ignore_errors=True)


def _finished(parent: Path) -> list[Path]:
    """Gives the folders that are complete, the one that was used last at the end."""
    finished = [one for one in parent.iterdir() if one.is_dir() and not one.name.startswith(STAGE)]
    return sorted(finished, key=lambda one: one.stat().st_mtime)
