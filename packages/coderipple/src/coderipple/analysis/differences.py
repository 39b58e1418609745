"""How one difference between two commits is made.

Comes in: what was and what is. Goes out: a `SurfaceChange`.
"""

from collections.abc import Iterator

from coderipple.facts import Evidence
from coderipple.values import ChangeKind, Subject, SurfaceChange


def lifetime(label: str, was: object | None, now: object | None) -> Iterator[str]:
    """Yields that something is new or gone, if it is."""
    if was is None:
        yield f"{label} is new"
    elif now is None:
        yield f"{label} is gone"


def change(
    subject: Subject,
    name: str,
    was: object | None,
    now: object | None,
    detail: str,
    *,
    module: str = "",
    evidence: Evidence | None = None,
) -> SurfaceChange:
    """Returns one difference between what was and what is; None stands for nothing."""
    kind = ChangeKind.ADDED if was is None else ChangeKind.REMOVED if now is None else ChangeKind.CHANGED
    return SurfaceChange(subject=subject, kind=kind, name=name, module=module, detail=detail, evidence=evidence)
