"""Decides whether an event is for us at all.

Comes in: the parsed event and the settings. Goes out: None to go on, or the reason to skip in plain words.
Pure and light: it can run before anything heavy is imported.
"""

from collections.abc import Iterator

from coderipple.config import Config
from coderipple.webhook_parser import WebhookEvent

SOURCE_TRAILER = "CodeRipple-Source:"
"""Begins the trailer by which CodeRipple knows its own commits again."""


def admit(event: WebhookEvent, config: Config) -> str | None:
    """Returns why the event is skipped, or None when it is to be worked off."""
    return next(_reasons_to_skip(event, config), None)


def _reasons_to_skip(event: WebhookEvent, config: Config) -> Iterator[str]:
    """Yields the reasons, the most telling first."""
    if event.kind != "push":
        yield f"the event is {event.kind}, not a push"
    if config.source_repo and event.full_name.lower() != config.source_repo.lower():
        yield f"the push is to {event.full_name}, not to {config.source_repo} (CODERIPPLE_SOURCE_REPO)"
    if event.branch is None:
        yield f"the push is to {event.ref}, not to a branch"
    if event.deleted:
        yield f"the push deletes the branch {event.branch}"
    if config.branch and event.branch != config.branch:
        yield f"the push is to the branch {event.branch}, not to {config.branch} (CODERIPPLE_BRANCH)"
    if event.commits and all(is_own_commit(commit.message) for commit in event.commits):
        yield f"the push holds only commits of CodeRipple itself (trailer {SOURCE_TRAILER})"


def is_own_commit(message: str) -> bool:
    """Whether the last paragraph of a commit message, the subject aside, has CodeRipple's trailer."""
    _subject, _, body = message.strip().replace("\r\n", "\n").partition("\n\n")
    last_paragraph = body.rpartition("\n\n")[2]
    return any(line.startswith(SOURCE_TRAILER) for line in last_paragraph.splitlines())
