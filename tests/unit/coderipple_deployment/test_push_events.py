"""What a version is tried with has the shape that the function reads."""

import json

import pytest
from coderipple.authorization import authorize
from coderipple.config import get_config
from coderipple.http_request import read_request, read_webhook
from coderipple_deployment.environment import Environment
from coderipple_deployment.errors import SecretFormError
from coderipple_deployment.push_events import dry_run_event, health_event, ping_event, signing_secret


def test_the_ping_is_signed(environment: Environment) -> None:
    """The function's own check accepts it."""
    request = read_request(ping_event(environment, secret="s3cret"))
    authorize(request, get_config({"CODERIPPLE_WEBHOOK_SECRET": "s3cret", "AWS_LAMBDA_FUNCTION_NAME": "f"}))
    event = read_webhook(request)
    assert (event.kind, event.full_name) == ("ping", "ada/thumbnails")


def test_the_dry_run_is_a_direct_push_to_the_documented_branch(environment: Environment) -> None:
    """IAM alone allows it, so it needs no signature."""
    request = read_request(dry_run_event(environment))
    assert request.is_direct
    event = read_webhook(request)
    assert (event.kind, event.branch, event.full_name) == ("push", "main", "ada/thumbnails")


def test_the_health_check_is_a_get() -> None:
    """As API Gateway sends it."""
    assert read_request(health_event()).method == "GET"


@pytest.mark.parametrize("stored", ["one", "one\ntwo", '["one", "two"]', '{"secret": "one"}'])
def test_the_first_secret_signs(stored: str) -> None:
    """In each form that the function reads."""
    assert signing_secret(stored, name="CODERIPPLE_WEBHOOK_SECRET") == "one"


def test_a_secret_in_no_known_form_is_refused_and_not_shown() -> None:
    """By its name alone."""
    with pytest.raises(SecretFormError) as raised:
        signing_secret(json.dumps({"other": "s3cret"}), name="CODERIPPLE_WEBHOOK_SECRET")
    assert "s3cret" not in str(raised.value)
