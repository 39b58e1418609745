"""From a push to a branch of a host to a commit of documents there.

Comes in: a `WebhookEvent`, the settings, the host's ports. Goes out: an `Outcome`.

The documents are those of the branch as it is, never those of the event's commit: an event may come late, twice, or
while another one is worked off. Who comes second finds the branch moved, and starts again from what it has become.
"""

import logging

from coderipple.admission import other_branch
from coderipple.config import Config
from coderipple.errors import BranchMovedError, ProtectedBranchError, TimeLeftError, TooManyCommitsError
from coderipple.log_fields import log_fields
from coderipple.loop_guard import GuardedDocuments
from coderipple.outcome import Outcome
from coderipple.push_flow import document_push
from coderipple.repository_settings import settings_at
from coderipple.values import Push
from coderipple.webhook_parser import WebhookEvent
from coderipple.wiring import GitHub

logger = logging.getLogger(__name__)

_MOST_ATTEMPTS = 3
_SECONDS_FOR_AN_ATTEMPT = 10.0


def document_branch(event: WebhookEvent, config: Config, github: GitHub) -> Outcome:
    """Documents the head of a branch, and publishes that as one commit or pull request.

    Raises:
        TimeLeftError: Too little time is left for another attempt.
        RepositoryError: The host cannot be read or written.
    """
    branch, known_head, reason = _documented_branch(event, config, github)
    if reason is not None and not event.is_dry_run:  # who asks cannot know which branch the repository itself names
        return Outcome(skipped=reason, admitted=False)
    is_direct = config.doc_strategy == "github_direct"
    attempts = 0
    while True:
        attempts += 1
        _require_time(github)
        head = known_head or github.host.head(branch, outdated=_outdated(event, branch))
        known_head = None
        try:
            with log_fields(commit=head):
                logger.info("repository=<%s>, branch=<%s>, commit=<%s> | push admitted", event.full_name, branch, head)
                return _document_head(event, branch, head, config, github, is_direct=is_direct)
        except BranchMovedError as error:  # nothing was written
            logger.info("repository=<%s>, attempt=<%s> | the branch moved", event.full_name, attempts)
            if attempts == _MOST_ATTEMPTS and error.branch != branch:
                raise  # it is our own branch, for which no event comes that would do it instead
            if attempts == _MOST_ATTEMPTS:
                return Outcome(skipped=_overtaken(branch), head=head)
        except ProtectedBranchError as error:
            if not is_direct:
                raise
            logger.warning("repository=<%s> | %s", event.full_name, error)
            is_direct = False
            attempts -= 1  # nobody moved the branch


def _overtaken(branch: str) -> str:
    """Returns why a run gives up: whoever moved the branch last documents it, as its own event says."""
    return (
        f"the branch {branch} moved {_MOST_ATTEMPTS} times while its documents were made; nothing was written. "
        "The push that moved it last is worked off by itself"
    )


def _document_head(
    event: WebhookEvent, branch: str, head: str, config: Config, github: GitHub, *, is_direct: bool
) -> Outcome:
    ports = github.ports_at(branch, head, is_direct=is_direct)
    documents = GuardedDocuments(ports.documents, github.host, branch, config.most_commits_per_hour)
    try:
        push = Push(repository=event.full_name, head=head)
        return document_push(push, config, ports.with_documents(documents), dry_run=event.is_dry_run)
    except TooManyCommitsError as error:
        logger.warning("repository=<%s> | %s", event.full_name, error)
        return Outcome(skipped=str(error), head=head)


def _documented_branch(event: WebhookEvent, config: Config, github: GitHub) -> tuple[str, str | None, str | None]:
    """Returns the branch that is documented, its head where that was read, and why the event is not about it."""
    if config.branch:
        return config.branch, None, other_branch(event, config.branch)
    default = event.default_branch or github.host.default_branch()
    head = github.host.head(default, outdated=_outdated(event, default))
    configured = settings_at(github.repository, head, config).branch
    if configured:
        return configured, head if configured == default else None, other_branch(event, configured)
    return default, head, other_branch(event, "" if event.default_branch else default)


def _outdated(event: WebhookEvent, branch: str) -> str | None:
    """Returns what a branch pointed to before the push, which is not what shall be documented."""
    return event.before if event.branch == branch and event.after else None


def _require_time(github: GitHub) -> None:
    seconds = github.seconds_left()
    if seconds < _SECONDS_FOR_AN_ATTEMPT:
        raise TimeLeftError(seconds_left=seconds, needed="document a push")
