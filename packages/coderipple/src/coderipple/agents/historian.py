"""Historian, the inner layer: why the code became what it is, in the words of those who changed it.

Comes in: decisions about commits, the reasons that they state. Goes out: one record a commit under `decisions/`,
numbered onward from the records that exist.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from coderipple.markup import code_span, escape
from coderipple.values import Decision, Section, StatedReason, Statement

_NUMBER = re.compile(r"^decisions/(\d{4,})-")
_SLUG_LENGTH = 60


def draft(
    decisions: Iterable[Decision], reasons: Iterable[StatedReason], *, documents: Iterable[str]
) -> Iterator[Section]:
    """Drafts the records.

    Args:
        decisions: What to record, oldest commit first.
        reasons: The reasons that commits state.
        documents: Paths of the documents that exist, for the next number.
    """
    by_commit = {each.commit.commit_id: each for each in reasons}
    taken = [int(match.group(1)) for path in documents if (match := _NUMBER.match(path))]
    for number, decision in enumerate(decisions, start=max(taken, default=0) + 1):
        reason = by_commit[decision.subject]
        yield Section(
            role=decision.role,
            section_id=decision.section_id,
            document=f"decisions/{number:04}-{_slug(reason.commit.subject)}.md",
            title=f"{number}. {escape(reason.commit.subject)}",
            heading="",
            statements=(
                Statement(text="Status: proposed\n"),
                Statement(text=f"Commit {code_span(reason.commit.commit_id[:12])} states:\n"),
                Statement(text=f"> {escape(reason.quote)}"),
            ),
            reason=decision.reason,
        )


def _slug(subject: str) -> str:
    plain = unicodedata.normalize("NFKD", subject).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_SLUG_LENGTH].strip("-") or "untitled"
