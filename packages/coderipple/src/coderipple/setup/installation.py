"""Creates the hook of a repository, or makes the one that is there what it must be.

Comes in: a question, the host, a secret. Goes out: an `Installation`, which holds a generated secret.
"""

import secrets

from coderipple.setup.checks import check_permissions
from coderipple.setup.hook_checks import other_hooks
from coderipple.setup.permissions import needed
from coderipple.setup.ports import HostSettings
from coderipple.setup.values import Installation, Question

_SECRET_BYTES = 32
APP_HOOK = 0
"""The number of a GitHub App's one hook, which exists as long as the App does."""


def install(question: Question, host: HostSettings, secret: str = "") -> Installation:
    """Creates or updates the hook that delivers to `question.url`.

    Args:
        question: The repository and the address.
        host: The host.
        secret: What the hook shall sign with; a fresh one is generated where it is left out.

    Raises:
        HostError: The hook cannot be read or written; nothing was changed then.
    """
    needs = needed(question.report)
    checks = check_permissions(needs, host.permissions([each.name for each in needs]))
    hooks = host.hooks()
    existing = next((each for each in hooks if each.url == question.url or each.id == APP_HOOK), None)
    chosen = secret or secrets.token_urlsafe(_SECRET_BYTES)
    if existing is None:
        hook = host.create_hook(question.url, chosen)
    else:
        hook = host.update_hook(existing.id, question.url, chosen)
    return Installation(
        repository=question.repository,
        hook=hook,
        is_new=existing is None,
        secret="" if secret else chosen,
        others=other_hooks(hooks, hook),
        checks=checks,
    )
