"""Another repository checks its documents with the action and with the hook, as GitHub and pre-commit run them.

Both install this work tree with pip; what they need is downloaded, so they need a package index.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from fakes import clones, workflows
from fakes.workflows import ROOT

STALE = "Call `tides.tables.high_water`.\n"


@pytest.fixture
def checked(tmp_path: Path) -> Path:
    """A repository whose README is true."""
    folder = tmp_path / "my clones" / "tides"
    clones.make_clone(folder)
    clones.commit_files(folder, "docs: say how", {"README.md": f"# Tides\n\n{STALE}"})
    clones.commit_files(folder, "feat: nothing", {"notes.txt": "x"})
    return folder


def rename(folder: Path) -> None:
    """Commits a renaming that the README does not follow."""
    files = {
        path.relative_to(folder).as_posix(): path.read_text().replace("high_water", "flood_time")
        for path in folder.rglob("*.py")
    }
    clones.commit_files(folder, "refactor: rename", files)


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This work tree, committed, as a repository that others can name."""
    folder = tmp_path_factory.mktemp("ours") / "coderipple"
    for name in clones.git(ROOT, "ls-files", "--cached", "--others", "--exclude-standard").splitlines():
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    clones.git(folder, "init", "--quiet", "--initial-branch=main")
    clones.git(folder, "add", "--all")
    clones.git(folder, "commit", "--quiet", "--message", "feat: everything")
    return folder


class Runner:
    """What runs the scripts of a composite action: GitHub's shell and variables."""

    def __init__(self, action: Path, temporary: Path) -> None:
        self.action = action
        self.temporary = temporary
        self.install, self.check = (step for step in workflows.steps_of(action / "action.yml") if "run" in step)

    def run(
        self, step: Mapping[str, Any], folder: Path, *, since: str = "", baseline: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Runs one of them there."""
        values = {"inputs.path": ".", "inputs.since": since, "inputs.baseline": baseline}
        values["steps.python.outputs.python-path"] = sys.executable
        given = {
            name: re.sub(r"\$\{\{ (\S+) \}\}", lambda found: values[found[1]], value)
            for name, value in step["env"].items()
        }
        ours = {"RUNNER_TEMP": str(self.temporary), "GITHUB_ACTION_PATH": str(self.action)}
        command = [step["shell"], "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        return subprocess.run(
            command, cwd=folder, env=os.environ | ours | given, capture_output=True, text=True, check=False
        )


@pytest.fixture(scope="module")
def runner(ours: Path, tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """A runner that has installed what the action installs; its temporary folder has a blank in its name."""
    temporary = tmp_path_factory.mktemp("runner") / "a b"
    temporary.mkdir()
    runner = Runner(ours, temporary)
    result = runner.run(runner.install, temporary)
    assert result.returncode == 0, result.stderr
    return runner


def test_the_action_passes_what_is_true(checked: Path, runner: Runner) -> None:
    """And installs neither Strands nor boto3 for it."""
    result = runner.run(runner.check, checked)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "nothing out of date" in result.stdout
    (packages,) = runner.temporary.glob("coderipple/lib/python*/site-packages")
    installed = {path.name for path in packages.iterdir()}
    assert "coderipple" in installed
    assert not {"strands", "boto3", "botocore"} & installed


def test_the_action_fails_for_what_is_not(checked: Path, runner: Runner) -> None:
    """With the line that the annotation is made of, also when the base of a pull request is named."""
    base = clones.git(checked, "rev-parse", "HEAD")
    rename(checked)
    clones.commit_files(checked, "feat: more", {"notes.txt": "y"})
    result = runner.run(runner.check, checked, since=base)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "README.md:3: " in result.stdout
    assert f"::add-matcher::{runner.action}/.github/coderipple-check.json" in result.stdout
    assert (runner.action / ".github/coderipple-check.json").is_file()
    assert runner.run(runner.check, checked, since=base, baseline="known.json").returncode == 2
    program = runner.temporary / "coderipple" / "bin" / "coderipple"
    options = ["check", ".", "--since", base, "--baseline", "known.json", "--write-baseline"]
    subprocess.run([program, *options], cwd=checked, check=True)
    assert runner.run(runner.check, checked, since=base, baseline="known.json").returncode == 0


def test_the_first_push_of_a_branch_compares_with_the_commit_before(checked: Path, runner: Runner) -> None:
    """GitHub says zeros for what was not there."""
    rename(checked)
    assert runner.run(runner.check, checked, since="0" * 40).returncode == 1


def test_a_clone_without_its_history_is_an_error(checked: Path, runner: Runner, tmp_path: Path) -> None:
    """Not a pass."""
    base = clones.git(checked, "rev-parse", "HEAD~1")
    clones.git(checked, "clone", "--quiet", "--depth=1", checked.as_uri(), str(tmp_path / "shallow"))
    result = runner.run(runner.check, tmp_path / "shallow", since=base)
    assert result.returncode == 2
    assert "git fetch --unshallow" in result.stderr


def try_hook(checked: Path, ours: Path) -> subprocess.CompletedProcess[str]:
    """Runs the hook as pre-commit does, which finds `python3.13` on the path."""
    program = Path(sys.executable).with_name("pre-commit")
    path = f"{Path(sys.base_prefix) / 'bin'}{os.pathsep}{os.environ['PATH']}"
    command = [program, "try-repo", ours, "coderipple-check", "--hook-stage=pre-push", "--all-files", "--verbose"]
    return subprocess.run(
        command, cwd=checked, env=os.environ | {"PATH": path}, capture_output=True, text=True, check=False
    )


def test_the_hook_installs_from_the_root_and_checks(checked: Path, ours: Path) -> None:
    """A README that is no longer true does not pass."""
    rename(checked)
    result = try_hook(checked, ours)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "- exit code: 1" in result.stdout
    assert "README.md:3: " in result.stdout
