"""The folders of the two kinds of layer, ready to be packed.

Comes in: the declared layer and an empty folder. Goes out: that folder with everything under `python/`, nothing in it
that depends on where or when it was made, and what was left out.
"""

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from packaging.utils import NormalizedName, canonicalize_name

from lambda_packaging.attribution import Contents, Installed, read_installed
from lambda_packaging.aws_clients import require_shipped_services
from lambda_packaging.commands import run_uv
from lambda_packaging.errors import ArchiveError, UnsafePathError
from lambda_packaging.lock import find_required, locked_names
from lambda_packaging.project import DependenciesLayer, Layer, Project
from lambda_packaging.prune import prune
from lambda_packaging.prune_rules import INSTALLER_RULE, NOT_REQUIRED, RULES, RUNTIME_PROVIDED, PruneContext, PruneRule
from lambda_packaging.resolve import resolve
from lambda_packaging.work_tree import require_tracked_content

# Lambda unpacks layers into /opt and puts this folder of theirs on the path.
MODULES = "python"
ALWAYS = tuple(rule for rule in RULES if rule.name == INSTALLER_RULE)


def lay_out_layer(
    layer: Layer, project: Project, folder: Path, *, architecture: str, rules: Iterable[PruneRule] = RULES
) -> Contents:
    """Fills the empty `folder` with the layer's content, and tells what that is and what was left out.

    Args:
        layer: Which one.
        project: Where it is declared.
        folder: An empty folder.
        architecture: `x86_64` or `arm64`.
        rules: What may be left out; a proof tries with none, and with one.

    Raises:
        PackagingError: A distribution cannot be resolved, or the package cannot be built.
    """
    modules = folder / MODULES
    if isinstance(layer, DependenciesLayer):
        resolve(project.lock, modules, python=project.python, architecture=architecture)
        require_shipped_services(modules, project.prune)
        required = _required_by_layers(layer, project, modules, architecture=architecture)
        installed = read_installed(modules, chains=required[layer], prefix=f"{MODULES}/")
        return Contents(installed=installed, pruned=prune(_context(required, project, modules), rules=rules))
    return Contents(installed=install_package(layer.package, modules))


def install_package(package: Path, target: Path) -> tuple[Installed, ...]:
    """Puts what the wheel of `package` holds into `target`, so that the layer has what would be published.

    Gives what that is.

    The package's own build backend decides what that is; it must be installed beside this tool, so that no
    network is needed.

    Raises:
        UntrackedError: The wheel holds a file that git does not track.
        UnsafePathError: The wheel names a file outside of its folder.
        ArchiveError: What the backend made is no wheel.
        ToolFailedError: The backend failed.
    """
    wheels = target.with_name("wheel")
    # Not --quiet: an error would lack the backend's own words.
    run_uv("build", "--wheel", "--no-build-isolation", "--offline", "--out-dir", wheels, package)
    (wheel,) = wheels.glob("*.whl")
    try:
        with zipfile.ZipFile(wheel) as content:
            _require_safe_names(content.namelist(), source=wheel.name)
            content.extractall(target)
    except (zipfile.BadZipFile, UnicodeDecodeError) as error:
        remedy = f"Check the build backend of {package}"
        raise ArchiveError(path=wheel, problem=f"is not a wheel ({error})", remedy=remedy) from error
    for file in wheels.iterdir():
        file.unlink()
    wheels.rmdir()
    require_tracked_content(target, package=package)
    installed = read_installed(target, chains={}, prefix=f"{MODULES}/")
    prune(PruneContext(modules=target), rules=ALWAYS)
    return installed


def _required_by_layers(
    layer: DependenciesLayer, project: Project, modules: Path, *, architecture: str
) -> dict[DependenciesLayer, dict[NormalizedName, tuple[str, ...]]]:
    """Finds what this layer and each earlier one require, and why; this one is the last."""
    return {
        each: find_required(each, modules, lock=project.lock, python=project.python, architecture=architecture)
        for each in project.layers[: project.layers.index(layer) + 1]
        if isinstance(each, DependenciesLayer)
    }


def _context(
    required: Mapping[DependenciesLayer, Mapping[NormalizedName, object]], project: Project, modules: Path
) -> PruneContext:
    """Finds out what is elsewhere: in the runtime, in an earlier layer, or nowhere because nothing requires it."""
    *before, own = required.values()
    locked = locked_names(project.lock)
    earlier = frozenset(name for names in before for name in names)
    return PruneContext(
        modules=modules,
        settings=project.prune,
        elsewhere={
            NOT_REQUIRED: locked - (own.keys() - earlier),
            RUNTIME_PROVIDED: locked_names(project.runtime_lock),
        },
    )


def shipped_distributions(project: Project, modules: Path, *, architecture: str) -> frozenset[NormalizedName]:
    """Gives the distributions that no rule means to leave out, of all that lie in `modules` before pruning."""
    required = (
        find_required(layer, modules, lock=project.lock, python=project.python, architecture=architecture)
        for layer in project.layers
        if isinstance(layer, DependenciesLayer)
    )
    meant = {*locked_names(project.runtime_lock), *map(canonicalize_name, project.prune.unused_distributions)}
    return frozenset(name for names in required for name in names) - meant


def _require_safe_names(names: Iterable[str], *, source: str) -> None:
    for name in names:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name:
            raise UnsafePathError(source=source, name=name, problem="leads out of its own folder")
