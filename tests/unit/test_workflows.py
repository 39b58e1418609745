"""The pipeline runs what a person runs, with no more rights than each step needs."""

import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import pytest
import yaml
from coderipple.cli import main
from fakes import workflows
from fakes.workflows import ROOT, Job
from invoke import Task

SET_UP_COMMANDS = [
    "python -m pip install --quiet --require-hashes --requirement requirements/hatch.lock",
    "sudo sysctl --write kernel.apparmor_restrict_unprivileged_userns=0",
]
GUIDE = (ROOT / "docs" / "pipeline.md").read_text()
JOBS = tuple(workflows.jobs())


def loaded(name: str) -> ModuleType:
    """The repository's own tasks.py or noxfile.py, which are no packages."""
    specification = importlib.util.spec_from_file_location(name, ROOT / f"{name}.py")
    assert specification
    assert specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def tasks() -> ModuleType:
    """The tasks."""
    return loaded("tasks")


@pytest.fixture(scope="module")
def sessions() -> set[str]:
    """The names of the sessions of nox."""
    noxfile = loaded("noxfile")
    return {name for name, value in vars(noxfile).items() if type(value).__name__ == "Func"}


def every(job: Job) -> str:
    """A job's name in a report."""
    return f"{job.workflow}.{job.name}"


@pytest.mark.parametrize("path", [*workflows.WORKFLOWS, workflows.SET_UP, workflows.CHECK], ids=lambda path: path.stem)
def test_every_file_is_yaml(path: Path) -> None:
    """And says what it is called."""
    assert workflows.read(path)["name"]


def test_no_security_finding() -> None:
    """Of zizmor, which reads workflows, actions and hooks; not even one for auditors."""
    program = Path(sys.executable).with_name("zizmor")
    command = [program, "--offline", "--no-progress", "--quiet", "--persona=auditor", "--format=json", ROOT]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert json.loads(result.stdout) == [], result.stdout
    assert result.returncode == 0


def test_every_action_is_pinned_to_a_commit_with_its_version() -> None:
    """The same one everywhere; what is ours comes from the commit that runs."""
    others = [(action, comment) for action, comment in workflows.uses() if not action.startswith("$/.github/actions/")]
    assert others
    for action, comment in others:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action), action
        assert re.fullmatch(r"v\d+\.\d+\.\d+", comment), action
    assert len(set(others)) == len({action.partition("@")[0] for action, _ in others})


