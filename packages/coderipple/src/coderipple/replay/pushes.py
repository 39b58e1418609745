"""The pushes of a history: its first-parent chain, a commit a push.

Comes in: a repository and a range such as `v1.0..main`. Goes out: the commits to document, oldest first; the first is
documented from nothing.
"""

from coderipple.errors import ReplayRangeError
from coderipple.ports import Repository
from coderipple.values import Commit


def read_pushes(repository: Repository, revisions: str | None, *, last: int | None = None) -> tuple[Commit, ...]:
    """Returns the commits of a range, its first one included.

    Args:
        repository: The repository.
        revisions: `A..B`; without A from the first commit, without B up to HEAD; None is the whole history of HEAD.
        last: Keep only so many, the newest.

    Raises:
        ReplayRangeError: It is no range, or B does not come after A.
        UnknownRevisionError: The repository lacks A or B.
    """
    first, dots, end = (revisions or "..").partition("..")
    if not dots or end.startswith("."):
        raise ReplayRangeError(revisions or "", "a range such as v1.0..main")
    head = repository.resolve(end or "HEAD")
    base = repository.resolve(first) if first else None
    chain = repository.first_parents(base, head)
    if base is not None and chain[0].commit_id != base:
        raise ReplayRangeError(revisions or "", f"{first} on the first-parent chain of {end or 'HEAD'}")
    return chain if last is None else chain[-last:]
