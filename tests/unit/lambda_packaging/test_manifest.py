"""The manifest says what lies in dist/, and is refused when it is something else."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from fakes.archives import archive_folder
from fakes.sample_project import write
from lambda_packaging.errors import ManifestError
from lambda_packaging.manifest import (
    Artifact,
    assemble_manifest,
    describe_artifact,
    forget_artifact,
    read_manifest,
    read_previous,
    write_manifest,
)


@pytest.fixture
def artifact(tmp_path: Path) -> Artifact:
    """A layer in dist/."""
    write(tmp_path / "files/python/a.py", "a = 1\n" * 100)
    archive_folder(tmp_path / "files", tmp_path / "dist/a.zip")
    return describe_artifact(
        tmp_path / "dist/a.zip", name="a", kind="layer", architecture="x86_64", inputs_sha256="1" * 64
    )


def test_an_artifact_is_measured(artifact: Artifact, tmp_path: Path) -> None:
    """Hash and sizes are those of the file."""
    content = (tmp_path / "dist/a.zip").read_bytes()
    assert artifact.sha256 == hashlib.sha256(content).hexdigest()
    assert (artifact.file_name, artifact.size_bytes, artifact.unzipped_bytes) == ("a.zip", len(content), 600)


def test_a_file_is_intact_until_it_changes_or_goes(artifact: Artifact, tmp_path: Path) -> None:
    """Also a change that keeps the size is found."""
    path = tmp_path / "dist/a.zip"
    assert artifact.is_intact(path.parent)
    path.write_bytes(bytes(artifact.size_bytes))
    assert not artifact.is_intact(path.parent)
    path.unlink()
    assert not artifact.is_intact(path.parent)


def test_a_written_manifest_reads_back(artifact: Artifact, tmp_path: Path) -> None:
    """Values in, the same values out; the file has the documented keys."""
    manifest = assemble_manifest((artifact,), versions={"python": "3.13.0"})
    write_manifest(manifest, tmp_path)
    assert read_manifest(tmp_path) == manifest
    data = json.loads((tmp_path / "manifest.json").read_text())
    assert set(data) == {"inputs_sha256", "versions", "artifacts"}
    assert {"file_name", "sha256", "size_bytes", "unzipped_bytes", "architecture"} < set(data["artifacts"][0])


def test_artifacts_are_chosen_by_kind_and_architecture(artifact: Artifact) -> None:
    """What runs anywhere fits every architecture; the order stays."""
    arm = replace(artifact, name="b", architecture="arm64")
    anywhere = replace(artifact, name="c", architecture="any")
    function = replace(anywhere, name="f", kind="function")
    manifest = assemble_manifest((artifact, arm, anywhere, function), versions={})
    assert [one.name for one in manifest.of_kind("layer", architecture="x86_64")] == ["a", "c"]
    assert [one.name for one in manifest.of_kind("layer", architecture="arm64")] == ["b", "c"]
    assert [one.name for one in manifest.of_kind("function", architecture="arm64")] == ["f"]


def test_the_hash_of_all_inputs_changes_with_each(artifact: Artifact) -> None:
    """One value tells whether anything changed."""
    changed = replace(artifact, inputs_sha256="2" * 64)
    one, two = (assemble_manifest((item,), versions={}).inputs_sha256 for item in (artifact, changed))
    assert one != two


@pytest.mark.parametrize("text", ["{", "[]", '"text"', '{"artifacts": [{}]}', '{"artifacts": [{"name": 1}]}', "{}"])
def test_a_file_that_is_no_manifest_is_refused_or_ignored(tmp_path: Path, text: str) -> None:
    """Refused by whoever needs it, ignored by a build, which writes it anew."""
    write(tmp_path / "manifest.json", text)
    with pytest.raises(ManifestError, match="invoke build"):
        read_manifest(tmp_path)
    assert read_previous(tmp_path) == ()


def test_a_manifest_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """With the command that writes it."""
    with pytest.raises(ManifestError, match="cannot be read"):
        read_manifest(tmp_path)


def test_an_archive_that_is_about_to_change_is_no_longer_described(artifact: Artifact, tmp_path: Path) -> None:
    """So that a build that is killed meanwhile leaves nothing false; without a manifest there is nothing to do."""
    forget_artifact("a.zip", tmp_path)
    assert not (tmp_path / "manifest.json").exists()
    other = replace(artifact, file_name="b.zip")
    write_manifest(assemble_manifest((artifact, other), versions={}), tmp_path)
    forget_artifact("a.zip", tmp_path)
    assert read_previous(tmp_path) == (other,)
