"""The inputs of an artifact have the same hash exactly as long as the artifact would have the same bytes."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from fakes.sample_project import write
from lambda_packaging.inputs import hash_function_inputs, hash_layer_inputs, maker_versions, package_versions
from lambda_packaging.project import DependenciesLayer, Project, PruneSettings

DEPENDENCIES, PACKAGE, FUNCTION = "dependencies", "package", "function"


def hashes(sample: Project, architecture: str = "x86_64") -> dict[str, str]:
    """The hash of each of the sample's artifacts."""
    dependencies, package = sample.layers
    return {
        DEPENDENCIES: hash_layer_inputs(dependencies, sample, architecture=architecture),
        PACKAGE: hash_layer_inputs(package, sample, architecture=architecture),
        FUNCTION: hash_function_inputs(sample.functions[0], sample, architecture=architecture),
    }


def changed_by(sample: Project, change: Callable[[], None]) -> set[str]:
    """Gives the artifacts that `change` concerns."""
    before = hashes(sample)
    change()
    after = hashes(sample)
    return {name for name in before if before[name] != after[name]}


@pytest.mark.parametrize(
    ("path", "concerned"),
    [
        ("requirements/layer.lock", {DEPENDENCIES}),
        ("packages/sample/src/sample/__init__.py", {PACKAGE}),
        ("packages/sample/src/sample/new.py", {PACKAGE}),
        ("packages/sample/pyproject.toml", {DEPENDENCIES, PACKAGE}),
        ("functions/greeter/greet.py", {FUNCTION}),
        ("functions/greeter/new.py", {FUNCTION}),
        ("functions/greeter/requirements.txt", {FUNCTION}),
        ("functions/shared/common.py", {FUNCTION}),
        ("packages/sample/src/sample/__pycache__/x.pyc", set()),
        ("packages/sample/dist/sample.whl", set()),
        ("packages/sample/src/sample/build/__init__.py", {PACKAGE}),
        ("packages/sample/.mypy_cache/cache.db", set()),
        ("README.md", set()),
    ],
)
def test_a_changed_file_concerns_only_what_is_made_from_it(sample: Project, path: str, concerned: set[str]) -> None:
    """So that a changed handler does not resolve the dependencies again."""
    assert changed_by(sample, lambda: write(sample.root / path, "# changed\n")) == concerned


def test_ignore_files_above_a_package_count_inside_a_work_tree(sample: Project) -> None:
    """Backends leave out what they name."""
    ignore = sample.root / "packages/.gitignore"
    assert changed_by(sample, lambda: write(ignore, "data.txt\n")) == set()
    (sample.root / "packages/.git").mkdir()
    assert changed_by(sample, lambda: write(ignore, "")) == {PACKAGE}


def test_only_machine_code_depends_on_the_architecture(sample: Project) -> None:
    """A function does only when it has requirements of its own."""
    other = hashes(sample, "arm64")
    assert {name for name, value in hashes(sample).items() if other[name] != value} == {DEPENDENCIES}
    write(sample.functions[0].own_requirements, "plain\n")
    assert hashes(sample)[FUNCTION] != hashes(sample, "arm64")[FUNCTION]


def test_missing_inputs_have_a_hash_too(sample: Project) -> None:
    """The step that needs them has the better error."""
    assert changed_by(sample, sample.lock.unlink) == {DEPENDENCIES}


def test_the_makers_are_known(sample: Project) -> None:
    """Python, the installer, the compressor, the backend and this tool; and the package that is packed."""
    versions = maker_versions()
    assert set(versions) == {"python", "uv", "hatchling", "deflate", "lambda-packaging"}
    assert versions["python"].startswith("3.13.")
    assert package_versions(sample) == {"sample": "0.5.0"}


@pytest.mark.parametrize(
    "settings",
    [
        PruneSettings(rules={"tests": False}),
        PruneSettings(rules={"tests": True}),
        PruneSettings(services=frozenset()),
        PruneSettings(services=frozenset({"s3"})),
        PruneSettings(unused_services={"s3": "not used"}),
        PruneSettings(unused_distributions={"plain": "not used"}),
    ],
)
def test_what_is_pruned_concerns_the_dependencies_alone(sample: Project, settings: PruneSettings) -> None:
    """Unless the function has requirements of its own, which are pruned too."""
    before, after = hashes(sample), hashes(replace(sample, prune=settings))
    assert {name for name in before if before[name] != after[name]} == {DEPENDENCIES}
    write(sample.functions[0].own_requirements, "plain\n")
    assert hashes(replace(sample, prune=settings))[FUNCTION] != hashes(sample)[FUNCTION]


def test_the_order_of_a_declaration_and_its_reasons_do_not_count(sample: Project) -> None:
    """They are for people."""
    one = PruneSettings(rules={"tests": True, "strip": True}, unused_services={"s3": "one", "sqs": "two"})
    two = PruneSettings(rules={"strip": True, "tests": True}, unused_services={"sqs": "three", "s3": "four"})
    assert hashes(replace(sample, prune=one)) == hashes(replace(sample, prune=two))


def test_what_an_earlier_layer_requires_counts(sample: Project) -> None:
    """It holds what the later one need not; what a later one requires does not count."""
    write(sample.root / "packages/other/pyproject.toml", "[project]\ndependencies = ['plain']\n")
    other = DependenciesLayer(
        name="other", file="o-{architecture}.zip", package=sample.root / "packages/other", extras=frozenset()
    )
    dependencies, package = sample.layers

    def hashed(*layers: DependenciesLayer) -> str:
        project = replace(sample, layers=(*layers, package))
        return hash_layer_inputs(dependencies, project, architecture="x86_64")

    assert hashed(other, dependencies) != hashed(dependencies) == hashed(dependencies, other)
    before = hashed(other, dependencies)
    write(other.package / "pyproject.toml", "[project]\ndependencies = ['plain>=1']\n")
    assert hashed(other, dependencies) != before


def test_the_runtime_concerns_what_is_installed(sample: Project) -> None:
    """What it brings is left out of the layer."""
    assert changed_by(sample, lambda: write(sample.runtime_lock, "# changed\n")) == {DEPENDENCIES}
