"""Works off the dead letter queue: each failed push is handed over once more, and deleted once AWS took it.

Comes in: the queue. Goes out: what was handed over and what cannot be. A push that fails again comes back to the queue;
this ends with the messages that were there when it began.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from coderipple_deployment.errors import AwsError
from coderipple_deployment.ports import Invocations, Queue
from coderipple_deployment.values import Message

UNKNOWN = "no error was kept with it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A push that failed.

    Attributes:
        event: What the function was invoked with; None if the message does not say.
        error: Why it failed.
    """

    message: Message
    event: bytes | None
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Redriven:
    """What became of the queue.

    Attributes:
        handed_over: What was taken.
        left: What stays in the queue, because its message cannot be read.
        problem: Why the rest was left as it was; empty if it was not.
    """

    handed_over: tuple[Failed, ...]
    left: tuple[Failed, ...]
    problem: str = ""


def redrive(queue: Queue, invocations: Invocations) -> Redriven:
    """Hands over what waits; an interrupt loses nothing, since a message goes after its push was taken.

    Raises:
        AwsError: There is no queue, or it may not be looked at.
    """
    handed_over, left, problem = [], [], ""
    most = queue.depth()
    try:
        for message in _waiting(queue, most):
            failed = read_failed(message)
            if failed.event is None:
                left.append(failed)
                continue
            invocations.hand_over(failed.event)
            queue.delete(message)
            handed_over.append(failed)
    except AwsError as error:  # what was handed over until then should be known all the same
        problem = str(error)
    return Redriven(handed_over=tuple(handed_over), left=tuple(left), problem=problem)


def _waiting(queue: Queue, most: int) -> Iterator[Message]:
    """Gives each message that waits, once; not those that come while we are at it."""
    seen = set[str]()
    while len(seen) < most:
        fresh = [message for message in queue.receive() if message.id not in seen]
        if not fresh:
            return
        for message in fresh[: most - len(seen)]:
            seen.add(message.id)
            yield message


def read_failed(message: Message) -> Failed:
    """Reads a message in either of its forms.

    A dead letter queue of Lambda holds the event itself, with the error in the attributes; the record of a destination,
    which some emulators send in its place, holds both in its body.
    """
    try:
        found = json.loads(message.body)
    except ValueError:
        return Failed(message=message, event=None, error="the message is no JSON")
    if isinstance(found, dict) and "requestPayload" in found and "requestContext" in found:
        payload = found["requestPayload"]
        return Failed(message=message, event=json.dumps(payload).encode(), error=_record_error(found))
    error = message.attributes.get("ErrorMessage") or UNKNOWN
    return Failed(message=message, event=message.body.encode(), error=error)


def _record_error(record: Mapping[str, Any]) -> str:
    answered = record.get("responsePayload")
    told = answered.get("errorMessage") if isinstance(answered, dict) else None
    return str(told or record["requestContext"].get("condition") or UNKNOWN)
