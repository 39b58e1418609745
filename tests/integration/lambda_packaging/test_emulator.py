"""The real emulator runs a function as Lambda would, answers, measures, and is gone afterwards."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from lambda_packaging.emulator import start_emulator
from lambda_packaging.errors import EmulatorError, FunctionFailedError, PortInUseError
from lambda_packaging.unpack import UnpackedFunction

pytestmark = pytest.mark.network
type WriteFunction = Callable[[str], UnpackedFunction]
ECHO = "def handler(event, context):\n    return event\n"
LOOK_AROUND = """
import os, shutil, sys, layered

def writable(folder):
    try:
        open(f"{folder}/probe-was-here", "w").close()
        return True
    except OSError:
        return False

def handler(event, context):
    return {
        "file": __file__, "layered": layered.PLACE, "path": sys.path, "variables": dict(os.environ),
        "git": shutil.which("git"), "folder": os.getcwd(), "user_site": "site" in sys.modules,
        "writable": [folder for folder in ("/opt", "/var/task") if writable(folder)],
        "context": [context.function_name, context.memory_limit_in_mb],
    }
"""
START_AND_WAIT = """
import sys, time
from pathlib import Path
from lambda_packaging.emulator import start_emulator
from lambda_packaging.tools import EmulatorTools
from lambda_packaging.unpack import UnpackedFunction

folder, rie, ric = map(Path, sys.argv[1:])
tools = EmulatorTools(emulator=rie, runtime_client=ric)
function = UnpackedFunction(name="probe", handler="probe.handler", folder=folder, tools=tools)
with start_emulator(function, environment={}) as emulator:
    print(emulator.invoke({}).payload, flush=True)
    time.sleep(60)
"""


def wait_until_gone(process_id: int) -> bool:
    """Whether a process ends, or is only a zombie, within five seconds."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.01)
    return False


def test_events_are_answered_and_measured(write_function: WriteFunction) -> None:
    """The first answer is the cold start; later ones are quick."""
    text = f"print('importing')\n{ECHO}"
    with start_emulator(write_function(text), environment={}) as emulator:
        first = emulator.invoke({"a": [1, None, "ü"]})
        second = emulator.invoke("text")
        assert (first.payload, second.payload) == ({"a": [1, None, "ü"]}, "text")
        assert "importing" in first.log
        assert "importing" not in second.log
        assert "REPORT RequestId" in second.log
        assert 0 < second.duration_ms < first.duration_ms
        assert 0 < emulator.init_duration_ms <= first.duration_ms
        assert 5 < emulator.peak_memory_mb < 200
        assert 0 < emulator.cpu_seconds < 10


def test_figures_before_the_first_event_are_refused(write_function: WriteFunction) -> None:
    """The runtime starts with the first event."""
    with start_emulator(write_function(ECHO), environment={}) as emulator:
        with pytest.raises(EmulatorError, match="no cold start yet"):
            _ = emulator.init_duration_ms
        with pytest.raises(EmulatorError, match="expected an invocation first"):
            _ = emulator.peak_memory_mb


def test_the_function_sees_what_lambda_shows(write_function: WriteFunction) -> None:
    """Its own variables, no credential, no git, no site packages; in namespaces Lambda's places, read-only."""
    with start_emulator(
        write_function(LOOK_AROUND), environment={"OWN": "value"}, memory_size_mb=512, timeout_seconds=30
    ) as emulator:
        seen = emulator.invoke({}).payload
        isolation = emulator.isolation
    assert seen["variables"]["OWN"] == "value"
    assert "HOME" not in seen["variables"]
    # The emulator sets these itself, to nothing.
    assert not seen["variables"].get("AWS_ACCESS_KEY_ID")
    assert not seen["variables"].get("AWS_SECRET_ACCESS_KEY")
    assert seen["git"] is None
    assert not [folder for folder in seen["path"] if "site-packages" in folder and "/.cache/" not in folder]
    assert seen["context"] == ["probe", "512"]
    if isolation == "namespaces":
        assert seen["file"] == "/var/task/probe.py"
        assert seen["layered"] == "/opt/python/layered.py"
        assert seen["writable"] == []
        assert seen["folder"] == "/var/task"


