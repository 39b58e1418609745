"""What the tasks call: each reads an environment, wires the ports, does one thing and prints it.

Comes in: options, as a person wrote them. Goes out: text or data on standard output, progress on standard error, and an
exit code: 0 done, 1 rolled back, refused or not well. What cannot be done is an error; the tasks make it 2.
"""

import json
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from lambda_packaging.declaration import read_project
from lambda_packaging.manifest import read_manifest, require_artifacts
from lambda_packaging.programs import ended_by_sigterm
from lambda_packaging.progress import RichProgress
from rich.console import Console, RenderableType

from coderipple_deployment.artifacts import read_artifacts, sort_artifacts
from coderipple_deployment.bootstrap import bootstrap
from coderipple_deployment.data import (
    Data,
    deployed_data,
    plan_data,
    proposal_data,
    redriven_data,
    rollback_data,
    status_data,
)
from coderipple_deployment.deploy import Proposal, deploy
from coderipple_deployment.deployment_lock import only_deployment
from coderipple_deployment.destroy import destroy
from coderipple_deployment.durations import parse_duration
from coderipple_deployment.environment import read_environment
from coderipple_deployment.errors import NotDeployedError, OptionError
from coderipple_deployment.interrupts import interrupted_as
from coderipple_deployment.logs import format_line, read_log
from coderipple_deployment.preflight import require_account
from coderipple_deployment.redrive import redrive
from coderipple_deployment.releasing import Caution
from coderipple_deployment.rollback import rollback
from coderipple_deployment.status import read_status
from coderipple_deployment.tables import (
    deployed_summary,
    destroyed_line,
    plan_table,
    proposal_tables,
    redriven_lines,
    rollback_line,
    status_tables,
)
from coderipple_deployment.wiring import (
    wire,
    wire_account,
    wire_alarms,
    wire_buckets,
    wire_clock,
    wire_invocations,
    wire_logs,
    wire_queue,
    wire_releases,
    wire_terraform,
)

DONE, NOT_DONE = 0, 1
DEFAULT_BAKE = "10m"  # of a canary: a share of few pushes tells nothing sooner


def plan_environment(root: Path, name: str, *, as_json: bool, environ: Mapping[str, str]) -> int:
    """Shows what a deployment would change; needs no secrets, and asks nobody."""
    environment, project = read_environment(root, name), read_project(root)
    with only_deployment(environment), interrupted_as("nothing was changed"):
        terraform = wire_terraform(environment, environ=environ, progress=_progress())
        terraform.require_version()
        artifacts = read_artifacts(project, architecture=environment.architecture)
        require_account(environment, wire_account(environment))
        terraform.init()
        plan = terraform.plan(artifacts.as_variables())
    proposal = Proposal(environment=environment, artifacts=artifacts, plan=plan)
    _print(proposal_data(proposal) if as_json else None, proposal_tables(proposal))
    return DONE


def deploy_environment(
    root: Path,
    name: str,
    *,
    canary: str,
    bake: str,
    says_yes: bool,
    force: bool,
    as_json: bool,
    environ: Mapping[str, str],
) -> int:
    """Deploys what was built."""
    environment, caution = read_environment(root, name), read_caution(canary, bake)
    console = Console(stderr=True, highlight=False)
    progress = RichProgress(console)
    with ended_by_sigterm(), ExitStack() as until_applied:  # so that `status` answers in the bake
        until_applied.enter_context(only_deployment(environment))
        deployed = deploy(
            environment,
            read_project(root),
            caution,
            force=force,
            environ=environ,
            show=lambda proposal: console.print(proposal_tables(proposal)),
            applied=until_applied.close,
            ports=wire(environment, root=root, environ=environ, progress=progress, says_yes=says_yes),
        )
    _print(deployed_data(deployed) if as_json else None, deployed_summary(deployed))
    return DONE if deployed.ending.is_good else NOT_DONE


def read_caution(canary: str, bake: str) -> Caution:
    """Reads how carefully a version is released; a canary that nobody watches makes no sense.

    Raises:
        OptionError: An option cannot be used.
    """
    percent = int(canary) if canary.isdecimal() else -1 if canary else 0
    if canary and not 1 <= percent <= 99:
        raise OptionError(option="--canary", value=canary, expected="percent of the invocations, from 1 to 99")
    seconds = parse_duration(bake or (DEFAULT_BAKE if canary else "0"), option="--bake")
    if canary and not seconds:
        raise OptionError(option="--bake", value=bake, expected="some time, since a canary is there to be watched")
    return Caution(canary_percent=percent, bake_seconds=seconds)


