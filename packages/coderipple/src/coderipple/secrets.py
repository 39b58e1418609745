"""The webhook's secrets as AWS Secrets Manager holds them, kept for a while.

Comes in: a reader of the stored text. Goes out: the secrets that are valid now. Several may be, while one is being
replaced. Standard library only: the acknowledging path imports this module.
"""

import json
import time
from collections.abc import Callable
from typing import Protocol

from coderipple.errors import CodeRippleError, ConfigurationError

KEPT_SECONDS = 300.0
"""How long secrets are used before they are read again: what is withdrawn works no longer than that."""

RENEWAL_SECONDS = 30.0
"""How long after a reading a signature that matches nothing causes no other, so that a flood of them costs nothing."""

PAUSE_SECONDS = 5.0
"""How long after a failed reading there is no other."""

KEYS = ("secret", "secrets", "webhook_secret", "webhook_secrets", "current", "previous")
"""The keys whose values are secrets, where the stored text is a JSON object; others, such as a user's name, are not."""

_SETTING = "CODERIPPLE_WEBHOOK_SECRET_ARN"


class SecretStore(Protocol):
    """Holds further secrets of the webhook; both methods may reach beyond this process."""

    def current(self) -> tuple[str, ...]:
        """Returns the secrets as they were known lately."""
        ...

    def renewed(self) -> tuple[str, ...]:
        """Returns them as they are now, or none where they were read a moment ago."""
        ...


class StoredSecrets:
    """The secrets of one place, read when they are asked for and used until they are too old.

    Args:
        read: Reads the stored text; a failure is repeated to whoever asks within the next seconds.
        seconds: Tells the time that passes.
    """

    __slots__ = ("_failure", "_known_at", "_read", "_read_at", "_seconds", "_secrets")

    def __init__(self, read: Callable[[], str], seconds: Callable[[], float] = time.monotonic) -> None:
        self._read = read
        self._seconds = seconds
        self._secrets: tuple[str, ...] = ()
        self._failure: CodeRippleError | None = None
        self._read_at = 0.0
        self._known_at = 0.0

    def current(self) -> tuple[str, ...]:
        """Returns the secrets, read again when they are older than five minutes.

        Raises:
            SecretStoreError: They cannot be read.
            ConfigurationError: What is stored holds no secret.
        """
        now = self._seconds()
        if self._failure is not None and now - self._read_at < PAUSE_SECONDS:
            raise self._failure.with_traceback(None)
        if not self._secrets or now - self._known_at >= KEPT_SECONDS:
            self._renew()
        return self._secrets

    def renewed(self) -> tuple[str, ...]:
        """Returns the secrets, read again if that was at least half a minute ago; else none.

        It is for a signature that no current secret made: perhaps the secret is a new one.

        Raises:
            SecretStoreError: They cannot be read.
            ConfigurationError: What is stored holds no secret.
        """
        if self._seconds() - self._read_at < RENEWAL_SECONDS:
            return ()
        self._renew()
        return self._secrets

    def _renew(self) -> None:
        self._read_at, self._failure = self._seconds(), None
        try:
            self._secrets = parse_secrets(self._read())
            self._known_at = self._read_at
        except CodeRippleError as error:
            # Anybody can ask for a renewal by a wrong signature: that must not cost the secrets that still hold.
            if not self._secrets or self._read_at - self._known_at >= KEPT_SECONDS:
                self._secrets, self._failure = (), error
            raise


def parse_secrets(text: str) -> tuple[str, ...]:
    """Reads the secrets out of what is stored: a JSON list, a JSON object with one of `KEYS`, or one on each line.

    Raises:
        ConfigurationError: There is none, or one is no text.
    """
    try:
        stored = json.loads(text) if text.lstrip()[:1] in {"[", "{"} else text
    except ValueError:
        stored = text  # a secret may begin with a bracket
    if isinstance(stored, str):
        found: list[object] = list(stored.splitlines())
    elif isinstance(stored, dict):
        values = [stored[key] for key in KEYS if key in stored]
        found = [each for value in values for each in (value if isinstance(value, list) else [value])]
    else:
        found = list(stored)
    secrets = tuple(each for each in found if isinstance(each, str) and each)
    if not secrets or any(not isinstance(each, str) for each in found):
        raise ConfigurationError(
            setting=_SETTING,
            value=None,
            expected=f"a JSON list of texts, a JSON object with one of {', '.join(KEYS)}, or one secret a line",
            problem="leads to a secret that cannot be used; its value is withheld",
        )
    return secrets
