"""A function is copied, checked without being run, and described."""

import json
from pathlib import Path

import pytest
from fakes.sample_project import HANDLER, write
from fakes.wheels import write_wheel
from lambda_packaging.errors import HandlerError, LockSyntaxError
from lambda_packaging.function import (
    function_metadata,
    function_sources,
    lay_out_function,
    require_handler,
    write_function_metadata,
)
from lambda_packaging.manifest import Artifact
from lambda_packaging.project import Project


def laid_out(sample: Project, tmp_path: Path) -> dict[str, str]:
    """The function's files, by name."""
    folder = tmp_path / "task"
    folder.mkdir()
    lay_out_function(sample.functions[0], sample, folder, architecture="x86_64")
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_handler_and_shared_modules_are_copied_and_nothing_else(sample: Project, tmp_path: Path) -> None:
    """Neither the folder's pyproject.toml nor its tests."""
    write(sample.functions[0].folder / "tests/test_greet.py", "")
    assert sorted(laid_out(sample, tmp_path)) == ["common.py", "greet.py"]


def test_its_own_requirements_are_installed(sample: Project, tmp_path: Path, wheels: Path) -> None:
    """They are a lock of their own."""
    write(sample.functions[0].own_requirements, write_wheel(wheels, "extra"))
    assert "extra/__init__.py" in laid_out(sample, tmp_path)


def test_its_own_requirements_need_hashes(sample: Project, tmp_path: Path) -> None:
    """Without them the next build could hold something else."""
    write(sample.functions[0].own_requirements, "extra==1.0\n")
    with pytest.raises(LockSyntaxError, match="at least one"):
        laid_out(sample, tmp_path)


def test_what_editors_leave_is_no_source(sample: Project, tmp_path: Path) -> None:
    """Neither a lock link that dangles nor a hidden copy."""
    folder = sample.functions[0].folder
    (folder / ".#greet.py").symlink_to("ada@host.1")
    write(folder / ".greet.py", "secret = 1\n")
    assert sorted(laid_out(sample, tmp_path)) == ["common.py", "greet.py"]


def test_every_source_is_checked(sample: Project, tmp_path: Path) -> None:
    """Also a shared one; the message names file and line."""
    write(sample.root / "functions/shared/broken.py", "x = 1\ndef f(:\n")
    with pytest.raises(HandlerError, match=r"broken\.py: is not valid Python \(line 2: ") as raised:
        laid_out(sample, tmp_path)
    assert raised.value.path.name == "broken.py"


def test_a_source_with_a_null_byte_is_named(sample: Project, tmp_path: Path) -> None:
    """Python refuses it without a line."""
    write(sample.root / "functions/shared/broken.py", "x = 1\0")
    with pytest.raises(HandlerError, match=r"broken\.py: is not valid Python"):
        laid_out(sample, tmp_path)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "defines no function, expected handler"),
        ("def main(event, context): ...\n", "defines main, expected handler"),
        ("class A:\n    def handler(self): ...\n", "defines no function"),
    ],
)
def test_a_handler_that_is_not_defined_is_named(sample: Project, text: str, problem: str) -> None:
    """Found in the syntax tree: nothing of the function is run."""
    write(sample.functions[0].folder / "greet.py", text)
    with pytest.raises(HandlerError, match=problem):
        require_handler(sample.functions[0])


def test_a_handler_module_that_is_not_there_is_named(sample: Project) -> None:
    """With the declaration as the other place to look."""
    (sample.functions[0].folder / "greet.py").unlink()
    with pytest.raises(HandlerError, match=r"does not exist.*'greet.handler' in the declaration"):
        require_handler(sample.functions[0])


def test_a_handler_is_found_without_running_it(sample: Project) -> None:
    """An import that fails here does not matter: layers are elsewhere."""
    write(sample.functions[0].folder / "greet.py", f"import nothing_like_this\n{HANDLER}")
    require_handler(sample.functions[0])


def test_two_files_of_one_name_are_refused(sample: Project) -> None:
    """One would hide the other in the archive."""
    write(sample.root / "functions/shared/greet.py", "")
    with pytest.raises(HandlerError, match="has the same name"):
        function_sources(sample.functions[0])


def test_the_metadata_has_the_specified_fields_with_true_values(sample: Project) -> None:
    """The time is the commit's, the size is measured, the layers are the declared ones."""
    assert function_metadata(sample.functions[0], sample, size_bytes=2560, created_at=1_767_323_045) == {
        "function_name": "greeter",
        "description": "Greets",
        "runtime": "python3.13",
        "handler": "greet.handler",
        "created_date": "2026-01-02T03:04:05Z",
        "build_info": {
            "package_size_kb": 2.5,
            "uses_layers": True,
            "layer_dependencies": ["sample-dependencies", "sample-package"],
        },
    }


def test_the_metadata_of_a_built_function_is_written(sample: Project) -> None:
    """A function that was not built has none."""
    built = Artifact(
        name="greeter",
        kind="function",
        file_name="function.zip",
        architecture="any",
        sha256="",
        size_bytes=1024,
        unzipped_bytes=0,
        inputs_sha256="",
    )
    write_function_metadata(sample, [], created_at=0)
    assert not sample.dist.exists()
    write_function_metadata(sample, [built], created_at=0)
    metadata = json.loads((sample.dist / "function-metadata.json").read_text())
    assert metadata["build_info"]["package_size_kb"] == 1.0
