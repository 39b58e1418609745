"""Only what was built, is up to date and was proven may be deployed."""

from dataclasses import replace
from pathlib import Path

import pytest
from coderipple_deployment.artifacts import read_artifacts, sort_artifacts
from coderipple_deployment.errors import ArtifactError
from fakes.sample_project import write
from lambda_packaging.errors import ManifestError
from lambda_packaging.metrics.ledger import weigh, write_ledger
from lambda_packaging.project import Project
from lambda_packaging.proof_record import Failure, record_path

from .conftest import prove


def test_the_parts_are_those_of_the_manifest(proven: Project) -> None:
    """In Terraform's words, with their hashes."""
    found = read_artifacts(proven, architecture="x86_64")
    assert [one.file_name for one in found.all] == [
        "dependencies-layer-x86_64.zip",
        "package-layer.zip",
        "function.zip",
    ]
    described = found.as_variables()
    assert described["layers_through_s3"] is False
    assert described["artifacts"] == {
        "dependencies_layer": {"file": "dependencies-layer-x86_64.zip", "sha256": found.dependencies_layer.sha256},
        "package_layer": {"file": "package-layer.zip", "sha256": found.package_layer.sha256},
        "function": {"file": "function.zip", "sha256": found.function.sha256},
    }


def test_a_layer_above_the_direct_limit_goes_through_s3(proven: Project) -> None:
    """50 MB, zipped."""
    found = read_artifacts(proven, architecture="x86_64")
    large = replace(found, dependencies_layer=replace(found.dependencies_layer, size_bytes=50_000_001))
    assert large.as_variables()["layers_through_s3"] is True


def test_a_missing_build_is_refused(proven: Project) -> None:
    """With the command that makes it."""
    (proven.dist / "manifest.json").unlink()
    with pytest.raises(ManifestError, match="invoke build"):
        read_artifacts(proven, architecture="x86_64")


def test_an_archive_that_was_changed_after_the_build_is_refused(proven: Project) -> None:
    """Its hash is not that of the manifest."""
    archive = proven.dist / "function.zip"
    archive.write_bytes(archive.read_bytes() + b"x")
    with pytest.raises(ManifestError, match="is not the archive that was built"):
        read_artifacts(proven, architecture="x86_64")


def test_an_archive_that_is_older_than_its_sources_is_refused(proven: Project) -> None:
    """With the command that makes it anew."""
    write(proven.root / "functions/greeter/greet.py", "def handler(event, context):\n    return 1\n")
    with pytest.raises(ArtifactError, match=r"function.zip is older than its sources.*invoke build --arch x86_64"):
        read_artifacts(proven, architecture="x86_64")


def test_what_was_not_proven_is_refused(built_sample: Project) -> None:
    """And what was proven before it was built anew."""
    with pytest.raises(ArtifactError, match=r"was not proven.*invoke prove --arch x86_64"):
        read_artifacts(built_sample, architecture="x86_64")
    prove(built_sample)
    record = record_path(built_sample.dist, architecture="x86_64")
    sha256 = read_artifacts(built_sample, architecture="x86_64").function.sha256
    record.write_text(record.read_text().replace(sha256, "0" * 64))
    with pytest.raises(ArtifactError, match="was not proven"):
        read_artifacts(built_sample, architecture="x86_64")


def test_what_does_not_hold_is_refused(built_sample: Project) -> None:
    """With what failed."""
    prove(built_sample, Failure(kind="import", subject="sample", error="ImportError: no"))
    with pytest.raises(ArtifactError, match="the proof does not hold: import sample: ImportError: no"):
        read_artifacts(built_sample, architecture="x86_64")


def test_more_layers_than_terraform_knows_are_refused(proven: Project) -> None:
    """Nothing is left out in silence."""
    found = read_artifacts(proven, architecture="x86_64").all
    with pytest.raises(ArtifactError, match="0 functions; expected one of each"):
        sort_artifacts(proven, found[:2])


def test_what_differs_from_the_ledger_is_told(proven: Project) -> None:
    """A line each; nothing where it is as it was accepted."""
    missing = read_artifacts(proven, architecture="x86_64")
    assert "not compared with the ledger" in missing.differences[0]
    write_ledger(weigh(missing.all), proven.ledger)
    assert read_artifacts(proven, architecture="x86_64").differences == ()
    smaller = [replace(one, size_bytes=1, unzipped_bytes=1) for one in missing.all]
    write_ledger(weigh(smaller[:1]), proven.ledger)
    told = " ".join(read_artifacts(proven, architecture="x86_64").differences)
    assert "package-layer.zip is new" in told


def test_this_folder_has_one_file_a_module() -> None:
    """The tests mirror the package."""
    package = Path(__file__).parents[3] / "packages/coderipple_deployment/src/coderipple_deployment"
    tested = {path.stem.removeprefix("test_") for path in Path(__file__).parent.rglob("test_*.py")}
    assert tested <= {path.stem for path in package.rglob("*.py")}
