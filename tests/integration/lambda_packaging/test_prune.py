"""A layer built from real wheels holds what it needs, and says what it left out."""

from dataclasses import replace
from pathlib import Path

from fakes.sample_project import write
from fakes.shared_objects import FakeSharedObject
from fakes.wheels import write_wheel
from lambda_packaging.layer import lay_out_layer
from lambda_packaging.project import DependenciesLayer, Project, PruneSettings
from lambda_packaging.prune import Pruned, list_files


def lay_out(layer: DependenciesLayer, project: Project, folder: Path) -> tuple[list[str], dict[str, Pruned]]:
    """The modules of a layer, without metadata, and what each rule left out."""
    pruned = lay_out_layer(layer, project, folder, architecture="x86_64").pruned
    files = [file for file in list_files(folder / "python") if ".dist-info/" not in file]
    return files, {one.rule: one for one in pruned}


def test_every_rule_takes_its_files_and_leaves_the_others(sample: Project, wheels: Path, tmp_path: Path) -> None:
    """From wheels as they are published, through the real installer."""
    files = {
        "plain/__init__.py": "",
        "plain/__init__.pyi": "",
        "plain/fast.c": "int fast;",
        "plain/tests/test_plain.py": "",
        "plain/part/tests/__init__.py": "",
        "plain/part/check.py": "def check():\n    from .tests import all_of_them\n",
    }
    dependencies = sample.layers[0]
    assert isinstance(dependencies, DependenciesLayer)
    write(sample.lock, write_wheel(wheels, "plain", files=files))
    kept, pruned = lay_out(dependencies, sample, tmp_path / "layer")
    assert kept == ["plain/__init__.py", "plain/part/check.py", "plain/part/tests/__init__.py"]
    assert set(pruned) == {"installer-files", "tests", "type-stubs", "headers", "metadata"}
    assert (pruned["headers"].files, pruned["headers"].removed_bytes) == (1, len("int fast;"))
    kept, pruned = lay_out(
        dependencies, replace(sample, prune=PruneSettings(rules={"tests": False})), tmp_path / "with tests"
    )
    assert "plain/tests/test_plain.py" in kept
    assert "tests" not in pruned


def test_a_distribution_is_in_the_first_layer_that_requires_it(sample: Project, wheels: Path, tmp_path: Path) -> None:
    """Not in a later one, nor in one that has nothing to do with it, nor where Lambda's runtime has it."""
    lines = [
        write_wheel(wheels, "plain", requires=["shared", "runtime"]),
        write_wheel(wheels, "second", requires=["shared", "alone", "unused"]),
        *(write_wheel(wheels, name) for name in ("shared", "alone", "unused", "runtime")),
    ]
    write(sample.lock, "".join(lines))
    write(sample.runtime_lock, lines[-1])
    write(sample.root / "packages/second/pyproject.toml", "[project]\ndependencies = ['second']\n")
    dependencies = sample.layers[0]
    assert isinstance(dependencies, DependenciesLayer)
    later = replace(dependencies, name="second", package=sample.root / "packages/second", file="s-{architecture}.zip")
    settings = PruneSettings(unused_distributions={"unused": "nothing asks for it"})
    project = replace(sample, layers=(dependencies, later), prune=settings)
    files, pruned = lay_out(dependencies, project, tmp_path / "first")
    assert files == ["plain/__init__.py", "shared/__init__.py"]
    assert pruned["not-required"].files > 0
    assert pruned["runtime-provided"].files > 0
    files, pruned = lay_out(later, project, tmp_path / "second")
    assert files == ["alone/__init__.py", "second/__init__.py"]
    assert not pruned["unused-distributions"].is_safe
    names = {path.name for path in (tmp_path / "second/python").iterdir()}
    assert names == {"second", "second-1.0.dist-info", "alone", "alone-1.0.dist-info"}


def test_a_file_that_is_made_smaller_stays_whole_in_the_installers_cache(
    sample: Project, wheels: Path, tmp_path: Path
) -> None:
    """The next layer gets it from there."""
    whole = FakeSharedObject(segments=[b"text" * 9], unmapped=b"symbols" * 9)
    write(sample.lock, write_wheel(wheels, "plain", files={"plain/fast.so": whole.to_bytes()}))
    dependencies = sample.layers[0]
    stripping = replace(sample, prune=PruneSettings(rules={"strip": True}))
    lay_out_layer(dependencies, stripping, tmp_path / "stripped", architecture="x86_64")
    lay_out_layer(dependencies, sample, tmp_path / "whole", architecture="x86_64")
    assert (tmp_path / "stripped/python/plain/fast.so").stat().st_size == whole.mapped_bytes
    assert (tmp_path / "whole/python/plain/fast.so").read_bytes() == whole.to_bytes()
