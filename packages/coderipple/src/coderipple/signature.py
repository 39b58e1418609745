"""The signature of a webhook: HMAC-SHA256 over the raw bytes of its body.

Comes in: the body exactly as it was sent, the `X-Hub-Signature-256` header, the secrets that are valid now.
Goes out: nothing, or a `SignatureError`. Standard library only: the acknowledging path imports this module.
"""

import hashlib
import hmac
from collections.abc import Sequence

from coderipple.errors import SignatureError

_PREFIX = "sha256="
_DIGEST_CHARACTERS = hashlib.sha256().digest_size * 2
_HEX_DIGITS = frozenset("0123456789abcdef")


def sign(body: bytes, secret: str) -> str:
    """Returns the header with which GitHub would sign the body."""
    return _PREFIX + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def is_well_formed(header: str | None) -> bool:
    """Whether the header has the form `sha256=` and 64 hexadecimal digits.

    It is asked first, so that a request which cannot be right costs no look-up of a secret.
    """
    if header is None or not header.startswith(_PREFIX):
        return False
    digest = header.removeprefix(_PREFIX)
    return len(digest) == _DIGEST_CHARACTERS and _HEX_DIGITS.issuperset(digest)


def verify(body: bytes, header: str | None, secrets: Sequence[str]) -> None:
    """Checks that one of the secrets signed the body.

    Args:
        body: The raw bytes of the request's body.
        header: Value of `X-Hub-Signature-256`, or None when the request has none.
        secrets: The secrets that are valid now; two while a secret is being replaced. Empty ones never match.

    Raises:
        SignatureError: The header is missing or malformed, or no secret signed these bytes.
    """
    if header is None or not is_well_formed(header):
        raise SignatureError(
            "the webhook is not signed; expected a header X-Hub-Signature-256 of the form sha256= and 64 hex "
            "digits. Set a secret in the webhook's settings on GitHub"
        )
    # Every secret is tried, so that the time taken tells nothing about which one matched.
    matches = [hmac.compare_digest(sign(body, secret), header) for secret in secrets if secret]
    if not any(matches):
        raise SignatureError(
            "the webhook's signature does not match; expected the body signed with the configured secret. "
            "Set the same secret in the webhook's settings on GitHub and in this deployment"
        )
