"""The layers of this repository are proven: for this machine by running everything, for the other one by its Python."""

import pytest
from lambda_packaging.build import build
from lambda_packaging.manifest import Manifest
from lambda_packaging.progress import SilentProgress
from lambda_packaging.project import ARCHITECTURES, Project
from lambda_packaging.proof import prove
from lambda_packaging.proof_record import Proof
from lambda_packaging.target import host_architecture

HERE = host_architecture()
(ELSEWHERE,) = {*ARCHITECTURES} - {HERE}
LEAST_IMPORTS = 1_500
# What this project relies on: none of it may be among what "never worked".
RELIED_ON = ("coderipple", "lambda_function", "lambda_common", "strands.agent.agent", "strands.models.bedrock", "boto3")


def require_proven(proof: Proof) -> None:
    """It holds, with everything in it that the layers are for."""
    assert proof.failures == ()  # so nothing was compiled, and no rule took what somebody misses
    assert proof.checked["import"] > LEAST_IMPORTS
    assert (proof.checked["client"], proof.checked["program"]) == (3, 2)  # bedrock-runtime; a tool call, propagators
    assert min(proof.checked["version"], proof.checked["entry point"]) > 30
    not_working = {failure.subject for failure in (*proof.never_worked, *proof.left_out)}
    assert not not_working.intersection(RELIED_ON)
    assert not [subject for subject in not_working if subject.startswith(("coderipple.", "/"))]
    assert {failure.subject for failure in proof.left_out} == {"cffi.cparser"}
    assert all(failure.rule == "unused-distributions" for failure in proof.left_out)


@pytest.fixture(scope="module")
def proof(project: Project, manifest: Manifest) -> Proof:
    """The proof for this machine; one of the same archives, by the same prover, stands."""
    return prove(project, manifest, architecture=HERE, progress=SilentProgress())


def test_the_layers_for_this_machine_hold(proof: Proof) -> None:
    """Every module imports, every entry point loads, and a Strands agent calls a tool."""
    require_proven(proof)
    assert (proof.architecture, proof.machine_code_of) == (HERE, HERE)


def test_what_never_worked_needs_what_is_not_locked(proof: Proof) -> None:
    """An optional distribution, another system, or a program's own ending: nothing that somebody forgot to lock."""
    known = ("No module named", "requires", "cannot import name", "must be installed", "SystemExit", "has no attribute")
    odd = [failure for failure in proof.never_worked if not any(word in failure.error for word in known)]
    assert len(odd) <= 4, odd


def test_the_layers_for_the_other_machine_hold(project: Project, manifest: Manifest) -> None:
    """Their machine code is read, not run; all of their Python runs with this machine's."""
    built = build(project, architectures=[ELSEWHERE], progress=SilentProgress())
    proof = prove(project, built, architecture=ELSEWHERE, progress=SilentProgress())
    require_proven(proof)
    assert (proof.architecture, proof.machine_code_of) == (ELSEWHERE, HERE)
    shared = {one.file_name: one.sha256 for one in manifest.artifacts if one.architecture == "any"}
    assert shared.items() <= proof.artifacts.items()
