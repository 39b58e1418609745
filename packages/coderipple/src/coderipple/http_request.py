"""Reads an HTTP request, and the webhook in it, out of the event that a function is invoked with.

Comes in: an event of API Gateway (REST v1, HTTP API v2), of a function URL, or of a direct invocation.
Goes out: a small `Request` and, once that is authorized, its `WebhookEvent`; or a `RequestError`.
Standard library only, and no dataclasses: the acknowledging path imports this module.
"""

import base64
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from coderipple.errors import BodyTooLargeError, FormEncodedError, MalformedBodyError, PayloadError

if TYPE_CHECKING:
    from coderipple.webhook_parser import WebhookEvent

MAX_BODY_BYTES = 5 * 1024 * 1024
"""Our own cap, below the 6 MB that Lambda takes synchronously: a refusal says more than a dropped request."""

_HTTP_KEYS = ("requestContext", "rawPath", "httpMethod", "body")
DRY_RUN_KEY = "coderipple_dry_run"
"""By this key of a direct invocation nothing is written; in what comes by HTTP it means nothing."""

_FORM = "application/x-www-form-urlencoded"


class Request(NamedTuple):
    """A request, by HTTP or by a direct invocation, which counts as a POST without headers and body.

    Attributes:
        method: In upper case.
        path: As it was asked for; a stage's prefix may be in front.
        headers: Names in lower case.
        body: The raw bytes, as the sender signed them.
        is_direct: Whether it is a direct invocation, which IAM has authorized.
        payload: What a direct invocation brings instead of a body, decoded already.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    is_direct: bool = False
    payload: object = None


def read_request(event: object) -> Request:
    """Reads the event of an invocation; one that has nothing of HTTP in it is direct, and is the payload itself.

    Raises:
        BodyTooLargeError: The body is larger than the cap.
        MalformedBodyError: The body cannot be decoded.
    """
    if not isinstance(event, dict) or not any(key in event for key in _HTTP_KEYS):
        return Request(method="POST", path="/", headers={}, body=b"", is_direct=True, payload=event)
    body = _body(event)
    return Request(method=_method(event, body), path=_path(event), headers=_headers(event), body=body)


def read_webhook(request: Request) -> "WebhookEvent":
    """Reads the webhook that a request brings, or that the pointer of a direct invocation points to.

    Raises:
        FormEncodedError: The body says of itself that it is a form.
        MalformedBodyError: There is no body, or it is not JSON.
        PayloadError: The JSON does not have the shape that GitHub documents.
    """
    from coderipple.webhook_parser import WebhookEvent  # noqa: PLC0415  # a refused request never needs it

    if not request.is_direct:
        kind, delivery_id = request.headers.get("x-github-event"), request.headers.get("x-github-delivery")
        return WebhookEvent(_json(request), kind=kind, delivery_id=delivery_id)
    from coderipple.hand_over import is_pointer, read_pointer  # noqa: PLC0415  # what GitHub sends never needs it

    payload = request.payload
    event = read_pointer(payload) if is_pointer(payload) else WebhookEvent(payload)
    return event._replace(is_dry_run=_is_dry_run(payload))


def _is_dry_run(payload: object) -> bool:
    """Whether nothing shall be written; who asks for that in a way that is not understood must not get a real run."""
    asked = payload.get(DRY_RUN_KEY, False) if isinstance(payload, dict) else False
    if not isinstance(asked, bool):
        raise PayloadError(path=DRY_RUN_KEY, problem=f"is {type(asked).__name__}; expected true or false")
    return asked


def _json(request: Request) -> object:
    if request.headers.get("content-type", "").lower().startswith(_FORM):
        raise FormEncodedError
    if not request.body:
        raise MalformedBodyError("the request has no body; expected a webhook's JSON")
    try:
        return json.loads(request.body.decode())
    except ValueError:
        raise MalformedBodyError("the body is not JSON in UTF-8") from None
    except RecursionError:
        raise MalformedBodyError("the body's JSON is nested too deeply") from None


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
        _cap(len(body) * 3 // 4 - 2)
        return _capped(_decoded(body))
    return _capped(_encoded(body))


def _decoded(body: str) -> bytes:
    try:
        return base64.b64decode(body, validate=True)
    except ValueError:
        raise MalformedBodyError("the body is marked as base64 but is not; send it as it is or encode it") from None


def _encoded(body: str) -> bytes:
    _cap(len(body))
    try:
        return body.encode()
    except UnicodeEncodeError:
        raise MalformedBodyError("the body is not valid Unicode; expected UTF-8") from None


def _capped(body: bytes) -> bytes:
    _cap(len(body))
    return body


def _cap(size_bytes: int) -> None:
    if size_bytes > MAX_BODY_BYTES:
        raise BodyTooLargeError(size_bytes=size_bytes, limit_bytes=MAX_BODY_BYTES)
