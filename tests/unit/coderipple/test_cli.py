"""The command, as a person types it."""

import json
import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from coderipple import __version__
from coderipple.cli import main
from fakes.clones import commit_files, git


def run(*arguments: object, **environment: str) -> Result:
    """Runs `coderipple run`."""
    return CliRunner().invoke(main, ["run", *map(str, arguments)], env=dict(environment))


def test_a_first_run_tells_what_it_wrote_and_why(clone: Path) -> None:
    """Every document has a line with its action and one with its reason; the end counts them."""
    result = run(clone)
    assert result.exit_code == 0
    report = r"^create  coderipple/system/interfaces.md\n {8}.*`tides.* was not documented yet"
    assert re.search(report, result.stdout, re.MULTILINE)
    assert re.search(r"^\d+ documents changed in \d+\.\d\d s$", result.stdout, re.MULTILINE)
    assert (clone / "coderipple" / "system" / "interfaces.md").is_file()


def test_a_second_run_has_nothing_to_do(clone: Path) -> None:
    """The same commit again is one line, and success."""
    run(clone)
    head = git(clone, "rev-parse", "HEAD")
    result = run(clone)
    assert (result.exit_code, result.stdout) == (0, f"nothing to do: commit {head[:12]} is documented already\n")


def test_a_push_of_tests_says_why_nothing_was_written(clone: Path) -> None:
    """Each role says no in its own words."""
    run(clone)
    commit_files(clone, "test", {"tests/test_x.py": "def test_x(): ...\n"})
    result = run(clone)
    assert result.exit_code == 0
    assert result.stdout.startswith("nothing to do: only tests (1 file) changed\n")
    assert "no      building_inspector: nothing that users can see changed in the code\n" in result.stdout
    assert "no      historian: no new commit states a reason" in result.stdout


def test_names_of_files_are_spelled_out(clone: Path) -> None:
    """A name can neither colour the terminal, nor begin a line of the report, nor turn its direction."""
    name = "src/tides/a\x1b[31m\nb\u202e.py"
    commit_files(clone, "odd", {name: "def (\n"})
    for shown in (run(clone, "--dry-run").stdout, explain(clone).stdout):
        assert "src/tides/a\\x1b[31m\\nb\\u202e.py" in shown
        assert not {"\x1b", "\u202e"} & set(shown)


def test_one_document_is_one_document(clone: Path) -> None:
    """The count agrees with its noun."""
    run(clone)
    (clone / "coderipple" / "system" / "interfaces.md").unlink()
    assert "1 document changed in" in run(clone).stdout


def explain(*arguments: object) -> Result:
    """Runs `coderipple explain`."""
    return CliRunner().invoke(main, ["explain", *map(str, arguments)])


def test_a_push_is_explained_before_anything_is_written(clone: Path) -> None:
    """What changed, where, what the commits say, who has something to say and who has not; nothing is written."""
    base = commit_files(clone, "begin", {"src/tides/more.py": "def more(): ...\n"})
    head = commit_files(clone, "feat: ask how often", {"src/tides/more.py": "\n\ndef more(times: int = 1): ...\n"})
    shown = explain(clone, "--since", base)
    assert shown.exit_code == 0
    assert shown.stdout.startswith(f"{base[:12]} .. {head[:12]}: only source files (1 file) changed\n")
    assert "the commits say: feature (1)\n" in shown.stdout
    assert "\n  `more` gained `times`  src/tides/more.py:3\n" in shown.stdout
    said = "\n  building_inspector: system/interfaces.md interfaces/tides.more\n    `more` gained `times`\n"
    assert f"{said}      src/tides/more.py:3-3\n" in shown.stdout
    assert "\n  historian: no new commit states a reason" in shown.stdout
    assert not (clone / "coderipple").exists()


def test_an_explanation_is_data_as_well(clone: Path) -> None:
    """Without a revision it compares with what is documented: at first with nothing, then with the last run."""
    data = json.loads(explain(clone, "--json").stdout)
    assert data["base"] is None
    assert {each["subject"] for each in data["changes"]} >= {"symbol", "project"}
    run(clone)
    data = json.loads(explain(clone, "--json").stdout)
    assert data["changes"] == []
    assert data["skipped"].startswith("nothing to do: ")


