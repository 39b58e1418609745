"""The declared cold starts of this repository, in the real runtime interface."""

import sys

import pytest
from lambda_packaging.attribution import ARCHIVE_END_BYTES, UNRECORDED
from lambda_packaging.manifest import Manifest
from lambda_packaging.metrics.measurement import Observed, observe, prepare
from lambda_packaging.project import Project

pytestmark = pytest.mark.network


@pytest.fixture(scope="module")
def observed(project: Project, manifest: Manifest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Observed]:
    """What each of them imports; every one is answered as its scenario expects, or this fails."""
    folder = tmp_path_factory.mktemp("scenarios")
    subjects = [prepare(declared, project, manifest, folder) for declared in project.cold_starts]
    return {subject.scenario.name: seen for subject, seen in zip(subjects, observe(subjects), strict=True)}


def test_the_acknowledging_path_imports_our_own_modules_only(observed: dict[str, Observed]) -> None:
    """Nothing of the dependencies layer, and of the standard library nothing that is slow."""
    seen = observed["acknowledgement"]
    assert set(seen.packages) - sys.stdlib_module_names == {"coderipple", "lambda_common"}
    modules = {one.name for one in seen.imports}
    assert modules.isdisjoint(
        {"asyncio", "dataclasses", "inspect", "email", "coderipple.push_flow", "coderipple.values"}
    )
    assert len(modules) < 40


def test_without_a_model_no_library_for_models_is_imported(observed: dict[str, Observed]) -> None:
    """A push that no model phrases must not pay for one."""
    packages = observed["worker without a model"].packages
    assert {"coderipple", "dulwich", "markdown_it"} <= set(packages)
    assert {"strands", "boto3", "botocore", "pydantic"}.isdisjoint(packages)


def test_the_worker_reaches_the_model_through_strands(observed: dict[str, Observed]) -> None:
    """Its floor is what Strands alone imports."""
    alone, worker = observed["agents alone"].packages, observed["worker"].packages
    assert set(alone) < set(worker)
    assert {"strands", "boto3"} <= set(alone)
    assert "coderipple" not in alone


def test_every_byte_of_the_real_archives_has_a_name(project: Project, manifest: Manifest) -> None:
    """The shares and the archive's last record are the archive; nothing is of nobody."""
    for artifact in manifest.artifacts:
        assert UNRECORDED not in {share.name for share in artifact.shares}
        zipped = sum(share.zipped for share in artifact.shares)
        assert zipped + ARCHIVE_END_BYTES == artifact.size_bytes == (project.dist / artifact.file_name).stat().st_size
        assert sum(share.unzipped for share in artifact.shares) == artifact.unzipped_bytes


def test_every_distribution_is_there_for_a_reason(manifest: Manifest) -> None:
    """What the project does not require itself has a chain that ends with what it requires."""
    for layer in (one for one in manifest.artifacts if one.name == "coderipple-dependencies"):  # one an architecture
        chains = {share.name: share.chain for share in layer.shares}
        direct = {name for name, chain in chains.items() if not chain}
        assert direct == {
            "boto3",
            "click",
            "dulwich",
            "httpx",
            "markdown-it-py",
            "merge3",
            "msgspec",
            "packaging",
            "pydantic",
            "pyjwt",
            "tenacity",
            "strands-agents",
            "tree-sitter",
            "tree-sitter-go",
            "tree-sitter-java",
            "tree-sitter-rust",
            "tree-sitter-typescript",
        }
        assert all(chain[-1].partition("[")[0] in direct for chain in chains.values() if chain)
        assert chains["cryptography"] == ("pyjwt[crypto]",)
        assert chains["cffi"] == ("cryptography", "pyjwt[crypto]")
