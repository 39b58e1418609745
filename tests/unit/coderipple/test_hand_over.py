"""What of an event is handed over, and that it comes back whole."""

import json
from typing import Any

import pytest
from coderipple.admission import admit
from coderipple.config import get_config
from coderipple.errors import HandOverError, PayloadError
from coderipple.hand_over import MAX_POINTER_BYTES, POINTER_KEY, is_pointer, pointer_to, read_pointer
from coderipple.http_request import read_request, read_webhook
from coderipple.webhook_parser import WebhookEvent
from fakes.event_files import PUSHES, read_payload

LEFT_OUT = {"commits": (), "head_commit_message": None, "pusher": None, "sender_login": None}


def handed_over(event: WebhookEvent) -> dict[str, Any]:
    """The pointer to an event, as the other invocation gets it."""
    pointer: dict[str, Any] = json.loads(pointer_to(event))
    return pointer


@pytest.mark.parametrize("name", ["pull_request", *PUSHES])
def test_an_event_comes_back_as_it_went(name: str) -> None:
    """All but what is large and needed no more; and it is admitted again, or skipped for the same reason."""
    event = WebhookEvent(read_payload(name), delivery_id="72d3162e-cc78")
    pointer = handed_over(event)
    request = read_request(pointer)
    assert request.is_direct
    assert read_webhook(request) == read_pointer(pointer) == event._replace(**LEFT_OUT)
    if admit(event, get_config({})) is None:
        assert admit(read_pointer(pointer), get_config({})) is None


def test_a_pointer_stays_small_and_tells_no_message() -> None:
    """Whatever was pushed, and in whatever script the branch is named."""
    payload = read_payload("push_update")
    payload["commits"] = [payload["commits"][0] | {"message": "long " * 1000}] * 500
    payload |= {"ref": "refs/heads/" + "潮" * 250}
    payload["repository"]["default_branch"] = "潮" * 250
    pointer = pointer_to(WebhookEvent(payload))
    assert len(pointer) < MAX_POINTER_BYTES
    assert b"long" not in pointer


def test_what_cannot_be_handed_over_is_said() -> None:
    """No branch of GitHub has such a name; and if one had, its push would not get lost in silence."""
    payload = read_payload("push_update") | {"ref": "refs/heads/" + "潮" * 1000}
    payload["repository"]["default_branch"] = "潮" * 1000
    with pytest.raises(HandOverError, match="bytes"):
        pointer_to(WebhookEvent(payload))


def test_a_payload_is_no_pointer() -> None:
    """A direct invocation may bring either."""
    assert not any(is_pointer(each) for each in (read_payload("push_update"), {}, [POINTER_KEY], POINTER_KEY, None))


@pytest.mark.parametrize(
    "change",
    [
        {POINTER_KEY: 2},
        {POINTER_KEY: None},
        {"kind": None},
        {"kind": "a b"},
        {"full_name": 7},
        {"full_name": "tides"},
        {"ref": "main"},
        {"ref": None},
        {"after": "abc"},
        {"delivery_id": 7},
        {"delivery_id": "a b"},
        {"default_branch": "a b"},
        {"forced": 1},
    ],
)
def test_a_pointer_is_checked_as_a_payload_is(change: dict[str, Any]) -> None:
    """Whoever may invoke the function can send one by hand."""
    with pytest.raises(PayloadError):
        read_pointer(handed_over(WebhookEvent(read_payload("push_update"))) | change)
    with pytest.raises(PayloadError):
        read_pointer(handed_over(WebhookEvent(read_payload("pull_request"))) | {"head_commit": None})
