"""Sends requests to GitHub with the manners that it asks for, and takes no answer at its word.

Comes in: a method, a path, JSON. Goes out: status and bytes, bounded; or an error of ours. What is repeated is what may
be repeated: cut connections, time-outs and faults of GitHub's, and pauses that it asks for, as far as the time allows.
A token goes to the API's own origin and nowhere else, wherever a redirect may lead.
"""

import email.utils
import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NoReturn

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt

from coderipple import __version__
from coderipple.errors import HostAnswerError, HostBusyError, HostRefusedError

logger = logging.getLogger(__name__)

MOST_BYTES = 110_000_000
"""GitHub stores files of at most 100 MB."""

HEADERS = {
    "Accept": "application/vnd.github+json",
    "X-GitHub-Api-Version": "2022-11-28",
    "User-Agent": f"coderipple/{__version__}",
}
TIMEOUT = httpx.Timeout(30, connect=5)
_MOST_ATTEMPTS = 4
_MOST_REDIRECTS = 3
_LONGEST_PAUSE_SECONDS = 90.0
_PAUSE_SECONDS = 60.0  # what GitHub asks for where it does not say how long
_SPARE_SECONDS = 5.0
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_MOST_REMEMBERED = 128
_MOST_REMEMBERED_BYTES = 100_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """An answer, read whole.

    Attributes:
        status: The HTTP status.
        content: The body.
        headers: Names in lower case.
    """

    status: int
    content: bytes = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)


class Remembered:
    """Answers that GitHub confirms instead of sending them again; such a confirmation does not count as a request."""

    def __init__(self) -> None:
        self._replies: OrderedDict[str, Reply] = OrderedDict()

    def find(self, address: str) -> Reply | None:
        """Returns what an address answered last, or None."""
        return self._replies.get(address)

    def keep(self, address: str, reply: Reply) -> None:
        """Keeps an answer that has an ETag and is small."""
        if "etag" in reply.headers and len(reply.content) <= _MOST_REMEMBERED_BYTES:
            self._replies[address] = reply
            self._replies.move_to_end(address)
            while len(self._replies) > _MOST_REMEMBERED:
                self._replies.popitem(last=False)


