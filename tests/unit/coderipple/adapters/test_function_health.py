"""The health of a function, over HTTP."""

import httpx
import pytest
from coderipple.adapters.function_health import HttpFunctionHealth

URL = "https://functions.example/prod/health"


def answered(response: httpx.Response) -> tuple[int, str]:
    """Asks a function that answers so."""
    health = HttpFunctionHealth(httpx.MockTransport(lambda request: response)).health(URL)
    assert health.url == URL
    return health.status_code, health.status


def test_a_healthy_function() -> None:
    """It says so itself."""
    assert answered(httpx.Response(200, json={"status": "healthy"})) == (200, "healthy")


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"{}", b"\xff", b"7", b""])
def test_an_answer_of_something_else(body: bytes) -> None:
    """Its status is kept."""
    assert answered(httpx.Response(200, content=body)) == (200, "which is no health check of CodeRipple")


def test_a_redirect_is_not_followed() -> None:
    """GitHub does not follow it either."""
    assert answered(httpx.Response(302, headers={"location": "https://elsewhere.example/"}))[0] == 302


def test_an_endless_answer_is_cut() -> None:
    """Only its beginning is read."""
    read = []

    def pieces() -> object:
        while True:
            read.append(1)
            yield b"x" * 10_000

    status, _ = answered(httpx.Response(200, content=pieces()))
    assert status == 200
    assert len(read) < 10


def test_no_answer_is_one_too() -> None:
    """What went wrong is told."""

    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectTimeout("timed out", request=request)

    health = HttpFunctionHealth(httpx.MockTransport(refuse)).health(URL)
    assert (health.status_code, health.status) == (0, "timed out")
