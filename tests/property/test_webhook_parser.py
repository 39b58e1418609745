"""Whatever arrives, the parser gives an event or names the bad key, and the handler answers."""

import json
from typing import Any

from coderipple.admission import admit
from coderipple.config import get_config
from coderipple.errors import PayloadError
from coderipple.webhook_parser import WebhookEvent
from fakes.api_gateway import github_headers, http_event
from fakes.event_files import PUSHES, read_payload
from hypothesis import given
from hypothesis import strategies as st
from lambda_function import lambda_handler

TEXT = st.text(st.characters(codec=None), max_size=20)  # lone surrogates and control characters included
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | TEXT | st.sampled_from(["0" * 40, "refs/heads/x"])
JSON = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3))
KINDS = st.none() | st.sampled_from(["push", "ping", "pull_request", "unknown"]) | TEXT
HTTP_KEYS = [
    "requestContext",
    "rawPath",
    "path",
    "httpMethod",
    "headers",
    "body",
    "isBase64Encoded",
    "version",
]


def paths_of(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place in a structure, the whole included."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, child in inner for found in paths_of(child, (*path, key)))]


def replaced(value: Any, path: tuple[str | int, ...], new: Any) -> Any:
    """A structure with another value at one place."""
    if not path:
        return new
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = replaced(value[path[0]], path[1:], new)
    return copy


@st.composite
def mutated_pushes(draw: st.DrawFn) -> Any:
    """A true push in which one value is another."""
    payload = read_payload(draw(st.sampled_from(PUSHES)))
    return replaced(payload, draw(st.sampled_from(paths_of(payload))), draw(JSON))


def read_and_admit(payload: object, kind: str | None) -> None:
    """Reads a payload, and looks at what came out."""
    try:
        event = WebhookEvent(payload, kind=kind)
    except PayloadError as error:
        assert str(error).startswith("payload")  # noqa: PT017  # the error is one of two good outcomes
        str(error).encode()
        return
    assert "/" in event.full_name or not event.full_name
    assert ".." not in (event.ref or "")
    assert len(repr(event)) < 300
    admit(event, get_config({}))


@given(payload=JSON, kind=KINDS)
def test_any_json_is_an_event_or_a_payload_error(payload: object, kind: str | None) -> None:
    """No other exception leaves the parser."""
    read_and_admit(payload, kind)


@given(payload=mutated_pushes(), kind=KINDS)
def test_a_push_with_one_wrong_value_is_an_event_or_a_payload_error(payload: object, kind: str | None) -> None:
    """Nearly right is the hardest case."""
    read_and_admit(payload, kind)


@given(event=st.dictionaries(st.sampled_from(HTTP_KEYS) | TEXT, JSON, max_size=6) | JSON)
def test_any_event_gets_an_answer(event: Any) -> None:
    """The gateway's own form may be odd too; without a signature nothing is ever worked off."""
    environ = {"AWS_LAMBDA_FUNCTION_NAME": "coderipple", "CODERIPPLE_WEBHOOK_SECRET": "secret"}
    answered: dict[str, Any] = lambda_handler(event, None, process=lambda *_: {}, environ=environ)
    assert answered["statusCode"] in {200, 202, 400, 401, 404, 413, 415}
    json.loads(answered["body"])


@given(payload=mutated_pushes())
def test_any_signed_push_gets_an_answer(payload: Any) -> None:
    """Signed and still wrong is malformed, never a failure of ours."""
    body = json.dumps(payload).encode()
    environ = {"AWS_LAMBDA_FUNCTION_NAME": "coderipple", "CODERIPPLE_WEBHOOK_SECRET": "a secret of the tests"}
    answered: dict[str, Any] = lambda_handler(
        http_event(body, github_headers(body)), None, process=lambda *_: {}, environ=environ
    )
    assert answered["statusCode"] in {200, 400}
