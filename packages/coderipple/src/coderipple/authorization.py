"""Decides whether a request may have a webhook worked off.

Comes in: a request and the settings. Goes out: nothing, or the error that says what is missing.
Standard library only: the acknowledging path imports this module.
"""

from typing import TYPE_CHECKING

from coderipple.config import Config
from coderipple.errors import ConfigurationError, SignatureError
from coderipple.http_request import Request
from coderipple.signature import is_well_formed, verify

if TYPE_CHECKING:
    from coderipple.secrets import SecretStore


def authorize(request: Request, config: Config, store: "SecretStore | None" = None) -> None:
    """Lets a request pass that a configured secret signed, or that is a direct invocation.

    The store is asked only about a signature that could be right and that no secret of the settings made.
    Outside Lambda, with no secret configured anywhere, every request passes: that is a developer's own machine.

    Args:
        request: What was sent.
        config: The settings, with the secrets that stand in them.
        store: Where further secrets are.

    Raises:
        SignatureError: The request is not signed, or not with a configured secret.
        ConfigurationError: It is signed, and inside Lambda no secret is configured to check it with.
        SecretStoreError: It is signed, and the store cannot be read.
    """
    has_secret = bool(config.webhook_secrets) or store is not None
    if request.is_direct or not (has_secret or config.inside_lambda):
        return
    header = request.headers.get("x-hub-signature-256")
    if is_well_formed(header) and not has_secret:
        raise ConfigurationError(
            setting="CODERIPPLE_WEBHOOK_SECRET",
            value=None,
            expected="the webhook's secret, or CODERIPPLE_WEBHOOK_SECRET_ARN; inside Lambda unsigned webhooks are "
            "refused",
        )
    try:
        verify(request.body, header, config.webhook_secrets)
    except SignatureError:
        if store is None or not is_well_formed(header):
            raise
        _verify_with_store(request.body, header, store)


def _verify_with_store(body: bytes, header: str | None, store: "SecretStore") -> None:
    try:
        verify(body, header, store.current())
    except SignatureError:
        verify(body, header, store.renewed())
