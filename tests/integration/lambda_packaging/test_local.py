"""A person sends one event, or serves the function until Ctrl-C."""

import http.client
import io
import json
import signal
import threading
import time
from collections.abc import Callable

import pytest
from lambda_packaging.errors import EmulatorError
from lambda_packaging.local import send_event, serve
from lambda_packaging.unpack import UnpackedFunction

pytestmark = pytest.mark.network
TALKATIVE = "def handler(event, context):\n    print('it said', event)\n    return {'got': event}\n"


def test_one_event_gives_one_answer(write_function: Callable[[str], UnpackedFunction]) -> None:
    """With the function's own log."""
    invocation = send_event(write_function(TALKATIVE), event={"a": 1}, environment={})
    assert invocation.payload == {"got": {"a": 1}}
    assert "it said {'a': 1}" in invocation.log


def test_serving_tells_the_address_and_shows_the_log(write_function: Callable[[str], UnpackedFunction]) -> None:
    """Until it is interrupted."""
    output = io.StringIO()
    answers = []

    def ask_and_interrupt() -> None:
        while "POST http" not in output.getvalue():
            time.sleep(0.01)
        _, _, rest = output.getvalue().partition("http://127.0.0.1:")
        port, _, path = rest.split(" ")[0].partition("/")
        connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=30)
        connection.request("POST", f"/{path}", body=b"7")
        answers.append(json.loads(connection.getresponse().read()))
        connection.close()
        while "it said 7" not in output.getvalue():
            time.sleep(0.01)
        signal.raise_signal(signal.SIGINT)

    asker = threading.Thread(target=ask_and_interrupt, daemon=True)
    asker.start()
    serve(write_function(TALKATIVE), port=None, environment={}, output=output)
    asker.join(timeout=5)
    assert answers == [{"got": 7}]
    assert "it said 7" in output.getvalue()


def test_serving_ends_when_the_emulator_does(write_function: Callable[[str], UnpackedFunction]) -> None:
    """With an error, rather than to wait for nothing or to look as if it had been asked to end."""
    text = "import os, signal\n\ndef handler(event, context):\n    os.kill(os.getppid(), signal.SIGKILL)\n"
    output = io.StringIO()

    def ask() -> None:
        while "POST http" not in output.getvalue():
            time.sleep(0.01)
        _, _, rest = output.getvalue().partition("http://127.0.0.1:")
        connection = http.client.HTTPConnection("127.0.0.1", int(rest.partition("/")[0]), timeout=30)
        connection.request("POST", "/2015-03-31/functions/function/invocations", body=b"7")
        with pytest.raises(OSError, match=r".*"):
            connection.getresponse()
        connection.close()

    asker = threading.Thread(target=ask, daemon=True)
    asker.start()
    with pytest.raises(EmulatorError, match="ended by itself"):
        serve(write_function(text), port=None, environment={}, output=output)
    asker.join(timeout=5)
    assert not asker.is_alive()
