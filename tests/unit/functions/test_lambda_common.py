"""How the events of API Gateway are read and answered."""

import base64
import json
from typing import Any

import pytest
from fakes.api_gateway import github_headers, http_event, rest_event
from lambda_common import MAX_BODY_BYTES, RequestRefusedError, answer, is_direct, read_request

BODY = '{"name": "Gezeiten, 潮汐"}'.encode()


def refusal(event: dict[str, Any]) -> RequestRefusedError:
    """Reads an event that is refused."""
    with pytest.raises(RequestRefusedError) as caught:
        read_request(event)
    return caught.value


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
    assert read_request({"body": "{}"}) == ("POST", "/", {}, b"{}")
    assert read_request({"body": {"a": 1}}).body == b'{"a": 1}'


def test_no_body_and_no_headers_is_a_get() -> None:
    """API Gateway writes null for both."""
    assert read_request({"rawPath": "/health", "headers": None, "body": None}) == ("GET", "/health", {}, b"")


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
    assert is_direct(event) is direct


@pytest.mark.parametrize("encoded", [True, False])
def test_a_body_up_to_the_cap_is_taken_and_one_byte_more_refused(encoded: bool) -> None:
    """The cap is on the decoded bytes."""
    at_cap = b"x" * MAX_BODY_BYTES
    assert len(read_request(http_event(at_cap, {}, is_base64_encoded=encoded)).body) == MAX_BODY_BYTES
    refused = refusal(http_event(at_cap + b"x", {}, is_base64_encoded=encoded))
    assert (refused.status, str(MAX_BODY_BYTES) in refused.reason) == (413, True)


def test_the_cap_counts_bytes_and_not_characters() -> None:
    """A character may be four bytes long."""
    assert refusal({"body": "潮" * (MAX_BODY_BYTES // 2)}).status == 413


@pytest.mark.parametrize("body", ["not base64!", "YQ", "é"])
def test_what_is_not_base64_is_refused(body: str) -> None:
    """The flag and the body must agree."""
    refused = refusal({"body": body, "isBase64Encoded": True})
    assert (refused.status, "base64" in refused.reason) == (400, True)
    assert str(refused).startswith("400: ")


def test_half_a_surrogate_pair_is_refused() -> None:
    """Such text has no bytes."""
    assert refusal({"body": "\ud800"}).status == 400


def test_the_flag_must_be_true_itself() -> None:
    """Anything else leaves the body as it is."""
    body = base64.b64encode(BODY).decode()
    assert read_request({"body": body, "isBase64Encoded": "yes"}).body == body.encode()


def test_an_answer_has_the_headers_of_the_contract() -> None:
    """JSON, readable from any origin, and headers that one answer cannot change for the next."""
    first = answer(200, {"message": "ü"})
    assert first["headers"] == {"Content-Type": "application/json", "Access-Control-Allow-Origin": "*"}
    assert first["headers"] is not answer(200, {})["headers"]
    assert (first["statusCode"], json.loads(str(first["body"]))) == (200, {"message": "ü"})


def test_headers_that_came_in_lists_are_read() -> None:
    """A load balancer may send them only so; of several values the last one counts."""
    event = {"httpMethod": "POST", "path": "/", "headers": None, "multiValueHeaders": {"X-GitHub-Event": ["a", "push"]}}
    assert read_request(event).headers == {"x-github-event": "push"}
