"""AWS on loopback: ministack, installed once from `requirements/ministack.lock`, started and stopped by whoever asks.

It runs under the bare interpreter of this machine, so that a function in it has its layers and nothing of ours.
"""

import hashlib
import os
import platform
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import botocore.session
from lambda_packaging.resolve import install

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "requirements" / "ministack.lock"
REGION = "eu-west-1"
ACCOUNT = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": REGION,
    "AWS_REGION": REGION,
}
START_SECONDS = 30
# In a mount namespace of its own, /opt is this machine's with a folder more, into which ministack unzips layers: so
# what comes from a layer comes from below /opt, as in Lambda, and the machine's own /opt stays as it is.
UNDER_OPT = """
set -e; mount -t tmpfs tmpfs "$1"; mkdir "$1/upper" "$1/work"
mount -t overlay -o lowerdir=/opt,upperdir="$1/upper",workdir="$1/work" overlay /opt
mkdir /opt/ministack; shift; exec "$@"
"""


@contextmanager
def ministack(folder: Path, *, at_opt: bool = False) -> Iterator[str]:
    """Runs it with an empty state.

    Args:
        folder: For its state and its log.
        at_opt: Whether layers shall lie below `/opt`; needs user namespaces.

    Yields:
        Its address.
    """
    port = _free_port()
    environment = {
        **ACCOUNT,
        "PATH": os.defpath,
        "HOME": str(folder),
        "TMPDIR": "/opt/ministack" if at_opt else str(folder),
        "PYTHONPATH": str(_installed()),
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        "LAMBDA_EXECUTOR": "local",
        "LAMBDA_ASYNC_RETRY_BASE_SECONDS": "0.1",
    }
    python = Path(sys.base_prefix) / "bin" / "python3"
    with (folder / "ministack.log").open("wb") as log:
        process = subprocess.Popen(
            [*(_under_opt(folder) if at_opt else ()), python, "-m", "ministack"], cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _wait_for(port, process, folder / "ministack.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _under_opt(folder: Path) -> tuple[str, ...]:
    opt = folder / "opt"
    opt.mkdir()
    return ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", UNDER_OPT, "sh", str(opt))


def client(service: str, address: str) -> Any:
    """Returns a client for one of its services."""
    return botocore.session.get_session().create_client(
        service,
        endpoint_url=address,
        region_name=REGION,
        aws_access_key_id=ACCOUNT["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=ACCOUNT["AWS_SECRET_ACCESS_KEY"],
    )


def _installed() -> Path:
    key = hashlib.sha256(LOCK.read_bytes() + platform.python_version().encode()).hexdigest()[:16]
    folder = ROOT / "build" / "tools" / f"ministack-{key}"
    if not (folder / "ministack").is_dir():
        install(LOCK, folder, python=platform.python_version(), platform="this machine")
    return folder


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise RuntimeError(f"ministack did not start: {log.read_text(errors='replace')[-2000:]}")
