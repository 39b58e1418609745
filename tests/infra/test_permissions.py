"""The role may do what is done as it, and nothing else."""

import re
from pathlib import Path

import pytest
from fakes.aws_calls import AwsCall, all_calls, function_files, granted, role_policy, source_calls
from fakes.terraform_source import MODULE, data, parse

UNRESTRICTED = {"xray:PutTelemetryRecords", "xray:PutTraceSegments"}  # the only ones that take no resource


def difference(calls: list[AwsCall], permissions: set[str]) -> tuple[list[str], list[str]]:
    """Returns what is called without a permission, and what is permitted without a call."""
    called = {call.permission for call in calls}
    return sorted(called - permissions), sorted(permissions - called)


def test_every_call_is_permitted_and_every_permission_is_called() -> None:
    """Neither a call that would be denied, nor a permission that nobody needs."""
    assert difference(all_calls(function_files()), set(granted(role_policy()))) == ([], [])


def test_a_call_without_a_permission_is_found(tmp_path: Path) -> None:
    """A module that reaches one service more."""
    module = tmp_path / "uploads.py"
    module.write_text('import boto3\n\n\ndef keep(body):\n    boto3.client("s3").put_object(Body=body)\n')
    missing, unused = difference(all_calls([*function_files(), module]), set(granted(role_policy())))
    assert (missing, unused) == (["s3:PutObject"], [])


def test_a_permission_without_a_call_is_found() -> None:
    """A statement that grew by one action, and code that stopped calling."""
    text = (
        (MODULE / "iam.tf")
        .read_text(encoding="utf-8")
        .replace('["sqs:SendMessage"]', '["sqs:SendMessage", "sqs:PurgeQueue"]')
    )
    (policy,) = [
        each["aws_iam_policy_document"]["function"]
        for each in parse(text)["data"]
        if "function" in each["aws_iam_policy_document"]
    ]
    assert difference(all_calls(function_files()), set(granted(policy))) == ([], ["sqs:PurgeQueue"])
    files = [each for each in function_files() if each.name != "self_invocation.py"]
    assert difference(all_calls(files), set(granted(role_policy()))) == ([], ["lambda:InvokeFunction"])


def test_a_client_whose_service_is_hidden_is_an_error(tmp_path: Path) -> None:
    """Its calls could not be seen."""
    module = tmp_path / "hidden.py"
    module.write_text("import boto3\n\n\ndef reach(service):\n    return boto3.client(service)\n")
    with pytest.raises(AssertionError, match="expected the service's name as a literal"):
        list(source_calls([module]))


def test_permissions_are_exact() -> None:
    """No action has a wildcard; where a resource is everything, there is a reason beside it, and no other way."""
    permissions = granted(role_policy())
    assert [each for each in permissions if "*" in each or "?" in each] == []
    assert {action for action, resources in permissions.items() if "*" in resources} == UNRESTRICTED


@pytest.mark.parametrize("name", ["function", "key"])
def test_each_asterisk_is_explained(name: str) -> None:
    """A statement of a role, or of the key, that says `*` says why."""
    policy = data("aws_iam_policy_document", name)
    optional = [each["statement"]["content"][0] for each in policy.get("dynamic", [])]
    for statement in [*policy["statement"], *optional]:
        if "*" in str([statement["actions"], statement["resources"]]):
            reason = statement.get("__comments__", []) + statement.get("__inline_comments__", [])
            assert reason, statement["sid"]


def test_the_role_is_lambdas_and_the_api_may_call_the_alias_alone() -> None:
    """Who may become the role, and who may invoke."""
    (statement,) = data("aws_iam_policy_document", "assume")["statement"]
    assert statement["principals"][0]["identifiers"] == ["lambda.amazonaws.com"]
    text = (MODULE / "api.tf").read_text(encoding="utf-8")
    (permission,) = re.findall(r'resource "aws_lambda_permission" "api" \{(.*?)\n\}', text, re.DOTALL)
    assert "qualifier     = aws_lambda_alias.live.name" in permission
    assert "source_arn" in permission
