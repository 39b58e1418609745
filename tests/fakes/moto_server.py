"""CloudWatch on loopback: moto's server, for alarms, dashboards and metrics that ministack has not.

It never evaluates an alarm: a test that wants one to fire says so with SetAlarmState.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fakes.loopback_programs import PYTHON, free_port, installed, serving


@contextmanager
def moto_server(folder: Path) -> Iterator[str]:
    """Runs it with an empty state.

    Args:
        folder: For its log.

    Yields:
        Its address, for AWS_ENDPOINT_URL_CLOUDWATCH.
    """
    port = free_port()
    environment = {"PATH": os.defpath, "HOME": str(folder), "PYTHONPATH": str(installed("moto"))}
    command = [PYTHON, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with serving(command, port=port, environment=environment, folder=folder, log=folder / "moto.log"):
        yield f"http://127.0.0.1:{port}"