def test_json_is_data(clone: Path) -> None:
    """With `--json` standard output is one object with the keys of the outcome."""
    result = run(clone, "--json", "--since", "HEAD~1")
    data = json.loads(result.stdout)
    assert {
        "agents_invoked",
        "documentation_updated",
        "ai_powered",
        "processing_time",
        "skipped",
        "documents",
    } <= data.keys()
    assert data["skipped"] is None
    assert data["ai_powered"] is False
    assert {key for each in data["documents"] for key in each} == {"path", "action", "reason"}


def test_a_dry_run_writes_nothing(clone: Path) -> None:
    """It tells what would change."""
    result = run(clone, "--dry-run")
    assert result.exit_code == 0
    assert "documents would change in" in result.stdout
    assert not (clone / "coderipple").exists()


def test_the_current_folder_is_the_default(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a path the clone around the current folder is documented."""
    monkeypatch.chdir(clone / "src")
    assert run().exit_code == 0
    assert (clone / "coderipple" / "getting_started.md").is_file()


def test_a_warning_comes_first(clone: Path) -> None:
    """What could not be read is said before what was written."""
    commit_files(clone, "break", {"src/tides/broken.py": "def (:\n"})
    first, *_ = run(clone).stdout.splitlines()
    assert first == "warning: src/tides/broken.py: not read, line 1: invalid syntax"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--since", "no-such"], "coderipple: unknown revision 'no-such'; expected a commit id, branch or tag"),
        (["/nonexistent"], "coderipple: /nonexistent is not a git repository; expected a folder with a .git entry"),
    ],
)
def test_bad_input_is_told_on_standard_error(clone: Path, arguments: list[str], message: str) -> None:
    """Exit code 2, one line with the remedy, nothing on standard output, nothing written."""
    given = arguments if arguments[0].startswith("/") else [str(clone), *arguments]
    result = run(*given)
    assert result.exit_code == 2
    assert result.stderr.startswith(message)
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""
    assert not (clone / "coderipple").exists()


def test_an_unknown_base_is_bad_input_at_any_time(clone: Path) -> None:
    """Also where everything is documented already."""
    run(clone)
    assert run(clone, "--since", "no-such").exit_code == 2


def test_a_repository_without_commits_is_told(tmp_path: Path) -> None:
    """There is nothing to document before the first commit."""
    git(tmp_path, "init", "--quiet")
    result = run(tmp_path)
    assert result.exit_code == 2
    assert (
        result.stderr
        == "coderipple: the repository has no commit at HEAD; expected at least one. Commit something first\n"
    )


def test_a_setting_that_cannot_be_used_is_told(clone: Path) -> None:
    """The variable is named."""
    result = run(clone, CODERIPPLE_OUTPUT_DIR="../docs")
    assert result.exit_code == 2
    assert result.stderr.startswith("coderipple: CODERIPPLE_OUTPUT_DIR is '../docs'; expected a folder inside")


def test_an_output_folder_that_is_a_link_is_refused(clone: Path, tmp_path: Path) -> None:
    """Nothing is written through it."""
    (tmp_path / "outside").mkdir()
    (clone / "coderipple").symlink_to(tmp_path / "outside")
    result = run(clone)
    assert result.exit_code == 2
    assert "symbolic link" in result.stderr
    assert list((tmp_path / "outside").iterdir()) == []


def test_the_version_and_the_help() -> None:
    """Both are there, and the help names every option."""
    assert CliRunner().invoke(main, ["--version"]).stdout == f"coderipple, version {__version__}\n"
    shown = CliRunner().invoke(main, ["run", "-h"]).stdout
    assert all(option in shown for option in ("--since", "--dry-run", "--json", "PATH"))


def replay(*arguments: object) -> Result:
    """Runs `coderipple replay`."""
    return CliRunner().invoke(main, ["replay", *map(str, arguments)])


def test_a_replay_prints_a_table_and_changes_nothing(clone: Path) -> None:
    """Every push has a line and every metric a verdict; the clone has no documents afterwards."""
    result = replay(clone)
    assert result.exit_code == 0, result.output
    assert "clone at " in result.stdout
    assert re.search(r"^existence +\d+ +\d+ +1\.000  holds$", result.stdout, re.MULTILINE)
    assert "coverage                     0       0          not measured: no interpreter" in result.stdout
    assert not (clone / "coderipple").exists()


def test_a_replay_of_a_range_is_data_if_asked(clone: Path) -> None:
    """Both ends of the range are pushes; progress is not on standard output."""
    data = json.loads(replay(clone, "HEAD~1..HEAD", "--json").stdout)
    assert len(data["pushes"]) == 2
    assert data["holds"] is True
    assert len(json.loads(replay(clone, "--last", "1", "--json").stdout)["pushes"]) == 1


def test_a_broken_contract_is_exit_code_one(clone: Path) -> None:
    """With an interpreter a public name that is made at import time is missed, and named."""
    code = "def high(): ...\nglobals()['l' + 'ow'] = type('low', (), {'__module__': __name__})\n"
    commit_files(clone, "made", {"src/tides/made.py": code})
    result = replay(clone, "--python", sys.executable, "--last", "1")
    assert result.exit_code == 1
    assert re.search(r"^coverage .* DOES NOT HOLD\n {4}tides\.made\.low$", result.stdout, re.MULTILINE)


def test_a_replay_of_nothing_is_bad_input(clone: Path, tmp_path: Path) -> None:
    """No range, no such revision, no clone, no interpreter."""
    for arguments in ((clone, "HEAD"), (clone, "v9..HEAD"), (tmp_path / "none",), (clone, "--python", "/bin/true")):
        result = replay(*arguments)
        assert result.exit_code == 2
        assert "expected" in result.stderr


def test_the_help_of_replay_warns_of_running_code() -> None:
    """Before anybody gives an interpreter."""
    assert "It RUNS THE CODE of the repository" in " ".join(replay("--help").stdout.split())


def check(*arguments: object) -> Result:
    """Runs `coderipple check`."""
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


def test_a_check_tells_path_line_and_reason(clone: Path) -> None:
    """With exit code 1; 0 where nothing is found, 2 where the revision is unknown."""
    commit_files(clone, "start", {"README.md": "# Tides\n\n`tell_tide()`\n", "old.py": "def tell_tide(): ...\n"})
    assert check(clone).exit_code == 0
    commit_files(clone, "rename", {"old.py": "def tell_height(): ...\n"})
    result = check(clone)
    assert result.exit_code == 1
    assert result.stdout.startswith("README.md:3: `tell_tide` was a function and is gone\n")
    assert "\n1 document and 3 sources checked, since " in result.stdout
    report = json.loads(check(clone, "--since", "HEAD~1", "--json").stdout)
    assert set(report) == {"base", "head", "documents", "sources", "findings", "known"}
    assert set(report["findings"][0]) == {"path", "line", "text", "reason", "level"}
    assert check(clone, "--since", "v9").exit_code == 2


def test_known_findings_are_left_out_until_the_document_says_something_new(clone: Path, tmp_path: Path) -> None:
    """Moved lines bring nothing back; a stale entry is told; a foreign file is bad input."""
    known = tmp_path / "known.json"
    commit_files(clone, "start", {"README.md": "`tell_tide()`\n", "old.py": "def tell_tide(): ...\ndef b_c(): ...\n"})
    commit_files(clone, "rename", {"old.py": "def tell_height(): ...\n"})
    assert check(clone, "--baseline", known).exit_code == 2
    assert check(clone, "--write-baseline").exit_code == 2
    written = check(clone, "--baseline", known, "--write-baseline")
    assert (written.exit_code, written.stdout) == (0, f"{known}: 1 known finding written\n")
    commit_files(clone, "move", {"README.md": "# Tides\n\n`tell_tide()`\n"})
    result = check(clone, "--since", "HEAD~2", "--baseline", known)
    assert (result.exit_code, result.stdout[-9:]) == (0, "1 more known\n"[-9:])
    commit_files(clone, "mend", {"README.md": "# Tides\n\n`tell_height()`\n"})
    renewed = check(clone, "--since", "HEAD~3", "--baseline", known, "--write-baseline")
    assert renewed.stdout.startswith("stale: README.md: `tell_tide` is out of date there no more")
    known.write_text("[]")
    assert check(clone, "--baseline", known).exit_code == 2
