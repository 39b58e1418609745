"""Faults between a client and GitHub: what limits, outages, networks and strangers do to a request.

Comes in: the server behind, and a plan of one fault at the request of a number. Goes out: the answers with the fault.
"""

import threading
import time
from dataclasses import dataclass, replace
from enum import Enum

from counterparts.front import told
from counterparts.loopback_server import Answer, Request, Respond

WAIT_SECONDS = 1
SLOW_SECONDS = 3


class Fault(Enum):
    """What happens to one request; values are for the names of tests."""

    LIMITED_429 = "429 with retry-after"
    LIMITED_403 = "403 with retry-after"
    LIMITED_WITHOUT_WAIT = "403 of the secondary limit without retry-after"
    LIMITED_PRIMARY = "403 of the primary limit, renewed soon"
    LIMITED_PRIMARY_FOR_LONG = "403 of the primary limit, renewed in an hour"
    FORBIDDEN = "403 of a missing permission"
    INTERNAL_ERROR = "500"
    BAD_GATEWAY = "502 with a page of HTML"
    UNAVAILABLE = "503"
    CUT_BEFORE = "cut before GitHub got the request"
    CUT_AFTER = "cut after GitHub got the request"
    CUT_MIDWAY = "cut in the midst of the answer"
    SLOW = "slow"
    GARBAGE = "200 with something else than JSON"
    ELSEWHERE = "redirect to another server"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One fault.

    Attributes:
        fault: What happens.
        at: The number of the request to which it happens, from 1; 0 for every request.
    """

    fault: Fault
    at: int


class FaultyServer:
    """Answers as the server behind it, except where the plan says otherwise; call it with a request."""

    def __init__(self, behind: Respond) -> None:
        self.elsewhere = ""
        self.requests: list[Request] = []
        self.happened = False
        self._behind = behind
        self._plan: Plan | None = None
        self._lock = threading.Lock()

    def plan(self, plan: Plan | None) -> None:
        """Starts to count anew; None lets everything pass."""
        with self._lock:
            self.requests, self.happened, self._plan = [], False, plan

    def __call__(self, request: Request) -> Answer:
        """Answers one request."""
        with self._lock:
            self.requests.append(request)
            plan = self._plan
            is_hit = plan is not None and plan.at in {0, len(self.requests)}
            self.happened |= is_hit
        return self._spoil(plan.fault, request) if plan and is_hit else self._behind(request)

    def _spoil(self, fault: Fault, request: Request) -> Answer:
        if fault in _INSTEAD:
            return _INSTEAD[fault]()
        if fault is Fault.ELSEWHERE:
            return Answer(status=302, headers={"location": self.elsewhere + request.target})
        if fault is Fault.SLOW:
            time.sleep(SLOW_SECONDS)
        answer = self._behind(request)
        if fault is Fault.CUT_AFTER:
            return Answer(status=None)
        if fault is Fault.CUT_MIDWAY:
            return replace(answer, sent_bytes=len(answer.body) // 2) if answer.body else Answer(status=None)
        return answer


class Elsewhere:
    """A server that has nothing to do with GitHub, and remembers what it was told; call it with a request."""

    def __init__(self) -> None:
        self.requests: list[Request] = []

    def __call__(self, request: Request) -> Answer:
        """Answers one request with something harmless."""
        self.requests.append(request)
        return told(200, {"message": "welcome"})


def _renewed(seconds: int) -> Answer:
    headers = {"x-ratelimit-limit": "5000", "x-ratelimit-remaining": "0"}
    headers["x-ratelimit-reset"] = str(int(time.time()) + seconds)
    return told(403, {"message": "API rate limit exceeded for user ID 1."}, headers)


def _secondary(status: int, headers: dict[str, str]) -> Answer:
    message = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
    return told(status, {"message": message}, headers | {"x-ratelimit-remaining": "4000"})


_INSTEAD = {
    Fault.LIMITED_429: lambda: _secondary(429, {"retry-after": str(WAIT_SECONDS)}),
    Fault.LIMITED_403: lambda: _secondary(403, {"retry-after": str(WAIT_SECONDS)}),
    Fault.LIMITED_WITHOUT_WAIT: lambda: _secondary(403, {}),
    Fault.LIMITED_PRIMARY: lambda: _renewed(WAIT_SECONDS),
    Fault.LIMITED_PRIMARY_FOR_LONG: lambda: _renewed(3600),
    Fault.FORBIDDEN: lambda: told(403, {"message": "Resource not accessible by personal access token"}),
    Fault.INTERNAL_ERROR: lambda: told(500, {"message": "Server Error"}),
    Fault.BAD_GATEWAY: lambda: Answer(
        status=502, headers={"content-type": "text/html"}, body=b"<html><h1>502 Bad Gateway</h1></html>"
    ),
    Fault.UNAVAILABLE: lambda: told(503, {"message": "Service unavailable"}),
    Fault.CUT_BEFORE: lambda: Answer(status=None),
    Fault.GARBAGE: lambda: Answer(
        status=200, headers={"content-type": "application/json"}, body=b"<!doctype html><title>Hello</title>"
    ),
}
