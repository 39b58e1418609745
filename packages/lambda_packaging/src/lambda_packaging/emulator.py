"""A function in AWS's own runtime interface emulator, on loopback.

Comes in: an unpacked function and its variables. Goes out: answers to events, and what the process cost.

The runtime starts with the first event, so that one emulator is exactly one cold start. The emulator's own
figures for memory and for the first duration are not Lambda's: memory is read from the process, init from
its report.
"""

import http.client
import json
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lambda_packaging.errors import EmulatorError, FunctionFailedError, PortInUseError
from lambda_packaging.isolation import SEARCH_PATH, Isolation, choose_isolation
from lambda_packaging.processes import (
    end_with_descendants,
    ends_with_its_parent,
    find_descendant,
    read_cpu_seconds,
    read_peak_memory_mb,
)
from lambda_packaging.tools import require_linux
from lambda_packaging.unpack import UnpackedFunction

LOOPBACK = "127.0.0.1"
INVOCATION_PATH = "/2015-03-31/functions/function/invocations"
START_SECONDS = 10
GRACE_SECONDS = 20  # beyond the function's own time-out: the emulator answers that one itself
LOG_SECONDS = 0.5  # how long the last log line of an invocation may take; a failed one has none
TIMED_OUT = "Task timed out after"
INIT_REPORT = re.compile(r"INIT REPORT\(durationMs: ([0-9.]+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Invocation:
    """One answer.

    Attributes:
        payload: What the handler returned.
        duration_ms: Wall time from the request to the answer.
        log: What the function and the runtime wrote meanwhile.
    """

    payload: Any
    duration_ms: float
    log: str


class Emulator:
    """A running emulator with one function; `start_emulator` makes it."""

    def __init__(
        self, *, process: subprocess.Popen[bytes], port: int, log: Path, isolation: str, timeout_seconds: int
    ) -> None:
        self.isolation = isolation
        self.port = port
        self._process = process
        self._log = log
        self._timeout_seconds = timeout_seconds

    @property
    def is_running(self) -> bool:
        """Whether the emulator is still there."""
        return self._process.poll() is None

    @property
    def log(self) -> str:
        """Everything that the function and the runtime wrote so far."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    @property
    def init_duration_ms(self) -> float:
        """How long the runtime took to import the handler, by the runtime's own report.

        Raises:
            EmulatorError: Nothing was invoked yet.
        """
        report = INIT_REPORT.search(self.log)
        if report is None:
            raise EmulatorError("there was no cold start yet; expected an invocation first", log=self.log)
        return float(report[1])

    @property
    def peak_memory_mb(self) -> float:
        """The largest resident size of the function's process so far."""
        return read_peak_memory_mb(self._runtime())

    @property
    def cpu_seconds(self) -> float:
        """The processor time of the function's process so far, all its threads."""
        return read_cpu_seconds(self._runtime())

    def invoke(self, event: Any) -> Invocation:
        """Sends `event` and waits for the answer.

        Raises:
            FunctionFailedError: The handler raised or cannot be imported.
            EmulatorError: The function took too long, or the emulator ended.
        """
        written_before = self._log.stat().st_size
        started = time.perf_counter()
        status, body = self._post(json.dumps(event).encode())
        duration_ms = (time.perf_counter() - started) * 1000
        log = self._log_since(written_before)
        return Invocation(payload=read_answer(status, body, log=log), duration_ms=duration_ms, log=log)

    def wait_until_listening(self) -> None:
        """Returns as soon as the emulator takes connections.

        Raises:
            PortInUseError: Another process was faster.
            EmulatorError: The emulator ended, or took too long.
        """
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                break
            with socket.socket() as attempt:
                if attempt.connect_ex((LOOPBACK, self.port)) == 0:
                    return
            time.sleep(0.002)
        if "address already in use" in self.log:
            raise PortInUseError(self.port)
        problem = f"the emulator did not listen within {START_SECONDS} s (exit code {self._process.poll()})"
        raise EmulatorError(f"{problem}; expected it to start. Its words:", log=self.log)

    def _runtime(self) -> int:
        found = find_descendant(self._process.pid, word="awslambdaric")
        if found is None:
            raise EmulatorError("the function's process is not running; expected an invocation first", log=self.log)
        return found

    def _post(self, body: bytes) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=self._timeout_seconds + GRACE_SECONDS)
        try:
            connection.request("POST", INVOCATION_PATH, body=body, headers={"Content-Type": "application/json"})
            response = connection.getresponse()
            return response.status, response.read()
        except (OSError, http.client.HTTPException) as error:
            problem = f"the emulator did not answer ({error or type(error).__name__}); expected one. Its words:"
            raise EmulatorError(problem, log=self.log) from error
        finally:
            connection.close()

    def _log_since(self, position: int) -> str:
        """Gives the log after `position`; the runtime writes its last line a moment after the answer."""
        deadline = time.monotonic() + LOG_SECONDS
        while True:
            text = self._log.read_bytes()[position:].decode(errors="replace")
            if "REPORT RequestId" in text or time.monotonic() > deadline:
                return text
            time.sleep(0.001)


