"""Every optional part at once, on emulators: it applies, a second plan changes nothing, and destroying leaves nothing.

The archives are no real ones: here AWS is asked for things, and nothing runs. What the tasks deploy, and what runs,
is tested with the tasks.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from fakes.ministack import ACCOUNT, REGION, client, ministack
from fakes.moto_server import moto_server
from fakes.real_terraform import Terraform

NAME = "with-everything"
EVERYTHING = {
    "alarm_emails": ["operator@example.com"],
    "allowed_account_ids": ["000000000000"],
    "aws_region": REGION,
    "bedrock_model": "eu.anthropic.model-v1:0",
    "bedrock_model_ids": ["eu.anthropic.model-v1:0", "anthropic.model-v1:0"],
    "branch": "main",
    "environment": "test",
    "force_destroy": True,
    "github_login": "coderipple[bot]",
    "github_repo_name": "thumbnails",
    "github_repo_owner": "octo",
    "lambda_function_name": NAME,
    "layers_through_s3": True,
    "reserved_concurrency": 5,
}
# What is there, by service: how to ask, and where the answer has it. A key is gone only after its waiting time.
KINDS: dict[str, tuple[str, Callable[[Any], list[str]]]] = {
    "functions": ("lambda", lambda aws: [each["FunctionName"] for each in aws.list_functions()["Functions"]]),
    "layers": ("lambda", lambda aws: [each["LayerName"] for each in aws.list_layers()["Layers"]]),
    "apis": ("apigatewayv2", lambda aws: [each["Name"] for each in aws.get_apis()["Items"]]),
    "roles": ("iam", lambda aws: [each["RoleName"] for each in aws.list_roles()["Roles"] if NAME in each["RoleName"]]),
    "secrets": ("secretsmanager", lambda aws: [each["Name"] for each in aws.list_secrets()["SecretList"]]),
    "queues": ("sqs", lambda aws: aws.list_queues().get("QueueUrls", [])),
    "topics": ("sns", lambda aws: [each["TopicArn"] for each in aws.list_topics()["Topics"]]),
    "buckets": ("s3", lambda aws: [each["Name"] for each in aws.list_buckets()["Buckets"]]),
    "log groups": ("logs", lambda aws: [each["logGroupName"] for each in aws.describe_log_groups()["logGroups"]]),
    "alarms": ("cloudwatch", lambda aws: [each["AlarmName"] for each in aws.describe_alarms()["MetricAlarms"]]),
    "dashboards": (
        "cloudwatch",
        lambda aws: [each["DashboardName"] for each in aws.list_dashboards()["DashboardEntries"]],
    ),
}


@dataclass(frozen=True, kw_only=True)
class Clouds:
    """Two emulators, and the Terraform that is told of them by the environment alone."""

    aws: str
    cloudwatch: str
    terraform: Terraform
    module: Path
    files: tuple[str, ...]

    def run(self, command: str, *options: str) -> str:
        """Runs one command with every variable."""
        return self.terraform.run(command, "-no-color", *options, *self.files, at=self.module).stdout

    def present(self) -> dict[str, list[str]]:
        """Returns what is there, by kind, without kinds of which there is nothing."""
        found = {
            kind: ask(client(service, self.cloudwatch if service == "cloudwatch" else self.aws))
            for kind, (service, ask) in KINDS.items()
        }
        return {kind: names for kind, names in found.items() if names}


@pytest.fixture
def clouds(terraform: Terraform, module: Path, artifacts: Path, tmp_path: Path) -> Iterator[Clouds]:
    """The emulators, with nothing in them."""
    variables = tmp_path / "everything.tfvars.json"
    variables.write_text(json.dumps(EVERYTHING))
    with ministack(tmp_path) as aws, moto_server(tmp_path) as cloudwatch:
        addresses = {"AWS_ENDPOINT_URL": aws, "AWS_ENDPOINT_URL_CLOUDWATCH": cloudwatch}
        yield Clouds(
            aws=aws,
            cloudwatch=cloudwatch,
            terraform=replace(terraform, environment={**ACCOUNT, **addresses, "AWS_EC2_METADATA_DISABLED": "true"}),
            module=module,
            files=(f"-var-file={variables}", f"-var-file={artifacts}"),
        )


@pytest.mark.network
def test_everything_comes_stays_and_goes(clouds: Clouds) -> None:
    """Apply, plan, destroy."""
    assert clouds.present() == {}
    clouds.run("apply", "-auto-approve")
    assert set(clouds.present()) == set(KINDS)
    assert "No changes." in clouds.run("plan", "-detailed-exitcode")
    clouds.run("destroy", "-auto-approve")
    assert clouds.present() == {}
