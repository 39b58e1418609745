"""What is handed to the emulator and what its answers mean; that it runs is shown in tests/integration."""

import socket
from pathlib import Path

import pytest
from lambda_packaging.emulator import choose_ports, emulator_command, lambda_variables, read_answer
from lambda_packaging.errors import EmulatorError, FunctionFailedError, PortInUseError
from lambda_packaging.isolation import Isolation
from lambda_packaging.tools import EmulatorTools
from lambda_packaging.unpack import UnpackedFunction

FUNCTION = UnpackedFunction(
    name="greeter",
    handler="greet.handler",
    folder=Path("/srv/function"),
    tools=EmulatorTools(emulator=Path("/tools/rie"), runtime_client=Path("/tools/ric")),
)
NAMESPACES = Isolation(kind="namespaces", prefix=("unshare", "-m"), task="/var/task", layers="/opt")
SEARCH_PATH = Isolation(kind="PYTHONPATH", prefix=(), task="/srv/function/var/task", layers="/srv/function/opt")


def test_modules_are_found_in_lambdas_order_and_nowhere_else() -> None:
    """The function, the layers, the runtime's own client; and no site packages (-S)."""
    variables = lambda_variables(FUNCTION, NAMESPACES, programs=Path("/empty"))
    assert variables["PYTHONPATH"] == "/var/task:/opt/python:/tools/ric"
    assert variables["LAMBDA_TASK_ROOT"] == "/var/task"
    assert variables["AWS_LAMBDA_FUNCTION_NAME"] == "greeter"
    command = emulator_command(FUNCTION, NAMESPACES, port=9000, runtime_port=9001)
    assert command[:2] == ["unshare", "-m"]
    assert command[-4:] == ["-S", "-m", "awslambdaric", "greet.handler"]
    assert "127.0.0.1:9000" in command
    assert "127.0.0.1:9001" in command


def test_the_variables_hold_no_credential_and_no_program() -> None:
    """A function that needs git or a key fails here as it would in Lambda."""
    variables = lambda_variables(FUNCTION, NAMESPACES, programs=Path("/empty"))
    assert variables["PATH"] == "/empty"
    assert not [name for name in variables if "KEY" in name or "TOKEN" in name or "SECRET" in name]


def test_writable_folders_are_kept_cold() -> None:
    """Through the path a start could leave bytecode for the next; in the namespace nothing can be written."""
    assert "PYTHONDONTWRITEBYTECODE" not in lambda_variables(FUNCTION, NAMESPACES, programs=Path("/empty"))
    variables = lambda_variables(FUNCTION, SEARCH_PATH, programs=Path("/empty"))
    assert variables["PYTHONDONTWRITEBYTECODE"] == "1"
    assert variables["PYTHONPATH"].startswith("/srv/function/var/task:/srv/function/opt/python:")


def test_free_ports_are_chosen_and_a_taken_one_is_refused() -> None:
    """Two different ones, and the wanted one if it is free."""
    own, runtime = choose_ports(None)
    assert own != runtime
    assert choose_ports(own)[0] == own
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortInUseError) as raised:
            choose_ports(port)
    assert raised.value.port == port


@pytest.mark.parametrize(
    ("body", "payload"), [(b'{"a": 1}', {"a": 1}), (b"null", None), (b"", None), (b'"text"', "text")]
)
def test_an_answer_is_what_the_handler_returned(body: bytes, payload: object) -> None:
    """A handler may return nothing, or no object."""
    assert read_answer(200, body, log="") == payload


def test_a_failure_is_told_by_the_body_not_by_the_status() -> None:
    """The emulator answers 200 when a handler raised."""
    body = b'{"errorMessage": "no", "errorType": "ValueError", "stackTrace": []}'
    with pytest.raises(FunctionFailedError) as raised:
        read_answer(200, body, log="its log")
    assert (raised.value.error_type, raised.value.error_message, raised.value.log) == ("ValueError", "no", "its log")


@pytest.mark.parametrize(
    ("status", "body", "problem"),
    [
        (200, b"Task timed out after 1.00 seconds", "did not finish"),
        (200, b"<html>", "is no JSON"),
        (502, b"{}", "answered 502"),
    ],
)
def test_anything_else_than_an_answer_is_an_error(status: int, body: bytes, problem: str) -> None:
    """With the function's own log."""
    with pytest.raises(EmulatorError, match=problem) as raised:
        read_answer(status, body, log="its log")
    assert raised.value.log == "its log"
