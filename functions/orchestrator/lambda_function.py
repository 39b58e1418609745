"""The Lambda function of CodeRipple: one function, its code in two layers.

Comes in: a webhook of GitHub through API Gateway, a direct invocation with the payload, or `GET /health`.
Goes out: an answer for API Gateway. HTTP statuses are chosen here and nowhere else.

Everything of CodeRipple is imported inside the functions: it comes from the layers, and a request that is
refused must not pay for what only a worked-off push needs.
"""

# ruff: noqa: PLC0415  # see above: imports inside the functions are the point

import functools
import json
import logging
import traceback
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from lambda_common import Answer, Request, RequestRefusedError, answer, is_direct, read_request

if TYPE_CHECKING:
    from coderipple.config import Config
    from coderipple.webhook_parser import WebhookEvent

LAYER_ROOT = "/opt/"

# Under the package's logger, so that one level holds for the handler and the layers.
logger = logging.getLogger("coderipple.handler")

type Process = Callable[["WebhookEvent", Any], Mapping[str, Any]]


def lambda_handler(event: dict[str, Any], context: Any) -> Answer:
    """Answers one invocation; the entry point that Lambda calls.

    Args:
        event: An event of API Gateway, or the payload itself when invoked directly.
        context: Lambda's context; its request id ties an answer to the log.
    """
    return answer_event(event, context, process=_process_webhook)


def health_check_handler(event: dict[str, Any], context: Any) -> Answer:  # noqa: ARG001  # Lambda's signature
    """Tells whether the layers work, and the versions they brought."""
    try:
        from coderipple.config import get_config

        config = get_config()
        report = _layer_report(layer_based=config.layer_based)
        return answer(200, {"status": "healthy", **report, "architecture": config.architecture})
    except Exception as error:  # noqa: BLE001  # a monitor needs an answer, whatever is broken
        _log_failure(error)
        reason = f"{type(error).__name__}, request {_request_id(context)}"
        return answer(500, {"status": "unhealthy", "error": reason, "layers_functional": False})


def answer_event(
    event: dict[str, Any], context: Any, *, process: Process, environ: Mapping[str, str] | None = None
) -> Answer:
    """Does what `lambda_handler` promises, with its collaborators handed in.

    Args:
        event: As in `lambda_handler`.
        context: As in `lambda_handler`.
        process: Works a webhook off; the orchestrator's `process_webhook`.
        environ: The settings' variables; the process's own when left out.
    """
    try:
        if is_direct(event):
            return _work_off(event, headers={}, context=context, process=process, config=_config(environ))
        return _route(event, context, process=process, environ=environ)
    except RequestRefusedError as refusal:
        logger.warning("status=<%s> | webhook refused: %s", refusal.status, refusal.reason)
        return answer(refusal.status, {"message": "Webhook refused", "error": refusal.reason, "mode": "error"})
    except Exception as error:  # noqa: BLE001  # the sender gets an answer, the log gets the details
        _log_failure(error)
        reason = f"{type(error).__name__}, request {_request_id(context)}"
        return answer(500, {"message": "Webhook processing failed", "error": reason, "mode": "error"})


def _route(event: dict[str, Any], context: Any, *, process: Process, environ: Mapping[str, str] | None) -> Answer:
    """The order of an HTTP request: the cheap refusals first, the signature before anything is parsed."""
    request = read_request(event)
    if request.method == "GET" and request.path.rstrip("/").endswith("/health"):
        return health_check_handler(event, context)
    if request.method != "POST":
        raise RequestRefusedError(status=404, reason="nothing is here; POST a webhook, or GET /health")
    config = _config(environ)
    _authorize(request, config)
    return _work_off(_payload(request), request.headers, context=context, process=process, config=config)


def _process_webhook(webhook_event: "WebhookEvent", context: Any) -> Mapping[str, Any]:
    from coderipple.orchestrator_agent import process_webhook

    return process_webhook(webhook_event, context)


def _config(environ: Mapping[str, str] | None) -> "Config":
    from coderipple.config import get_config

    config = get_config(environ)
    logging.getLogger("coderipple").setLevel(config.log_level)
    return config