def rollback_environment(root: Path, name: str, *, to: str, as_json: bool) -> int:
    """Takes the served version back; Terraform is neither asked nor needed."""
    environment = read_environment(root, name)
    if to and not to.isdecimal():
        raise OptionError(option="--to", value=to, expected="the number of a version; `invoke status` lists them")
    require_account(environment, wire_account(environment))
    done = rollback(environment, wire_releases(environment), to=int(to) if to else None, clock=wire_clock())
    _print(rollback_data(done) if as_json else None, rollback_line(done))
    return DONE


def destroy_environment(root: Path, name: str, *, says_yes: bool, as_json: bool, environ: Mapping[str, str]) -> int:
    """Takes a deployment away."""
    environment, project = read_environment(root, name), read_project(root)
    console = Console(stderr=True, highlight=False)
    found = require_artifacts(read_manifest(project.dist), project.dist, architecture=environment.architecture)
    with ended_by_sigterm(), only_deployment(environment):
        ports = wire(environment, root=root, environ=environ, progress=RichProgress(console), says_yes=says_yes)
        done = destroy(
            environment,
            sort_artifacts(project, found).as_variables(),
            terraform=ports.terraform,
            account=ports.account,
            person=ports.person,
            show=lambda plan: console.print(plan_table(plan)),
        )
    summary = destroyed_line(done, environment)
    data: Data = {"is_done": done.is_done, "staying": list(done.staying), **plan_data(done.plan)}
    _print(data if as_json else None, summary)
    return DONE if done.is_done else NOT_DONE


def show_status(root: Path, name: str, *, as_json: bool, environ: Mapping[str, str]) -> int:
    """Shows what is deployed and how it does; 1 if an alarm fires, is missing, or pushes failed."""
    environment = read_environment(root, name)
    require_account(environment, wire_account(environment))
    with only_deployment(environment):
        terraform = wire_terraform(environment, environ=environ, progress=_progress())
        terraform.require_version()
        terraform.init()
        stack = terraform.stack()
    if stack is None:
        raise NotDeployedError(function_name=environment.function_name, environment=name)
    status = read_status(
        environment,
        stack,
        releases=wire_releases(environment),
        alarms=wire_alarms(environment),
        queue=wire_queue(environment),
    )
    _print(status_data(status) if as_json else None, status_tables(status))
    return DONE if status.is_well else NOT_DONE


def show_logs(root: Path, name: str, *, since: str, follow: bool, as_json: bool) -> int:
    """Prints the function's log."""
    environment, seconds = read_environment(root, name), parse_duration(since, option="--since")
    require_account(environment, wire_account(environment))
    lines = read_log(wire_logs(environment), since_seconds=seconds, follow=follow, clock=wire_clock())
    with interrupted_as("the log goes on"):
        for line in lines:
            sys.stdout.write(f"{line.text if as_json else format_line(line)}\n")
            sys.stdout.flush()
    return DONE


def redrive_environment(root: Path, name: str, *, as_json: bool) -> int:
    """Works off the dead letter queue; 1 if something has to stay."""
    environment = read_environment(root, name)
    require_account(environment, wire_account(environment))
    with interrupted_as("what was handed over is gone from the queue, and the rest waits in it"):
        done = redrive(wire_queue(environment), wire_invocations(environment))
    _print(redriven_data(done) if as_json else None, redriven_lines(done))
    return NOT_DONE if done.left or done.problem else DONE


def bootstrap_environment(root: Path, name: str, *, environ: Mapping[str, str]) -> int:
    """Makes the bucket for the state."""
    environment = read_environment(root, name)
    with only_deployment(environment):
        done = bootstrap(
            environment,
            account=wire_account(environment),
            buckets=wire_buckets(environment),
            terraform=wire_terraform(environment, environ=environ, progress=_progress()),
        )
    made = "made" if done.is_new else "was there"
    place = environment.backend.relative_to(root)
    _print(None, f"the bucket {done.bucket} {made}; the state of {name} lies in it. Commit {place}")
    return DONE


def _progress() -> RichProgress:
    return RichProgress(Console(stderr=True, highlight=False))


def _print(data: Data | None, text: RenderableType) -> None:
    """Prints data and nothing else where data is wanted."""
    if data is None:
        Console(highlight=False, soft_wrap=True).print(text)
    else:
        sys.stdout.write(json.dumps(data, indent=2) + "\n")
