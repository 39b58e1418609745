"""Terraform is run in place, asked for JSON, and always ends in its own way; here it is a small program of ours."""

import json
import os
import signal
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from coderipple_deployment.adapters.terraform_program import TerraformProgram, parse_outputs, wanted_version
from coderipple_deployment.environment import Environment
from coderipple_deployment.errors import (
    ForeignStateError,
    HalfAppliedError,
    StateLockedError,
    TerraformFailedError,
    TerraformMissingError,
)
from coderipple_deployment.plan import Change, Plan
from fakes.deployment import STACK
from fakes.progress import FakeProgress
from fakes.sample_project import write

# Writes down how it was called, and answers with what the file named after the command says.
PROGRAM = """#!/bin/sh
here=$(dirname "$0")
echo "$*" >> "$here/calls"
[ -f "$here/$2.err" ] && cat "$here/$2.err" >&2
[ -f "$here/$2.sh" ] && . "$here/$2.sh"
[ -f "$here/$2.out" ] && cat "$here/$2.out"
exit $(cat "$here/$2.code" 2>/dev/null || echo 0)
"""
OUTPUTS = {
    **{name: {"value": getattr(STACK, name)} for name in type(STACK).__slots__},
    "newest_version": {"value": "7"},
    "layer_arns": {"value": list(STACK.layer_arns)},
}
CHANGES = Plan(changes=(Change(address="aws_x.a", type="aws_x", action="create"),))


class Program:
    """A program in the place of Terraform."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "terraform"
        write(self.path, PROGRAM)
        self.path.chmod(0o755)

    def says(self, command: str, output: object = "", *, code: int = 0, remarks: str = "", script: str = "") -> None:
        """Sets the answer to a command."""
        text = output if isinstance(output, str) else json.dumps(output)
        for end, content in (("out", text), ("code", str(code)), ("err", remarks), ("sh", script)):
            write(self.path.with_name(f"{command}.{end}"), content)

    def calls(self) -> list[str]:
        """Gives its arguments, a line each time."""
        return self.path.with_name("calls").read_text().splitlines()


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """One that says yes to everything."""
    return Program(tmp_path / "bin")


type MakeTerraform = Callable[..., TerraformProgram]


@pytest.fixture
def progress() -> FakeProgress:
    """Remembers what was told."""
    return FakeProgress()


@pytest.fixture
def terraform(environment: Environment, program: Program, progress: FakeProgress) -> TerraformProgram:
    """The adapter with that program."""
    environ: Mapping[str, str] = {"PATH": os.environ["PATH"]}
    return TerraformProgram(environment, environ=environ, progress=progress, program=str(program.path))


@pytest.mark.parametrize("found", ["1.11.4", "1.12.0", "1.11.10"])
def test_the_wanted_version_or_a_later_one_will_do(terraform: TerraformProgram, program: Program, found: str) -> None:
    """Within the same major version."""
    program.says("version", {"terraform_version": found})
    terraform.require_version()


@pytest.mark.parametrize("found", ["1.11.3", "1.9.8", "2.0.0", "0.15.0"])
def test_another_version_is_refused_with_how_to_get_it(
    terraform: TerraformProgram, program: Program, found: str
) -> None:
    """The place where Terraform itself is published."""
    program.says("version", {"terraform_version": found})
    with pytest.raises(TerraformMissingError, match=rf"terraform is {found}; expected 1.11.4 .*releases.hashicorp.com"):
        terraform.require_version()


def test_a_missing_program_is_told(environment: Environment) -> None:
    """And how to get it."""
    terraform = TerraformProgram(environment, environ={}, progress=FakeProgress(), program="/nowhere/terraform")
    with pytest.raises(TerraformMissingError, match=r"terraform was not found; expected 1\.11\.4"):
        terraform.require_version()


def test_the_version_must_be_named(tmp_path: Path) -> None:
    """In the folder or above."""
    with pytest.raises(TerraformFailedError, match="is missing; expected a version"):
        wanted_version(tmp_path)


def test_it_runs_in_place_with_the_environments_files(
    terraform: TerraformProgram, program: Program, environment: Environment
) -> None:
    """The plan is kept for the apply."""
    program.says("plan", code=2)
    program.says("show", {"resource_changes": []})
    terraform.init()
    terraform.plan({"artifacts": {"function": {}}})
    terraform.apply(CHANGES)
    init, plan, show, apply = program.calls()
    assert init == f"-chdir={environment.folder} init -input=false -no-color -lockfile=readonly"
    assert f"-var-file={environment.variables}" in plan
    assert "-destroy" not in plan
    data = environment.folder / ".terraform" / "development"
    assert json.loads((data / "deployment.tfvars.json").read_text()) == {"artifacts": {"function": {}}}
    assert show.endswith(str(data / "plan"))
    assert apply == f"-chdir={environment.folder} apply -input=false -json {data / 'plan'}"


def test_a_plan_without_changes_is_not_even_shown(terraform: TerraformProgram, program: Program) -> None:
    """To show one takes Terraform seconds."""
    program.says("plan", code=0)
    assert terraform.plan({}, destroy=True).is_empty
    assert "-destroy" in program.calls()[0]
    assert len(program.calls()) == 1


def test_a_foreign_state_is_refused(terraform: TerraformProgram, program: Program) -> None:
    """By its function's name."""
    theirs = {"address": "a.f", "mode": "managed", "type": "aws_lambda_function", "values": {"function_name": "theirs"}}
    program.says("plan", code=2)
    program.says("show", {"prior_state": {"values": {"root_module": {"resources": [theirs]}}}})
    with pytest.raises(ForeignStateError):
        terraform.plan({})


