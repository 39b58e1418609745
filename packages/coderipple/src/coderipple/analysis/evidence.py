"""Where a fact stands.

Comes in: a span of lines, and what it states. Goes out: an `Evidence`.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Protocol

from coderipple.facts import Evidence


class Span(Protocol):
    """Lines of a file, from 1."""

    @property
    def first_line(self) -> int:
        """The first of them."""
        ...

    @property
    def last_line(self) -> int:
        """The last of them."""
        ...


def make_evidence(span: Span, path: str, tree: Mapping[str, str], symbol: str, *stated: str | None) -> Evidence:
    """Returns where something stands, with the digest of what it states: not of a body, nor of where lines break.

    Args:
        span: The lines.
        path: Their file.
        tree: Path to blob id.
        symbol: What stands there.
        stated: What pages show of it; the digest changes with it, and with nothing else.
    """
    return Evidence(
        path=path,
        first_line=span.first_line,
        last_line=span.last_line,
        blob_id=tree[path],
        symbol=symbol,
        digest=sha256("\0".join(each or "" for each in stated).encode("utf-8", "surrogatepass")).hexdigest()[:12],
    )
