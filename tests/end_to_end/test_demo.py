"""The demo as a user runs it: built, started and sent for real, on a small clone."""

import json
from pathlib import Path

import pytest
from coderipple_demo.demo import EXIT_DONE, ROOT, run
from fakes import clones

pytestmark = pytest.mark.network


def test_the_first_run_writes_documents_and_the_second_finds_nothing_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two roles write at least, each document has a reason, and doing it again changes nothing."""
    clone, copies = tmp_path / "my clones" / "tide tables", tmp_path / "copies"
    head = clones.make_clone(clone)

    assert run(json_output=True, root=ROOT, clone=clone, copies=copies) == EXIT_DONE
    first = json.loads(capsys.readouterr().out)
    assert (first["commit"], first["nothing_to_do"]) == (head, None)
    assert len(first["answer"]["agents_invoked"]) >= 2
    assert all(document["reason"] for document in first["documents"])
    interfaces = copies / "tide-tables" / "coderipple" / "system" / "interfaces.md"
    assert "low_water" in interfaces.read_text(encoding="utf-8")
    assert {artifact["kind"] for artifact in first["built"]} == {"layer", "function"}
    assert first["cold_start"]["runs"] >= 2

    before = {path: path.read_bytes() for path in copies.rglob("coderipple/**/*") if path.is_file()}
    assert run(json_output=True, root=ROOT, clone=clone, copies=copies) == EXIT_DONE
    second = json.loads(capsys.readouterr().out)
    assert second["nothing_to_do"].startswith("nothing to do: ")
    assert {path: path.read_bytes() for path in copies.rglob("coderipple/**/*") if path.is_file()} == before
