"""Works off a webhook: the orchestrator, which asks the roles for what a push needs.

Comes in: a `WebhookEvent`. Goes out: an outcome as JSON data, and the documents in the document store.

An event that is not for us is answered on the acknowledging path, which never loads the flow (`push_flow`).
"""

# ruff: noqa: PLC0415  # see above: imports inside the functions are the point

import itertools
import logging
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from coderipple.admission import admit, other_branch
from coderipple.collection import collecting_later
from coderipple.config import Config, get_config
from coderipple.outcome import Outcome
from coderipple.webhook_parser import WebhookEvent

if TYPE_CHECKING:
    from strands.models import Model

    from coderipple.ports import Repository

logger = logging.getLogger(__name__)

_RUNS = itertools.count()  # of this container: the first one is a cold start


def process_webhook(
    webhook_event: WebhookEvent, context: Any, *, make_model: "Callable[[], Model] | None" = None
) -> Mapping[str, object]:
    """Works off one webhook.

    Args:
        webhook_event: What GitHub sent.
        context: The Lambda context, or None outside Lambda.
        make_model: Makes the Strands model that phrases the facts, if there shall be one.

    Returns:
        `Outcome.as_dict()`.
    """
    config = get_config()
    reason = admit(webhook_event, config)
    if reason is not None:
        return Outcome(skipped=reason, admitted=False).as_dict()
    with _measured(webhook_event, config, context) as told:
        told.update(_work_off(webhook_event, config, context, make_model).as_dict())
    logger.info(
        "repository=<%s>, documents=<%s>, skipped=<%s> | webhook worked off",
        *(webhook_event.full_name, len(told["documents"]), told["skipped"]),
    )
    return told


def _work_off(
    webhook_event: WebhookEvent, config: Config, context: Any, make_model: "Callable[[], Model] | None"
) -> Outcome:
    if config.doc_strategy == "local":
        if webhook_event.kind == "pull_request":
            reason = "pull requests are checked on GitHub alone (CODERIPPLE_DOC_STRATEGY github_direct or github_pr)"
            return Outcome(skipped=reason, admitted=False)
        return _document_clone(webhook_event, config, getattr(context, "aws_request_id", ""), make_model)
    with collecting_later("coderipple.branch_flow"):
        from coderipple.branch_flow import document_branch
        from coderipple.pull_request_flow import check_pull_request
        from coderipple.wiring import wire_github

        model = make_model() if make_model else None
    with wire_github(config, model=model, seconds_left=_seconds_left(context)) as github:
        work = check_pull_request if webhook_event.kind == "pull_request" else document_branch
        return work(webhook_event, config, github)


@contextmanager
def _measured(webhook_event: WebhookEvent, config: Config, context: Any) -> Iterator[dict[str, Any]]:
    """Writes the figures about a run to the log when it is over, in Lambda and if it may write anything.

    Yields:
        What the outcome goes into; a run that raises has none.
    """
    outcome: dict[str, Any] = {}
    try:
        yield outcome
    finally:
        if config.inside_lambda and not webhook_event.is_dry_run:
            from coderipple.metrics import metric_line

            line = metric_line(
                outcome or None,
                function_name=getattr(context, "function_name", "unknown"),
                milliseconds=int(time.time() * 1000),
                is_cold=next(_RUNS) == 0,
                fields={"requestId": getattr(context, "aws_request_id", ""), "repository": webhook_event.full_name},
            )
            sys.stdout.write(f"{line}\n")


def _seconds_left(context: Any) -> "Callable[[], float]":
    """Returns what tells how many seconds the invocation may still take; outside Lambda nobody limits it."""
    remaining: Callable[[], int] | None = getattr(context, "get_remaining_time_in_millis", None)
    return (lambda: remaining() / 1000) if remaining else (lambda: float("inf"))


def _other_branch(webhook_event: WebhookEvent, config: Config) -> str | None:
    """Returns why a push is to no branch that is documented; a repository may name that branch itself.

    Where a variable names it (`CODERIPPLE_BRANCH`) that was decided already, without opening the clone.
    """
    if config.branch:
        return None
    with collecting_later("coderipple.wiring"):
        from coderipple.repository_settings import settings_at
        from coderipple.wiring import wire

    with wire(config) as ports:
        branch = settings_at(ports.repository, ports.repository.resolve("HEAD"), config).branch
    return other_branch(webhook_event, branch)


def _document_clone(
    webhook_event: WebhookEvent, config: Config, request: str, make_model: "Callable[[], Model] | None"
) -> Outcome:
    reason = _other_branch(webhook_event, config)
    if reason is not None:
        return Outcome(skipped=reason, admitted=False)
    with collecting_later("coderipple.push_flow"):
        from coderipple.push_flow import document_push
        from coderipple.values import Push
        from coderipple.wiring import wire

        wired = wire(config, model=make_model() if make_model else None)
    with wired as ports:
        push = Push(repository=webhook_event.full_name, head=_branch_head(webhook_event, ports.repository))
        logger.info("repository=<%s>, head=<%s>, request=<%s> | push admitted", push.repository, push.head, request)
        return document_push(push, config, ports, dry_run=webhook_event.is_dry_run)


def _branch_head(webhook_event: WebhookEvent, repository: "Repository") -> str:
    """Returns the head of the branch, or the event's commit where the clone has no such branch.

    A webhook may come late or twice; the documents are those of the branch as it is, never of an older commit.
    """
    from coderipple.errors import UnknownRevisionError

    try:
        return repository.resolve(webhook_event.ref or "HEAD")
    except UnknownRevisionError:
        return webhook_event.after or "HEAD"