def _authorize(request: Request, config: "Config") -> None:
    """Lets a request pass that a configured secret signed.

    Outside Lambda, with no secret configured, every request passes: that is a developer's own machine.
    """
    from coderipple.errors import ConfigurationError, SignatureError
    from coderipple.signature import is_well_formed, verify

    if not config.inside_lambda and not config.webhook_secret:
        return
    header = request.headers.get("x-hub-signature-256")
    if is_well_formed(header) and not config.webhook_secret:
        raise ConfigurationError(
            setting="CODERIPPLE_WEBHOOK_SECRET",
            value=None,
            expected="the webhook's secret; inside Lambda unsigned webhooks are refused",
        )
    try:
        verify(request.body, header, (config.webhook_secret,))
    except SignatureError as error:
        raise RequestRefusedError(status=401, reason=str(error)) from None


def _payload(request: Request) -> object:
    if request.headers.get("content-type", "").lower().startswith("application/x-www-form-urlencoded"):
        raise RequestRefusedError(
            status=415,
            reason="the body is form-encoded; expected JSON. "
            "Set the webhook's content type to application/json in its settings on GitHub",
        )
    if not request.body:
        raise RequestRefusedError(status=400, reason="the request has no body; expected a webhook's JSON")
    try:
        return json.loads(request.body.decode())
    except ValueError:
        raise RequestRefusedError(status=400, reason="the body is not JSON in UTF-8") from None
    except RecursionError:
        raise RequestRefusedError(status=400, reason="the body's JSON is nested too deeply") from None


def _work_off(
    payload: object, headers: Mapping[str, str], *, context: Any, process: Process, config: "Config"
) -> Answer:
    from coderipple.errors import PayloadError
    from coderipple.webhook_parser import WebhookEvent, infer_kind

    try:
        kind = headers.get("x-github-event", infer_kind(payload))
        webhook_event = WebhookEvent(payload, kind=kind, delivery_id=headers.get("x-github-delivery"))
    except PayloadError as error:
        raise RequestRefusedError(status=400, reason=str(error)) from None
    facts = (webhook_event.repository_name, webhook_event.delivery_id)
    if kind == "ping":
        logger.info("repository=<%s>, delivery=<%s> | ping answered", *facts)
        return _outcome(200, "Ping received", webhook_event, config, {"ai_powered": False, "skipped": "a ping"})
    # The seam of the asynchronous hand-over: here a pointer to the event would be handed on instead.
    logger.info("repository=<%s>, delivery=<%s> | webhook accepted", *facts)
    result = process(webhook_event, context)
    if not result.get("admitted", True):
        logger.info("repository=<%s>, delivery=<%s> | webhook not admitted", *facts)
        return _outcome(202, "Webhook not admitted", webhook_event, config, result)
    logger.info("repository=<%s>, delivery=<%s> | webhook worked off", *facts)
    return _outcome(200, "Webhook processed successfully", webhook_event, config, result)


def _outcome(
    status: int, message: str, webhook_event: "WebhookEvent", config: "Config", result: Mapping[str, Any]
) -> Answer:
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


@functools.cache  # the layers of a container never change
def _layer_report(*, layer_based: bool) -> dict[str, object]:
    from importlib.metadata import version

    import boto3  # type: ignore[import-untyped]  # it has no annotations
    import coderipple
    import strands

    misplaced = [
        module.__name__
        for module in (coderipple, strands, boto3)
        if layer_based and not str(module.__file__).startswith(LAYER_ROOT)
    ]
    if misplaced:
        raise ImportError(f"{', '.join(misplaced)} not loaded from {LAYER_ROOT}; expected every one in a layer")
    return {
        "coderipple_version": coderipple.__version__,
        "boto3_version": boto3.__version__,
        "strands_version": version("strands-agents"),
        "layers_functional": True,
    }


def _request_id(context: Any) -> str:
    return str(getattr(context, "aws_request_id", "unknown"))


def _log_failure(error: Exception) -> None:
    frames = "".join(traceback.format_tb(error.__traceback__))
    logger.error("error=<%s> | webhook failed: %s\n%s", type(error).__name__, _safe_message(error), frames)


def _safe_message(error: Exception) -> str:
    """What may be logged of an error: a foreign message may quote the payload or a token."""
    # Told by its module's name: when the layers are broken, the class itself cannot be imported.
    if any(kind.__module__ == "coderipple.errors" for kind in type(error).__mro__):
        return str(error)
    if isinstance(error, ImportError):
        return f"cannot import {error.name}" if error.name else str(error)
    return getattr(error, "strerror", None) or "message withheld"
