"""Manners towards GitHub, and distrust of its answers."""

import time
import traceback
from collections.abc import Iterator

import httpx
import pytest
from coderipple.adapters.github import transport as module
from coderipple.adapters.github.authentication import TokenAuthentication
from coderipple.adapters.github.transport import Remembered, Transport
from coderipple.errors import HostAnswerError, HostBusyError, HostRefusedError

API = "https://api.github.test"
TOKEN = "a-token"


class Server:
    """Answers with what a test lines up, the last answer again and again; keeps the requests."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.answers = list(answers)
        self.requests: list[httpx.Request] = []
        self.pauses: list[float] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)

    def transport(self, seconds_left: float = 900, remembered: Remembered | None = None) -> Transport:
        return Transport(
            API,
            TokenAuthentication(TOKEN),
            seconds_left=lambda: seconds_left,
            remembered=remembered,
            http=httpx.MockTransport(self),
            sleep=self.pauses.append,
        )


def ok(**headers: str) -> httpx.Response:
    """An answer as it should be."""
    return status(200, '{"a":1}', **headers)


def status(code: int, text: str = "", **headers: str) -> httpx.Response:
    """An answer with a status; `_` in the names of headers stands for `-`."""
    return httpx.Response(code, text=text, headers={name.replace("_", "-"): value for name, value in headers.items()})


def test_a_request_carries_the_token_and_the_version() -> None:
    """And the answer comes as bytes."""
    server = Server(ok())
    reply = server.transport().ask("GET", "/x", params={"page": 2})
    assert (reply.status, reply.content) == (200, b'{"a":1}')
    (request,) = server.requests
    assert str(request.url) == f"{API}/x?page=2"
    assert request.headers["authorization"] == f"Bearer {TOKEN}"
    assert request.headers["x-github-api-version"] == "2022-11-28"
    assert TOKEN not in repr(reply)


@pytest.mark.parametrize(
    ("first", "pauses"),
    [
        (status(429, retry_after="7"), [7]),
        (status(403, retry_after="0"), [0]),
        (status(403, "You have exceeded a secondary rate limit"), [60]),
        (status(429), [60]),
        (status(403, x_ratelimit_remaining="0"), [60]),
        (status(500), [0.5]),
        (status(502), [0.5]),
        (httpx.ConnectError("cut"), [0.5]),
        (httpx.ReadTimeout("slow"), [0.5]),
        (httpx.RemoteProtocolError("cut"), [0.5]),
    ],
)
def test_what_passes_is_tried_again(first: httpx.Response | Exception, pauses: list[float]) -> None:
    """After the pause that GitHub asks for, or half a second."""
    server = Server(first, ok())
    assert server.transport().ask("GET", "/x").status == 200
    assert server.pauses == pauses


def test_a_limit_that_ends_soon_is_waited_for() -> None:
    """The primary limit tells the second at which it ends."""
    server = Server(status(403, x_ratelimit_remaining="0", x_ratelimit_reset=str(int(time.time()) + 10)), ok())
    assert server.transport().ask("GET", "/x").status == 200
    (pause,) = server.pauses
    assert 8 < pause < 12


@pytest.mark.parametrize(
    ("answer", "seconds_left", "asked"),
    [
        (status(429, retry_after="3600"), 900, 1),
        (status(429, retry_after="30"), 20, 1),
        (status(500), 4, 1),
        (status(500), 900, 4),
        (httpx.ConnectError("cut"), 900, 4),
    ],
)
def test_what_lasts_is_an_error(answer: httpx.Response | Exception, seconds_left: float, asked: int) -> None:
    """Longer pauses than there is time for are not waited for; four attempts are enough."""
    server = Server(answer)
    with pytest.raises(HostBusyError, match="Nothing is lost"):
        server.transport(seconds_left).ask("GET", "/x")
    assert len(server.requests) == asked


def test_who_does_not_answer_is_named() -> None:
    """It may be the wrong address that is configured."""
    with pytest.raises(HostBusyError, match=r"no answer from api\.github\.test \(ConnectError\)"):
        Server(httpx.ConnectError("cut")).transport().ask("GET", "/x")


def test_what_must_not_come_twice_is_sent_once() -> None:
    """Unless GitHub says that it did nothing and asks for a pause."""
    server = Server(status(500))
    with pytest.raises(HostBusyError):
        server.transport().ask("POST", "/x", is_repeatable=False)
    assert len(server.requests) == 1
    server = Server(status(429, retry_after="1"), ok())
    assert server.transport().ask("POST", "/x", is_repeatable=False).status == 200


def test_a_refusal_names_what_is_missing() -> None:
    """The permission that GitHub asks for stands in the message; allowed statuses come back."""
    server = Server(status(403, x_accepted_github_permissions="contents=write"))
    with pytest.raises(HostRefusedError, match=r"POST /x: refused with status 403.*asks for: contents=write"):
        server.transport().ask("POST", "/x")
    assert server.transport().ask("POST", "/x", allowed=frozenset({403})).status == 403
    with pytest.raises(HostRefusedError, match="Check the token"):
        Server(status(401)).transport().ask("GET", "/x")
    with pytest.raises(HostRefusedError, match="does not take these values"):
        Server(status(422)).transport().ask("POST", "/x")


def test_what_has_not_changed_is_not_sent_again() -> None:
    """GitHub confirms the earlier answer."""
    remembered = Remembered()
    server = Server(ok(etag='"1"'), status(304))
    assert server.transport(remembered=remembered).ask("GET", "/x").status == 200
    reply = server.transport(remembered=remembered).ask("GET", "/x")
    assert (reply.status, reply.content) == (200, b'{"a":1}')
    assert server.requests[1].headers["if-none-match"] == '"1"'


def test_only_so_many_answers_are_remembered() -> None:
    """The oldest go first, large ones are not kept at all."""
    remembered = Remembered()
    for number in range(200):
        Server(ok(etag="1")).transport(remembered=remembered).ask("GET", f"/{number}")
    accept = "application/vnd.github+json"
    assert remembered.find(f"{API}/0 {accept}") is None
    assert remembered.find(f"{API}/199 {accept}") is not None
    Server(httpx.Response(200, content=b"x" * 2_000_000, headers={"etag": "2"})).transport(remembered=remembered).ask(
        "GET", "/large"
    )
    assert remembered.find(f"{API}/large {accept}") is None


@pytest.mark.parametrize(
    "target", ["https://elsewhere.test/y", "http://127.0.0.1:1/y", "https://api.github.test:444/y"]
)
def test_the_token_never_follows_elsewhere(target: str) -> None:
    """Also not to another port or scheme."""
    server = Server(status(302, location=target), httpx.Response(200, content=b"tar"))
    with server.transport().stream("/tarball") as chunks:
        assert b"".join(chunks) == b"tar"
    assert str(server.requests[1].url) == target
    assert server.requests[1].headers["accept-encoding"] == "identity"
    assert "authorization" not in server.requests[1].headers
    assert TOKEN not in str(server.requests[1].headers)


def test_a_request_that_cannot_be_sent_is_an_error_without_the_token() -> None:
    """The library's own message quotes the header that it refuses."""
    server = Server(httpx.LocalProtocolError(f"Illegal header value b'Bearer {TOKEN}'"))
    with pytest.raises(HostBusyError, match="cannot be sent") as raised:
        server.transport().ask("GET", "/x")
    assert TOKEN not in "".join(traceback.format_exception(raised.value))