@pytest.mark.parametrize("path", workflows.WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_gives_no_rights_and_runs_once_at_a_time(path: Path) -> None:
    """Rights are given to jobs; nothing runs with the rights of the base on the code of a fork."""
    workflow = workflows.read(path)
    assert workflow["permissions"] == {}
    assert workflow["concurrency"]["group"]
    assert set(workflow["on"]) <= {"pull_request", "push", "schedule", "workflow_dispatch"}


@pytest.mark.parametrize("job", JOBS, ids=every)
def test_a_job_has_the_least_rights_and_an_end(job: Job) -> None:
    """Writing is for the comment, tokens for AWS are for jobs that sign in there."""
    assert job.keys["timeout-minutes"] <= 60
    assert job.keys["runs-on"] == "ubuntu-24.04"
    signs_in = any(step.get("uses", "").startswith("aws-actions/") for step in job.steps)
    checks_out = any(step.get("uses", "").startswith("actions/checkout@") for step in job.steps)
    comments = any(step.get("uses", "").startswith("marocchino/") for step in job.steps)
    wanted = {"contents": "read"} if checks_out else {}
    wanted |= {"id-token": "write"} if signs_in else {}
    wanted |= {"pull-requests": "write"} if comments else {}
    assert job.keys["permissions"] == wanted


@pytest.mark.parametrize("job", JOBS, ids=every)
def test_no_step_leaves_a_token_or_an_artifact_behind(job: Job) -> None:
    """The clone holds no credentials, artifacts go after 30 days."""
    for step in job.steps:
        action, given = step.get("uses", ""), step.get("with", {})
        if action.startswith("actions/checkout@"):
            assert given["persist-credentials"] is False
        if action.startswith("actions/upload-artifact@"):
            assert given["retention-days"] == 30


@pytest.mark.parametrize("command", workflows.commands(), ids=" ".join)
def test_every_command_is_one_of_ours(command: list[str], tasks: ModuleType, sessions: set[str]) -> None:
    """A task, a session, a script of hatch or the program itself, with options that exist."""
    assert command[:2] == ["hatch", "run"]
    program, *rest = [word for word in command[2:] if word != "--"] if command[2] == "--" else command[2:]
    if program == "invoke":
        require_task(tasks, rest)
    elif program == "nox":
        require_session(sessions, rest)
    elif program == "coderipple":
        require_subcommand(main, rest)
    else:
        settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
        assert program in settings["tool"]["hatch"]["envs"]["default"]["scripts"]
        assert rest == []


def require_task(tasks: ModuleType, words: list[str]) -> None:
    """The task exists, and so does each of its options."""
    name, *rest = words
    task: Task[Any] = tasks.namespace[name]
    known = {f"--{each.replace('_', '-')}" for argument in task.get_arguments() for each in argument.names}
    assert options(rest) <= known
    assert task.get_arguments()


def require_session(sessions: set[str], words: list[str]) -> None:
    """The sessions exist."""
    flag, name, *rest = words
    assert flag == "-s"
    assert name in sessions
    assert not rest or rest[0] == "-k"


def require_subcommand(group: click.Group, words: list[str]) -> None:
    """The command exists, and so does each of its options."""
    command: click.Command = group
    while isinstance(command, click.Group):
        command = command.commands[words.pop(0)]
    assert options(words) <= {option for parameter in command.params for option in parameter.opts}


def options(words: Iterable[str]) -> set[str]:
    """The options among the words of a command."""
    return {word.partition("=")[0] for word in words if word.startswith("--")}


def test_what_sets_up_installs_nothing_but_hatch() -> None:
    """By hash; the rest of what is used is installed by hatch, by hash too."""
    assert [step["run"] for step in workflows.steps_of(workflows.SET_UP) if "run" in step] == SET_UP_COMMANDS
    assert "hatch==" in (ROOT / "requirements" / "hatch.lock").read_text()


def test_terraform_is_the_version_of_the_tasks() -> None:
    """Stated once for people, and the same in every workflow."""
    stated = ROOT / "infra" / "terraform" / ".terraform-version"
    given = {
        step["with"]["terraform_version"]
        for job in JOBS
        for step in job.steps
        if step.get("uses", "").startswith("hashicorp/setup-terraform@")
    }
    assert given == {stated.read_text().strip()}


def test_what_is_deployed_was_built_once() -> None:
    """One job builds; those that plan and deploy take what it made, and build nothing."""
    of_deploy = {job.name: job for job in JOBS if job.workflow == "deploy"}
    building = [name for name, job in of_deploy.items() if any("prove" in step.get("run", "") for step in job.steps)]
    assert building == ["build"]
    for name in ("plan", "deploy"):
        assert of_deploy[name].keys["needs"] == "build"
        taken = [
            step for step in of_deploy[name].steps if step.get("uses", "").startswith("actions/download-artifact@")
        ]
        assert [step["with"] for step in taken] == [{"name": "deployment", "path": "dist"}]


def test_only_environments_hold_secrets() -> None:
    """So that who may use them is decided there; a plan of a pull request has none."""
    for job in JOBS:
        if "secrets." in yaml.safe_dump(job.keys):
            assert "environment" in job.keys, every(job)


def test_there_is_one_comment_and_it_is_the_report() -> None:
    """A later run replaces it."""
    comments = [step for job in JOBS for step in job.steps if step.get("uses", "").startswith("marocchino/")]
    assert [step["with"]["path"] for step in comments] == ["report/report.md"]
    assert comments[0]["with"]["header"]


def test_every_secret_and_variable_is_explained() -> None:
    """In the guide, and nothing is explained that no workflow reads."""
    text = "".join(path.read_text() for path in workflows.WORKFLOWS)
    read = set(re.findall(r"\b(?:secrets|vars)\.(\w+)", text))
    assert read == set(re.findall(r"^\| `([A-Z_]+)` \|", GUIDE, re.MULTILINE))


def test_every_job_is_explained() -> None:
    """By its name in the workflow."""
    explained = re.findall(r"^\| `([a-z_]+)` \|", GUIDE, re.MULTILINE)
    assert sorted(explained) == sorted(job.name for job in JOBS)


def test_the_hook_and_the_action_run_the_same_command() -> None:
    """`coderipple check`, with options that it has."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert hook["entry"] == "coderipple check"
    assert hook["stages"] == ["pre-push", "manual"]
    script = workflows.steps_of(workflows.CHECK)[-1]["run"]
    assert 'coderipple check "$CHECKED" ${SINCE:+--since "$SINCE"} ${BASELINE:+--baseline "$BASELINE"}' in script
    assert {"--since", "--baseline"} <= {option for each in main.commands["check"].params for option in each.opts}


def test_a_finding_becomes_an_annotation() -> None:
    """The matcher that the action adds reads the lines of `check`, and not its sum."""
    matcher = json.loads((ROOT / ".github" / "coderipple-check.json").read_text())
    pattern = matcher["problemMatcher"][0]["pattern"][0]
    found = re.search(pattern["regexp"], "docs/use.md:12: `tide` is gone since 0123abc: it is `tides` now")
    assert found
    assert (found[pattern["file"]], found[pattern["line"]]) == ("docs/use.md", "12")
    assert found[pattern["message"]].startswith("`tide` is gone")
    assert not re.search(pattern["regexp"], "1 document checked, since 32d5f6d9ecec: nothing out of date")
