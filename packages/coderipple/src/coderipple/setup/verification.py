"""Verifies that a repository is set up: the whole order of looking, and what each look builds on.

Comes in: a question and ports. Goes out: a `Verification`.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from coderipple.errors import HostRefusedError
from coderipple.setup.addresses import health_url
from coderipple.setup.checks import (
    check_branch,
    check_folder,
    check_health,
    check_permissions,
    check_protection,
    check_repository,
    refused,
)
from coderipple.setup.hook_checks import check_deliveries, check_hook, check_secret, choose_hook
from coderipple.setup.permissions import needed
from coderipple.setup.ports import FunctionHealth, HostSettings
from coderipple.setup.values import Check, Hook, Question, Refusal, Verification

_LAST_DELIVERIES = timedelta(days=1)


def verify(question: Question, host: HostSettings, function: FunctionHealth, now: datetime) -> Verification:
    """Looks at everything that must be there for a push to be documented.

    Raises:
        HostError: The host is busy or gives answers that cannot be read; what it refuses is a check.
    """
    repository = _seen(host.repository)
    if isinstance(repository, Refusal):
        return Verification(repository=question.repository, checks=(refused("repository", repository),))
    hooks = _seen(host.hooks)
    hook = None if isinstance(hooks, Refusal) else choose_hook(hooks, question.url)
    url = question.url or (hook.url if hook else "")
    checks = (
        *check_repository(repository, question),
        *_permissions(host, question),
        *_hook(host, hooks, hook, question, now),
        *_branch(host, question, repository.default_branch),
        check_health(function.health(health_url(url)) if url else None),
    )
    return Verification(repository=question.repository, checks=checks)


def _seen[T](look: Callable[[], T]) -> T | Refusal:
    try:
        return look()
    except HostRefusedError as error:
        return Refusal(problem=str(error))


def _permissions(host: HostSettings, question: Question) -> tuple[Check, ...]:
    needs = needed(question.report)
    permissions = _seen(lambda: host.permissions([each.name for each in needs]))
    if isinstance(permissions, Refusal):
        return (refused("permissions", permissions),)
    return check_permissions(needs, permissions)


def _hook(
    host: HostSettings, hooks: Sequence[Hook] | Refusal, hook: Hook | None, question: Question, now: datetime
) -> tuple[Check, ...]:
    if isinstance(hooks, Refusal):
        return (refused("hook", hooks),)
    checks = check_hook(hooks, question.url)
    if hook is None:
        return checks
    deliveries = _seen(lambda: host.deliveries(hook.id, now - _LAST_DELIVERIES))
    if isinstance(deliveries, Refusal):
        return (*checks, check_secret(hook, ()), refused("deliveries", deliveries))
    return (*checks, check_secret(hook, deliveries), check_deliveries(deliveries))


def _branch(host: HostSettings, question: Question, default_branch: str) -> tuple[Check, ...]:
    name = question.branch or default_branch
    branch = _seen(lambda: host.branch(name))
    if isinstance(branch, Refusal):
        return (refused("branch", branch),)
    if branch is None:
        return (check_branch(None, name),)
    folder = _seen(lambda: host.folder(branch.head, question.output_dir))
    return (
        check_branch(branch, name),
        check_protection(branch, question.strategy),
        refused("output folder", folder) if isinstance(folder, Refusal) else check_folder(folder, question.output_dir),
    )
