"""The payloads under `tests/events`, one to a file."""

import json
from pathlib import Path
from typing import Any

EVENTS = Path(__file__).parent.parent / "events"
PUSHES = tuple(sorted(path.stem for path in EVENTS.glob("push_*.json")))


def read_payload(name: str) -> dict[str, Any]:
    """Returns a fresh copy of a payload."""
    payload: dict[str, Any] = json.loads(read_body(name))
    return payload


def read_body(name: str) -> bytes:
    """Returns the payload as the bytes of a request's body."""
    return (EVENTS / f"{name}.json").read_bytes()
