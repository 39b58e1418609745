"""Meets the `Invocations` port with Lambda."""

import json
from collections.abc import Mapping
from typing import Any

from coderipple_deployment.adapters.aws import explained
from coderipple_deployment.values import LIVE, Answer

MOST_CHARACTERS = 500


class AwsInvocations:
    """Invokes one function.

    Args:
        client: Of Lambda, with as long a time as the function has, and without a second attempt: the first may work.
        function_name: The function.
    """

    def __init__(self, client: Any, *, function_name: str) -> None:
        self._client = client
        self._function_name = function_name

    def invoke(self, version: int, event: Mapping[str, object]) -> Answer:
        """Invokes one version and waits for the answer."""
        with explained(f"invoking version {version}"):
            answered = self._client.invoke(
                FunctionName=self._function_name, Qualifier=str(version), Payload=json.dumps(event).encode()
            )
            payload = answered["Payload"].read()
        return read_answer(payload, is_error=bool(answered.get("FunctionError")))

    def hand_over(self, event: bytes) -> None:
        """Invokes the alias and does not wait; returns once AWS took it."""
        with explained("handing a push over again"):
            self._client.invoke(FunctionName=self._function_name, Qualifier=LIVE, InvocationType="Event", Payload=event)


def read_answer(payload: bytes, *, is_error: bool) -> Answer:
    """Reads what the handler returned, or the error that Lambda tells of."""
    try:
        found = json.loads(payload or b"null")
    except ValueError:
        found = None
    if is_error or not isinstance(found, dict) or not isinstance(found.get("statusCode"), int):
        return Answer(status=0, problem=_problem(found, payload))
    try:
        body = json.loads(found.get("body") or "{}")
    except ValueError:
        body = {}
    return Answer(status=found["statusCode"], body=body if isinstance(body, dict) else {})


def _problem(found: Any, payload: bytes) -> str:
    if isinstance(found, dict) and "errorMessage" in found:
        return f"{found.get('errorType', 'error')}: {found['errorMessage']}"[:MOST_CHARACTERS]
    return f"answered {payload[:100]!r}; expected an answer for API Gateway"
