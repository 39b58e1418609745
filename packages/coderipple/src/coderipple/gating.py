"""Lets a language model phrase what is to be published, and only what is true go on.

Comes in: drafted sections, what may be named at both ends. Goes out: the sections that may be published, and why
others not.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from difflib import unified_diff
from typing import NamedTuple

from coderipple.documents import section_text
from coderipple.pages import page_of
from coderipple.ports import Phraser
from coderipple.quality import duplicates, stale, within_budget
from coderipple.quality_gate import Verdict, judge
from coderipple.references import Vocabulary
from coderipple.values import Section

logger = logging.getLogger(__name__)


class Refusal(NamedTuple):
    """Why a section may not be published.

    Attributes:
        section: The section.
        reason: Why.
        is_final: Whether it is too large, which no later run of the same commit changes.
    """

    section: Section
    reason: str
    is_final: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Gated:
    """What came through the gate.

    Attributes:
        sections: What may be published.
        refused: What may not.
    """

    sections: tuple[Section, ...]
    refused: tuple[Refusal, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Standards:
    """What a section is held to.

    Attributes:
        vocabulary: What may be named.
        earlier: What could be named before, to tell what is gone.
        repeated: Sentences that stand in two pages.
        output_dir: Folder of the documents in the repository.
        minimum: The least score, 0 to 100.
    """

    vocabulary: Vocabulary
    earlier: Vocabulary
    repeated: frozenset[str]
    output_dir: str
    minimum: float

    def verdict(self, section: Section) -> Verdict:
        """Judges the text of a section."""
        return judge(
            section_text(section),
            self.vocabulary,
            document=f"{self.output_dir}/{section.document}",
            minimum=self.minimum,
            earlier=self.earlier,
            repeated=self.repeated,
        )

    def outdated(self, text: str) -> str:
        """Returns what a text names that was true before and is gone now, or an empty string."""
        return next((repr(each.text) for each in stale(text, self.earlier, self.vocabulary)), "")


def pass_gate(drafts: Iterable[Section], standards: Standards, phraser: Phraser | None) -> Gated:
    """Judges each section; one whose phrasing is refused falls back to its facts.

    Args:
        drafts: What is to be published.
        standards: What it is held to.
        phraser: A language model, or None.
    """
    published: list[Section] = []
    refused: list[Refusal] = []
    for draft in drafts:
        # A list of pages or of packages has no facts that a model could phrase.
        has_facts = any(each.evidence for each in draft.statements)
        phrased = replace(draft, introduction=phraser.phrase(draft)) if phraser and has_facts else draft
        for section in dict.fromkeys((phrased, draft)):
            verdict = standards.verdict(section)
            if verdict.published or not section.statements:
                published.append(section)
                break
            logger.warning("section=<%s>, reason=<%s> | text refused", section.section_id, verdict.reason)
        else:
            refused.append(Refusal(draft, verdict.reason, is_final=verdict.is_too_large))
    return Gated(sections=tuple(published), refused=tuple(refused))


def repeated_sentences(drafts: Iterable[Section]) -> frozenset[str]:
    """Returns the sentences that two pages would share; the reference repeats what other pages say of a name."""
    pages: dict[str, str] = {}
    for draft in drafts:
        if page_of(draft.section_id) != "interfaces":
            pages[draft.document] = pages.get(draft.document, "") + section_text(draft)
    return frozenset(each.sentence for each in duplicates(pages))


def keep_to_budget(
    chosen: Iterable[Section], budget: int | None, before: Callable[[str], str]
) -> tuple[list[Section], list[tuple[Section, str]]]:
    """Returns the sections that are written now, and those that wait for the next run, each with the reason.

    What goes is written in any case, and so is what is new: the budget is for changes of what people know already.

    Args:
        chosen: What is to be published.
        budget: Lines that may change; None for any number.
        before: Returns the text of a section that was made of the facts before.
    """
    sections = list(chosen)
    if budget is None:
        return sections, []
    changing = {each.section_id: each for each in sections if each.statements and before(each.section_id)}
    lines = {key: _changed_lines(before(key), section_text(each)) for key, each in changing.items()}
    waiting = {each.section_id: each.reason for each in within_budget(lines, budget) if not each.written}
    now = [each for each in sections if each.section_id not in waiting]
    return now, [(changing[key], reason) for key, reason in waiting.items()]


def _changed_lines(before: str, after: str) -> int:
    difference = unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return sum(line.startswith(("+", "-")) and not line.startswith(("+++", "---")) for line in difference)
