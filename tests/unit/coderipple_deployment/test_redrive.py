"""Failed pushes are handed over once more, and leave the queue when AWS took them."""

import json

import pytest
from coderipple_deployment.errors import AwsError
from coderipple_deployment.redrive import redrive
from coderipple_deployment.values import Message
from fakes.deployment import FakeInvocations, FakeQueue

POINTER = {"coderipple_pointer": 1, "full_name": "ada/thumbnails"}
RECORD = {
    "requestContext": {"condition": "RetriesExhausted"},
    "requestPayload": POINTER,
    "responsePayload": {"errorMessage": "status 500", "errorType": "RunFailedError"},
}


def message(number: int, body: object, **attributes: str) -> Message:
    """Returns a message with JSON in it."""
    return Message(id=f"m{number}", body=json.dumps(body), receipt=f"r{number}", attributes=attributes)


def test_both_forms_of_a_message_are_handed_over() -> None:
    """The event itself, with the error in the attributes, and a destination's record."""
    queue = FakeQueue(message(1, POINTER, ErrorMessage="timed out"), message(2, RECORD), message(3, POINTER))
    invocations = FakeInvocations()
    done = redrive(queue, invocations)
    assert [json.loads(event) for event in invocations.handed_over] == [POINTER] * 3
    assert [one.error for one in done.handed_over] == ["timed out", "status 500", "no error was kept with it"]
    assert (queue.deleted, done.left) == (["m1", "m2", "m3"], ())


def test_a_record_without_an_error_tells_its_condition() -> None:
    """As of an event that became too old."""
    record = RECORD | {"responsePayload": None}
    assert redrive(FakeQueue(message(1, record)), FakeInvocations()).handed_over[0].error == "RetriesExhausted"


def test_a_message_that_is_no_event_stays() -> None:
    """It is told, and does not hinder the others."""
    odd = Message(id="m1", body="not json", receipt="r1")
    done = redrive(FakeQueue(odd, message(2, POINTER)), FakeInvocations())
    assert [one.message.id for one in done.left] == ["m1"]
    assert [one.message.id for one in done.handed_over] == ["m2"]


def test_what_comes_back_meanwhile_waits_for_the_next_time() -> None:
    """Else a push that always fails would never let this end."""
    queue = FakeQueue(Message(id="m1", body="not json", receipt="r1"), returns=True)
    assert len(redrive(queue, FakeInvocations()).left) == 1


def test_what_aws_did_not_take_stays() -> None:
    """And what it took before is told with the reason."""
    queue, invocations = FakeQueue(message(1, POINTER)), FakeInvocations()
    invocations.fails = AwsError(doing="x", code="Throttling", detail="no")
    done = redrive(queue, invocations)
    assert (done.handed_over, done.problem) == ((), "x failed: Throttling: no.")
    assert queue.deleted == []


def test_a_queue_that_is_not_there_is_an_error() -> None:
    """Nothing is deployed: that is no queue that is empty."""
    queue = FakeQueue()
    queue.fails = AwsError(doing="looking", code="NonExistentQueue", detail="no")
    with pytest.raises(AwsError, match="NonExistentQueue"):
        redrive(queue, FakeInvocations())


def test_an_interrupt_loses_nothing() -> None:
    """The message is deleted after its push was taken."""
    queue, invocations = FakeQueue(message(1, POINTER)), FakeInvocations()
    invocations.fails = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        redrive(queue, invocations)
    assert queue.deleted == []


def test_an_empty_queue_is_done() -> None:
    """At once."""
    assert redrive(FakeQueue(), FakeInvocations()).handed_over == ()
