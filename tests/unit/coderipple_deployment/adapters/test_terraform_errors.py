"""What Terraform says when it fails becomes one line with a remedy; texts are those of Terraform 1.11."""

import json

import pytest
from coderipple_deployment.adapters.terraform_errors import explain
from coderipple_deployment.errors import (
    BackendChangedError,
    CredentialsError,
    DeploymentError,
    HalfAppliedError,
    ProviderError,
    ProviderLockError,
    StateLockedError,
    TerraformFailedError,
)

LOCKED = """
╷
│ Error: Error acquiring the state lock
│
│ Error message: resource temporarily unavailable
│ Lock Info:
│   ID:        c6b6ee91-bb77-c8d5-a1a8-a0ed2a5e1fd5
│   Path:      environments/development.tfstate
│   Operation: OperationTypeApply
│   Who:       ada@laptop
│   Version:   1.11.4
│   Created:   2026-01-02 03:04:05.678 +0000 UTC
│   Info:
╵
"""
EXPIRED = """
│ Error: Retrieving AWS account details: validating provider credentials: retrieving caller identity from STS:
│ operation error STS: GetCallerIdentity, https response error StatusCode: 403, api error ExpiredToken: The security
│ token included in the request is expired
"""
CHANGED = "│ Error: Backend configuration changed\n│\n│ A change in the backend configuration has been detected"
NO_PROVIDER = "│ Error: Failed to query available provider packages\n│\n│ Could not retrieve the list of provider"
READ_ONLY = "│ Error: Provider dependency changes detected\n│\n│ … were detected, but the lock file is read-only."
DIAGNOSTIC = {
    "@level": "error",
    "type": "diagnostic",
    "diagnostic": {"summary": "creating SQS Queue", "detail": "AccessDenied", "address": "aws_sqs_queue.q"},
}


@pytest.mark.parametrize(
    ("output", "kind"),
    [
        (LOCKED, StateLockedError),
        (EXPIRED, CredentialsError),
        (CHANGED, BackendChangedError),
        (NO_PROVIDER, ProviderError),
        (READ_ONLY, ProviderLockError),
        ("Error: Invalid reference", TerraformFailedError),
        ("", TerraformFailedError),
    ],
)
def test_an_error_is_known_by_its_words(output: str, kind: type[DeploymentError]) -> None:
    """And what is not known is told as it is."""
    assert type(explain(output, command="plan", environment="development")) is kind


def test_a_lock_is_told_with_its_holder() -> None:
    """And with the command that takes it away, if the holder is surely gone."""
    told = str(explain(LOCKED, command="plan", environment="development"))
    assert "locked by ada@laptop since 2026-01-02 03:04:05.678 +0000 UTC" in told
    assert "force-unlock c6b6ee91-bb77-c8d5-a1a8-a0ed2a5e1fd5" in told


def test_an_apply_that_failed_says_how_to_go_on() -> None:
    """With each diagnostic once, and the resource that it is about."""
    lines = [
        json.dumps({"@level": "info", "type": "apply_start"}),
        json.dumps(DIAGNOSTIC),
        json.dumps(DIAGNOSTIC),
        "{x",
    ]
    error = explain("\n".join(lines), command="apply", environment="development")
    assert isinstance(error, HalfAppliedError)
    assert error.said == "aws_sqs_queue.q: creating SQS Queue: AccessDenied"
    assert "deploy again" in str(error)


def test_what_came_before_the_error_is_left_out() -> None:
    """A plan's first lines say nothing about it."""
    error = explain("Refreshing state...\n\nError: no\n\ndetail", command="plan", environment="development")
    assert str(error) == "terraform plan failed. It said: Error: no\n\ndetail"
