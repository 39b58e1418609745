"""The front of our GitHub: emulate's API, and what emulate lacks.

Comes in: requests of a client. Goes out: answers of emulate (through Prism, where everything is checked), and our own:
401 for an unknown token, ETags and 304, raw blobs, commit statuses, tarballs of real git objects by a redirect to a
second server as github.com redirects to codeload, and the ref of a branch with slashes as Prism wants it.
"""

import base64
import hashlib
import json
import re
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from counterparts.git_objects import Mirror, git
from counterparts.loopback_server import Answer, Request, forward, serving

REPOSITORY = r"/repos/(?P<name>[^/]+/[^/]+)"
TARBALL = re.compile(rf"{REPOSITORY}/tarball/(?P<ref>[^/]+)")
BRANCH = re.compile(rf"{REPOSITORY}/git/refs/heads(?:/|%2F)(?P<branch>.+)")
STATUSES = re.compile(rf"{REPOSITORY}/statuses/(?P<sha>[0-9a-f]{{40}})")
ONE_PART = re.compile(r"(/git/refs?/)(.+)$|(/compare/)(.+)$|(/git/matching-refs/)(.+)$")  # what Prism takes as one part
VIOLATIONS = "sl-violations"
TICKET = "ticket=of-the-tests"
ALIASES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """Something that GitHub's description of its API does not allow.

    Attributes:
        request: Method and target.
        side: `request`, which is the client's fault, or `response`, which is emulate's.
        text: Where and what.
    """

    request: str
    side: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A branch that a client of the API moved.

    Attributes:
        full_name: Of the repository.
        branch: The branch.
        commit_id: What it points to since.
    """

    full_name: str
    branch: str
    commit_id: str


class Front:
    """Answers as `api.github.com` does; call it with a request."""

    def __init__(self, folder: Path, tokens: Collection[str]) -> None:
        """Makes a front that is not connected yet.

        Whoever moves a branch past the front holds `moving` meanwhile.

        Args:
            folder: Where the repositories for the tarballs lie.
            tokens: The tokens that are valid; emulate must know them with their `aliases`.
        """
        self.upstream = ""
        self.emulate = ""
        self.codeload = ""
        self.requests: list[Request] = []
        self.violations: list[Violation] = []
        self.statuses: list[dict[str, Any]] = []
        self.moves: list[Move] = []
        self.codeload_requests: list[Request] = []
        self._folder = folder
        self._tokens = set(tokens)
        self._aliases = {token: cycle(aliases(token)) for token in tokens}
        self._own_token = next(iter(tokens))
        self._mirrors: dict[str, Mirror] = {}
        self._lock = threading.Lock()
        # emulate reads the branch, waits for the body, and only then compares: two updates at once could both succeed.
        self.moving = threading.Lock()

    def __call__(self, request: Request) -> Answer:
        """Answers one request."""
        self.requests.append(request)
        if not self._is_known(request):
            return told(401, {"message": "Bad credentials", "status": "401"})
        if request.method == "GET" and (tarball := TARBALL.fullmatch(request.path)):
            return self._redirect_to_tarball(tarball["name"], tarball["ref"])
        if request.method == "POST" and (status := STATUSES.fullmatch(request.path)):
            return self._take_status(status["sha"], json.loads(request.body))
        return self._with_etag(request, _as_asked(request, self._pass_on(request)))

    def mirror(self, full_name: str) -> Mirror:
        """Gives the bare repository that holds what was rebuilt of a repository so far."""
        with self._lock:
            if full_name not in self._mirrors:
                place = f"/repos/{full_name}/git"
                folder = self._folder / f"{full_name.replace('/', '+')}.git"
                self._mirrors[full_name] = Mirror(lambda rest: self.ask(f"{place}/{rest}"), folder)
            return self._mirrors[full_name]

    def ask(self, target: str) -> Any:
        """Gets JSON from emulate itself, past all checks and counts."""
        headers = {"authorization": self.alias(f"Bearer {self._own_token}"), "accept": "application/vnd.github+json"}
        answer = forward(Request(method="GET", target=target, headers=headers), self.emulate)
        if answer.status != 200:
            raise RuntimeError(f"GET {target}: {answer.status} {answer.body[:300]!r}; expected 200")
        return json.loads(answer.body)

    def alias(self, authorization: str) -> str:
        """Gives the same authorization by another name: emulate's limit is 5,000 requests a token, for an hour."""
        kind, _, token = authorization.partition(" ")
        return f"{kind} {next(self._aliases[token])}" if token in self._aliases else authorization

    def answer_codeload(self, request: Request) -> Answer:
        """Answers as `codeload.github.com` does: a tarball for whoever has the ticket of the redirect."""
        self.codeload_requests.append(request)
        owner, name, _kind, commit_id = request.path.strip("/").split("/")
        if not request.target.endswith(TICKET):
            return told(404, {"message": "Not Found"})
        mirror = self.mirror(f"{owner}/{name}")
        prefix = f"--prefix={owner}-{name}-{commit_id[:7]}/"
        packed = git(mirror.folder, "archive", "--format=tar.gz", prefix, commit_id)
        return Answer(status=200, headers={"content-type": "application/x-gzip"}, body=packed)

    def _is_known(self, request: Request) -> bool:
        """Whether the request has a token of ours, or the signed word of an App, which emulate verifies."""
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        if not kind or token in self._tokens:
            return True  # emulate refuses what needs an account
        is_for_apps = request.path.startswith("/app") or request.path.endswith("/installation")
        return kind.lower() == "bearer" and token.count(".") == 2 and is_for_apps

    def _pass_on(self, request: Request) -> Answer:
        headers = dict(request.headers)
        if "authorization" in headers:
            headers["authorization"] = self.alias(headers["authorization"])
        with self.moving if request.method == "PATCH" and "/git/refs/" in request.path else nullcontext():
            answer = forward(replace(request, target=_as_one_part(request.target), headers=headers), self.upstream)
        found = answer.headers.get(VIOLATIONS)
        for one in json.loads(found) if found else ():
            side, *where = one["location"]
            text = f"{'.'.join(map(str, where))}: {one['message']}"
            self.violations.append(Violation(request=f"{request.method} {request.target}", side=side, text=text))
        if answer.status == 201 and request.path.endswith("/access_tokens"):
            self._tokens.add(json.loads(answer.body)["token"])
        moved = BRANCH.fullmatch(request.path) if request.method == "PATCH" and answer.status == 200 else None
        if moved:
            commit_id = json.loads(request.body)["sha"]
            self.moves.append(Move(full_name=moved["name"], branch=unquote(moved["branch"]), commit_id=commit_id))
        return replace(answer, headers={name: value for name, value in answer.headers.items() if name != VIOLATIONS})

    def _with_etag(self, request: Request, answer: Answer) -> Answer:
        if request.method != "GET" or answer.status != 200:
            return answer
        etag = f'W/"{hashlib.sha256(answer.body).hexdigest()}"'
        headers = dict(answer.headers) | {"etag": etag}
        if etag in request.headers.get("if-none-match", ""):
            return Answer(
                status=304, headers={name: value for name, value in headers.items() if name != "content-type"}
            )
        return replace(answer, headers=headers)

    def _redirect_to_tarball(self, full_name: str, ref: str) -> Answer:
        try:
            commit_id = self.ask(f"/repos/{full_name}/commits/{ref}")["sha"]
        except RuntimeError:
            return told(404, {"message": "Not Found", "status": "404"})
        self.mirror(full_name).bring(commit_id)
        place = f"{self.codeload}/{full_name}/legacy.tar.gz/{commit_id}?{TICKET}"
        return Answer(status=302, headers={"location": place, "content-type": "text/html;charset=utf-8"})

    def _take_status(self, commit_id: str, status: dict[str, Any]) -> Answer:
        if status.get("state") not in {"error", "failure", "pending", "success"}:
            return told(422, {"message": "Validation Failed"})
        self.statuses.append({"sha": commit_id} | status)
        return told(201, {"id": len(self.statuses), "context": "default"} | status)


