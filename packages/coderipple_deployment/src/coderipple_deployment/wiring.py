"""Puts the adapters behind the ports: Terraform's program, AWS's clients, git, this machine's clock and terminal."""

from collections.abc import Mapping
from pathlib import Path

from lambda_packaging.progress import Progress

from coderipple_deployment.adapters.aws import make_client
from coderipple_deployment.adapters.aws_invocations import AwsInvocations
from coderipple_deployment.adapters.aws_releases import AwsReleases
from coderipple_deployment.adapters.aws_services import (
    AwsAccount,
    AwsAlarms,
    AwsBuckets,
    AwsLogs,
    AwsQueue,
    AwsSecrets,
)
from coderipple_deployment.adapters.machine import GitWorkTree, SystemClock, TerminalPerson
from coderipple_deployment.adapters.terraform_program import TerraformProgram
from coderipple_deployment.deploy import Ports
from coderipple_deployment.environment import Environment

_ANSWER_SECONDS = 30  # beyond the function's own time


def wire(
    environment: Environment, *, root: Path, environ: Mapping[str, str], progress: Progress, says_yes: bool
) -> Ports:
    """Gives everything that a deployment needs."""
    region = environment.region
    return Ports(
        terraform=wire_terraform(environment, environ=environ, progress=progress),
        account=wire_account(environment),
        work_tree=GitWorkTree(root),
        secrets=AwsSecrets(make_client("secretsmanager", region=region)),
        releases=wire_releases(environment),
        invocations=wire_invocations(environment),
        alarms=wire_alarms(environment),
        clock=wire_clock(),
        person=TerminalPerson(says_yes=says_yes),
        progress=progress,
    )


def wire_terraform(environment: Environment, *, environ: Mapping[str, str], progress: Progress) -> TerraformProgram:
    """Gives Terraform."""
    return TerraformProgram(environment, environ=environ, progress=progress)


def wire_clock() -> SystemClock:
    """Gives the time."""
    return SystemClock()


def wire_account(environment: Environment) -> AwsAccount:
    """Gives whose credentials these are."""
    return AwsAccount(make_client("sts", region=environment.region))


def wire_releases(environment: Environment) -> AwsReleases:
    """Gives versions and alias."""
    return AwsReleases(make_client("lambda", region=environment.region), function_name=environment.function_name)


def wire_invocations(environment: Environment) -> AwsInvocations:
    """Gives what invokes the function; it waits as long as the function may take, and asks once."""
    seconds = environment.timeout_seconds + _ANSWER_SECONDS
    client = make_client("lambda", region=environment.region, read_seconds=seconds, attempts=1)
    return AwsInvocations(client, function_name=environment.function_name)


def wire_alarms(environment: Environment) -> AwsAlarms:
    """Gives the alarms."""
    return AwsAlarms(make_client("cloudwatch", region=environment.region))


def wire_queue(environment: Environment) -> AwsQueue:
    """Gives the dead letter queue, by the name that Terraform gives it."""
    return AwsQueue(make_client("sqs", region=environment.region), name=f"{environment.function_name}-failed")


def wire_logs(environment: Environment) -> AwsLogs:
    """Gives the function's log, by the name that Lambda's own would have."""
    return AwsLogs(make_client("logs", region=environment.region), group=f"/aws/lambda/{environment.function_name}")


def wire_buckets(environment: Environment) -> AwsBuckets:
    """Gives where states are kept."""
    return AwsBuckets(make_client("s3", region=environment.region), region=environment.region)
