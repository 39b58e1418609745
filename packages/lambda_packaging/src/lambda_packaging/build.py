"""The whole build, in order: contents, archive, manifest.

Comes in: a project. Goes out: its archives in `dist/` and their manifest. This is the only file that knows
the order; each step is a module that takes a folder or a value and knows nothing of the others.
"""

import platform
import sys
from collections.abc import Iterable, Sequence

from lambda_packaging.atomic_write import replacing
from lambda_packaging.aws_clients import require_own_services
from lambda_packaging.errors import PlatformError
from lambda_packaging.function import write_function_metadata
from lambda_packaging.inputs import maker_versions, package_versions
from lambda_packaging.lock import require_locks_match, require_unused_are_locked
from lambda_packaging.manifest import (
    FUNCTION,
    LAYER,
    Artifact,
    Manifest,
    assemble_manifest,
    describe_artifact,
    forget_artifact,
    read_previous,
    write_manifest,
)
from lambda_packaging.pack import list_files, pack
from lambda_packaging.progress import Progress
from lambda_packaging.project import Project
from lambda_packaging.recipe import Recipe, list_recipes
from lambda_packaging.source_date import read_source_date
from lambda_packaging.target import parse_architecture, require_python
from lambda_packaging.work_folder import only_builder, staging_folder


def build(
    project: Project,
    *,
    architectures: Sequence[str],
    use_cache: bool = True,
    progress: Progress,
    only: str | None = None,
) -> Manifest:
    """Builds what is not up to date and writes the manifest.

    Args:
        project: What to build.
        architectures: What to build for, each `x86_64` or `arm64`.
        use_cache: Whether an intact artifact with the same inputs may stay.
        progress: Where to report.
        only: `layer` or `function` to leave the other kind as it is.

    Raises:
        PackagingError: Something cannot be built; what was in `dist/` before stays.
    """
    wanted = require_declared(architectures, project)
    require_python(project.python, running=platform.python_version(), implementation=sys.implementation.name)
    require_own_services(project)
    require_unused_are_locked(project)
    for architecture in wanted:
        require_locks_match(project, architecture=architecture)
    with only_builder(project, progress):
        created_at = read_source_date(project.root)
        previous = read_previous(project.dist)
        made: list[Artifact] = []
        for recipe in list_recipes(project, architectures=wanted):
            if only in {None, recipe.kind}:
                reused = find_reusable(recipe, previous, project) if use_cache else None
                if reused:
                    progress.say(f"{recipe.file_name}: reused")
                made.append(reused or make(recipe, project, progress))
                if not reused:  # now, so that the manifest is true when a later one fails
                    record(made, previous, project, created_at=created_at)
        manifest = record(made, previous, project, created_at=created_at)
        for outdated in {one.file_name for one in previous} - {one.file_name for one in manifest.artifacts}:
            progress.say(f"{outdated}: out of date, and no longer in the manifest; build it too with --arch")
        return manifest


def record(made: list[Artifact], previous: Iterable[Artifact], project: Project, *, created_at: int) -> Manifest:
    """Writes what lies in `dist/` now: what was made, and what of the previous build is still up to date."""
    artifacts = in_declared_order([*made, *still_current(previous, made, project)], project)
    write_function_metadata(project, artifacts, created_at=created_at)
    manifest = assemble_manifest(artifacts, versions=maker_versions() | package_versions(project))
    write_manifest(manifest, project.dist)
    return manifest


def make(recipe: Recipe, project: Project, progress: Progress) -> Artifact:
    """Makes one artifact and puts it into `dist/`."""
    archive = project.dist / recipe.file_name
    with staging_folder(project.work) as folder:
        with progress.step(f"{recipe.file_name}: contents"):
            contents = recipe.lay_out(folder)
        files = len(list_files(folder))
        with progress.count(f"{recipe.file_name}: packed", total=files) as advance, replacing(archive) as partial:
            problems = pack(
                folder,
                partial,
                place=recipe.place,
                is_own=recipe.is_own,
                reported_as=recipe.file_name,
                advance=advance,
            )
            # Killed between these two, the build leaves a manifest that says too little, never something false.
            forget_artifact(archive.name, project.dist)
    for problem in problems:
        progress.say(f"{recipe.file_name}: without bytecode, since it does not compile: {problem}")
    return describe_artifact(
        archive,
        name=recipe.name,
        kind=recipe.kind,
        architecture=recipe.architecture,
        inputs_sha256=recipe.inputs_sha256,
        contents=contents,
    )


def find_reusable(recipe: Recipe, previous: Iterable[Artifact], project: Project) -> Artifact | None:
    """Gives the previous artifact of `recipe` if its inputs are the same and its file is intact."""
    for known in previous:
        is_its = (known.name, known.kind, known.file_name) == (recipe.name, recipe.kind, recipe.file_name)
        if is_its and known.inputs_sha256 == recipe.inputs_sha256 and known.is_intact(project.dist):
            return known
    return None


def still_current(previous: Iterable[Artifact], made: Iterable[Artifact], project: Project) -> list[Artifact]:
    """Gives the artifacts that this build did not touch and that building them now would not change."""
    touched = {artifact.file_name for artifact in made}
    kept = []
    for artifact in previous:
        if artifact.file_name not in touched:
            recipes = list_recipes(project, architectures=[artifact.architecture])
            kept += [artifact for recipe in recipes if find_reusable(recipe, [artifact], project)]
    return kept


def require_declared(architectures: Sequence[str], project: Project) -> tuple[str, ...]:
    """Gives Lambda's words for `architectures`, each once.

    Raises:
        PlatformError: Lambda has no such machines, or the project does not build for them.
    """
    wanted = tuple(dict.fromkeys(parse_architecture(name) for name in architectures))
    for name in wanted:
        if name not in project.architectures:
            expected = " or ".join(project.architectures)
            remedy = "Name one of them with --arch, or declare it in [tool.lambda-packaging] architectures"
            raise PlatformError(found=name, expected=expected, remedy=remedy, subject="the target")
    return wanted


def in_declared_order(artifacts: Iterable[Artifact], project: Project) -> tuple[Artifact, ...]:
    """Gives layers before functions and each as declared: in this order Lambda merges them."""
    declared = [(LAYER, layer.name) for layer in project.layers]
    declared += [(FUNCTION, function.name) for function in project.functions]
    return tuple(sorted(artifacts, key=lambda one: (declared.index((one.kind, one.name)), one.architecture)))
