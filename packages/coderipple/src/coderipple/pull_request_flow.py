"""From a pull request to findings beside it; nothing is written into the repository.

Comes in: a `WebhookEvent`, the settings, the host's ports. Goes out: an `Outcome`.
"""

import logging

from coderipple.check_flow import check_documents
from coderipple.config import Config
from coderipple.errors import PayloadError
from coderipple.log_fields import log_fields
from coderipple.outcome import Outcome
from coderipple.values import Push
from coderipple.webhook_parser import WebhookEvent
from coderipple.wiring import GitHub

logger = logging.getLogger(__name__)


def check_pull_request(event: WebhookEvent, config: Config, github: GitHub) -> Outcome:
    """Reports which statements of the maintainer's own documents a pull request makes untrue; writes no document.

    Raises:
        PayloadError: The event is about no pull request.
        RepositoryError: The host cannot be read.
    """
    if event.number is None:
        raise PayloadError(path="pull_request.number", problem="is missing")
    pull_request = github.host.pull_request(event.number)
    ports = github.ports_at("", pull_request.head_commit, is_direct=False)
    push = Push(repository=event.full_name, head=pull_request.head_commit, base=pull_request.base_commit)
    with log_fields(commit=push.head, base_commit=push.base):
        report = check_documents(push, config, ports)
        facts = (event.full_name, push.head, len(report.findings))
        logger.info("repository=<%s>, commit=<%s>, findings=<%s> | pull request checked", *facts)
        if config.github_report != "none" and not event.is_dry_run:
            github.host.report(pull_request.head_commit, report.findings)
    return Outcome(
        head=pull_request.head_commit,
        base=report.base,
        warnings=tuple(f"{each.path}:{each.line}: {each.reason}" for each in report.findings),
    )
