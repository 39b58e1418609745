"""What Lambda or the project would refuse is seen without running anything."""

from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
from deflate import _deflate
from fakes.archives import archive_folder
from fakes.sample_project import write
from fakes.shared_objects import AARCH64, FakeSharedObject
from lambda_packaging.bytecode import bytecode_name, compile_source
from lambda_packaging.errors import ManifestError
from lambda_packaging.layout import Layout
from lambda_packaging.manifest import Artifact
from lambda_packaging.project import Budget, Project
from lambda_packaging.proof_record import Failure
from lambda_packaging.static_checks import (
    find_broken_budgets,
    find_foreign_machine_code,
    find_overlaps,
    find_stale_sources,
    machine_code_files,
)
from lambda_packaging.target import host_architecture


def artifact(name: str, kind: str = "layer", *, zipped: int = 10, unzipped: int = 100) -> Artifact:
    """An archive of those sizes."""
    return Artifact(
        name=name,
        kind=kind,
        file_name=f"{name}.zip",
        architecture="any",
        sha256="",
        size_bytes=zipped,
        unzipped_bytes=unzipped,
        inputs_sha256="",
    )


@pytest.fixture
def budgeted(sample: Project) -> Project:
    """The sample with a limit for its function and one for its package layer."""
    dependencies, package = sample.layers
    (function,) = sample.functions
    return replace(
        sample,
        layers=(dependencies, replace(package, budget=Budget(unzipped_bytes=100))),
        functions=(replace(function, budget=Budget(zipped_bytes=10)),),
    )


def test_what_keeps_its_budget_is_no_failure(budgeted: Project) -> None:
    """A budget may be used up; without one only Lambda's limits count."""
    fitting = [artifact("sample-package", zipped=9_999), artifact("greeter", "function", unzipped=9_999)]
    assert list(find_broken_budgets(budgeted, [*fitting, artifact("sample-dependencies", unzipped=200_000_000)])) == []


def test_a_broken_budget_says_by_how_much(budgeted: Project) -> None:
    """Each size by itself."""
    large = [artifact("sample-package", unzipped=1_350), artifact("greeter", "function", zipped=11)]
    assert [(failure.subject, failure.error) for failure in find_broken_budgets(budgeted, large)] == [
        ("sample-package.zip", "1,350 bytes unzipped, 1,250 more than its budget of 100"),
        ("greeter.zip", "11 bytes zipped, 1 more than its budget of 10"),
    ]


def test_lambdas_limit_is_for_one_function_with_all_layers(sample: Project) -> None:
    """Two functions never lie in one container."""
    (function,) = sample.functions
    two = replace(sample, functions=(function, replace(function, name="second")))
    layer = artifact("sample-package", unzipped=200_000_000)
    functions = [artifact(name, "function", unzipped=62_144_000) for name in ("greeter", "second")]
    assert list(find_broken_budgets(two, [layer, *functions])) == []
    (failure,) = find_broken_budgets(two, [replace(layer, unzipped_bytes=200_000_001), *functions])
    assert failure == Failure(
        kind="limit",
        subject="all layers and the largest function",
        error="262,144,001 bytes unzipped, and Lambda takes 262,144,000",
    )


def test_lambda_takes_five_layers(sample: Project) -> None:
    """One more is a failure."""
    five = [artifact("sample-package")] * 5
    assert list(find_broken_budgets(sample, five)) == []
    (failure,) = find_broken_budgets(sample, [*five, artifact("sample-package")])
    assert (failure.subject, failure.error) == ("layers", "6, and a function takes 5")


def test_two_layers_may_hold_a_file_if_it_is_the_same(tmp_path: Path) -> None:
    """The later one wins in Lambda; a function lies elsewhere."""
    contents = {"first": "a = 1\n", "second": "a = 1\n", "third": "a = 2\n", "f": "a = 3\n"}
    for name, text in contents.items():
        write(tmp_path / name / "python/space/__init__.py", text)
        write(tmp_path / name / f"python/space/{name}.py", "")
        archive_folder(tmp_path / name, tmp_path / f"{name}.zip")
    first, second, third = artifact("first"), artifact("second"), artifact("third")
    assert list(find_overlaps(tmp_path, [first, second, artifact("f", "function")])) == []
    (failure,) = find_overlaps(tmp_path, [first, second, third])
    assert (failure.kind, failure.subject) == ("overlap", "python/space/__init__.py")
    assert failure.error == "first.zip and third.zip hold it with different content"


def machine_code(layout: Layout, content: bytes) -> list[Failure]:
    """What is wrong with one shared object among other files."""
    write(layout.task / "a.py", "")
    write(layout.layers / "python/a.so", "")
    (layout.layers / "python/a.so").write_bytes(content)
    files = machine_code_files(layout)
    assert [path.name for path in files] == ["a.so"]
    return list(find_foreign_machine_code(files, layout, architecture=host_architecture()))


def test_machine_code_for_the_target_and_its_c_library_is_right(tmp_path: Path) -> None:
    """Whether it asks for a version of the library or for none."""
    assert machine_code(Layout(folder=tmp_path), Path(_deflate.__file__).read_bytes()) == []


def test_machine_code_for_another_machine_is_found(tmp_path: Path) -> None:
    """With what it is for."""
    content = FakeSharedObject(segments=[b"text"], machine=AARCH64).to_bytes()
    layout = Layout(folder=tmp_path)
    machine_code(layout, content)
    (failure,) = find_foreign_machine_code(machine_code_files(layout), layout, architecture="x86_64")
    assert (failure.subject, failure.error) == ("opt/python/a.so", "is for arm64; expected x86_64")


def test_machine_code_that_cannot_be_read_is_found(tmp_path: Path) -> None:
    """It cannot be loaded either."""
    (failure,) = machine_code(Layout(folder=tmp_path), b"\x7fELF and nothing more")
    assert failure.error.startswith("is for no machine that can be told")


def test_machine_code_for_a_newer_c_library_is_found(tmp_path: Path) -> None:
    """It would load here and not in Lambda."""
    content = Path(_deflate.__file__).read_bytes()
    newest = b"GLIBC_2.14\0" if b"GLIBC_2.14\0" in content else b"GLIBC_2.17\0"
    (failure,) = machine_code(Layout(folder=tmp_path), content.replace(newest, b"GLIBC_2.99\0"))
    assert failure.error == "needs glibc 2.99; Amazon Linux 2023 has 2.34"


def test_sources_that_would_be_compiled_are_found_in_the_archive(tmp_path: Path) -> None:
    """Without bytecode, with that of another source, or of the kind that records a time; what is no Python has none."""
    good, other = (compile_source(text.encode(), place=PurePosixPath("/opt/a.py")) for text in ("a = 1\n", "a = 2\n"))
    stamped = good[:4] + bytes(4) + good[8:]
    contents = {"good": good, "changed": other, "stamped": stamped, "bare": None}
    for name, bytecode in contents.items():
        write(tmp_path / f"files/python/{name}.py", "a = 1\n")
        if bytecode:
            cached = tmp_path / "files" / bytecode_name(f"python/{name}.py")
            cached.parent.mkdir(exist_ok=True)
            cached.write_bytes(bytecode)
    write(tmp_path / "files/python/template.py", "{{ no python }} at all\n")
    archive_folder(tmp_path / "files", tmp_path / "layer.zip")
    assert find_stale_sources(tmp_path / "layer.zip") == ("python/bare.py", "python/changed.py", "python/stamped.py")
    with pytest.raises(ManifestError, match=r"gone\.zip"):
        find_stale_sources(tmp_path / "gone.zip")
