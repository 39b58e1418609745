"""The order of the demo, what it prints and how it ends; the runtime is a stand-in, everything else is real."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from coderipple_demo.demo import EXIT_CANNOT, EXIT_DONE, EXIT_FAILED, run
from fakes import clones
from fakes.lambda_runtime import FakeRuntime
from lambda_packaging.errors import PackagingError
from lambda_packaging.progress import Progress

type Run = Callable[..., int]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone to document."""
    folder = tmp_path / "tides"
    clones.make_clone(folder)
    return folder


@pytest.fixture
def demo(clone: Path, tmp_path: Path) -> Run:
    """The demo of that clone."""

    def run_demo(runtime: FakeRuntime, **options: Any) -> int:
        return run(root=tmp_path, clone=clone, copies=tmp_path / "copies", make_runtime=lambda *_: runtime, **options)

    return run_demo


def test_the_data_tells_which_documents_were_written_and_why(
    demo: Run, clone: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Standard output holds JSON and nothing else."""
    assert demo(FakeRuntime(), json_output=True) == EXIT_DONE
    data = json.loads(capsys.readouterr().out)
    assert (data["status"], data["nothing_to_do"]) == (200, None)
    assert data["documents"]
    assert all(each["reason"] for each in data["documents"])
    assert all(Path(data["documents_folder"], each["path"]).is_file() for each in data["documents"])
    assert data["documents_folder"] == str(tmp_path / "copies" / "tides")
    assert data["commit"] == clones.git(clone, "rev-parse", "HEAD") == data["push"]["after"]
    assert data["built"][0]["file_name"] == "function.zip"
    assert data["cold_start"]["init_ratio"] == 1.1


def test_the_summary_can_be_read(demo: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """What was built, how it ran, which roles ran or not and why, what was written, what the host's git did."""
    assert demo(FakeRuntime()) == EXIT_DONE
    printed = capsys.readouterr()
    assert "A push of 2 commits of local/tides" in printed.out
    assert "function.zip                       9.5 KB zipped   21.0 KB unzipped" in printed.out
    assert "init 44 ms (44 to 44) beside 40 ms (40 to 40)" in printed.out
    assert "layers on the search path" in printed.out
    assert "ran building_inspector" in printed.out
    assert "create  coderipple/system/interfaces.md: " in printed.out
    assert "the host's git was used for copying this clone" in printed.out
    assert "push sent and worked off" in printed.err


def test_a_second_run_on_the_same_commit_finds_nothing_to_do(demo: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """It says so, and that is a success."""
    demo(FakeRuntime())
    capsys.readouterr()
    assert demo(FakeRuntime()) == EXIT_DONE
    assert capsys.readouterr().out.startswith("nothing to do: ")
    assert demo(FakeRuntime(), json_output=True) == EXIT_DONE
    data = json.loads(capsys.readouterr().out)
    assert data["nothing_to_do"].count("nothing to do: ") == 1
    assert data["documents"] == []


def test_a_new_commit_is_documented_by_the_next_run(demo: Run, clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The copy follows the clone."""
    demo(FakeRuntime())
    clones.commit_files(clone, "fix: no low water", {"src/tides/tables.py": clones.TABLES})
    capsys.readouterr()
    demo(FakeRuntime(), json_output=True)
    assert [each["action"] for each in json.loads(capsys.readouterr().out)["documents"]] == ["update", "update"]


def test_what_is_not_committed_is_said_to_be_left_out(
    demo: Run, clone: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody should look for it in the documents."""
    (clone / "new.py").write_text("")
    demo(FakeRuntime())
    assert "not part of it: 1 file with uncommitted changes" in capsys.readouterr().out


def test_the_event_is_signed_with_a_secret_of_this_run(demo: Run) -> None:
    """The function is configured for this repository and this run only; the ping goes to the measurement."""
    first, second = FakeRuntime(), FakeRuntime(has_layers_at_opt=True, isolation="namespaces")
    demo(first)
    demo(second)
    environments = [first.environments[0], second.environments[0]]
    assert environments[0]["CODERIPPLE_WEBHOOK_SECRET"] != environments[1]["CODERIPPLE_WEBHOOK_SECRET"]
    assert [each["CODERIPPLE_LAYER_BASED"] for each in environments] == ["false", "true"]
    assert environments[0]["CODERIPPLE_SOURCE_REPO"] == "local/tides"
    assert [event["headers"]["x-github-event"] for event in first.events] == ["push", "ping"]


def test_a_function_that_fails_fails_the_demo(demo: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """The answer is in the summary, the function's log on standard error."""
    body = {"message": "Webhook processing failed", "error": "OSError, request 1", "mode": "error"}
    runtime = FakeRuntime(answer={"statusCode": 500, "body": json.dumps(body)})
    assert demo(runtime) == EXIT_FAILED
    printed = capsys.readouterr()
    assert "FAILED: the function answered 500" in printed.out
    assert "OSError, request 1" in printed.out
    assert "the function's words" in printed.err
    assert demo(runtime, json_output=True) == EXIT_FAILED
    assert json.loads(capsys.readouterr().out)["status"] == 500


def test_a_build_that_fails_is_told_in_one_message(
    clone: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback, nothing on standard output, no copy."""

    def fail(root: Path, progress: Progress) -> FakeRuntime:
        raise PackagingError("the lock is out of date [run `invoke lock`]")

    assert run(root=tmp_path, clone=clone, copies=tmp_path / "copies", make_runtime=fail) == EXIT_CANNOT
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", "error: the lock is out of date [run `invoke lock`]\n")
    assert not (tmp_path / "copies").exists()


def test_a_folder_that_is_no_clone_is_refused_before_anything_is_built(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Building takes long; the clear message comes first."""
    assert run(root=tmp_path, make_runtime=lambda *_: pytest.fail("was built")) == EXIT_CANNOT
    assert "is not a git clone" in capsys.readouterr().err


def test_another_system_than_linux_is_told_so(
    demo: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The emulator exists for Linux only."""
    monkeypatch.setattr("sys.platform", "darwin")
    assert demo(FakeRuntime()) == EXIT_CANNOT
    assert "expected Linux, the only system that AWS's emulator runs on" in capsys.readouterr().err