def test_a_renamed_repository_is_followed_with_the_token() -> None:
    """On the same origin, with method and body as they were."""
    server = Server(status(307, location="/repositories/1/x"), ok())
    server.transport().ask("PATCH", "/x", json={"b": 2})
    assert server.requests[1].headers["authorization"] == f"Bearer {TOKEN}"
    assert (server.requests[1].method, server.requests[1].content) == ("PATCH", b'{"b":2}')


@pytest.mark.parametrize(
    ("method", "target"),
    [
        ("GET", "http://elsewhere.test/y"),
        ("GET", "file:///etc/passwd"),
        ("POST", "https://elsewhere.test/y"),
    ],
)
def test_redirects_that_are_not_safe_are_refused(method: str, target: str) -> None:
    """Unencrypted, not HTTP, or with a body that is only for GitHub."""
    with pytest.raises(HostAnswerError, match="leads to"):
        Server(status(302, location=target)).transport().ask(method, "/x")


def test_redirects_end() -> None:
    """A circle is an error."""
    with pytest.raises(HostAnswerError, match="leads on after 3 redirects"):
        Server(status(302, location="/x")).transport().ask("GET", "/x")


def test_a_stream_is_refused_and_breaks_off_as_our_errors() -> None:
    """Its status is checked before it is opened."""
    with pytest.raises(HostRefusedError), Server(status(404)).transport().stream("/t"):
        pass

    def broken() -> Iterator[bytes]:
        yield b"some"
        raise httpx.ReadError("cut")

    def serve(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=broken())

    transport = Transport(API, TokenAuthentication(TOKEN), http=httpx.MockTransport(serve))
    with pytest.raises(HostBusyError, match="broke off"), transport.stream("/t") as chunks:
        list(chunks)
    transport.close()


def test_an_answer_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than GitHub ever sends is no answer."""
    monkeypatch.setattr(module, "MOST_BYTES", 5)
    with pytest.raises(HostAnswerError, match="more than 5 bytes"):
        Server(ok()).transport().ask("GET", "/x")