def test_where_namespaces_are_forbidden_the_path_serves(
    write_function: WriteFunction, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same answer from other places, and the emulator says which."""
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.setenv("PATH", str(empty))
    function = write_function("import layered\n\ndef handler(event, context):\n    return layered.PLACE\n")
    with start_emulator(function, environment={}) as emulator:
        assert emulator.invoke({}).payload == str(function.layers / "python/layered.py")
        assert emulator.isolation == "PYTHONPATH"
    assert not list(function.folder.rglob("__pycache__"))


@pytest.mark.parametrize(
    ("text", "error_type", "words"),
    [
        ("import not_in_any_layer\n", "Runtime.ImportModuleError", "not_in_any_layer"),
        ("def other(event, context): ...\n", "Runtime.HandlerNotFound", "handler"),
        ("def handler(:\n", "Runtime.UserCodeSyntaxError", "probe.py"),
        ("def handler(event, context):\n    raise ValueError('no good')\n", "ValueError", "no good"),
    ],
)
def test_a_function_that_fails_is_told_in_the_runtimes_words(
    write_function: WriteFunction, text: str, error_type: str, words: str
) -> None:
    """Whether its handler cannot be imported, is not there, or raises."""
    with (
        start_emulator(write_function(text), environment={}) as emulator,
        pytest.raises(FunctionFailedError) as raised,
    ):
        emulator.invoke({})
    assert raised.value.error_type == error_type
    assert words in str(raised.value)


def test_a_function_that_takes_too_long_is_ended(write_function: WriteFunction) -> None:
    """By its own time-out, with its name in the message."""
    text = "import time\n\ndef handler(event, context):\n    time.sleep(30)\n"
    with (
        start_emulator(write_function(text), environment={}, timeout_seconds=1) as emulator,
        pytest.raises(EmulatorError, match="timed out after"),
    ):
        emulator.invoke({})


def test_nothing_stays_when_the_block_ends(write_function: WriteFunction) -> None:
    """Also when it ends with an exception."""
    function = write_function("import os\n\ndef handler(event, context):\n    return os.getpid(), os.getppid()\n")

    def fail_inside() -> None:
        with start_emulator(function, environment={}) as emulator:
            family.extend(emulator.invoke({}).payload)
            raise KeyboardInterrupt

    family: list[int] = []
    with pytest.raises(KeyboardInterrupt):
        fail_inside()
    assert len(family) == 2
    assert all(wait_until_gone(process_id) for process_id in family)


def test_nothing_stays_when_the_starting_process_is_killed(write_function: WriteFunction) -> None:
    """A kill leaves no time to clean up; the kernel does it."""
    function = write_function("import os\n\ndef handler(event, context):\n    return os.getppid()\n")
    places = (function.folder, function.tools.emulator, function.tools.runtime_client)
    with subprocess.Popen([sys.executable, "-c", START_AND_WAIT, *places], stdout=subprocess.PIPE) as starter:
        assert starter.stdout is not None
        emulator = int(starter.stdout.readline())
        os.kill(starter.pid, signal.SIGKILL)
    assert wait_until_gone(emulator)


def test_a_taken_port_is_refused(write_function: WriteFunction) -> None:
    """Before anything is started."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with (
            pytest.raises(PortInUseError, match="--port"),
            start_emulator(write_function(ECHO), environment={}, port=taken.getsockname()[1]),
        ):
            pass


def test_an_emulator_that_does_not_start_is_told(write_function: WriteFunction, tmp_path: Path) -> None:
    """With its words; here it is no emulator at all."""
    broken = tmp_path / "rie"
    broken.write_text("#!/bin/sh\necho not today\nexit 3\n")
    broken.chmod(0o755)
    function = write_function(ECHO)
    tools = type(function.tools)(emulator=broken, runtime_client=function.tools.runtime_client)
    function = UnpackedFunction(name="probe", handler="probe.handler", folder=function.folder, tools=tools)
    with (
        pytest.raises(EmulatorError, match=r"did not listen .*\(exit code 3\)[^$]*not today"),
        start_emulator(function, environment={}),
    ):
        pass


def test_an_emulator_that_ends_in_between_is_told(write_function: WriteFunction) -> None:
    """Instead of a connection error."""
    text = "import os, signal\n\ndef handler(event, context):\n    os.kill(os.getppid(), signal.SIGKILL)\n"
    with (
        start_emulator(write_function(text), environment={}) as emulator,
        pytest.raises(EmulatorError, match="the emulator did not answer"),
    ):
        emulator.invoke({})
