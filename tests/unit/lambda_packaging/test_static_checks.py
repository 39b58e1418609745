"""Sizes are compared with the project's budgets and with Lambda's limits, without running anything."""

from dataclasses import replace

import pytest
from lambda_packaging.manifest import FUNCTION, LAYER, Artifact
from lambda_packaging.project import Budget, PackageLayer, Project
from lambda_packaging.static_checks import LAYERS_LIMIT, UNZIPPED_LIMIT_BYTES, find_broken_budgets


@pytest.fixture
def project(sample: Project) -> Project:
    """One with a layer too many, each with a budget."""
    layers = tuple(
        PackageLayer(
            name=f"layer-{number}",
            file=f"{number}.zip",
            package=sample.root,
            budget=Budget(zipped_bytes=100, unzipped_bytes=UNZIPPED_LIMIT_BYTES),
        )
        for number in range(LAYERS_LIMIT + 1)
    )
    return replace(sample, layers=layers)


def artifact(name: str, *, kind: str = LAYER, size_bytes: int = 100, unzipped_bytes: int = 0) -> Artifact:
    """An archive that is only its figures."""
    return Artifact(
        name=name,
        kind=kind,
        file_name=f"{name}.zip",
        architecture="any",
        sha256="",
        size_bytes=size_bytes,
        unzipped_bytes=unzipped_bytes,
        inputs_sha256="",
    )


def found(project: Project, *artifacts: Artifact) -> list[tuple[str, str, str]]:
    """Gives what is broken."""
    return [(one.kind, one.subject, one.error) for one in find_broken_budgets(project, artifacts)]


def test_what_just_fits_is_no_failure(project: Project) -> None:
    """Every limit reached exactly, and no budget is no limit."""
    layers = [artifact(f"layer-{number}") for number in range(LAYERS_LIMIT)]
    function = artifact("greeter", kind=FUNCTION, size_bytes=10**9, unzipped_bytes=UNZIPPED_LIMIT_BYTES)
    assert found(project, *layers, function) == []


def test_a_byte_too_many_is_told_with_both_figures(project: Project) -> None:
    """Zipped, unzipped, and together with what a function needs."""
    assert found(project, artifact("layer-0", size_bytes=101)) == [
        ("budget", "layer-0.zip", "101 bytes zipped, 1 more than its budget of 100")
    ]
    told = found(
        project, artifact("layer-0", unzipped_bytes=UNZIPPED_LIMIT_BYTES), artifact("layer-1", unzipped_bytes=1)
    )
    assert told == [("limit", "layer-0.zip, layer-1.zip", "262,144,001 bytes unzipped, and Lambda takes 262,144,000")]


def test_a_layer_too_many_is_told(project: Project) -> None:
    """A function takes five."""
    layers = [artifact(f"layer-{number}") for number in range(LAYERS_LIMIT + 1)]
    assert found(project, *layers) == [("limit", "layers", "6, and a function takes 5")]
