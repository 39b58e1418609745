"""How each artifact of a project is made.

Comes in: a project and an architecture. Goes out: recipes, in the order in which Lambda merges their
artifacts.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lambda_packaging.attribution import Contents
from lambda_packaging.function import lay_out_function
from lambda_packaging.inputs import hash_function_inputs, hash_layer_inputs
from lambda_packaging.layer import lay_out_layer
from lambda_packaging.manifest import ANY_ARCHITECTURE, FUNCTION, LAYER
from lambda_packaging.project import DependenciesLayer, Function, Layer, Project

LAYERS_PLACE, FUNCTION_PLACE = PurePosixPath("/opt"), PurePosixPath("/var/task")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How to make one artifact.

    Attributes:
        kind: `layer` or `function`.
        architecture: What it runs on; `any` if it holds no machine code.
        inputs_sha256: The hash of everything that it is made from.
        place: Where Lambda unpacks it.
        is_own: Whether it holds sources of the project alone.
        lay_out: Fills an empty folder with its content, and tells what that is and what was left out.
    """

    name: str
    kind: str
    file_name: str
    architecture: str
    inputs_sha256: str
    place: PurePosixPath
    is_own: bool
    lay_out: Callable[[Path], Contents]


def list_recipes(project: Project, *, architectures: Sequence[str]) -> Iterator[Recipe]:
    """Gives the recipes of the layers, in order, and then of the functions; one each for what runs on any machine."""
    written = set()
    for recipe in _all_recipes(project, architectures):
        if recipe.file_name not in written:
            written.add(recipe.file_name)
            yield recipe


def _all_recipes(project: Project, architectures: Sequence[str]) -> Iterator[Recipe]:
    for layer in project.layers:
        for architecture in architectures:
            yield _layer_recipe(layer, project, architecture)
    for function in project.functions:
        for architecture in architectures:
            yield _function_recipe(function, project, architecture)


def _layer_recipe(layer: Layer, project: Project, architecture: str) -> Recipe:
    return Recipe(
        name=layer.name,
        kind=LAYER,
        file_name=layer.file.format(architecture=architecture),
        architecture=architecture if isinstance(layer, DependenciesLayer) else ANY_ARCHITECTURE,
        inputs_sha256=hash_layer_inputs(layer, project, architecture=architecture),
        place=LAYERS_PLACE,
        is_own=not isinstance(layer, DependenciesLayer),
        lay_out=lambda folder: lay_out_layer(layer, project, folder, architecture=architecture),
    )


def _function_recipe(function: Function, project: Project, architecture: str) -> Recipe:
    return Recipe(
        name=function.name,
        kind=FUNCTION,
        file_name=function.file.format(architecture=architecture),
        architecture=architecture if function.own_requirements.is_file() else ANY_ARCHITECTURE,
        inputs_sha256=hash_function_inputs(function, project, architecture=architecture),
        place=FUNCTION_PLACE,
        is_own=not function.own_requirements.is_file(),
        lay_out=lambda folder: lay_out_function(function, project, folder, architecture=architecture),
    )
