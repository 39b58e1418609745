"""Hands a webhook over to an invocation of its own: as a pointer to the work, never as the payload.

Comes in: an admitted event; or, in that other invocation, the pointer. Goes out: a pointer of less than 4 KB; or the
event again, with what the work needs and no more: no commit message and no list of paths.
Standard library only: the acknowledging path imports this module.
"""

import json
from collections.abc import Mapping
from typing import TypeIs

from coderipple.errors import HandOverError, PayloadError
from coderipple.webhook_parser import WebhookEvent

POINTER_KEY = "coderipple_pointer"
"""By this key of a direct invocation the pointer is told from a payload; its value is the form's version."""

MAX_POINTER_BYTES = 4096

_VERSION = 1
_FIELDS = (
    *("kind", "delivery_id", "full_name", "default_branch", "ref", "before", "after", "created", "forced"),
    *("action", "number", "base_branch", "base_commit", "head_commit", "is_fork"),
)
_NO_COMMIT = "0" * 40


def pointer_to(event: WebhookEvent) -> bytes:
    """Returns the pointer to an event, as the payload of an invocation.

    Raises:
        HandOverError: It would be larger than a pointer may be; no ref that GitHub knows is so long.
    """
    found = {field: getattr(event, field) for field in _FIELDS}
    told = {field: value for field, value in found.items() if value not in {None, False}}
    pointer = json.dumps({POINTER_KEY: _VERSION, **told}, ensure_ascii=False, separators=(",", ":")).encode()
    if len(pointer) >= MAX_POINTER_BYTES:
        raise HandOverError(problem=f"the pointer has {len(pointer)} bytes", remedy="Use shorter names of branches")
    return pointer


def is_pointer(payload: object) -> TypeIs[dict[str, object]]:
    """Whether what a direct invocation brings is a pointer."""
    return isinstance(payload, dict) and POINTER_KEY in payload


def read_pointer(pointer: Mapping[str, object]) -> WebhookEvent:
    """Reads the event that a pointer points to; it is checked as a payload is.

    Raises:
        PayloadError: It is no pointer of this version, or has not the shape of one.
    """
    if pointer.get(POINTER_KEY) != _VERSION:
        raise PayloadError(path=POINTER_KEY, problem=f"is another version; expected {_VERSION}")
    full_name, kind, delivery = (pointer.get(key) for key in ("full_name", "kind", "delivery_id"))
    if not isinstance(kind, str) or not isinstance(full_name, str) or not isinstance(delivery, str | None):
        raise PayloadError(path=POINTER_KEY, problem="lacks kind or full_name; expected what `pointer_to` wrote")
    repository = {
        "name": full_name.rpartition("/")[2],
        "full_name": full_name,
        "default_branch": pointer.get("default_branch"),
        "fork": pointer.get("is_fork"),
    }
    parts = _pull_request(pointer) if kind == "pull_request" else _push(pointer)
    return WebhookEvent({"repository": repository} | parts, kind=kind, delivery_id=delivery)


def _push(pointer: Mapping[str, object]) -> dict[str, object]:
    ends = {end: pointer.get(end, _NO_COMMIT) for end in ("before", "after")}
    return {"ref": pointer.get("ref"), "created": pointer.get("created"), "forced": pointer.get("forced")} | ends


def _pull_request(pointer: Mapping[str, object]) -> dict[str, object]:
    head_repository = None if pointer.get("is_fork") else {"full_name": pointer["full_name"]}
    base = {"ref": pointer.get("base_branch"), "sha": pointer.get("base_commit")}
    head = {"sha": pointer.get("head_commit"), "repo": head_repository}
    request = {"number": pointer.get("number"), "base": base, "head": head}
    return {"action": pointer.get("action"), "pull_request": request}
