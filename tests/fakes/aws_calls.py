"""The calls of AWS that the function makes, or Lambda for it, and the permissions of its role: two lists to compare.

The function's own calls are read from its source: in a module that makes a client, each name of an operation of that
service. What a model of Strands asks for is seen by asking it, and stopping before anything is sent. What Lambda asks
for on the function's behalf follows from the settings of the function in Terraform.
"""

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import botocore.session
import pytest
from botocore import xform_name
from coderipple.adapters.bedrock import bedrock_model
from coderipple.adapters.strands_phraser import StrandsPhraser
from fakes.clock import FakeClock
from fakes.sections import make_section
from fakes.terraform_source import data, resource
from lambda_packaging.aws_clients import CONSTRUCTORS, find_clients

ROOT = Path(__file__).parents[2]
# What runs in Lambda; cold starts and proofs are programs that measure and prove it.
SOURCES = ("packages/coderipple/src", "functions/orchestrator/lambda_function.py", "functions/shared")
# Where a permission has another name than the operation. Source: the Service Authorization Reference.
PERMISSIONS = {
    ("bedrock-runtime", "Converse"): "bedrock:InvokeModel",
    ("bedrock-runtime", "ConverseStream"): "bedrock:InvokeModelWithResponseStream",
    ("lambda", "Invoke"): "lambda:InvokeFunction",
}
NOBODY = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AwsCall:
    """One call.

    Attributes:
        permission: What it needs, such as `sqs:SendMessage`.
        caller: Who makes it: a module, or Lambda, or a service for the function.
        reason: What for.
    """

    permission: str
    caller: str
    reason: str


class _SeenError(Exception):
    """Raised instead of sending a request."""


def function_files() -> list[Path]:
    """Returns the source of what runs in Lambda."""
    places = [ROOT / each for each in SOURCES]
    return sorted(file for place in places for file in (place.rglob("*.py") if place.is_dir() else [place]))


def all_calls(files: Iterable[Path]) -> list[AwsCall]:
    """Returns every call, by permission."""
    own = list(source_calls(files))
    calls = [*own, *model_calls(), *lambda_calls(), *key_calls(own)]
    return sorted(calls, key=lambda call: (call.permission, call.caller))


def source_calls(files: Iterable[Path]) -> Iterator[AwsCall]:
    """Yields the calls that source code makes by clients of its own.

    Raises:
        AssertionError: A client is made for a service that is not written down, so that its calls cannot be seen.
    """
    for path in files:
        tree = ast.parse(path.read_bytes())
        services = sorted({use.service for use in find_clients([path])})
        if not services and b"boto" in path.read_bytes() and _makes_a_client(tree):
            raise AssertionError(f"{path} makes a client of AWS; expected the service's name as a literal")
        for service in services:
            for operation in _operations(service, tree):
                place = path.relative_to(ROOT, walk_up=True).as_posix()
                yield AwsCall(permission=permission_of(service, operation), caller=f"`{place}`", reason=operation)


def model_calls() -> Iterator[AwsCall]:
    """Yields what phrasing one section asks Bedrock for."""
    for operation in sorted(set(_asked_of_bedrock())):
        reason = f"{operation}, by Strands"
        place = "`packages/coderipple/src/coderipple/adapters/bedrock.py`"
        yield AwsCall(permission=permission_of("bedrock-runtime", operation), caller=place, reason=reason)


def lambda_calls() -> Iterator[AwsCall]:
    """Yields what Lambda asks for as the function's role, by the function's settings.

    Source: "Lambda execution role", "Adding a dead-letter queue" and "Visualize Lambda function invocations using AWS
    X-Ray" in the guide to Lambda; "Configuring KMS permissions" in the guide to SQS.
    """
    function, queue = (
        resource("aws_lambda_function", "coderipple_orchestrator"),
        resource("aws_sqs_queue", "lambda_dlq"),
    )
    if function.get("logging_config"):
        yield AwsCall(permission="logs:CreateLogStream", caller="Lambda", reason="each container has a stream")
        yield AwsCall(permission="logs:PutLogEvents", caller="Lambda", reason="what the function logs")
    if function.get("tracing_config", [{}])[0].get("mode") == "Active":
        yield AwsCall(permission="xray:PutTelemetryRecords", caller="Lambda", reason="active tracing")
        yield AwsCall(permission="xray:PutTraceSegments", caller="Lambda", reason="active tracing")
    if function.get("dead_letter_config"):
        yield AwsCall(permission="sqs:SendMessage", caller="Lambda", reason="work that failed for good")
        if queue.get("kms_master_key_id"):
            for permission in ("kms:Decrypt", "kms:GenerateDataKey"):
                yield AwsCall(permission=permission, caller="SQS for Lambda", reason="the queue is encrypted")


def key_calls(own: Sequence[AwsCall]) -> Iterator[AwsCall]:
    """Yields what reading a secret asks of the key that it is encrypted with."""
    keys = [resource("aws_secretsmanager_secret", name).get("kms_key_id") for name in ("github", "webhook")]
    if any(keys) and any(call.permission == "secretsmanager:GetSecretValue" for call in own):
        yield AwsCall(permission="kms:Decrypt", caller="Secrets Manager", reason="the secrets are encrypted")


def granted(policy: dict[str, Any]) -> dict[str, list[str]]:
    """Returns the permissions of a policy, as Terraform has it, with the resources of each."""
    optional = [content for each in policy.get("dynamic", []) for content in each["statement"]["content"]]
    permissions: dict[str, list[str]] = {}
    for statement in [*policy["statement"], *optional]:
        resources = statement["resources"]
        for action in statement["actions"]:
            permissions.setdefault(action, []).extend(resources if isinstance(resources, list) else [resources])
    return permissions


def role_policy() -> dict[str, Any]:
    """Returns the policy of the function's role."""
    return data("aws_iam_policy_document", "function")


def permission_of(service: str, operation: str) -> str:
    """Returns the permission that an operation needs."""
    return PERMISSIONS.get((service, operation), f"{service}:{operation}")


def _makes_a_client(tree: ast.AST) -> bool:
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return any(isinstance(each, ast.Attribute) and each.attr in CONSTRUCTORS for each in calls)


def _operations(service: str, tree: ast.AST) -> list[str]:
    """Returns the operations of a service whose names are asked of any object."""
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    known = botocore.session.get_session().get_service_model(service).operation_names
    return sorted(each for each in known if xform_name(each) in names)


def _asked_of_bedrock() -> list[str]:
    seen: list[str] = []

    def stop(model: Any, **_: Any) -> None:
        seen.append(model.name)
        raise _SeenError

    with pytest.MonkeyPatch.context() as environment:
        for name, value in NOBODY.items():
            environment.setenv(name, value)
        model = bedrock_model("example.model-v1:0")
        model.client.meta.events.register("before-call", stop)
        StrandsPhraser(model, clock=FakeClock()).phrase(make_section("a", "A fact."))
    return seen
