"""A small HTTP server on loopback: a function from request to answer, for the length of a block.

Comes in: the function. Goes out: the server's address. Connections are kept alive, each has a thread of its own.
"""

import http.client
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from counterparts.programs import LOOPBACK

UPSTREAM_SECONDS = 60
END_SECONDS = 10
# What speaks of one connection, not of the message, or is told anew.
OF_THE_CONNECTION = frozenset({"connection", "keep-alive", "transfer-encoding", "content-length", "host", "date"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What came in.

    Attributes:
        method: In capitals.
        target: Path and query, as sent.
        headers: Names in lower case.
        body: Empty if there was none.
    """

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def path(self) -> str:
        """The target without the query."""
        return self.target.partition("?")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What goes out.

    Attributes:
        status: The HTTP status; None closes the connection without a word.
        headers: Names in lower case.
        body: The whole body.
        sent_bytes: How much of the body is sent before the connection is cut; None for all.
    """

    status: int | None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    sent_bytes: int | None = None


type Respond = Callable[[Request], Answer]


@contextmanager
def serving(respond: Respond) -> Iterator[str]:
    """Serves `respond` on a free port of loopback, and yields the address."""
    server = _Server(respond)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://{LOOPBACK}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(END_SECONDS)


def forward(request: Request, upstream: str) -> Answer:
    """Sends a request to the server at `upstream` and gives its answer; 502 where there is none."""
    address = urlsplit(upstream)
    connection = http.client.HTTPConnection(str(address.hostname), address.port, timeout=UPSTREAM_SECONDS)
    headers = {name: value for name, value in request.headers.items() if name not in OF_THE_CONNECTION}
    headers["accept-encoding"] = "identity"
    try:
        connection.request(request.method, request.target, body=request.body or None, headers=headers)
        answer = connection.getresponse()
        kept = {name.lower(): value for name, value in answer.getheaders() if name.lower() not in OF_THE_CONNECTION}
        return Answer(status=answer.status, headers=kept, body=answer.read())
    except (OSError, http.client.HTTPException) as error:
        return Answer(status=502, body=f"no answer from {upstream}: {error!r}".encode())
    finally:
        connection.close()


class _Server(ThreadingHTTPServer):
    """A server whose connections end with it."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, respond: Respond) -> None:
        super().__init__((LOOPBACK, 0), _Handler)
        self.respond = respond
        self._connections: set[socket.socket] = set()

    def process_request(self, request: Any, client_address: Any) -> None:
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._connections.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        super().server_close()
        for connection in list(self._connections):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Says nothing: a client that leaves is part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def _answer(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(length) if length else b""
        request = Request(method=self.command, target=self.path, headers=headers, body=body)
        answer = self.server.respond(request)
        if answer.status is None:
            self.close_connection = True
            return
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status not in {204, 304}:
            self.send_header("content-length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD" and answer.status not in {204, 304}:
            self.wfile.write(answer.body[: answer.sent_bytes])
        if answer.sent_bytes is not None:
            self.close_connection = True

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = do_HEAD = _answer  # noqa: N815  # http.server's names

    def log_message(self, *_arguments: Any) -> None:
        """Keeps the output of the tests clean."""
