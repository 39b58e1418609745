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
    require_artifacts,
    write_manifest,
)
from lambda_packaging.prune import Pruned


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


def test_what_was_left_out_is_read_back(artifact: Artifact, tmp_path: Path) -> None:
    """A rule each, with its reason and its figures."""
    tests = Pruned(rule="tests", reason="for their authors", is_safe=True, files=3, removed_bytes=1_000)
    strip = Pruned(rule="strip", reason="never mapped", is_safe=False, files=1, removed_bytes=9)
    manifest = assemble_manifest((replace(artifact, pruned=(tests, strip)),), versions={})
    write_manifest(manifest, tmp_path)
    assert read_manifest(tmp_path).artifacts[0].pruned == (tests, strip)


def test_what_runs_on_an_architecture_is_there_and_intact(artifact: Artifact, tmp_path: Path) -> None:
    """Layers first, whatever the order of the manifest."""
    function = replace(artifact, name="f", kind="function", architecture="any")
    manifest = assemble_manifest((function, artifact), versions={})
    assert require_artifacts(manifest, tmp_path / "dist", architecture="x86_64") == (artifact, function)
    with pytest.raises(ManifestError, match=r"names nothing for arm64.*invoke build"):
        require_artifacts(manifest, tmp_path / "dist", architecture="arm64")
    (tmp_path / "dist/a.zip").write_bytes(b"other")
    with pytest.raises(ManifestError, match=r"a\.zip: is not the archive that was built"):
        require_artifacts(manifest, tmp_path / "dist", architecture="x86_64")
