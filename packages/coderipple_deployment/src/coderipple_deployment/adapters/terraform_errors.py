"""What Terraform says when it fails, as an error with a remedy.

Comes in: its output. Goes out: an error. No secret is in it, since Terraform never gets one.
"""

import json
import re
from collections.abc import Iterator

from coderipple_deployment.errors import (
    BackendChangedError,
    CredentialsError,
    DeploymentError,
    HalfAppliedError,
    ProviderError,
    ProviderLockError,
    StateLockedError,
    TerraformFailedError,
)

_FRAME = re.compile(r"^[│╷╵]\s?", re.MULTILINE)
_MOST_CHARACTERS = 1500
_CREDENTIALS = (
    "ExpiredToken",
    "InvalidClientTokenId",
    "No valid credential sources",
    "SignatureDoesNotMatch",
    "SSO session",
    "UnrecognizedClientException",
)
_GO_ON = (
    "What was made stands in the state, and the alias still points where it did: deploy again with the cause removed, "
    "and it goes on from there"
)


def explain(output: str, *, command: str, environment: str) -> DeploymentError:
    """Gives the error that the output tells of."""
    said = "\n".join(_errors(_FRAME.sub("", output))) or "nothing"
    known = _known(said, environment=environment)
    if known is not None:
        return known
    if command == "apply":
        return HalfAppliedError(command=command, said=said[:_MOST_CHARACTERS], remedy=_GO_ON)
    return TerraformFailedError(command=command, said=said[:_MOST_CHARACTERS])


def _known(said: str, *, environment: str) -> DeploymentError | None:
    """Gives what has a remedy of its own, and hindered Terraform before it changed anything."""
    if "Error acquiring the state lock" in said:
        return _lock_error(said)
    if word := next((word for word in _CREDENTIALS if word in said), None):
        return CredentialsError(problem=_line_with(said, word))
    if "Backend configuration changed" in said or "Backend initialization required" in said:
        return BackendChangedError(environment=environment)
    if "lock file is read-only" in said or "checksums recorded in the dependency lock file" in said:
        return ProviderLockError()
    if "Failed to query available provider" in said or "Failed to install provider" in said:
        return ProviderError(said=said[:_MOST_CHARACTERS])
    return None


def _errors(output: str) -> Iterator[str]:
    """Gives the errors alone: from JSON lines, else from the first `Error:` on."""
    told = [line for line in map(_diagnostic, output.splitlines()) if line]
    if told:
        yield from dict.fromkeys(told)
        return
    start = output.find("Error:")
    yield output[max(start, 0) :].strip()


def _diagnostic(line: str) -> str:
    if not line.startswith("{"):
        return ""
    try:
        found = json.loads(line)
    except ValueError:
        return ""
    diagnostic = found.get("diagnostic", {})
    if found.get("@level") != "error" or not diagnostic:
        return ""
    place = f"{diagnostic['address']}: " if diagnostic.get("address") else ""
    return f"{place}{diagnostic.get('summary', '')}: {diagnostic.get('detail', '')}".strip(": ")


def _lock_error(said: str) -> StateLockedError:
    facts = dict(re.findall(r"^\s*(ID|Who|Created):\s*(.*?)\s*$", said, re.MULTILINE))
    return StateLockedError(lock_id=facts.get("ID", ""), holder=facts.get("Who", ""), since=facts.get("Created", ""))


def _line_with(said: str, word: str) -> str:
    return next(line.strip() for line in said.splitlines() if word in line)[:300]
