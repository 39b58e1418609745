"""An invocation's answer is read, whatever the function did."""

import io
from typing import Any

import pytest
from coderipple_deployment.adapters.aws_invocations import AwsInvocations, read_answer
from coderipple_deployment.values import Answer


class FakeLambda:
    """A client of Lambda that answers with a payload."""

    def __init__(self, payload: bytes, **more: Any) -> None:
        self._answer = {"Payload": io.BytesIO(payload), **more}
        self.asked: list[dict[str, Any]] = []

    def invoke(self, **asked: Any) -> dict[str, Any]:
        self.asked.append(asked)
        return self._answer


def test_one_version_is_invoked() -> None:
    """By its number; the alias stays out of it."""
    client = FakeLambda(b'{"statusCode": 200, "body": "{\\"a\\": 1}"}')
    assert AwsInvocations(client, function_name="f").invoke(7, {"x": 1}) == Answer(status=200, body={"a": 1})
    assert client.asked == [{"FunctionName": "f", "Qualifier": "7", "Payload": b'{"x": 1}'}]


def test_a_push_is_handed_over_to_the_alias() -> None:
    """Without waiting."""
    client = FakeLambda(b"")
    AwsInvocations(client, function_name="f").hand_over(b"{}")
    assert client.asked == [{"FunctionName": "f", "Qualifier": "live", "InvocationType": "Event", "Payload": b"{}"}]


@pytest.mark.parametrize(
    ("payload", "is_error", "answer"),
    [
        (b'{"errorType": "E", "errorMessage": "no"}', True, Answer(status=0, problem="E: no")),
        (b'{"errorMessage": "timed out"}', True, Answer(status=0, problem="error: timed out")),
        (b"", False, Answer(status=0, problem="answered b''; expected an answer for API Gateway")),
        (b"<html>", False, Answer(status=0, problem="answered b'<html>'; expected an answer for API Gateway")),
        (b'{"statusCode": 200, "body": "text"}', False, Answer(status=200)),
        (b'{"statusCode": 200, "body": "[1]"}', False, Answer(status=200)),
        (b'{"statusCode": 204}', False, Answer(status=204)),
    ],
)
def test_what_is_no_answer_is_a_problem(payload: bytes, is_error: bool, answer: Answer) -> None:
    """Never an exception: it is what was asked about."""
    assert read_answer(payload, is_error=is_error) == answer
