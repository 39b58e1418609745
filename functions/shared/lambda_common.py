"""What a Lambda function must have even if its layers are broken: answers, and failures told to the log.

Comes in: a status and what to say; or an exception that nobody expected.
Goes out: an answer in the form that API Gateway expects; or what the sender may know of the failure.
Standard library only: it is part of every cold start.
"""

import json
import logging
import traceback
from collections.abc import Mapping

HEADERS = {"Content-Type": "application/json", "Access-Control-Allow-Origin": "*"}

# Under the package's logger, so that one level holds for the handlers and the layers.
logger = logging.getLogger("coderipple.handler")


class RunFailedError(Exception):
    """An invocation that nobody waits for failed; its message is safe to log. Lambda tries it again, then keeps it."""


def answer(status: int, body: Mapping[str, object]) -> dict[str, object]:
    """Builds an answer for API Gateway."""
    return {"statusCode": status, "headers": dict(HEADERS), "body": json.dumps(body)}


def report_failure(error: Exception, context: object) -> str:
    """Logs a failure with its place, and returns what the sender may know: its class and Lambda's request id."""
    kind = type(error).__name__
    frames = "".join(traceback.format_tb(error.__traceback__))
    extra = getattr(error, "log_fields", None)  # by `coderipple.log_fields`: what was worked off
    logger.error("error=<%s> | webhook failed: %s\n%s", kind, _safe_message(error), frames, extra=extra)
    return f"{kind}, request {getattr(context, 'aws_request_id', 'unknown')}"


def _safe_message(error: Exception) -> str:
    """What may be logged of an error: a foreign message may quote the payload or a token."""
    # Told by an attribute: when the layers are broken, CodeRipple's class cannot be imported.
    if getattr(error, "is_safe_to_log", False):
        return str(error)
    if isinstance(error, ImportError):
        return f"cannot import {error.name}" if error.name else str(error)
    return getattr(error, "strerror", None) or "message withheld"
