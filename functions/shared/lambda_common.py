"""The HTTP side of a Lambda function.

Comes in: an event of API Gateway (REST v1, HTTP API v2), of a function URL, or of a direct invocation.
Goes out: a small `Request`; and, the other way, answers in the form that API Gateway expects.
Standard library only: it is part of every cold start.
"""

import base64
import json
from collections.abc import Mapping
from typing import NamedTuple

MAX_BODY_BYTES = 5 * 1024 * 1024
"""Our own cap, below the 6 MB that Lambda takes synchronously: a refusal says more than a dropped request."""

HEADERS = {"Content-Type": "application/json", "Access-Control-Allow-Origin": "*"}

type Answer = dict[str, object]

_HTTP_KEYS = ("requestContext", "rawPath", "httpMethod", "body")


class RequestRefusedError(Exception):
    """A request that is answered with a status below 500.

    Attributes:
        status: The HTTP status.
        reason: What was wrong, what was expected, and the remedy; safe to show to the sender.
    """

    def __init__(self, *, status: int, reason: str) -> None:
        self.status = status
        self.reason = reason
        super().__init__(f"{status}: {reason}")


class Request(NamedTuple):
    """An HTTP request.

    Attributes:
        method: In upper case.
        path: As it was asked for; a stage's prefix may be in front.
        headers: Names in lower case.
        body: The raw bytes, as the sender signed them.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


def is_direct(event: object) -> bool:
    """Whether the event is a direct invocation: IAM has authorized it, and the event is the payload."""
    return not isinstance(event, dict) or not any(key in event for key in _HTTP_KEYS)


def read_request(event: Mapping[str, object]) -> Request:
    """Reads an HTTP event.

    Raises:
        RequestRefusedError: The body is larger than the cap (413), or cannot be decoded (400).
    """
    body = _body(event)
    return Request(method=_method(event, body), path=_path(event), headers=_headers(event), body=body)


def answer(status: int, body: Mapping[str, object]) -> Answer:
    """Builds an answer for API Gateway."""
    return {"statusCode": status, "headers": dict(HEADERS), "body": json.dumps(body)}


def _method(event: Mapping[str, object], body: bytes) -> str:
    method = event.get("httpMethod", _at(event, "requestContext", "http", "method"))
    if isinstance(method, str):
        return method.upper()
    return "POST" if body else "GET"


def _path(event: Mapping[str, object]) -> str:
    path = event.get("rawPath", event.get("path"))
    return path if isinstance(path, str) else "/"


def _at(event: Mapping[str, object], *keys: str) -> object:
    value: object = event
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _headers(event: Mapping[str, object]) -> dict[str, str]:
    headers = event.get("headers") or event.get("multiValueHeaders")
    pairs = headers.items() if isinstance(headers, dict) else ()
    last = ((name, value[-1] if isinstance(value, list) and value else value) for name, value in pairs)
    return {str(name).lower(): value for name, value in last if isinstance(value, str)}


def _body(event: Mapping[str, object]) -> bytes:
    body = event.get("body")
    if body is None:
        return b""
    if not isinstance(body, str):
        # A body that is already decoded comes from a hand-made event; its bytes are those JSON would write.
        return _capped(_encoded(json.dumps(body)))
    if event.get("isBase64Encoded") is True:
        _capped_length(len(body) * 3 // 4 - 2)
        return _capped(_decoded(body))
    return _capped(_encoded(body))


def _decoded(body: str) -> bytes:
    try:
        return base64.b64decode(body, validate=True)
    except ValueError:
        raise RequestRefusedError(
            status=400, reason="the body is marked as base64 but is not; send it as it is or encode it"
        ) from None


def _encoded(body: str) -> bytes:
    _capped_length(len(body))
    try:
        return body.encode()
    except UnicodeEncodeError:
        raise RequestRefusedError(status=400, reason="the body is not valid Unicode; expected UTF-8") from None


def _capped(body: bytes) -> bytes:
    _capped_length(len(body))
    return body


def _capped_length(length_bytes: int) -> None:
    if length_bytes > MAX_BODY_BYTES:
        raise RequestRefusedError(
            status=413,
            reason=f"the body has at least {length_bytes} bytes; expected at most {MAX_BODY_BYTES}. "
            "Nothing is lost: the next push is compared with the last documented commit",
        )
