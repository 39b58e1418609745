"""What the summary leaves out of a long story, and never out of a short one."""

import json
from pathlib import Path
from typing import Any

from coderipple_demo.checkout import Checkout
from coderipple_demo.clone import read_commits
from coderipple_demo.push_event import Push
from coderipple_demo.report import Showing, as_data, print_summary
from coderipple_demo.runtime import Sent
from fakes import clones
from fakes.lambda_runtime import FakeRuntime
from lambda_packaging.manifest import Artifact
from rich.console import Console

LAYER = Artifact(
    name="dependencies",
    kind="layer",
    file_name="layer.zip",
    architecture="x86_64",
    sha256="ab" * 32,
    size_bytes=41_020_694,
    unzipped_bytes=91_845_104,
    inputs_sha256="cd" * 32,
)


def showing(tmp_path: Path, body: dict[str, Any], *, status: int = 200) -> Showing:
    """A run that ended with this answer."""
    clone = tmp_path / "tides"
    head = clones.make_clone(clone)
    _, commits = read_commits(clone, head=head, pushed=1, listed=20)
    return Showing(
        artifacts=(LAYER,),
        build_seconds=1.25,
        checkout=Checkout(
            path=clone, owner="local", name="tides", branch="main", head=head, is_new=True, uncommitted_files=2
        ),
        push=Push(owner="local", name="tides", branch="main", before=None, after=head, commits=commits),
        isolation="namespaces",
        sent=Sent(
            answer={"statusCode": status, "body": json.dumps(body)},
            duration_ms=250.0,
            init_ms=40.0,
            peak_memory_mb=90.0,
            log="",
        ),
        cold_start=FakeRuntime().measure({}, {}, runs=3),
    )


def summary(run: Showing, capsys: Any) -> str:
    """The summary as it is printed."""
    print_summary(run, Console())
    printed: str = capsys.readouterr().out
    return printed


def decision(role: str, reason: str, *, invoked: bool = True) -> dict[str, Any]:
    """One decision, as the answer has it."""
    return {"role": role, "invoked": invoked, "reason": reason}


def test_many_reasons_are_counted(tmp_path: Path, capsys: Any) -> None:
    """A role that ran for twenty reasons is not shown with all of them; one that did not run tells why."""
    decisions = [decision("building_inspector", f"reason {number}") for number in range(20)]
    decisions.append(decision("historian", "no commit states a reason", invoked=False))
    printed = summary(showing(tmp_path, {"decisions": decisions}), capsys)
    assert "ran building_inspector  reason 0; reason 1; and 18 more\n" in printed
    assert "no  historian           no commit states a reason\n" in printed


def test_many_warnings_are_counted(tmp_path: Path, capsys: Any) -> None:
    """The data has them all."""
    run = showing(tmp_path, {"warnings": [f"file {number} cannot be read" for number in range(7)]})
    printed = summary(run, capsys)
    assert printed.count("warning: ") == 3
    assert "and 4 more warnings; --json tells all of them" in printed
    assert len(as_data(run)["answer"]["warnings"]) == 7


def test_sizes_and_place_are_told(tmp_path: Path, capsys: Any) -> None:
    """Megabytes of a layer, the namespace form, and what is not part of the copy."""
    printed = summary(showing(tmp_path, {}), capsys)
    assert "layer.zip                         41.0 MB zipped   91.8 MB unzipped" in printed
    assert "layers at /opt and function at /var/task, read-only (namespaces)" in printed
    assert "not part of it: 2 files with uncommitted changes" in printed
    assert printed.startswith("nothing to do: the documents say all of it already\n")


def test_a_refused_document_is_shown_and_not_counted_as_written(tmp_path: Path, capsys: Any) -> None:
    """The gate's reason stands beside it."""
    refused = {"path": "coderipple/README.md", "action": "refuse", "reason": "names what is not there"}
    run = showing(tmp_path, {"documents": [refused], "skipped": None})
    assert run.written == ()
    assert "refuse  coderipple/README.md: names what is not there\n  none was written\n" in summary(run, capsys)


def test_a_push_that_was_not_admitted_is_a_failure_of_the_demo(tmp_path: Path, capsys: Any) -> None:
    """It sends what should be worked off."""
    run = showing(tmp_path, {"skipped": "the push is to a tag"}, status=202)
    assert (run.succeeded, run.nothing_to_do) == (False, None)
    printed = summary(run, capsys)
    assert printed.startswith("FAILED: the function answered 202 to a push of 1 commit of local/tides")
    assert "the push is to a tag" in printed
