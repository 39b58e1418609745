"""Asks a deployed function how it is, over HTTP.

Comes in: an address. Goes out: its answer as `Health`; no answer is one too.
"""

import json

import httpx

from coderipple.setup.values import Health

_TIMEOUT_SECONDS = 15.0  # a cold start that imports every layer takes a few
_MOST_BYTES = 65_536


class HttpFunctionHealth:
    """Meets the `FunctionHealth` port.

    Args:
        transport: What carries the request; the network when left out.
    """

    def __init__(self, transport: httpx.BaseTransport | None = None) -> None:
        self._transport = transport

    def health(self, url: str) -> Health:
        """Returns the answer to a GET; redirects are not followed, as GitHub does not follow them either."""
        try:
            with (
                httpx.Client(transport=self._transport, timeout=_TIMEOUT_SECONDS) as client,
                client.stream("GET", url) as response,
            ):
                body = _beginning(response)
        except httpx.TransportError as error:
            return Health(url=url, status_code=0, status=str(error) or type(error).__name__)
        return Health(url=url, status_code=response.status_code, status=_status(body))


def _beginning(response: httpx.Response) -> bytes:
    body = b""
    for piece in response.iter_bytes():
        body += piece
        if len(body) > _MOST_BYTES:
            break
    return body[:_MOST_BYTES]


def _status(body: bytes) -> str:
    try:
        status = json.loads(body)["status"]
    except (ValueError, KeyError, TypeError):
        return "which is no health check of CodeRipple"
    return str(status)[:200]
