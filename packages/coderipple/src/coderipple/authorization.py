"""Decides whether a request may have a webhook worked off.

Comes in: a request and the settings. Goes out: nothing, or the error that says what is missing.
Standard library only: the acknowledging path imports this module.
"""

from coderipple.config import Config
from coderipple.errors import ConfigurationError
from coderipple.http_request import Request
from coderipple.signature import is_well_formed, verify


def authorize(request: Request, config: Config) -> None:
    """Lets a request pass that a configured secret signed, or that is a direct invocation.

    Outside Lambda, with no secret configured, every request passes: that is a developer's own machine.

    Raises:
        SignatureError: The request is not signed, or not with the configured secret.
        ConfigurationError: It is signed, and inside Lambda no secret is configured to check it with.
    """
    unguarded = not config.inside_lambda and not config.webhook_secret
    if request.is_direct or unguarded:
        return
    header = request.headers.get("x-hub-signature-256")
    if is_well_formed(header) and not config.webhook_secret:
        raise ConfigurationError(
            setting="CODERIPPLE_WEBHOOK_SECRET",
            value=None,
            expected="the webhook's secret; inside Lambda unsigned webhooks are refused",
        )
    verify(request.body, header, (config.webhook_secret,))
