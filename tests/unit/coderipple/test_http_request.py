"""How an event becomes a request, and a request a webhook."""

import base64
import json
from typing import Any

import pytest
from coderipple.errors import BodyTooLargeError, FormEncodedError, MalformedBodyError, PayloadError, RequestError
from coderipple.hand_over import pointer_to
from coderipple.http_request import DRY_RUN_KEY, MAX_BODY_BYTES, Request, read_request, read_webhook
from coderipple.webhook_parser import WebhookEvent
from fakes.api_gateway import DELIVERY, github_headers, http_event, rest_event
from fakes.event_files import read_body, read_payload

BODY = '{"name": "Gezeiten, 潮汐"}'.encode()


@pytest.mark.parametrize(
    "event",
    [
        rest_event(BODY, github_headers(BODY)),
        http_event(BODY, github_headers(BODY)),
        http_event(BODY, github_headers(BODY), is_base64_encoded=False),
    ],
    ids=["rest", "http, base64", "http, plain"],
)
def test_every_form_gives_the_same_request(event: dict[str, Any]) -> None:
    """Whatever the gateway's form, the bytes are those that were signed and header names are lower-case."""
    request = read_request(event)
    assert (request.method, request.path, request.body) == ("POST", "/webhook", BODY)
    assert request.headers == {name.lower(): value for name, value in github_headers(BODY).items()}


def test_a_bare_body_is_a_post() -> None:
    """The smallest event has a body and nothing else."""
    assert read_request({"body": "{}"}) == Request(method="POST", path="/", headers={}, body=b"{}")
    assert read_request({"body": {"a": 1}}).body == b'{"a": 1}'


def test_no_body_and_no_headers_is_a_get() -> None:
    """API Gateway writes null for both."""
    request = read_request({"rawPath": "/health", "headers": None, "body": None})
    assert request == Request(method="GET", path="/health", headers={}, body=b"")


def test_odd_header_values_are_left_out() -> None:
    """Only text is a header's value."""
    assert read_request({"body": "", "headers": {"A": 1, "B": "b"}}).headers == {"b": "b"}


@pytest.mark.parametrize(
    ("event", "direct"),
    [
        ({}, True),
        ({"ref": "refs/heads/main", "repository": {}}, True),
        ([], True),
        ({"body": None}, False),
        ({"requestContext": {}}, False),
        ({"rawPath": "/"}, False),
        ({"httpMethod": "POST"}, False),
    ],
)
def test_only_an_event_without_http_is_direct(event: object, direct: bool) -> None:
    """A gateway's event without a body must never pass for one that IAM authorized."""
    assert read_request(event).is_direct is direct


def test_a_direct_invocation_is_its_own_payload() -> None:
    """It is nothing that could be signed, and it posts."""
    event = {"ref": "refs/heads/main"}
    request = read_request(event)
    assert (request.method, request.body, request.payload) == ("POST", b"", event)


@pytest.mark.parametrize("encoded", [True, False])
def test_a_body_up_to_the_cap_is_taken_and_one_byte_more_refused(encoded: bool) -> None:
    """The cap is on the decoded bytes."""
    at_cap = b"x" * MAX_BODY_BYTES
    assert len(read_request(http_event(at_cap, {}, is_base64_encoded=encoded)).body) == MAX_BODY_BYTES
    with pytest.raises(BodyTooLargeError) as refused:
        read_request(http_event(at_cap + b"x", {}, is_base64_encoded=encoded))
    assert refused.value.limit_bytes == MAX_BODY_BYTES < refused.value.size_bytes


