"""The build refuses what cannot work before it touches anything, and makes again only what it must.

Whole builds are in tests/layer.
"""

from dataclasses import replace

import pytest
from fakes.progress import FakeProgress
from fakes.sample_project import write
from lambda_packaging.build import build, find_reusable, make, require_declared, still_current
from lambda_packaging.errors import LockOutOfDateError, PlatformError, PythonVersionError
from lambda_packaging.manifest import Artifact
from lambda_packaging.project import Project
from lambda_packaging.recipe import Recipe, list_recipes


def function_recipe(sample: Project) -> Recipe:
    """The sample's cheapest artifact."""
    *_, recipe = list_recipes(sample, architectures=["x86_64"])
    return recipe


@pytest.fixture
def built(sample: Project) -> Artifact:
    """The sample's function in dist/."""
    return make(function_recipe(sample), sample, FakeProgress())


def test_another_python_is_refused_before_anything_is_written(sample: Project) -> None:
    """The interpreter of these tests is not 3.12."""
    with pytest.raises(PythonVersionError):
        build(replace(sample, python="3.12"), architectures=["x86_64"], progress=FakeProgress())
    assert not sample.dist.exists()


def test_another_architecture_is_refused(sample: Project) -> None:
    """Lambda has two."""
    with pytest.raises(PlatformError):
        build(sample, architectures=["riscv"], progress=FakeProgress())


def test_an_architecture_that_is_not_declared_is_refused(sample: Project) -> None:
    """Lambda has it, the project does not want it; a name twice is built once."""
    one = replace(sample, architectures=("arm64",))
    with pytest.raises(PlatformError, match="the target is x86_64; expected arm64") as raised:
        build(one, architectures=["arm64", "x86_64"], progress=FakeProgress())
    assert "declare it in [tool.lambda-packaging] architectures" in str(raised.value)
    assert require_declared(["aarch64", "arm64"], one) == ("arm64",)


def test_a_lock_out_of_date_is_refused_before_anything_is_written(sample: Project) -> None:
    """The message names the command that renews it."""
    declared = sample.root / "packages/sample/pyproject.toml"
    declared.write_text(declared.read_text().replace("plain>=1", "plain>=2"))
    with pytest.raises(LockOutOfDateError, match="invoke lock"):
        build(sample, architectures=["x86_64"], progress=FakeProgress())
    assert not sample.dist.exists()


def test_making_an_artifact_tells_its_steps_in_order(sample: Project) -> None:
    """Contents, then the archive."""
    progress = FakeProgress()
    make(function_recipe(sample), sample, progress)
    assert progress.steps == ["function.zip: contents", "function.zip: packed"]


def test_an_intact_artifact_with_the_same_inputs_is_reused(sample: Project, built: Artifact) -> None:
    """The same value, so the same manifest."""
    assert find_reusable(function_recipe(sample), [built], sample) == built


def test_a_changed_input_or_a_damaged_file_is_not_reused(sample: Project, built: Artifact) -> None:
    """Neither is a missing one."""
    path = sample.dist / built.file_name
    content = path.read_bytes()
    path.write_bytes(bytes(len(content)))
    assert find_reusable(function_recipe(sample), [built], sample) is None
    path.unlink()
    assert find_reusable(function_recipe(sample), [built], sample) is None
    path.write_bytes(content)
    write(sample.root / "functions/shared/common.py", "def greeting(name): ...\n")
    assert find_reusable(function_recipe(sample), [built], sample) is None


def test_what_a_build_did_not_touch_stays_in_the_manifest_while_it_is_true(sample: Project, built: Artifact) -> None:
    """The other architecture's layer, or the function when only layers are built."""
    assert still_current([built], [], sample) == [built]
    assert still_current([built], [built], sample) == []
    write(sample.functions[0].folder / "greet.py", "def handler(event, context): ...\n")
    assert still_current([built], [], sample) == []