class Transport:
    """Sends requests.

    Args:
        api_url: Base address of the API, no slash at its end.
        auth: Puts the token on.
        seconds_left: Tells how long the work may still take.
        remembered: Earlier answers.
        http: Sends for httpx; the network when left out.
        sleep: Waits for some seconds.
    """

    def __init__(
        self,
        api_url: str,
        auth: httpx.Auth,
        *,
        seconds_left: Callable[[], float] = lambda: float("inf"),
        remembered: Remembered | None = None,
        http: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._api_url = httpx.URL(api_url)
        self._base = api_url
        self._auth = auth
        self._seconds_left = seconds_left
        self._remembered = Remembered() if remembered is None else remembered
        self._sleep = sleep
        # Neither proxies nor .netrc of the environment: settings come from `config` alone.
        self._http = httpx.Client(headers=HEADERS, timeout=TIMEOUT, transport=http, trust_env=False)

    def close(self) -> None:
        """Closes the connections."""
        self._http.close()

    def ask(
        self,
        method: str,
        path: str,
        *,
        json: object = None,
        params: Mapping[str, str | int] | None = None,
        accept: str | None = None,
        allowed: frozenset[int] = frozenset(),
        is_repeatable: bool = True,
        auth: httpx.Auth | None = None,
    ) -> Reply:
        """Sends a request and returns the answer.

        Args:
            method: The HTTP method.
            path: Below the base address, with a slash in front.
            json: The body.
            params: The query.
            accept: The media type, where it is not JSON.
            allowed: Statuses from 400 on that the caller understands.
            is_repeatable: Whether the request may reach GitHub twice.
            auth: Puts another token on than the usual one.

        Raises:
            HostRefusedError: GitHub refuses, and the status is not allowed for.
            HostBusyError: GitHub fails, is not reached, or asks for a longer pause than there is time for.
            HostAnswerError: The answer is too large, or leads elsewhere.
        """
        headers = {"Accept": accept} if accept else {}
        request = self._http.build_request(method, f"{self._base}{path}", json=json, params=params, headers=headers)
        asked = f"{method} {path}"
        known = self._remembered.find(_address(request)) if method == "GET" else None
        if known:
            request.headers["If-None-Match"] = known.headers["etag"]
        for attempt in self._attempts(is_repeatable=is_repeatable):
            with attempt:
                reply = self._once(request, asked, auth or self._auth)
                if reply.status == httpx.codes.NOT_MODIFIED and known:
                    return known
                self._check(reply, asked, allowed)
        if method == "GET" and reply.status == httpx.codes.OK:
            self._remembered.keep(_address(request), reply)
        return reply

    @contextmanager
    def stream(self, path: str) -> Iterator[Iterator[bytes]]:
        """Opens a large answer; the caller bounds what it reads of it.

        Raises:
            HostRefusedError, HostBusyError, HostAnswerError: As `ask`; also while it is read.
        """
        asked = f"GET {path}"
        request = self._http.build_request("GET", f"{self._base}{path}", headers={"Accept-Encoding": "identity"})
        for attempt in self._attempts(is_repeatable=True):
            with attempt:
                response = self._follow(request, asked, self._auth)
                if response.status_code != httpx.codes.OK:
                    self._check(_read(response, asked), asked, frozenset())
        try:
            yield _translated(response.iter_bytes(), asked)
        finally:
            response.close()

    def _attempts(self, *, is_repeatable: bool) -> Retrying:
        return Retrying(
            stop=stop_after_attempt(_MOST_ATTEMPTS),
            wait=_pause,
            retry=retry_if_exception(lambda error: self._is_worth_waiting(error, is_repeatable=is_repeatable)),
            sleep=self._sleep,
            reraise=True,
        )

    def _is_worth_waiting(self, error: BaseException, *, is_repeatable: bool) -> bool:
        """Tells whether a request is sent again: a pause that GitHub asks for means that it did nothing."""
        if not isinstance(error, HostBusyError):
            return False
        pause = error.retry_after_seconds
        if pause is None:
            return is_repeatable and self._seconds_left() > _SPARE_SECONDS
        return pause <= min(_LONGEST_PAUSE_SECONDS, self._seconds_left() - _SPARE_SECONDS)

    def _once(self, request: httpx.Request, asked: str, auth: httpx.Auth) -> Reply:
        response = self._follow(request, asked, auth)
        try:
            return _read(response, asked)
        finally:
            response.close()

    def _follow(self, request: httpx.Request, asked: str, auth: httpx.Auth) -> httpx.Response:
        """Sends a request, and after its redirects; the token goes to the API's own origin alone."""
        for _ in range(_MOST_REDIRECTS + 1):
            is_ours = _origin(request.url) == _origin(self._api_url)
            if not is_ours:
                request.headers.pop("Authorization", None)
            try:
                response = self._http.send(request, auth=auth if is_ours else None, stream=True, follow_redirects=False)
            except httpx.LocalProtocolError:
                # Its message quotes the header that cannot be sent, which may be the one with the token.
                raise HostBusyError(asked=asked, problem="the request cannot be sent") from None
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                problem = f"no answer from {request.url.host} ({type(error).__name__})"
                raise HostBusyError(asked=asked, problem=problem) from error
            if response.status_code not in _REDIRECTS:
                return response
            target = response.headers.get("location", "")
            response.close()
            request = self._redirected(request, target, asked)
        raise HostAnswerError(asked=asked, problem=f"leads on after {_MOST_REDIRECTS} redirects")

    def _redirected(self, request: httpx.Request, target: str, asked: str) -> httpx.Request:
        try:
            url = request.url.join(target)
        except httpx.InvalidURL as error:
            raise HostAnswerError(asked=asked, problem="leads to what is no address") from error
        is_safe = url.scheme == "https" or (url.scheme == "http" and url.host in _LOOPBACK)
        is_ours = _origin(url) == _origin(self._api_url)
        if not is_safe or not (is_ours or request.method == "GET"):
            raise HostAnswerError(asked=asked, problem=f"leads to {url.scheme}://{url.host}")
        if not is_ours:
            # An archive that were compressed once more on its way could not be bounded by what arrives.
            return self._http.build_request("GET", url, headers={"Accept-Encoding": request.headers["Accept-Encoding"]})
        names = ("Accept", "Accept-Encoding", "Content-Type", "If-None-Match")
        headers = {name: request.headers[name] for name in names if name in request.headers}
        return self._http.build_request(request.method, url, content=request.content, headers=headers)

    def _check(self, reply: Reply, asked: str, allowed: frozenset[int]) -> None:
        """Raises what a status means."""
        pause = _asked_pause(reply)
        if pause is not None:
            raise HostBusyError(asked=asked, problem="GitHub's limit is reached", retry_after_seconds=pause)
        if reply.status >= 500:
            raise HostBusyError(asked=asked, problem=f"GitHub failed with status {reply.status}")
        if reply.status >= 400 and reply.status not in allowed:
            _refused(reply, asked)


def _translated(chunks: Iterator[bytes], asked: str) -> Iterator[bytes]:
    try:
        yield from chunks
    except httpx.HTTPError as error:
        raise HostBusyError(asked=asked, problem=f"the answer broke off ({type(error).__name__})") from error


def _read(response: httpx.Response, asked: str) -> Reply:
    content = bytearray()
    try:
        for each in response.iter_bytes():
            content += each
            if len(content) > MOST_BYTES:
                raise HostAnswerError(asked=asked, problem=f"has more than {MOST_BYTES} bytes")
    except httpx.HTTPError as error:
        raise HostBusyError(asked=asked, problem=f"the answer broke off ({type(error).__name__})") from error
    finally:
        response.close()
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Reply(status=response.status_code, content=bytes(content), headers=headers)


def _asked_pause(reply: Reply) -> float | None:
    """Returns the seconds that GitHub asks to wait, or None where it does not ask.

    See https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
    """
    if reply.status not in {403, 429}:
        return None
    after = reply.headers.get("retry-after")
    if after is not None:
        return _seconds(after)
    if reply.headers.get("x-ratelimit-remaining") == "0":
        reset = reply.headers.get("x-ratelimit-reset", "")
        return max(1.0, float(reset) - time.time() + 1) if reset.isascii() and reset.isdigit() else _PAUSE_SECONDS
    is_secondary = reply.status == 429 or b"secondary rate limit" in reply.content or b"abuse" in reply.content
    return _PAUSE_SECONDS if is_secondary else None


def _seconds(after: str) -> float:
    if after.isascii() and after.isdigit():
        return float(after)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(after).timestamp() - time.time())
    except ValueError:
        return _PAUSE_SECONDS


