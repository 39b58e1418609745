"""Events as API Gateway hands them to a function, built around a body.

The shapes are those of the REST API (payload format 1.0) and of the HTTP API (payload format 2.0).
"""

import base64
from collections.abc import Mapping
from typing import Any

from coderipple.signature import sign

SECRET = "a secret of the tests"
DELIVERY = "72d3162e-cc78-11e3-81ab-4c9367dc0958"


def github_headers(
    body: bytes, *, kind: str = "push", secret: str | None = SECRET, content_type: str = "application/json"
) -> dict[str, str]:
    """Headers as GitHub spells them; without a signature when there is no secret."""
    headers = {
        "Content-Type": content_type,
        "User-Agent": "GitHub-Hookshot/0000000",
        "X-GitHub-Delivery": DELIVERY,
        "X-GitHub-Event": kind,
    }
    return headers if secret is None else headers | {"X-Hub-Signature-256": sign(body, secret)}


def rest_event(
    body: bytes | None, headers: Mapping[str, str], *, method: str = "POST", path: str = "/webhook"
) -> dict[str, Any]:
    """An event of a REST API: header names as sent, and every value a second time in lists."""
    return {
        "resource": path,
        "path": path,
        "httpMethod": method,
        "headers": dict(headers),
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": None,
        "pathParameters": None,
        "stageVariables": None,
        "requestContext": {
            "httpMethod": method,
            "path": f"/prod{path}",
            "stage": "prod",
            "requestId": "request",
        },
        "body": None if body is None else body.decode(),
        "isBase64Encoded": False,
    }


def http_event(
    body: bytes | None,
    headers: Mapping[str, str],
    *,
    method: str = "POST",
    path: str = "/webhook",
    is_base64_encoded: bool = True,
) -> dict[str, Any]:
    """An event of an HTTP API: header names in lower case, no `body` key when there is no body."""
    event = {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {name.lower(): value for name, value in headers.items()},
        "requestContext": {
            "http": {"method": method, "path": path},
            "stage": "$default",
            "requestId": "request",
        },
        "isBase64Encoded": is_base64_encoded,
    }
    if body is not None:
        event["body"] = base64.b64encode(body).decode() if is_base64_encoded else body.decode()
    return event
