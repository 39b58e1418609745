"""Every artifact has a recipe, in the order in which Lambda merges them."""

from pathlib import PurePosixPath

from fakes.sample_project import write
from lambda_packaging.project import Project
from lambda_packaging.recipe import list_recipes


def test_layers_come_first_and_machine_code_is_bound_to_its_architecture(sample: Project) -> None:
    """File names are those that the declaration gives."""
    facts = [
        (recipe.kind, recipe.name, recipe.file_name, recipe.architecture, recipe.place)
        for recipe in list_recipes(sample, architectures=["arm64"])
    ]
    opt, task = PurePosixPath("/opt"), PurePosixPath("/var/task")
    assert facts == [
        ("layer", "sample-dependencies", "dependencies-layer-arm64.zip", "arm64", opt),
        ("layer", "sample-package", "package-layer.zip", "any", opt),
        ("function", "greeter", "function.zip", "any", task),
    ]


def test_a_function_with_requirements_is_bound_to_an_architecture(sample: Project) -> None:
    """They may hold machine code."""
    write(sample.functions[0].own_requirements, "plain\n")
    *_, function = list_recipes(sample, architectures=["arm64"])
    assert function.architecture == "arm64"


def test_for_two_architectures_only_machine_code_has_two_recipes(sample: Project) -> None:
    """In the order in which they are asked for; what runs on any machine is made once."""
    names = [recipe.file_name for recipe in list_recipes(sample, architectures=["arm64", "x86_64"])]
    assert names == [
        "dependencies-layer-arm64.zip",
        "dependencies-layer-x86_64.zip",
        "package-layer.zip",
        "function.zip",
    ]
