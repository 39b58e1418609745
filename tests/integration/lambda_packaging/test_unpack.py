"""Layers are merged in order and the function lies beside them, as in Lambda."""

import shutil
from pathlib import Path

import pytest
from fakes.archives import archive_folder
from fakes.sample_project import write, write_sample_project
from fakes.wheels import write_wheel
from lambda_packaging.errors import ManifestError
from lambda_packaging.manifest import Manifest, assemble_manifest, describe_artifact
from lambda_packaging.project import Project
from lambda_packaging.target import host_architecture
from lambda_packaging.tools import install_tools
from lambda_packaging.unpack import extract, find_previous, unpack


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A workspace whose locks name stand-ins for the tools, installed once for all tests."""
    folder = tmp_path_factory.mktemp("equipped")
    project = write_sample_project(folder / "workspace", folder / "wheels")
    rapid = "samcli/local/rapid/aws-lambda-rie"
    files = {f"{rapid}-x86_64": "", f"{rapid}-arm64": ""}
    write(project.emulator_lock, write_wheel(folder / "wheels", "aws_sam_cli", files=files))
    write(project.runtime_lock, write_wheel(folder / "wheels", "awslambdaric"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("UV_FIND_LINKS", str(folder / "wheels"))
        patch.setenv("UV_NO_INDEX", "1")
        install_tools(project)
    return project


@pytest.fixture
def equipped(installed: Project) -> Project:
    """That workspace with nothing built or unpacked."""
    for folder in (installed.dist, installed.work):
        shutil.rmtree(folder, ignore_errors=True)
    return installed


def archived(project: Project, tmp_path: Path, *, word: str = "second") -> Manifest:
    """A manifest of two layers that both hold `python/which.py`, and of a function."""
    other = "arm64" if host_architecture() == "x86_64" else "x86_64"
    artifacts = []
    for name, kind, architecture, files in (
        ("first", "layer", host_architecture(), {"python/which.py": "first", "python/only.py": "first"}),
        ("foreign", "layer", other, {"python/which.py": "foreign"}),
        ("second", "layer", "any", {"python/which.py": word}),
        ("greeter", "function", "any", {"greet.py": "handler"}),
    ):
        for place, text in files.items():
            write(tmp_path / name / place, text)
        archive = project.dist / f"{name}.zip"
        archive_folder(tmp_path / name, archive)
        artifacts.append(describe_artifact(archive, name=name, kind=kind, architecture=architecture, inputs_sha256=""))
    return assemble_manifest(tuple(artifacts), versions={})


def test_the_later_layer_lies_over_the_earlier(equipped: Project, tmp_path: Path) -> None:
    """And a layer for another machine is left out."""
    unpacked = unpack(equipped, archived(equipped, tmp_path))
    assert (unpacked.layers / "python/which.py").read_text() == "second"
    assert (unpacked.layers / "python/only.py").read_text() == "first"
    assert (unpacked.task / "greet.py").read_text() == "handler"
    assert (unpacked.name, unpacked.handler) == ("greeter", "greet.handler")
    assert (unpacked.layers, unpacked.task) == (unpacked.folder / "opt", unpacked.folder / "var/task")


def test_the_same_archives_are_unpacked_once(equipped: Project, tmp_path: Path) -> None:
    """Other bytes are another folder; of many folders the newest three stay."""
    first = unpack(equipped, archived(equipped, tmp_path))
    (first.task / "mark").touch()
    assert unpack(equipped, archived(equipped, tmp_path), name="greeter").folder == first.folder
    assert (first.task / "mark").exists()
    others = [unpack(equipped, archived(equipped, tmp_path, word=word)).folder for word in "abc"]
    assert sorted(first.folder.parent.iterdir()) == sorted(others)


def test_the_build_before_is_found_as_long_as_it_is_unpacked(equipped: Project, tmp_path: Path) -> None:
    """The newest but this one."""
    first = unpack(equipped, archived(equipped, tmp_path))
    assert find_previous(first) is None
    second = unpack(equipped, archived(equipped, tmp_path, word="changed"))
    previous = find_previous(second)
    assert previous is not None
    assert previous.folder == first.folder


def test_modes_are_kept(tmp_path: Path) -> None:
    """A program in a layer must stay one."""
    write(tmp_path / "files/run", "#!/bin/sh\n")
    (tmp_path / "files/run").chmod(0o755)
    write(tmp_path / "files/data", "")
    archive_folder(tmp_path / "files", tmp_path / "a.zip")
    extract(tmp_path / "a.zip", tmp_path / "target")
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "target").iterdir()}
    assert modes == {"run": 0o755, "data": 0o644}


def test_a_function_that_was_not_built_is_named(equipped: Project, tmp_path: Path) -> None:
    """By an unknown name, or because only layers were built."""
    manifest = archived(equipped, tmp_path)
    with pytest.raises(ManifestError, match="no function nobody"):
        unpack(equipped, manifest, name="nobody")
    with pytest.raises(ManifestError, match="holds no function"):
        unpack(equipped, assemble_manifest(manifest.artifacts[:3], versions={}))


def test_an_archive_that_is_gone_is_named(equipped: Project, tmp_path: Path) -> None:
    """And nothing half-unpacked is left to be taken for whole."""
    manifest = archived(equipped, tmp_path)
    (equipped.dist / "greeter.zip").unlink()
    with pytest.raises(ManifestError, match="invoke build"):
        unpack(equipped, manifest)
    assert list((equipped.work / "unpacked").iterdir()) == []