def test_the_cap_counts_bytes_and_not_characters() -> None:
    """A character may be four bytes long."""
    with pytest.raises(BodyTooLargeError):
        read_request({"body": "潮" * (MAX_BODY_BYTES // 2)})


@pytest.mark.parametrize("body", ["not base64!", "YQ", "é"])
def test_what_is_not_base64_is_refused(body: str) -> None:
    """The flag and the body must agree."""
    with pytest.raises(MalformedBodyError, match="base64"):
        read_request({"body": body, "isBase64Encoded": True})


def test_half_a_surrogate_pair_is_refused() -> None:
    """Such text has no bytes."""
    with pytest.raises(MalformedBodyError, match="Unicode"):
        read_request({"body": "\ud800"})


def test_the_flag_must_be_true_itself() -> None:
    """Anything else leaves the body as it is."""
    body = base64.b64encode(BODY).decode()
    assert read_request({"body": body, "isBase64Encoded": "yes"}).body == body.encode()


def test_headers_that_came_in_lists_are_read() -> None:
    """A load balancer may send them only so; of several values the last one counts."""
    event = {"httpMethod": "POST", "path": "/", "headers": None, "multiValueHeaders": {"X-GitHub-Event": ["a", "push"]}}
    assert read_request(event).headers == {"x-github-event": "push"}


def test_a_request_brings_a_webhook() -> None:
    """What the headers say of the event goes before what its keys say."""
    body = read_body("push_update")
    webhook_event = read_webhook(read_request(http_event(body, github_headers(body))))
    assert (webhook_event.kind, webhook_event.delivery_id) == ("push", DELIVERY)
    assert webhook_event.full_name == "ada-example/tide-tables"
    named = read_webhook(read_request(http_event(body, github_headers(body, kind="watch"))))
    assert named.kind == "watch"


def test_a_direct_invocation_brings_a_webhook_without_headers() -> None:
    """Then the keys of the payload tell what it is."""
    webhook_event = read_webhook(read_request(read_payload("push_update")))
    assert (webhook_event.kind, webhook_event.delivery_id) == ("push", None)


@pytest.mark.parametrize(
    ("body", "error", "reason"),
    [
        (b"", MalformedBodyError, "has no body"),
        (b"{", MalformedBodyError, "is not JSON"),
        (b"\xff", MalformedBodyError, "is not JSON"),
        (b"[" * 500_000, MalformedBodyError, "nested too deeply"),
        (b"{}", PayloadError, "is empty"),
    ],
)
def test_a_body_that_is_no_webhook_is_refused(body: bytes, error: type[RequestError], reason: str) -> None:
    """Each with what was expected."""
    with pytest.raises(error, match=reason):
        read_webhook(read_request(http_event(body, {})))


@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "Application/X-WWW-Form-URLencoded; x"])
def test_a_form_is_refused_with_the_remedy(content_type: str) -> None:
    """However the header spells it, and whatever is in the body."""
    with pytest.raises(FormEncodedError, match="content type to application/json"):
        read_webhook(read_request(http_event(b"payload=%7B%7D", {"Content-Type": content_type})))


def test_a_dry_run_is_asked_for_by_a_direct_invocation_alone() -> None:
    """In the body of an HTTP request the key means nothing, whoever signed it."""
    payload = read_payload("push_update")
    body = json.dumps(payload | {DRY_RUN_KEY: True}).encode()
    assert read_webhook(read_request(payload | {DRY_RUN_KEY: True})).is_dry_run
    assert not read_webhook(read_request(payload)).is_dry_run
    assert not read_webhook(read_request(http_event(body, {}))).is_dry_run
    assert not read_webhook(read_request(rest_event(body, {}))).is_dry_run


def test_what_was_handed_over_can_be_rehearsed() -> None:
    """A failed run is looked into without its writing anything."""
    pointer = json.loads(pointer_to(WebhookEvent(read_payload("push_update"), kind="push", delivery_id=DELIVERY)))
    assert not read_webhook(read_request(pointer)).is_dry_run
    asked = read_webhook(read_request(pointer | {DRY_RUN_KEY: True}))
    assert (asked.is_dry_run, asked.delivery_id) == (True, DELIVERY)


@pytest.mark.parametrize("asked", ["true", 1, None, []])
def test_a_dry_run_that_is_asked_for_wrongly_is_no_real_run(asked: object) -> None:
    """Who did not mean to write would have written."""
    with pytest.raises(PayloadError, match=f"{DRY_RUN_KEY}: is {type(asked).__name__}; expected true or false"):
        read_webhook(read_request(read_payload("push_update") | {DRY_RUN_KEY: asked}))
