"""A proof stands as long as everything that it looks at is the same, and is read back as it was written."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fakes.sample_project import write
from lambda_packaging.errors import LockSyntaxError
from lambda_packaging.manifest import Artifact
from lambda_packaging.project import Budget, Project, PruneSettings
from lambda_packaging.proof_record import Failure, Proof, hash_proof_inputs, read_proof, record_path, write_proof

ARTIFACT = Artifact(
    name="sample-package",
    kind="layer",
    file_name="package-layer.zip",
    architecture="any",
    sha256="1" * 64,
    size_bytes=10,
    unzipped_bytes=100,
    inputs_sha256="2" * 64,
)
PROOF = Proof(
    architecture="arm64",
    inputs_sha256="3" * 64,
    artifacts={"package-layer.zip": "1" * 64},
    isolation="namespaces",
    machine_code_of="x86_64",
    checked={"import": 3, "version": 1},
    failures=(Failure(kind="client", subject="s3", error="UnknownServiceError", rule="service-models"),),
    never_worked=(Failure(kind="import", subject="plain.windows", error="ImportError"),),
    left_out=(),
)


def test_a_written_proof_reads_back(tmp_path: Path) -> None:
    """One record an architecture; the file also says whether the proof holds."""
    write_proof(PROOF, tmp_path)
    assert read_proof(tmp_path, architecture="arm64") == PROOF
    assert read_proof(tmp_path, architecture="x86_64") is None
    assert json.loads((tmp_path / "proof-arm64.json").read_text())["holds"] is False


def test_a_proof_holds_when_nothing_failed() -> None:
    """What never worked, or is left out on purpose, is told and does not count."""
    assert not PROOF.holds
    assert replace(PROOF, failures=(), left_out=PROOF.failures).holds


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "1", '{"holds": true}', '{"holds": true, "failures": [1], "never_worked": 1}', "\xff"]
)
def test_a_file_that_is_no_record_is_no_proof(tmp_path: Path, text: str) -> None:
    """Then everything is proven again."""
    record_path(tmp_path, architecture="arm64").write_text(text, encoding="latin-1")
    assert read_proof(tmp_path, architecture="arm64") is None


def test_a_record_of_another_version_is_no_proof(tmp_path: Path) -> None:
    """One field more or less is another version."""
    for change in ({"further": 1}, {"failures": [{"kind": "import"}]}):
        data = json.loads(PROOF.to_json()) | change
        record_path(tmp_path, architecture="arm64").write_text(json.dumps(data))
        assert read_proof(tmp_path, architecture="arm64") is None


@pytest.mark.parametrize(
    "change",
    [
        lambda project: replace(project, prune=PruneSettings(services=frozenset({"s3"}))),
        lambda project: replace(project, functions=(replace(project.functions[0], budget=Budget(zipped_bytes=1)),)),
        lambda project: replace(project, layers=(replace(project.layers[1], budget=Budget(zipped_bytes=1)),)),
        lambda project: replace(project, proofs=(project.root / "prove.py",)),
    ],
    ids=["services", "function budget", "layer budget", "program"],
)
def test_a_proof_depends_on_what_is_asked(sample: Project, change: Callable[[Project], Project]) -> None:
    """Each thing that a project may ask of it."""
    write(sample.root / "prove.py", "assert True\n")
    assert hash_proof_inputs(change(sample), [ARTIFACT]) != hash_proof_inputs(sample, [ARTIFACT])


def test_a_proof_depends_on_the_archives_the_programs_and_the_runtime(sample: Project) -> None:
    """And on no file beside them."""
    program = sample.root / "prove.py"
    write(program, "assert True\n")
    project = replace(sample, proofs=(program,))
    seen = {hash_proof_inputs(project, [ARTIFACT]), hash_proof_inputs(project, [replace(ARTIFACT, sha256="9" * 64)])}
    write(program, "assert 1\n")
    seen.add(hash_proof_inputs(project, [ARTIFACT]))
    write(project.runtime_lock, f"runtime==1.0 --hash=sha256:{'a' * 64}\n")
    seen.add(hash_proof_inputs(project, [ARTIFACT]))
    assert len(seen) == 4
    write(project.root / "README.md", "changed\n")
    write(project.runtime_lock, f"# the same\nruntime==1.0 --hash=sha256:{'a' * 64}\n")
    assert hash_proof_inputs(project, [ARTIFACT]) in seen


def test_without_a_lock_of_the_runtime_nothing_can_be_proven(sample: Project) -> None:
    """The message names the file."""
    sample.runtime_lock.unlink()
    with pytest.raises(LockSyntaxError, match=r"runtime\.lock"):
        hash_proof_inputs(sample, [ARTIFACT])
