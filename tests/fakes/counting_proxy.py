"""A proxy on loopback that passes requests on to an emulator of AWS and keeps how large each one was."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

SECONDS = 1000
HOP_BY_HOP = frozenset({"connection", "keep-alive", "transfer-encoding", "content-length"})


@dataclass(frozen=True, kw_only=True)
class Passed:
    """A request that was passed on."""

    method: str
    path: str
    body_bytes: int

    @property
    def is_upload(self) -> bool:
        """Whether it brings an archive: of a function, or of a layer."""
        is_code = self.method == "PUT" and self.path.endswith("/code")
        is_layer = self.method == "POST" and "/layers/" in self.path
        is_function = self.method == "POST" and self.path.rstrip("/").endswith("/functions")
        return is_code or is_layer or is_function


class CountingProxy:
    """What came through."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.passed: list[Passed] = []

    def uploaded_bytes(self) -> int:
        """Gives the size of all archives, as they were sent."""
        return sum(one.body_bytes for one in self.passed if one.is_upload)


@contextmanager
def counting_proxy(behind: str) -> Iterator[CountingProxy]:
    """Runs it in front of the server at the address `behind`."""
    place = urlsplit(behind)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            body = self._read_body()
            proxy.passed.append(Passed(method=self.command, path=urlsplit(self.path).path, body_bytes=len(body)))
            connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=SECONDS)
            try:
                headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP_BY_HOP}
                connection.request(self.command, self.path, body=body, headers=headers)
                self._answer(connection.getresponse())
            finally:
                connection.close()

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = do_PATCH = handle_any  # noqa: N815  # the server's names

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the server's name
            pass

        def _read_body(self) -> bytes:
            if self.headers.get("transfer-encoding", "").lower() != "chunked":
                return self.rfile.read(int(self.headers.get("content-length") or 0))
            parts = []
            while size := int(self.rfile.readline().split(b";")[0], 16):
                parts.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            return b"".join(parts)

        def _answer(self, response: http.client.HTTPResponse) -> None:
            content = response.read()
            self.send_response(response.status, response.reason)
            for name, value in response.getheaders():
                if name.lower() not in HOP_BY_HOP:
                    self.send_header(name, value)
            length = response.getheader("content-length") if self.command == "HEAD" else str(len(content))
            self.send_header("content-length", length or "0")
            self.end_headers()
            self.wfile.write(content)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        proxy = CountingProxy(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield proxy
        finally:
            server.shutdown()
            thread.join()