@contextmanager
def start_emulator(
    unpacked: UnpackedFunction,
    *,
    environment: Mapping[str, str],
    timeout_seconds: int = 60,
    memory_size_mb: int = 1536,
    port: int | None = None,
) -> Iterator[Emulator]:
    """Runs the emulator on `unpacked` for the length of the block.

    Args:
        unpacked: The function with its layers.
        environment: The function's variables, on top of Lambda's own; nothing else is inherited.
        timeout_seconds: The function's time-out. It includes the cold start, which Lambda does not charge.
        memory_size_mb: What the function is told; it is not enforced.
        port: Where to listen on loopback; a free one if not given.

    Raises:
        PlatformError: The machine is not Linux.
        PortInUseError: Something listens on `port`.
        EmulatorError: The emulator does not start.
    """
    require_linux(sys.platform)
    isolation = choose_isolation(unpacked)
    own_port, runtime_port = choose_ports(port)
    with tempfile.TemporaryDirectory(prefix="emulator-") as scratch:
        log = Path(scratch, "log")
        programs = Path(scratch, "bin")
        programs.mkdir()
        variables = lambda_variables(unpacked, isolation, programs=programs)
        variables["AWS_LAMBDA_FUNCTION_TIMEOUT"] = str(timeout_seconds)
        variables["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = str(memory_size_mb)
        with log.open("wb") as stream:
            process = subprocess.Popen(  # noqa: S603  # the arguments are ours, no shell reads them
                emulator_command(unpacked, isolation, port=own_port, runtime_port=runtime_port),
                cwd=unpacked.task,
                env=variables | dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            emulator = Emulator(
                process=process,
                port=own_port,
                log=log,
                isolation=isolation.kind,
                timeout_seconds=timeout_seconds,
            )
            emulator.wait_until_listening()
            yield emulator
        finally:
            end_with_descendants(process)


def emulator_command(unpacked: UnpackedFunction, isolation: Isolation, *, port: int, runtime_port: int) -> list[str]:
    """Gives the command that runs the emulator with the function's runtime in it."""
    return [
        *isolation.prefix,
        *ends_with_its_parent(),
        str(unpacked.tools.emulator),
        *("--runtime-interface-emulator-address", f"{LOOPBACK}:{port}"),
        *("--runtime-api-address", f"{LOOPBACK}:{runtime_port}"),
        # -S: or the packages of this environment could be imported, and hide a hole in a layer.
        *(sys.executable, "-S", "-m", "awslambdaric", unpacked.handler),
    ]


def lambda_variables(unpacked: UnpackedFunction, isolation: Isolation, *, programs: Path) -> dict[str, str]:
    """Gives the variables that Lambda sets; none holds a credential.

    Args:
        unpacked: The function.
        isolation: Where it finds its files.
        programs: The only folder on PATH, an empty one: Lambda has no git either.
    """
    modules = (isolation.task, f"{isolation.layers}/python", unpacked.tools.runtime_client, *unpacked.further_modules)
    variables = {
        "AWS_LAMBDA_FUNCTION_NAME": unpacked.name,
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
        "LAMBDA_TASK_ROOT": isolation.task,
        "PYTHONPATH": ":".join(map(str, modules)),
        "PATH": str(programs),
        "LANG": "en_US.UTF-8",
        "TZ": ":UTC",
    }
    if isolation.kind == SEARCH_PATH:  # there the folders are writable, and a second start must be as cold as the first
        variables["PYTHONDONTWRITEBYTECODE"] = "1"
    return variables


def choose_ports(port: int | None) -> tuple[int, int]:
    """Gives `port`, or a free one, and a free one for the runtime's side.

    Raises:
        PortInUseError: Something listens on `port`.
    """
    with socket.socket() as own, socket.socket() as runtime:
        own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # one that has just been left is free
        try:
            own.bind((LOOPBACK, port or 0))
        except OSError as error:
            raise PortInUseError(port or 0) from error
        runtime.bind((LOOPBACK, 0))
        return own.getsockname()[1], runtime.getsockname()[1]


def read_answer(status: int, body: bytes, *, log: str) -> Any:
    """Gives what the handler returned. The emulator answers 200 also for failures, so the body decides.

    Raises:
        FunctionFailedError: The handler raised or cannot be imported.
        EmulatorError: The function took too long, or the answer is no JSON.
    """
    text = body.decode(errors="replace")
    if text.startswith(TIMED_OUT) or TIMED_OUT in text[:200]:
        raise EmulatorError(f"the function did not finish ({text}); expected an answer. Its words:", log=log)
    try:
        payload = json.loads(text) if text else None
    except ValueError as error:
        raise EmulatorError(f"the answer is no JSON ({text[:200]!r}); expected JSON. Its words:", log=log) from error
    if isinstance(payload, dict) and "errorType" in payload and "errorMessage" in payload:
        raise FunctionFailedError(error_type=payload["errorType"], error_message=payload["errorMessage"], log=log)
    if status >= http.client.BAD_REQUEST:
        raise EmulatorError(f"the emulator answered {status} ({text[:200]}); expected 200. Its words:", log=log)
    return payload
