"""Clients of AWS with which nobody waits long: GitHub gives a webhook 10 s.

Comes in: what to call. Goes out: what it answered. An attempt ends after 1 s without a connection, or 3 s without an
answer. There is a second one only if the first ended within half a second, as it does on a connection that the other
side has closed while the function was frozen.
"""

import time
from collections.abc import Callable
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

CONNECT_SECONDS, READ_SECONDS = 1, 3
AGAIN_WITHIN_SECONDS = 0.5

SETTINGS = Config(
    connect_timeout=CONNECT_SECONDS,
    read_timeout=READ_SECONDS,
    retries={"mode": "standard", "total_max_attempts": 1},
)
"""How every client of the acknowledging path is made."""


def call(request: Callable[[], Any], seconds: Callable[[], float] = time.monotonic) -> Any:
    """Calls AWS, and once more where the first attempt failed quickly and may fare better.

    Raises:
        BotoCoreError: There was no answer.
        ClientError: The answer is an error.
    """
    started = seconds()
    try:
        return request()
    except (BotoCoreError, ClientError) as error:
        if seconds() - started >= AGAIN_WITHIN_SECONDS or not _is_passing(error):
            raise
    return request()


def problem_of(error: BotoCoreError | ClientError) -> str:
    """Names an error of AWS by its code or class, without its message, which quotes the request."""
    if isinstance(error, ClientError):
        return str(error.response.get("Error", {}).get("Code", "an error without a code"))
    return type(error).__name__


def _is_passing(error: BotoCoreError | ClientError) -> bool:
    """Whether it is the connection, or an error that AWS blames on itself or on haste."""
    if isinstance(error, ClientError):
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        return bool(status >= 500 or status == 429)
    return hasattr(error, "kwargs") and "endpoint_url" in error.kwargs