def aliases(token: str) -> list[str]:
    """Gives the names by which emulate knows a token of ours."""
    return [f"{token}-{number}" for number in range(ALIASES)]


@contextmanager
def front_server(front: Front, respond: Callable[[Request], Answer] | None = None) -> Iterator[str]:
    """Serves the front and its codeload, and yields the front's address.

    Args:
        front: The front.
        respond: What answers in its place, a fault for example; the front itself when left out.
    """
    with serving(front.answer_codeload) as codeload, serving(respond or front) as address:
        front.codeload = codeload
        yield address


def told(status: int, message: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Answer:
    """Gives an answer of JSON."""
    content_type = {"content-type": "application/json; charset=utf-8"}
    return Answer(status=status, headers=content_type | dict(headers or {}), body=json.dumps(message).encode())


def _as_asked(request: Request, answer: Answer) -> Answer:
    """Gives a blob's bytes to whom asks for them raw, which emulate does for files alone."""
    if answer.status != 200 or "raw" not in request.headers.get("accept", "") or "/git/blobs/" not in request.path:
        return answer
    headers = dict(answer.headers) | {"content-type": "application/vnd.github.raw+json; charset=utf-8"}
    return replace(answer, headers=headers, body=base64.b64decode(json.loads(answer.body)["content"]))


def _as_one_part(target: str) -> str:
    """Writes `git/ref/heads/main` as `git/ref/heads%2Fmain`: to the description a ref is one part of the path."""
    path, mark, query = target.partition("?")

    def quoted(found: re.Match[str]) -> str:
        place, ref = [group for group in found.groups() if group is not None]
        return place + quote(unquote(ref), safe=".")

    return ONE_PART.sub(quoted, path) + mark + query
