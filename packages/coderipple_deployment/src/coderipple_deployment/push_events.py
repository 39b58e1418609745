"""What a new version is tried with: the health check, a ping and a push, as API Gateway and a person would send them.

The ping is signed as GitHub signs it. The push is a direct invocation, which IAM alone allows, and asks for a dry run:
everything but publishing.
"""

import json
from collections.abc import Mapping

from coderipple.errors import CodeRippleError
from coderipple.secrets import parse_secrets
from coderipple.signature import sign

from coderipple_deployment.environment import Environment
from coderipple_deployment.errors import SecretFormError

DRY_RUN = "coderipple_dry_run"
_HEAD_UNKNOWN = "f" * 40  # the function documents the branch's head, whatever commit the event names
_BEFORE = "e" * 40


def signing_secret(stored: str, *, name: str) -> str:
    """Gives the first of the secrets that a stored text holds.

    Raises:
        SecretFormError: It holds none.
    """
    try:
        return parse_secrets(stored)[0]
    except CodeRippleError as error:
        raise SecretFormError(name=name) from error


def health_event() -> dict[str, object]:
    """Gives `GET /health`."""
    return _http_event("GET", "/health", headers={}, body="")


def ping_event(environment: Environment, *, secret: str) -> dict[str, object]:
    """Gives GitHub's ping, signed."""
    body = json.dumps({"zen": "Keep it logically awesome.", "repository": _repository(environment)})
    headers = {
        "content-type": "application/json",
        "x-github-delivery": "00000000-0000-4000-8000-000000000000",
        "x-github-event": "ping",
        "x-hub-signature-256": sign(body.encode(), secret),
    }
    return _http_event("POST", "/webhook", headers=headers, body=body)


def dry_run_event(environment: Environment) -> dict[str, object]:
    """Gives a push to the documented branch, of which nothing is published."""
    return {
        DRY_RUN: True,
        "ref": f"refs/heads/{environment.branch}",
        "before": _BEFORE,
        "after": _HEAD_UNKNOWN,
        "repository": _repository(environment),
        "commits": [],
    }


def _repository(environment: Environment) -> Mapping[str, object]:
    return {"name": environment.repository.partition("/")[2], "full_name": environment.repository}


def _http_event(method: str, path: str, *, headers: Mapping[str, str], body: str) -> dict[str, object]:
    return {
        "version": "2.0",
        "routeKey": f"{method} {path}",
        "rawPath": path,
        "rawQueryString": "",
        "headers": dict(headers),
        "requestContext": {"http": {"method": method, "path": path}, "requestId": "smoke-test", "stage": "$default"},
        "body": body,
        "isBase64Encoded": False,
    }