def test_errors_are_explained(terraform: TerraformProgram, program: Program) -> None:
    """Those on either output."""
    program.says("plan", code=1, remarks="Error: Error acquiring the state lock\n  ID:  7\n")
    with pytest.raises(StateLockedError):
        terraform.plan({})
    program.says("apply", {"@level": "error", "diagnostic": {"summary": "no", "detail": ""}}, code=1)
    with pytest.raises(HalfAppliedError, match="no"):
        terraform.apply(CHANGES)


def test_the_apply_tells_each_finished_resource(
    terraform: TerraformProgram, program: Program, progress: FakeProgress
) -> None:
    """What is only read does not count."""
    done = {
        "type": "apply_complete",
        "hook": {"resource": {"addr": "aws_x.a"}, "action": "create", "elapsed_seconds": 3},
    }
    read = {"type": "apply_complete", "hook": {"resource": {"addr": "data.x"}, "action": "read"}}
    program.says("apply", "\n".join(["no json", json.dumps({"type": "version"}), json.dumps(done), json.dumps(read)]))
    terraform.apply(CHANGES)
    assert progress.said == ["create aws_x.a 3 s"]
    assert progress.counted == [(1, 1)]


def test_the_outputs_are_the_stack(terraform: TerraformProgram, program: Program) -> None:
    """Only a whole one."""
    program.says("output", OUTPUTS)
    found = terraform.stack()
    assert found is not None
    assert (found.newest_version, found.layer_arns) == (7, STACK.layer_arns)
    assert parse_outputs({}) is None
    some: dict[str, Any] = {name: value for name, value in OUTPUTS.items() if name != "webhook_url"}
    assert parse_outputs(some) is None


def test_a_state_is_moved_without_a_question(terraform: TerraformProgram, program: Program) -> None:
    """The bucket was named just now, by ourselves."""
    terraform.move_state()
    assert "init -input=false -no-color -lockfile=readonly -migrate-state -force-copy" in program.calls()[0]


def test_ctrl_c_lets_it_end_in_its_own_way(
    terraform: TerraformProgram, program: Program, progress: FakeProgress
) -> None:
    """It is asked by the signal that it knows, has the time that it needs, and only then are we done."""
    ended, began = program.path.with_name("ended"), program.path.with_name("began")
    wait = f"trap 'sleep 0.3; echo yes > {ended}; exit 1' INT\ntouch {began}\nwhile :; do sleep 0.05; done\n"
    program.says("apply", script=wait)

    def press() -> None:
        until = time.monotonic() + 20
        while not began.exists() and time.monotonic() < until:
            time.sleep(0.02)
        os.kill(os.getpid(), signal.SIGINT)

    pressing = threading.Thread(target=press)
    pressing.start()
    with pytest.raises(KeyboardInterrupt):
        terraform.apply(CHANGES)
    pressing.join()
    assert ended.read_text() == "yes\n"
    assert "asked Terraform to end" in progress.said[0]
