"""GitHub's own examples of webhooks, pushes derived from them, and mutants of both, on their way through the handler.

Comes in: the number of mutants. Goes out: deliveries as API Gateway hands them over, and what came of each. What may
be accepted is judged here by means that share no code with the engine.
"""

import copy
import hashlib
import hmac
import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from fakes.api_gateway import http_event
from fakes.npm_packages import read_from_package
from lambda_function import lambda_handler

LOCK = "octokit.json"
SECRET = "a-secret-that-no-answer-may-tell"
OLDER_SECRET = "an-older-secret-that-is-valid-still"
REPOSITORY, LOGIN = "Codertocat/Hello-World", "coderipple[bot]"
ENVIRON = {
    "AWS_LAMBDA_FUNCTION_NAME": "coderipple",
    "CODERIPPLE_EXECUTION": "asynchronous",
    "CODERIPPLE_GITHUB_LOGIN": LOGIN,
    "CODERIPPLE_OUTPUT_DIR": "docs/generated",
    "CODERIPPLE_SOURCE_REPO": REPOSITORY,
    "CODERIPPLE_WEBHOOK_SECRET": f"{SECRET}\n{OLDER_SECRET}",
}
ZEROS, SOME, OTHER = "0" * 40, "ab" * 20, "cd" * 20
LEAKS = re.compile(rf"Traceback|File \\?\"|\.py\b|{SECRET}|{OLDER_SECRET}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """One request.

    Attributes:
        kind: GitHub's name of the event, or what a mutant says instead.
        body: Its bytes.
        signature: Value of the header, or None.
        is_signed: Whether a valid secret signed exactly these bytes.
        headers: Further headers.
    """

    kind: str
    body: bytes
    signature: str | None
    is_signed: bool
    headers: Mapping[str, str] = field(default_factory=dict)

    def as_event(self) -> dict[str, Any]:
        """Returns the event of an HTTP API."""
        headers = {"content-type": "application/json", "x-github-event": self.kind, "x-github-delivery": "d-1"}
        signature = {} if self.signature is None else {"x-hub-signature-256": self.signature}
        return http_event(self.body, headers | signature | self.headers)


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What came of a delivery.

    Attributes:
        status: HTTP status.
        text: The body.
        was_handed_over: Whether the work was accepted.
        cpu_ms: CPU time from the event to the answer.
    """

    status: int
    text: str
    was_handed_over: bool
    cpu_ms: float


def examples() -> list[tuple[str, dict[str, Any]]]:
    """Returns kind and payload of every example."""
    index = json.loads(read_from_package(LOCK, "@octokit/webhooks-examples", "package/api.github.com/index.json"))
    return [(event["name"], example) for event in index for example in event["examples"]]


def schema() -> dict[str, Any]:
    """Returns the schemas of all payloads, JSON Schema draft 7."""
    found: dict[str, Any] = json.loads(read_from_package(LOCK, "@octokit/webhooks-schemas", "package/schema.json"))
    return found


def derived_pushes(corpus: list[tuple[str, dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    """Returns the pushes that the examples lack, made from the one of theirs that has a commit."""
    base = copy.deepcopy(next(payload for kind, payload in corpus if kind == "push" and payload["commits"]))
    base |= {"before": OTHER, "created": False, "base_ref": None}
    commit = base["head_commit"]
    earlier = commit | {"id": SOME, "message": "Earlier", "added": ["src/tides.rs"]}
    bot = base["sender"] | {"login": LOGIN, "type": "Bot"}
    return {
        "ordinary": base,
        "forced": base | {"forced": True},
        "several commits": base | {"commits": [earlier, commit]},
        "branch deleted": base | {"after": ZEROS, "deleted": True, "commits": [], "head_commit": None},
        "empty": base | {"commits": []},
        "bot": base | {"sender": bot, "pusher": base["pusher"] | {"name": LOGIN}},
    }


def signed(kind: str, payload: object, secret: str = SECRET) -> Delivery:
    """Returns a delivery as GitHub would send it."""
    body = json.dumps(payload).encode()
    return Delivery(kind=kind, body=body, signature=signature_of(body, secret), is_signed=True)


def signature_of(body: bytes, secret: str) -> str:
    """Returns the header for a body."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def mutants(originals: list[tuple[str, dict[str, Any]]], count: int, seed: int) -> Iterator[Delivery]:
    """Yields mutants, by turns one that is signed again and still JSON, and one whose signature is not right."""
    chance = random.Random(seed)  # noqa: S311  # the same mutants each time
    for number in range(count):
        kind, payload = chance.choice(originals)
        yield _signed_mutant(kind, payload, chance) if number % 2 == 0 else _unsigned_mutant(kind, payload, chance)


def _signed_mutant(kind: str, payload: dict[str, Any], chance: random.Random) -> Delivery:
    mutated: Any = copy.deepcopy(payload)
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        mutated = _mutated(mutated, chance)
    if chance.random() < 0.1:
        kind = chance.choice(("push", "ping", "pull_request", "", "a b", "x" * 300, "push\n", "../push", "PUSH"))
    return signed(kind, mutated, chance.choice((SECRET, OLDER_SECRET)))


def _mutated(payload: Any, chance: random.Random) -> Any:
    """Returns the payload with a value changed, removed, copied or repeated; more often in places that matter."""
    if not isinstance(payload, dict) or not payload:
        return _odd_value(chance)
    places = [path for path in _paths_of(payload) if path]
    told = [path for path in places if path[0] in {"ref", "before", "after", "commits", "action", "deleted", "sender"}]
    path = chance.choice(told if told and chance.random() < 0.5 else places)
    holder = payload
    for key in path[:-1]:
        holder = holder[key]
    key = path[-1]
    match chance.randrange(4):
        case 0:
            del holder[key]
        case 1:
            holder[key] = copy.deepcopy(_value_at(payload, chance.choice(places)))
        case 2 if isinstance(holder[key], list):
            holder[key] = holder[key] * chance.choice((0, 2, 50))
        case _:
            holder[key] = _odd_value(chance)
    return payload if chance.random() < 0.98 else chance.choice(([payload], _odd_value(chance)))


def _odd_value(chance: random.Random) -> Any:
    odd = (
        None,
        True,
        False,
        0,
        -1,
        10**30,
        1e308,
        float("nan"),
        "",
        "\x00",
        "\ud800",
        "../../etc/passwd",
        [],
        {},
        [[]],
    )
    refs = ("refs/heads/master", "refs/heads/../x", "refs/tags/v1", "refs/heads/" + "x" * 2000, ZEROS, SOME, "A" * 40)
    names = (REPOSITORY, "Codertocat/../x", LOGIN, "opened", "\u202e", "<script>", "x" * 10_000, "${jndi:x}", {"a": {}})
    return copy.deepcopy(chance.choice((*odd, *refs, *names)))


def _paths_of(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in inner:
        yield from _paths_of(child, (*path, key))


def _value_at(value: Any, path: tuple[str | int, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


def _unsigned_mutant(kind: str, payload: dict[str, Any], chance: random.Random) -> Delivery:
    body = json.dumps(payload).encode()
    signature: str | None = signature_of(body, SECRET)
    headers: dict[str, str] = {}
    match chance.randrange(6):
        case 0:
            body = _bytes_changed(body, chance)
        case 1:
            body = json.dumps(_mutated(copy.deepcopy(payload), chance)).encode() + b" "
        case 2:
            signature = signature_of(body, chance.choice(("another secret", "", SECRET + " ", SECRET.upper())))
        case 3:
            signature = None
        case 4:
            signature = _digest_changed(str(signature), chance)
        case 5:
            headers = {"x-hub-signature": str(signature), "x-hub-signature-256": "sha1=" + str(signature)[7:47]}
    return Delivery(kind=kind, body=body, signature=signature, is_signed=False, headers=headers)


def _bytes_changed(body: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(body))
    kept = body[: at + 1] if chance.random() < 0.2 and at + 1 < len(body) else body + bytes([chance.randrange(256)])
    changed = bytes([kept[at] ^ (1 << chance.randrange(8))])
    return kept[:at] + changed + kept[at + 1 :]


def _digest_changed(signature: str, chance: random.Random) -> str:
    at = chance.randrange(7, len(signature))
    other = chance.choice([each for each in "0123456789abcdefgG \x00" if each != signature[at]])
    return chance.choice((signature[:at] + other + signature[at + 1 :], signature[:at], signature + other))


class Gateway:
    """Sends deliveries through the handler and judges the answers.

    Attributes:
        answers: How many answers of each status there were, by what was sent.
        faults: What must not happen, in words.
        cpu_ms: CPU times of the answers.
    """

    def __init__(self) -> None:
        """Begins with nothing."""
        self.answers: Counter[tuple[str, int]] = Counter()
        self.faults: list[str] = []
        self.cpu_ms: list[float] = []
        self._pointers: list[bytes] = []

    def send(self, delivery: Delivery, *, what: str = "") -> Answer:
        """Sends one delivery."""
        event = delivery.as_event()
        self._pointers.clear()
        started = time.process_time_ns()
        answered: Any = lambda_handler(event, None, invoke_again=self._invoke_again, environ=ENVIRON)
        cpu_ms = (time.process_time_ns() - started) / 1e6
        found = Answer(
            status=answered["statusCode"],
            text=answered["body"],
            was_handed_over=bool(self._pointers),
            cpu_ms=cpu_ms,
        )
        told = what or ("signed" if delivery.is_signed else "not signed")
        self.answers[f"{told}, work" if found.was_handed_over else told, found.status] += 1
        self.cpu_ms.append(cpu_ms)
        self.faults += faults_of(delivery, found)
        return found

    def histogram(self) -> list[str]:
        """Returns a line for each kind of delivery and status."""
        return [f"{what:<14} {status} {count:>7,}" for (what, status), count in sorted(self.answers.items())]

    def cpu_percentile_ms(self, percent: float) -> float:
        """Returns the CPU time that so many percent of the answers stay inside."""
        return sorted(self.cpu_ms)[min(int(len(self.cpu_ms) * percent / 100), len(self.cpu_ms) - 1)]

    def _invoke_again(self, pointer: bytes, _context: object) -> None:
        self._pointers.append(pointer)


def faults_of(delivery: Delivery, answer: Answer) -> Iterator[str]:
    """Yields what is wrong with an answer."""
    shown = f"{delivery.kind[:20]!r} {delivery.body[:300]!r}: {answer.status} {answer.text[:300]}"
    if answer.status >= 500:
        yield f"unhandled: {shown}"
    if not delivery.is_signed and answer.status != 401:
        yield f"accepted without a signature: {shown}"
    if answer.was_handed_over and not may_be_accepted(delivery):
        yield f"wrongly accepted: {shown}"
    if LEAKS.search(answer.text):
        yield f"told too much: {shown}"


def may_be_accepted(delivery: Delivery) -> bool:
    """Whether a delivery may become work, read straight off its JSON."""
    payload = json.loads(delivery.body)
    if not delivery.is_signed or payload["repository"]["full_name"].lower() != REPOSITORY.lower():
        return False
    if (payload.get("sender") or {}).get("login") == LOGIN:
        return False
    if delivery.kind == "pull_request":
        head = payload["pull_request"]["head"]
        is_ours = (head.get("repo") or {}).get("full_name") == payload["repository"]["full_name"]
        return is_ours and payload["action"] in {"opened", "reopened", "synchronize"}
    is_branch = re.fullmatch(r"refs/heads/[^\x00-\x20~^:?*\[\\]+", payload["ref"]) is not None
    is_commit = re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", payload["after"]) is not None and set(payload["after"]) != {
        "0"
    }
    return delivery.kind == "push" and is_branch and is_commit and not payload.get("deleted")