def _pause(state: RetryCallState) -> float:
    """Returns how long to wait: as asked, else half a second, one, two."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.retry_after_seconds if isinstance(error, HostBusyError) else None
    pause = 0.5 * 2.0 ** (state.attempt_number - 1) if asked is None else asked
    logger.info("attempt=<%s>, pause_seconds=<%.1f> | GitHub is asked again", state.attempt_number, pause)
    return pause


def _refused(reply: Reply, asked: str) -> NoReturn:
    remedies = {
        401: "Check the token or the App's key, and whether it has expired",
        404: "Check the repository's name, and that the credentials may read it: GitHub hides what they may not see",
        422: "GitHub does not take these values: they are not valid to it, or what they would make is there already",
    }
    accepted = reply.headers.get("x-accepted-github-permissions", "")
    is_plain = len(accepted) < 200 and accepted.isprintable()
    needed = f" GitHub asks for: {accepted}." if accepted and is_plain else ""
    remedy = remedies.get(reply.status, f"Check the permissions of the token or App.{needed}")
    raise HostRefusedError(status=reply.status, asked=asked, remedy=remedy)


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port or {"https": 443, "http": 80}.get(url.scheme)


def _address(request: httpx.Request) -> str:
    return f"{request.url} {request.headers['Accept']}"
