"""Programs that stand for AWS on loopback: installed once from their own lock, ended by whoever began them.

They run under the bare interpreter of this machine, so that nothing of theirs mixes with what is tested.
"""

import hashlib
import platform
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from lambda_packaging.resolve import install

ROOT = Path(__file__).parents[2]
PYTHON = Path(sys.base_prefix) / "bin" / "python3"
START_SECONDS, END_SECONDS = 30, 10


def installed(name: str) -> Path:
    """Returns the folder with the modules that `requirements/NAME.lock` pins, for PYTHONPATH."""
    lock = ROOT / "requirements" / f"{name}.lock"
    key = hashlib.sha256(lock.read_bytes() + platform.python_version().encode()).hexdigest()[:16]
    folder = ROOT / "build" / "tools" / f"{name}-{key}"
    if not folder.is_dir():
        # Whole or not at all: another run may look for it, and this one may be interrupted.
        with tempfile.TemporaryDirectory(dir=_made(folder.parent), prefix=f"{name}-") as temporary:
            whole = Path(temporary) / name
            install(lock, whole, python=platform.python_version(), platform="this machine")
            with suppress(OSError):
                whole.rename(folder)
    return folder


def free_port() -> int:
    """Returns a port of loopback that nothing listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


@contextmanager
def serving(
    command: Sequence[str | Path], *, port: int, environment: Mapping[str, str], folder: Path, log: Path
) -> Iterator[None]:
    """Runs a server from the moment it listens until the block ends."""
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, env=dict(environment), stdout=output, stderr=subprocess.STDOUT)
        try:
            _wait_for(port, process, log)
            yield
        finally:
            process.terminate()
            try:
                process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise RuntimeError(f"{log.stem} did not start: {log.read_text(errors='replace')[-2000:]}")
