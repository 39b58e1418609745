"""What a push writes: the sections that differ, as far as they are true and lead to documents that stand.

What is refused may be what another section leads to. So the sections are put together, judged and merged again without
what leads to a missing document, until every link has its document.

Comes in: what a push is about, what is published, the documents as they are. Goes out: a `Composition`.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from coderipple.config import Config
from coderipple.decision import decide
from coderipple.documents import Manifest, Merge, SectionRecord, facts_digest, merge
from coderipple.drafting import (
    chosen_sections,
    draft_reference,
    draft_sections,
    earlier_texts,
    kept_sections,
    without_links,
)
from coderipple.facts import Facts
from coderipple.gating import Gated, Standards, keep_to_budget, pass_gate, repeated_sentences
from coderipple.pages import DOCUMENTS, is_record, reference_id
from coderipple.ports import DocumentStore, Phraser
from coderipple.references import Vocabulary
from coderipple.values import Action, Decision, History, Section, SurfaceChange


@dataclass(frozen=True, kw_only=True, slots=True)
class PushFacts:
    """What a push is about.

    Attributes:
        before: What was true of the base.
        after: What is true of the head.
        changes: What users can see to differ.
        history: What the new commits say about decisions.
        earlier: What could be named at the base.
        vocabulary: What may be named at the head.
        documents: Of a push that changes single modules alone, the document of each by its name; the facts and the
            vocabularies know no other modules. None where everything is drafted.
    """

    before: Facts
    after: Facts
    changes: tuple[SurfaceChange, ...]
    history: History
    earlier: Vocabulary
    vocabulary: Vocabulary
    documents: Mapping[str, str] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Composition:
    """What a push writes, and why.

    Attributes:
        decisions: Every decision, also each no.
        chosen: The sections that were to be written.
        waiting: Those that the budget leaves for the next run, each with the reason.
        gated: What came through the gate.
        merged: The documents with it.
    """

    decisions: tuple[Decision, ...]
    chosen: tuple[Section, ...]
    waiting: tuple[tuple[Section, str], ...]
    gated: Gated
    merged: Merge

    @property
    def is_complete(self) -> bool:
        """Whether everything is written that can be: of what was refused the next run may think otherwise."""
        return not (self.merged.refused or any(not each.is_final for each in self.gated.refused))

    @property
    def needs_its_base(self) -> bool:
        """Whether the next run has to compare with the same commit, to find again what is not written.

        A page is decided again by its facts, whatever it is compared with; only new commits tell of a decision.
        """
        closed = {each.path for each in self.merged.outcomes if each.action is Action.REFUSE}
        unwritten = [each.section for each in self.gated.refused if not each.is_final]
        unwritten += [each for each in self.gated.sections if each.document in closed]
        return bool(self.waiting) or any(is_record(each.section_id) for each in unwritten)


def compose(
    push_facts: PushFacts, manifest: Manifest, config: Config, documents: DocumentStore, phraser: Phraser | None
) -> Composition:
    """Composes what a push writes.

    Args:
        push_facts: What the push is about.
        manifest: What is published.
        config: The settings.
        documents: The documents; they are only read.
        phraser: A language model, or None.

    Raises:
        UnprovenError: Only single modules are known, and what is to be said needs to know of others.
    """
    composing = _Composing(push_facts, manifest, config, documents)
    missing = composing.unwritten
    composition = composing.composed(missing, None)
    while more := composing.missing(composition.merged) - missing:
        missing |= more
        composition = composing.composed(missing, None)
    return composing.composed(missing, phraser) if phraser else composition


class _Composing:
    """What stays the same however often the sections are put together."""

    def __init__(self, push_facts: PushFacts, manifest: Manifest, config: Config, documents: DocumentStore) -> None:
        self._facts = push_facts
        self._manifest = manifest
        self._config = config
        self._documents = documents
        self._paths = frozenset(documents.paths())
        known = push_facts.documents
        self._published = manifest.sections if known is None else _of_modules(known, manifest)
        if known is None:
            self._drafts = draft_sections(push_facts.after, push_facts.history, manifest, config, self._paths)
            self._earlier = earlier_texts(lambda: draft_sections(push_facts.before, History(), Manifest(), config, ()))
        else:
            self._drafts = draft_reference(push_facts.after, known, config)
            self._earlier = earlier_texts(lambda: draft_reference(push_facts.before, known, config))
        self._earlier_vocabulary = push_facts.earlier.for_documents(push_facts.before)
        drafted = {each.document for each in self._drafts}
        self._linked = frozenset(drafted | {each.document for each in manifest.sections.values()})
        self.unwritten = frozenset(DOCUMENTS.values()) - self._linked - self._paths

    def missing(self, merged: Merge) -> frozenset[str]:
        """Returns the documents that sections may lead to and that do not stand after a merge."""
        written = {path for path, content in merged.files.items() if content is not None}
        return self._linked - ((self._paths | written) - (merged.files.keys() - written))

    def composed(self, missing: Collection[str], phraser: Phraser | None) -> Composition:
        """Returns what is written where some documents are missing."""
        drafts = without_links(self._drafts, missing)
        decisions = decide(
            roles=self._config.enabled_agents,
            drafts=drafts,
            digests={each.section_id: facts_digest(each) for each in drafts},
            published={key: each.standing_facts for key, each in self._published.items()},
            changes=self._facts.changes,
            kept=kept_sections(self._manifest, self._facts.after),
        )
        wanted = chosen_sections(decisions, drafts, self._manifest)
        chosen, waiting = keep_to_budget(wanted, self._config.most_changed_lines, self._earlier)
        standards = self._standards(drafts, missing)
        gated = pass_gate(chosen, standards, phraser)
        return Composition(
            decisions=decisions,
            chosen=tuple(chosen),
            waiting=tuple(waiting),
            gated=gated,
            merged=merge(gated.sections, self._manifest, self._documents.read, standards.outdated, self._earlier),
        )

    def _standards(self, drafts: Iterable[Section], missing: Collection[str]) -> Standards:
        """Returns what sections are held to; documents that are being written exist for those that link to them."""
        vocabulary = self._facts.vocabulary.for_documents(
            self._facts.after,
            commit_ids=_named_commits(self._facts.history, self._manifest),
            document_paths=[f"{self._config.output_dir}/{each}" for each in self._linked.difference(missing)],
        )
        return Standards(
            vocabulary=vocabulary,
            earlier=self._earlier_vocabulary,
            repeated=repeated_sentences(drafts),
            output_dir=self._config.output_dir,
            minimum=self._config.min_quality_score,
        )


def _of_modules(names: Iterable[str], manifest: Manifest) -> dict[str, SectionRecord]:
    """Returns the records of the sections of single modules."""
    keys = map(reference_id, names)
    return {key: manifest.sections[key] for key in keys}


def _named_commits(history: History, manifest: Manifest) -> set[str]:
    """Returns the ids of the commits that records name, those of earlier runs too."""
    recorded = {key.split("/")[1] for key in manifest.sections if is_record(key)}
    by = {commit_id for _, commit_id in history.reverted}
    remembered = {
        key.rpartition(" ")[2]
        for each in manifest.sections.values()
        for key in each.evidence
        if key.startswith((":reverted ", ":superseded "))
    }
    return recorded | by | remembered | {each.commit.commit_id for each in history.reasons}
