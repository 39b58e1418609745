"""Decides whether an event is for us at all.

Comes in: the parsed event and the settings. Goes out: None to go on, or the reason to skip in plain words.
Pure and light: it can run before anything heavy is imported.
"""

from collections.abc import Iterator

from coderipple.config import Config
from coderipple.trailers import SOURCE_TRAILER, is_own_commit
from coderipple.webhook_parser import WebhookEvent

CHECKED_ACTIONS = ("opened", "reopened", "synchronize")
"""What happens to a pull request when there is something new to check."""


def admit(event: WebhookEvent, config: Config) -> str | None:
    """Returns why the event is skipped, or None when it is for us: a push to document, a pull request to check."""
    return next(_reasons_to_skip(event, config), None)


def _reasons_to_skip(event: WebhookEvent, config: Config) -> Iterator[str]:
    """Yields the reasons, the most telling first."""
    told = {"push": "push", "pull_request": "pull request"}.get(event.kind)
    if told is None:
        yield f"the event is {event.kind}, neither a push nor a pull request"
    if config.source_repo and event.full_name.lower() != config.source_repo.lower():
        yield f"the {told} is to {event.full_name}, not to {config.source_repo} (CODERIPPLE_SOURCE_REPO)"
    yield from _reasons_of_a_push(event, config) if event.kind == "push" else _reasons_of_a_request(event)
    branch = event.branch or event.base_branch
    if config.branch and branch != config.branch:
        yield f"the {told} is to the branch {branch}, not to {config.branch} (CODERIPPLE_BRANCH)"
    if config.github_login and (event.sender_login or "").lower() == config.github_login.lower():
        yield f"the {told} comes from {event.sender_login}, which is CodeRipple itself (CODERIPPLE_GITHUB_LOGIN)"


def _reasons_of_a_push(event: WebhookEvent, config: Config) -> Iterator[str]:
    if event.branch is None:
        yield f"the push is to {event.ref}, not to a branch"
    if event.deleted:
        yield f"the push deletes the branch {event.branch}"
    if event.is_fork and not config.source_repo:
        yield f"{event.full_name} is a fork; name it in CODERIPPLE_SOURCE_REPO to have it documented"
    # A person may amend our commit, or squash it into one of theirs, and keep the trailer: the paths must say it too.
    if changes_documents_only(event, config.output_dir) and all(is_own_commit(each.message) for each in event.commits):
        yield f"the push holds only commits of CodeRipple itself (trailer {SOURCE_TRAILER})"
    # Where no variable names the folder the repository itself may; then only the flow can tell.
    if "output_dir" in config.explicit and changes_documents_only(event, config.output_dir):
        yield f"the push changes only documents in {config.output_dir} (CODERIPPLE_OUTPUT_DIR)"


def _reasons_of_a_request(event: WebhookEvent) -> Iterator[str]:
    if event.action not in CHECKED_ACTIONS:
        yield f"the pull request was {event.action}; checked is what was {', '.join(CHECKED_ACTIONS)}"
    if event.is_fork:
        yield f"the pull request {event.number} comes from a fork, which is not read"


def changes_documents_only(event: WebhookEvent, output_dir: str) -> bool:
    """Whether the payload tells every path that the push changed, and all lie in the folder of the documents."""
    paths = event.changed_paths
    return bool(paths) and all(path.startswith(f"{output_dir}/") for path in paths or ())


def other_branch(event: WebhookEvent, configured: str) -> str | None:
    """Returns why a push is to no branch that is documented: the configured one, else the default branch."""
    if event.branch in {configured, None} or (not configured and event.branch == event.default_branch):
        return None
    if not (configured or event.default_branch):
        return None
    expected = configured or f"the default branch {event.default_branch}"
    return f"the push is to the branch {event.branch}, not to {expected}"
