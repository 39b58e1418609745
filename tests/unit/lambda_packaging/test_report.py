"""Figures become tables that a person can compare."""

import io
from dataclasses import replace

from lambda_packaging.manifest import Artifact, assemble_manifest
from lambda_packaging.proof_record import Failure, Proof
from lambda_packaging.prune import Pruned
from lambda_packaging.report import manifest_table, proof_tables, pruned_tables
from rich.console import Console, RenderableType


def printed(table: RenderableType) -> str:
    """A table as text."""
    output = io.StringIO()
    Console(file=output, width=110).print(table)
    return output.getvalue()


ARTIFACT = Artifact(
    name="f",
    kind="function",
    file_name="function.zip",
    architecture="any",
    sha256="0123456789abcdef",
    size_bytes=2048,
    unzipped_bytes=4096,
    inputs_sha256="",
)


def test_every_artifact_has_a_row() -> None:
    """With name, architecture, both sizes and the start of the hash."""
    text = printed(manifest_table(assemble_manifest((ARTIFACT,), versions={})))
    for word in ("function.zip", "any", "2.0 KB", "4.1 KB", "0123456789 "):
        assert word in text


PROOF = Proof(
    architecture="arm64",
    inputs_sha256="",
    artifacts={},
    isolation="namespaces",
    machine_code_of="x86_64",
    checked={"import": 1_779, "client": 1},
    failures=(),
    never_worked=(Failure(kind="import", subject="plain.windows", error="ModuleNotFoundError: winreg"),),
    left_out=(),
)


def test_a_proof_that_holds_says_what_was_checked_and_what_never_worked() -> None:
    """How many of each kind; sections without a row are not there."""
    text = printed(proof_tables(PROOF))
    assert "1,779" in text
    assert text.rstrip().splitlines()[-1].startswith("arm64: proven; 1 fail with nothing left out too")
    assert "failed" not in text
    assert "left out on purpose" not in text


def test_brackets_of_a_message_are_no_markup() -> None:
    """It names the extra that is missing."""
    failure = Failure(kind="import", subject="a", error="install thing[extra]")
    text = printed(proof_tables(replace(PROOF, failures=(failure,), left_out=(failure,))))
    assert text.count("install thing[extra]") == 2


def test_each_rule_tells_what_it_left_out_and_why() -> None:
    """Of every artifact that it touched."""
    pruned = Pruned(
        rule="tests", reason="tests of the distributions", is_safe=True, files=1200, removed_bytes=5_000_000
    )
    text = printed(pruned_tables(assemble_manifest((replace(ARTIFACT, pruned=(pruned,)),), versions={})))
    for words in ("function.zip", "tests", "1,200", "5.0 MB", "tests of the distributions"):
        assert words in text


def test_a_proof_that_does_not_hold_names_what_failed_and_the_rule() -> None:
    """In the title too, or a long table would hide it."""
    failure = Failure(kind="client", subject="s3", error="UnknownServiceError", rule="service-models")
    text = printed(proof_tables(replace(PROOF, failures=(failure,), left_out=(replace(failure, subject="sqs"),))))
    for words in (
        "arm64: NOT PROVEN, 1 failed",
        "failed",
        "UnknownServiceError",
        "service-models",
        "left out on purpose",
        "sqs",
    ):
        assert words in text
