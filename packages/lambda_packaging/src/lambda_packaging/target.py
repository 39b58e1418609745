"""The machines and the interpreter that Lambda has.

Comes in: what this machine and this interpreter call themselves. Goes out: Lambda's words, or a refusal.
"""

import platform

from lambda_packaging.errors import PlatformError, PythonVersionError
from lambda_packaging.project import ARCHITECTURES

SYNONYMS = {"amd64": "x86_64", "aarch64": "arm64"}


def host_architecture() -> str:
    """Gives the architecture of this machine in Lambda's words.

    Raises:
        PlatformError: Lambda has no such machines.
    """
    return parse_architecture(platform.machine(), subject="this machine")


def parse_architecture(name: str, *, subject: str = "the target") -> str:
    """Gives Lambda's word for the architecture `name` of `subject`.

    Raises:
        PlatformError: Lambda has no such machines.
    """
    known = SYNONYMS.get(name.lower(), name.lower())
    if known not in ARCHITECTURES:
        expected = " or ".join(ARCHITECTURES)
        raise PlatformError(found=name, expected=expected, remedy="Name one of them with --arch", subject=subject)
    return known


def require_python(expected: str, *, running: str, implementation: str) -> None:
    """Refuses an interpreter whose bytecode Lambda could not use.

    Args:
        expected: The runtime's version, for example `3.13`.
        running: The full version of the interpreter.
        implementation: Its kind, for example `cpython`.

    Raises:
        PythonVersionError: It is not CPython of the runtime's version.
    """
    if implementation != "cpython" or running.split(".")[:2] != expected.split("."):
        raise PythonVersionError(running=f"{running} ({implementation})", expected=expected)
