"""The trailers of our commits, by which a commit tells what it documents and that it is ours.

Comes in: a commit's message, or what it documents. Goes out: whether it is ours, or the trailers.
Standard library only: the acknowledging path imports this module.
"""

from coderipple import __version__

SOURCE_TRAILER = "CodeRipple-Source:"
"""Begins the trailer by which CodeRipple knows its own commits again."""

_VERSION_TRAILER = "CodeRipple-Version:"


def own_trailers(commit_id: str) -> str:
    """Returns the trailers of a commit that documents another one."""
    return f"{SOURCE_TRAILER} {commit_id}\n{_VERSION_TRAILER} {__version__}"


def is_own_commit(message: str) -> bool:
    """Whether the last paragraph of a commit message, the subject aside, has CodeRipple's trailer."""
    _subject, _, body = message.strip().replace("\r\n", "\n").partition("\n\n")
    last_paragraph = body.rpartition("\n\n")[2]
    return any(line.startswith(SOURCE_TRAILER) for line in last_paragraph.splitlines())
