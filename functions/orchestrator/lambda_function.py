"""The Lambda function of CodeRipple: one function, its code in two layers.

Comes in: a webhook of GitHub through API Gateway, a direct invocation with the payload or with the pointer to a
webhook that was handed over, or `GET /health`. Goes out: an answer for API Gateway; what was handed over and fails
raises instead, so that Lambda tries it again. HTTP statuses are chosen here and nowhere else.

Everything of CodeRipple is imported inside the functions: it comes from the layers, and a request that is
refused must not pay for what only a worked-off push needs.
"""

# ruff: noqa: PLC0415  # see above: imports inside the functions are the point

from __future__ import annotations  # kept as text, which is all that a type checker needs of them

import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from lambda_common import RunFailedError, answer, logger, report_failure

if TYPE_CHECKING:
    from coderipple.config import Config
    from coderipple.secrets import SecretStore
    from coderipple.webhook_parser import WebhookEvent

    type Process = Callable[[WebhookEvent, Any], Mapping[str, Any]]
    type InvokeAgain = Callable[[bytes, Any], None]
    type OpenStore = Callable[[str], SecretStore]

POINTER_KEY = "coderipple_pointer"  # `hand_over` has it too; here it must be known even if the layers are broken


def _process_webhook(webhook_event: WebhookEvent, context: Any) -> Mapping[str, Any]:
    from coderipple.orchestrator_agent import process_webhook

    return process_webhook(webhook_event, context)


def _invoke_again(pointer: bytes, context: Any) -> None:
    from coderipple.aws_wiring import invoke_again

    invoke_again(pointer, context)


def _stored_secrets(arn: str) -> SecretStore:
    from coderipple.aws_wiring import stored_secrets

    return stored_secrets(arn)


class _Ways:
    """What the handler reaches beyond itself by; no NamedTuple, which each cold start would have to make."""

    __slots__ = ("invoke_again", "open_store", "process")

    def __init__(self, process: Process, invoke_again: InvokeAgain, open_store: OpenStore) -> None:
        self.process = process
        self.invoke_again = invoke_again
        self.open_store = open_store


def lambda_handler(
    event: Any,
    context: Any,
    *,
    process: Process = _process_webhook,
    invoke_again: InvokeAgain = _invoke_again,
    open_store: OpenStore = _stored_secrets,
    environ: Mapping[str, str] | None = None,
) -> dict[str, object]:
    """Answers one invocation; the entry point, to which Lambda gives the first two arguments.

    Args:
        event: An event of API Gateway, or the payload itself when invoked directly.
        context: Lambda's context; its request id ties an answer to the log.
        process: Works a webhook off; the orchestrator's `process_webhook`.
        invoke_again: Invokes this function once more, with a pointer.
        open_store: Finds the secrets that AWS Secrets Manager holds at an ARN.
        environ: The settings' variables; the process's own when left out.

    Raises:
        RunFailedError: What was handed over could not be worked off; nobody waits for an answer, so Lambda must hear.
    """
    try:
        answered = _route(event, context, _Ways(process, invoke_again, open_store), environ)
    except Exception as error:  # noqa: BLE001  # the sender gets an answer, the log gets the details
        reason = report_failure(error, context)
        answered = answer(500, {"message": "Webhook processing failed", "error": reason, "mode": "error"})
    status = answered["statusCode"]
    if isinstance(event, dict) and POINTER_KEY in event and status not in {200, 202}:
        raise RunFailedError(f"status {status}: {answered['body']}")
    return answered


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


def _route(event: Any, context: Any, ways: _Ways, environ: Mapping[str, str] | None) -> dict[str, object]:
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
        others = logging.getLogger()  # below a warning AWS's client tells secrets, and Strands prompts
        others.setLevel(max(others.level, logging.WARNING))
        authorize(request, config, ways.open_store(config.webhook_secret_arn) if config.webhook_secret_arn else None)
        webhook_event = read_webhook(request)
    except RequestError as error:
        statuses = {SignatureError: 401, BodyTooLargeError: 413, FormEncodedError: 415}
        return _refuse(statuses.get(type(error), 400), str(error))
    from coderipple.log_fields import webhook_fields

    with webhook_fields(webhook_event):
        if webhook_event.kind == "ping":
            return _tell(200, "Ping received", webhook_event, config, {"ai_powered": False, "skipped": "a ping"})
        # A direct invocation is never handed over: it is the worker, or somebody who waits for the result.
        is_worked_off_here = config.execution == "inline" or request.is_direct
        go_on = _work_off if is_worked_off_here else _hand_over
        return go_on(webhook_event, context, ways, config)


def _asks_for_health(event: Any) -> bool:
    """Judged by the path, and without the layers: that they are missing is what a monitor must hear."""
    path = event.get("rawPath", event.get("path")) if isinstance(event, dict) else None
    return str(path).rstrip("/").endswith("/health")


def _refuse(status: int, reason: str) -> dict[str, object]:
    logger.warning("status=<%s> | webhook refused: %s", status, reason)
    return answer(status, {"message": "Webhook refused", "error": reason, "mode": "error"})


def _hand_over(webhook_event: WebhookEvent, context: Any, ways: _Ways, config: Config) -> dict[str, object]:
    """Answers at once: GitHub waits 10 s, and what is to be done may take minutes."""
    from coderipple.admission import admit
    from coderipple.hand_over import pointer_to

    reason = admit(webhook_event, config)
    if reason is not None:
        return _tell(202, "Webhook not admitted", webhook_event, config, {"ai_powered": False, "skipped": reason})
    ways.invoke_again(pointer_to(webhook_event), context)
    return _tell(202, "Webhook handed over", webhook_event, config, {"ai_powered": False})


def _work_off(webhook_event: WebhookEvent, context: Any, ways: _Ways, config: Config) -> dict[str, object]:
    _log(webhook_event, "Webhook accepted")
    result = ways.process(webhook_event, context)
    if not result.get("admitted", True):
        return _tell(202, "Webhook not admitted", webhook_event, config, result)
    return _tell(200, "Webhook processed successfully", webhook_event, config, result)


def _log(webhook_event: WebhookEvent, happened: str) -> None:
    facts = (webhook_event.repository_name, webhook_event.delivery_id, happened[:1].lower() + happened[1:])
    logger.info("repository=<%s>, delivery=<%s> | %s", *facts)


def _tell(
    status: int, message: str, webhook_event: WebhookEvent, config: Config, result: Mapping[str, Any]
) -> dict[str, object]:
    """Answers, and logs what is answered."""
    _log(webhook_event, message)
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
            **({"dry_run": True} if webhook_event.is_dry_run else {}),
        },
    )
