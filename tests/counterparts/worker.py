"""One container of the function: a process that works deliveries off one after the other.

Comes in: events as API Gateway hands them over, and the settings' variables. Goes out: status and answer.

It has no AWS and no built layers, but the function's own entry point, in a process of its own: what is kept in memory
between two deliveries is kept here too, and is not shared.
"""

import json
import os
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from tempfile import TemporaryDirectory
from typing import Any

WORKERS = 8
SECONDS = 40.0  # of Lambda's 900: long enough to work, too short to wait for a limit of a minute


@dataclass(slots=True)
class Context:
    """What the function asks of Lambda's context."""

    aws_request_id: str = "request-of-the-tests"
    started: float = field(default_factory=time.monotonic)

    def get_remaining_time_in_millis(self) -> int:
        """Tells the milliseconds that are left."""
        return int(1000 * (SECONDS - (time.monotonic() - self.started)))


def work_off(event: Mapping[str, Any], variables: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
    """Works one delivery off in this process, without a file that an earlier one kept; returns status and answer."""
    from lambda_function import lambda_handler

    with TemporaryDirectory() as folder:
        os.environ.update({**variables, "XDG_CACHE_HOME": folder})
        tempfile.tempdir = folder
        answer: Any = lambda_handler(event, Context())
        tempfile.tempdir = None
    return answer["statusCode"], json.loads(answer["body"])
