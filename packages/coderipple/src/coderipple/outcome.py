"""The result of one push.

A value only, and no dataclass: the acknowledging path imports this module.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from coderipple.values import Decision, DocumentOutcome, SurfaceChange


_WRITTEN = frozenset({"create", "update", "delete"})  # values of `Action`, which this module must not import


class Outcome(NamedTuple):
    """The result of one push.

    Attributes:
        agents_invoked: Roles that had something to say.
        documentation_updated: Whether a document was written.
        ai_powered: Whether text of a language model was published.
        processing_time: Seconds.
        skipped: Why there was nothing to do, or None.
        admitted: Whether the push was for us at all.
        documents: What happened to each document.
        decisions: Every decision, also each no.
        warnings: What could not be read.
        base: Commit that the head was compared with, or None.
        head: Commit that is documented; an empty string where no commit was looked at.
        changes: What users can see to differ between the two.
        model_tokens: Tokens that a language model took and gave.
        model_faults: How often it failed.
    """

    agents_invoked: tuple[str, ...] = ()
    documentation_updated: bool = False
    ai_powered: bool = False
    processing_time: float = 0.0
    skipped: str | None = None
    admitted: bool = True
    documents: tuple["DocumentOutcome", ...] = ()
    decisions: tuple["Decision", ...] = ()
    warnings: tuple[str, ...] = ()
    base: str | None = None
    head: str = ""
    changes: tuple["SurfaceChange", ...] = ()
    model_tokens: int = 0
    model_faults: int = 0

    @property
    def documents_written(self) -> int:
        """How many documents were written; none where that was only rehearsed."""
        written = [each for each in self.documents if each.action.value in _WRITTEN]
        return len(written) if self.documentation_updated else 0

    @property
    def sections_refused(self) -> int:
        """How many sections were not published because they are not true enough."""
        return sum(each.action.value == "refuse" for each in self.documents)

    def as_dict(self) -> Mapping[str, object]:
        """The outcome as JSON data, with the keys that the answers carry."""
        return {
            "agents_invoked": list(self.agents_invoked),
            "documentation_updated": self.documentation_updated,
            "ai_powered": self.ai_powered,
            "processing_time": self.processing_time,
            "skipped": self.skipped,
            "admitted": self.admitted,
            "documents": [
                {"path": each.path, "action": each.action.value, "reason": each.reason} for each in self.documents
            ],
            "decisions": [
                {
                    "role": each.role,
                    "invoked": each.invoked,
                    "section": each.section_id,
                    "document": each.document,
                    "reason": each.reason,
                    "evidence": [f"{span.path}:{span.first_line}" for span in each.evidence],
                }
                for each in self.decisions
            ],
            "warnings": list(self.warnings),
            "model_tokens": self.model_tokens,
            "model_faults": self.model_faults,
        }
