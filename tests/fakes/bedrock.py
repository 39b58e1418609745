"""Amazon Bedrock on loopback, as far as ConverseStream goes: the real client speaks to it.

It answers in the encoding of an event stream (`application/vnd.amazon.eventstream`): per message a prelude of lengths,
headers and a payload, with the checksums of both. Source: "Event stream encoding" in the documentation of Amazon
Transcribe, which is that of every AWS service.
"""

import json
import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from counterparts.loopback_server import Answer, Request, serving

_TEXT = 7  # the type of a header that is a string
_STREAM = {"content-type": "application/vnd.amazon.eventstream"}


@dataclass
class FakeBedrock:
    """What it says, and what it was asked.

    Attributes:
        text: What every model answers.
        tokens: What an answer is said to cost, half of it for the question.
        fault: Name of the error that it answers with instead.
        sent_bytes: How much of an answer it sends before it hangs up; None for all.
        models: The models that were asked, in order.
        requests: What they were asked.
    """

    text: str = ""
    tokens: int = 20
    fault: str = ""
    sent_bytes: int | None = None
    models: list[str] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)

    @contextmanager
    def serving(self) -> Iterator[str]:
        """Listens, and yields its address."""
        with serving(self._answer) as address:
            yield address

    def _answer(self, request: Request) -> Answer:
        _, kind, model, action = map(unquote, request.path.split("/"))
        assert (request.method, kind, action) == ("POST", "model", "converse-stream")
        self.models.append(model)
        self.requests.append(json.loads(request.body))
        if self.fault:
            headers = {"x-amzn-errortype": self.fault, "content-type": "application/json"}
            return Answer(status=429, headers=headers, body=b'{"message": "Too many requests"}')
        body = b"".join(_message(kind, payload) for kind, payload in self._events())
        return Answer(status=200, headers=_STREAM, body=body, sent_bytes=self.sent_bytes)

    def _events(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        half = self.tokens // 2
        usage = {"inputTokens": half, "outputTokens": self.tokens - half, "totalTokens": self.tokens}
        yield "messageStart", {"role": "assistant"}
        for start in range(0, len(self.text), 25):
            yield "contentBlockDelta", {"contentBlockIndex": 0, "delta": {"text": self.text[start : start + 25]}}
        yield "contentBlockStop", {"contentBlockIndex": 0}
        yield "messageStop", {"stopReason": "end_turn"}
        yield "metadata", {"usage": usage, "metrics": {"latencyMs": 1}}


def _message(kind: str, payload: Mapping[str, Any]) -> bytes:
    told = {":event-type": kind, ":content-type": "application/json", ":message-type": "event"}
    headers = b"".join(_header(name, value) for name, value in told.items())
    body = json.dumps(payload).encode()
    prelude = struct.pack(">II", 16 + len(headers) + len(body), len(headers))
    message = prelude + struct.pack(">I", zlib.crc32(prelude)) + headers + body
    return message + struct.pack(">I", zlib.crc32(message))


def _header(name: str, value: str) -> bytes:
    return struct.pack(">B", len(name)) + name.encode() + struct.pack(">BH", _TEXT, len(value)) + value.encode()
