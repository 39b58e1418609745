"""Clients of AWS, and what it answers when it refuses.

Comes in: a service and a region. Goes out: a client with bounded times and the standard retries; errors with a remedy.
Which AWS is asked, the real one or an emulator, is botocore's own to decide: by `AWS_ENDPOINT_URL` and its kind.
"""

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import botocore.session
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    CredentialRetrievalError,
    NoCredentialsError,
    PartialCredentialsError,
    ProfileNotFound,
    SSOTokenLoadError,
    TokenRetrievalError,
)

from coderipple_deployment.errors import AwsError, CredentialsError, DeploymentError

CONNECT_SECONDS, READ_SECONDS, ATTEMPTS = 5, 60, 4
NO_CREDENTIALS = (
    CredentialRetrievalError,
    NoCredentialsError,
    PartialCredentialsError,
    ProfileNotFound,
    SSOTokenLoadError,
    TokenRetrievalError,
)
REFUSED_CREDENTIALS = frozenset(
    {
        "AuthFailure",
        "ExpiredToken",
        "ExpiredTokenException",
        "InvalidClientTokenId",
        "InvalidSignatureException",
        "RequestExpired",
        "SignatureDoesNotMatch",
        "UnrecognizedClientException",
    }
)
DENIED = frozenset({"AccessDenied", "AccessDeniedException", "AuthorizationError", "UnauthorizedOperation"})


def make_client(service: str, *, region: str, read_seconds: float = READ_SECONDS, attempts: int = ATTEMPTS) -> Any:
    """Gives a client of a service."""
    retries = {"mode": "standard", "total_max_attempts": attempts}
    # Kept alive, since an invocation may be silent for minutes, and routers forget silent connections.
    times = {"connect_timeout": CONNECT_SECONDS, "read_timeout": read_seconds}
    settings = Config(**times, retries=retries, tcp_keepalive=True)
    with explained(f"opening {service}"):
        return _session().create_client(service, region_name=region, config=settings)


@functools.cache  # it reads AWS's descriptions and this machine's profiles, once
def _session() -> Any:
    return botocore.session.get_session()


@contextmanager
def explained(doing: str) -> Iterator[None]:
    """Turns AWS's errors into ours.

    Raises:
        CredentialsError: It does not know who is asking.
        AwsError: It refuses, or does not answer.
    """
    try:
        yield
    except NO_CREDENTIALS as error:
        raise CredentialsError(problem=str(error)) from error
    except ClientError as error:
        raise translate(error, doing=doing) from error
    except BotoCoreError as error:
        raise AwsError(doing=doing, code=type(error).__name__, detail=str(error), remedy="Check the network") from error


def translate(error: ClientError, *, doing: str, remedy: str = "") -> DeploymentError:
    """Gives our error for one that AWS answered; `remedy` is that of what was done, where it has one."""
    code, detail = code_of(error), str(error.response.get("Error", {}).get("Message", ""))
    if code in REFUSED_CREDENTIALS:
        return CredentialsError(problem=f"{code} ({detail})")
    if code in DENIED:
        remedy = "The credentials lack that permission; docs/deployment.md lists what they need"
    return AwsError(doing=doing, code=code, detail=detail, remedy=remedy)


def code_of(error: ClientError) -> str:
    """Gives AWS's word for an error."""
    return str(error.response.get("Error", {}).get("Code", "Unknown"))
