"""Chooses the adapters of the acknowledging path; each is loaded when it is first needed.

Comes in: where a secret lies, or a pointer and the context of an invocation. Goes out: stored secrets, or nothing.
`wiring` chooses the others; it is too heavy for a path on which GitHub waits.
"""

# ruff: noqa: PLC0415  # imports inside the functions are the point: an AWS client costs 0.3 s of CPU

import functools

from coderipple.secrets import StoredSecrets


@functools.cache  # the secrets that were read serve as long as the container does, until they are too old
def stored_secrets(arn: str) -> StoredSecrets:
    """Returns the secrets that AWS Secrets Manager holds at a place; nothing is read yet."""

    def read() -> str:
        from coderipple.adapters.secrets_manager import read_secret

        return read_secret(arn)

    return StoredSecrets(read)


def invoke_again(pointer: bytes, context: object) -> None:
    """Invokes the function that the context is of once more, with the pointer, and waits for no result.

    Raises:
        HandOverError: The invocation was not accepted.
    """
    from coderipple.adapters.self_invocation import invoke_self

    invoke_self(pointer, context)
