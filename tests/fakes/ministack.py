"""AWS on loopback: ministack, installed once from `requirements/ministack.lock`, started and stopped by whoever asks.

It runs under the bare interpreter of this machine, so that a function in it has its layers and nothing of ours.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import botocore.session
from fakes.loopback_programs import PYTHON, free_port, installed, serving

REGION = "eu-west-1"
ACCOUNT = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": REGION,
    "AWS_REGION": REGION,
}
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
    port = free_port()
    environment = {
        **ACCOUNT,
        "PATH": os.defpath,
        "HOME": str(folder),
        "TMPDIR": "/opt/ministack" if at_opt else str(folder),
        "PYTHONPATH": str(installed("ministack")),
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        "LAMBDA_EXECUTOR": "local",
        "LAMBDA_ASYNC_RETRY_BASE_SECONDS": "0.1",
    }
    command = [*(_under_opt(folder) if at_opt else ()), PYTHON, "-m", "ministack"]
    with serving(command, port=port, environment=environment, folder=folder, log=folder / "ministack.log"):
        yield f"http://127.0.0.1:{port}"


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
