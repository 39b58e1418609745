"""The folders of the two kinds of layer, ready to be packed.

Comes in: the declared layer and an empty folder. Goes out: that folder with everything under `python/`, and
nothing that depends on where or when it was made.
"""

import zipfile
from pathlib import Path

from lambda_packaging.commands import run_uv
from lambda_packaging.errors import ArchiveError
from lambda_packaging.lock import require_complete
from lambda_packaging.project import DependenciesLayer, Layer, Project
from lambda_packaging.resolve import drop_installer_files, resolve
from lambda_packaging.work_tree import require_tracked_content

# Lambda unpacks layers into /opt and puts this folder of theirs on the path.
MODULES = "python"


def lay_out_layer(layer: Layer, project: Project, folder: Path, *, architecture: str) -> None:
    """Fills the empty `folder` with the layer's content.

    Raises:
        PackagingError: A distribution cannot be resolved, or the package cannot be built.
    """
    modules = folder / MODULES
    if isinstance(layer, DependenciesLayer):
        resolve(project.lock, modules, python=project.python, architecture=architecture)
        require_complete(layer, modules, lock=project.lock, python=project.python, architecture=architecture)
    else:
        install_package(layer.package, modules)


def install_package(package: Path, target: Path) -> None:
    """Puts what the wheel of `package` holds into `target`, so that the layer has what would be published.

    The package's own build backend decides what that is; it must be installed beside this tool, so that no
    network is needed.

    Raises:
        UntrackedError: The wheel holds a file that git does not track.
        ArchiveError: What the backend made is no wheel.
        ToolFailedError: The backend failed.
    """
    wheels = target.with_name("wheel")
    run_uv("build", "--quiet", "--wheel", "--no-build-isolation", "--offline", "--out-dir", wheels, package)
    (wheel,) = wheels.glob("*.whl")
    try:
        with zipfile.ZipFile(wheel) as content:
            content.extractall(target)
    except zipfile.BadZipFile as error:
        remedy = f"Check the build backend of {package}"
        raise ArchiveError(path=wheel, problem=f"is not a wheel ({error})", remedy=remedy) from error
    for file in wheels.iterdir():
        file.unlink()
    wheels.rmdir()
    require_tracked_content(target, package=package)
    drop_installer_files(target)
