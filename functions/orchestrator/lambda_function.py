"""The Lambda function of CodeRipple: one function, its code in two layers.

Comes in: a webhook of GitHub through API Gateway, a direct invocation with the payload, or `GET /health`.
Goes out: an answer for API Gateway. HTTP statuses are chosen here and nowhere else.

Everything of CodeRipple is imported inside the functions: it comes from the layers, and a request that is
refused must not pay for what only a worked-off push needs.
"""

# ruff: noqa: PLC0415  # see above: imports inside the functions are the point

from __future__ import annotations  # kept as text, which is all that a type checker needs of them

import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from lambda_common import answer, logger, report_failure

if TYPE_CHECKING:
    from coderipple.config import Config
    from coderipple.webhook_parser import WebhookEvent

    type Process = Callable[[WebhookEvent, Any], Mapping[str, Any]]


def _process_webhook(webhook_event: WebhookEvent, context: Any) -> Mapping[str, Any]:
    from coderipple.orchestrator_agent import process_webhook

    return process_webhook(webhook_event, context)


def lambda_handler(
    event: Any, context: Any, *, process: Process = _process_webhook, environ: Mapping[str, str] | None = None
) -> dict[str, object]:
    """Answers one invocation; the entry point, to which Lambda gives the first two arguments.

    Args:
        event: An event of API Gateway, or the payload itself when invoked directly.
        context: Lambda's context; its request id ties an answer to the log.
        process: Works a webhook off; the orchestrator's `process_webhook`.
        environ: The settings' variables; the process's own when left out.
    """
    try:
        return _route(event, context, process, environ)
    except Exception as error:  # noqa: BLE001  # the sender gets an answer, the log gets the details
        reason = report_failure(error, context)
        return answer(500, {"message": "Webhook processing failed", "error": reason, "mode": "error"})


def health_check_handler(event: Any, context: Any) -> dict[str, object]:  # noqa: ARG001  # Lambda's signature
    """Tells whether the layers work, and the versions they brought."""
    try:
        from coderipple.config import get_config
        from coderipple.layer_health import read_layer_versions

        config = get_config()
        versions = read_layer_versions(layer_based=config.layer_based)
        told = {"status": "healthy", **versions, "layers_functional": True, "architecture": config.architecture}
        return answer(200, told)
    except Exception as error:  # noqa: BLE001  # a monitor needs an answer, whatever is broken
        reason = report_failure(error, context)
        return answer(500, {"status": "unhealthy", "error": reason, "layers_functional": False})


def _route(event: Any, context: Any, process: Process, environ: Mapping[str, str] | None) -> dict[str, object]:
    """The order of a request: the cheap refusals first, the signature before anything is parsed."""
    try:
        from coderipple.http_request import read_request, read_webhook
    except ImportError:
        if _asks_for_health(event):
            return health_check_handler(event, context)
        raise
    from coderipple.authorization import authorize
    from coderipple.config import get_config
    from coderipple.errors import BodyTooLargeError, FormEncodedError, RequestError, SignatureError

    try:
        request = read_request(event)
        if request.method == "GET" and _asks_for_health(event):
            return health_check_handler(event, context)
        if request.method != "POST":
            return _refuse(404, "nothing is here; POST a webhook, or GET /health")
        config = get_config(environ)
        logging.getLogger("coderipple").setLevel(config.log_level)
        authorize(request, config)
        webhook_event = read_webhook(request)
    except RequestError as error:
        statuses = {SignatureError: 401, BodyTooLargeError: 413, FormEncodedError: 415}
        return _refuse(statuses.get(type(error), 400), str(error))
    return _work_off(webhook_event, context, process, config)


def _asks_for_health(event: Any) -> bool:
    """Judged by the path, and without the layers: that they are missing is what a monitor must hear."""
    path = event.get("rawPath", event.get("path")) if isinstance(event, dict) else None
    return str(path).rstrip("/").endswith("/health")


def _refuse(status: int, reason: str) -> dict[str, object]:
    logger.warning("status=<%s> | webhook refused: %s", status, reason)
    return answer(status, {"message": "Webhook refused", "error": reason, "mode": "error"})


def _work_off(webhook_event: WebhookEvent, context: Any, process: Process, config: Config) -> dict[str, object]:
    if webhook_event.kind == "ping":
        _log(webhook_event, "ping answered")
        return _outcome(200, "Ping received", webhook_event, config, {"ai_powered": False, "skipped": "a ping"})
    # The seam of the asynchronous hand-over: here a pointer to the event would be handed on instead.
    _log(webhook_event, "webhook accepted")
    result = process(webhook_event, context)
    if not result.get("admitted", True):
        _log(webhook_event, "webhook not admitted")
        return _outcome(202, "Webhook not admitted", webhook_event, config, result)
    _log(webhook_event, "webhook worked off")
    return _outcome(200, "Webhook processed successfully", webhook_event, config, result)


def _log(webhook_event: WebhookEvent, happened: str) -> None:
    facts = (webhook_event.repository_name, webhook_event.delivery_id, happened)
    logger.info("repository=<%s>, delivery=<%s> | %s", *facts)


def _outcome(
    status: int, message: str, webhook_event: WebhookEvent, config: Config, result: Mapping[str, Any]
) -> dict[str, object]:
    return answer(
        status,
        {
            "message": message,
            "repository": webhook_event.repository_name,
            "agents_invoked": result.get("agents_invoked", []),
            "documentation_updated": result.get("documentation_updated", False),
            "processing_time": result.get("processing_time", 0),
            # `process_webhook` always says it; the default is the contract's for a caller that does not.
            "ai_powered": result.get("ai_powered", True),
            "architecture": config.architecture,
            "skipped": result.get("skipped"),
            "documents": result.get("documents", []),
            "decisions": result.get("decisions", []),
            "warnings": result.get("warnings", []),
        },
    )
