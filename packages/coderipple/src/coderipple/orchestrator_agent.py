"""Works off a webhook: the orchestrator, which asks the roles for what a push needs.

Comes in: a `WebhookEvent`. Goes out: an outcome as JSON data, and the documents in the document store.

An event that is not for us is answered on the acknowledging path, which never loads the flow (`push_flow`).
"""

# ruff: noqa: PLC0415  # see above: imports inside the functions are the point

import itertools
import logging
import sys
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from coderipple.admission import admit, other_branch
from coderipple.collection import collecting_later
from coderipple.config import Config, get_config
from coderipple.log_fields import current_fields, fields_of, log_fields
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
    is_cold = next(_RUNS) == 0
    try:
        outcome = _work_off(webhook_event, config, context, make_model)
    except Exception as error:
        with log_fields(**fields_of(error)):
            _tell_figures(None, webhook_event, config, context, is_cold=is_cold)
        raise
    with log_fields(commit=outcome.head, base_commit=outcome.base, skipped=outcome.skipped):
        _tell_figures(outcome, webhook_event, config, context, is_cold=is_cold)
        facts = (webhook_event.full_name, outcome.head, outcome.documents_written, outcome.skipped)
        logger.info("repository=<%s>, commit=<%s>, documents=<%s>, skipped=<%s> | webhook worked off", *facts)
    return outcome.as_dict()


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


def _tell_figures(
    outcome: Outcome | None, webhook_event: WebhookEvent, config: Config, context: Any, *, is_cold: bool
) -> None:
    """Writes the figures about a run to the log, in Lambda and if the run may write anything."""
    if not config.inside_lambda or webhook_event.is_dry_run:
        return
    from coderipple.metrics import metric_line

    line = metric_line(
        outcome,
        function_name=getattr(context, "function_name", "unknown"),
        milliseconds=int(time.time() * 1000),
        is_cold=is_cold,
        fields={**current_fields(), "requestId": getattr(context, "aws_request_id", "")},
    )
    sys.stdout.write(f"{line}\n")  # at once, so that no line of another thread gets into it


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
        with log_fields(commit=push.head):
            facts = (push.repository, push.head, request)
            logger.info("repository=<%s>, commit=<%s>, request=<%s> | push admitted", *facts)
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
