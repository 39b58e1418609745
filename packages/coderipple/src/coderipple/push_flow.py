"""The whole flow, from a push to true documents, in the order in which it happens.

Comes in: a `Push`. Goes out: an `Outcome`, and the documents in the document store.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from coderipple.agents import building_inspector, historian, tourist_guide
from coderipple.analysis import FactsReader, compare_surfaces, kind_of_file, stated_reasons
from coderipple.config import Config
from coderipple.decision import BUILDING_INSPECTOR, HISTORIAN, TOURIST_GUIDE, decide, describe_kinds, is_record
from coderipple.documents import MANIFEST_PATH, Manifest, affected, merge, section_text, standing_sections
from coderipple.errors import UnknownRevisionError
from coderipple.facts import Facts
from coderipple.outcome import Outcome
from coderipple.ports import Phraser, Repository
from coderipple.publishing import publish
from coderipple.quality_gate import judge, strike_untrue
from coderipple.references import Vocabulary
from coderipple.values import Action, ChangeSet, Decision, DocumentOutcome, Push, Section, StatedReason
from coderipple.wiring import Ports

logger = logging.getLogger(__name__)


def document_push(push: Push, config: Config, ports: Ports, *, dry_run: bool = False) -> Outcome:
    """Makes the documents true of a commit.

    Args:
        push: What to document.
        config: The settings.
        ports: The world.
        dry_run: Whether to leave the documents as they are and only tell what would happen.

    Raises:
        UnknownRevisionError: The repository lacks the head, or the base that was asked for.
        RepositoryError: The repository cannot be read.
        DocumentError: A document cannot be read or written.
    """
    started = ports.clock.seconds()
    head = ports.repository.resolve(push.head)
    asked = ports.repository.resolve(push.base) if push.base is not None else None
    manifest, manifest_warnings = _published(ports)
    if manifest.commit == head and not manifest_warnings:
        return Outcome(skipped=f"nothing to do: commit {head[:12]} is documented already")
    base, base_warnings = _base(asked, manifest, ports.repository)
    change_set = ports.repository.compare(base, head).outside(config.output_dir)
    before, facts = _facts(base, head, ports.repository, config.output_dir)
    changes = compare_surfaces(before, facts)
    # Where the history was rewritten nobody knows which of its commits are new: none is recorded.
    is_lost = bool(base_warnings) and asked is None
    reasons = () if is_lost else _reasons(base, head, ports.repository, config.output_dir)
    decisions = decide(
        roles=config.enabled_agents,
        facts=facts,
        changes=changes,
        reasons=reasons,
        documented=manifest.sections.keys(),
        outdated=manifest.outdated,
    )
    drafts = affected(_drafts(decisions, facts, reasons, config, ports), manifest)
    vocabulary = Vocabulary(facts, commit_ids=[each.commit.commit_id for each in reasons])
    sections, refused = _gate(drafts, vocabulary, config, ports.phraser)
    merged = merge(sections, manifest, ports.documents.read)
    if (merged.files or manifest_warnings or base_warnings) and not dry_run:
        # What was refused, or could not be read, is compared again by the next run.
        is_whole = not (refused or merged.refused or facts.stale_paths)
        updated = Manifest(commit=head if is_whole else base, sections=merged.sections)
        publish(merged.files, manifest_path=MANIFEST_PATH, manifest=updated.to_bytes(), store=ports.documents)
    return Outcome(
        agents_invoked=tuple(dict.fromkeys(each.role for each in drafts)),
        documentation_updated=bool(merged.files) and not dry_run,
        ai_powered=any(each.introduction for each in sections),
        processing_time=round(ports.clock.seconds() - started, 3),
        skipped=None if drafts else _why_nothing(decisions, change_set),
        documents=tuple(_in_repository(merged.outcomes, refused, config.output_dir)),
        decisions=decisions,
        warnings=(*manifest_warnings, *base_warnings, *facts.warnings),
    )


def _published(ports: Ports) -> tuple[Manifest, list[str]]:
    """Returns what is published, without what somebody removed since, and why it is not as it was left."""
    manifest = Manifest.from_bytes(ports.documents.read(MANIFEST_PATH))
    if not manifest:
        problem = "cannot be read" if manifest is None else "is gone"
        standing = standing_sections(ports.documents.paths(), ports.documents.read)
        warnings = [f"{MANIFEST_PATH} {problem}: everything is documented again"]
        return Manifest(sections=standing), warnings if standing or manifest is None else []
    paths = ports.documents.paths()
    # A record is a proposal: who deletes it has declined it.
    missing = {
        key: each for key, each in manifest.sections.items() if each.document not in paths and not is_record(key)
    }
    present = {key: each for key, each in manifest.sections.items() if key not in missing}
    removed = sorted({each.document for each in missing.values()})
    warnings = [f"{path} was removed: its sections are written again" for path in removed]
    return Manifest(commit=manifest.commit, sections=present), warnings


def _base(asked: str | None, manifest: Manifest, repository: Repository) -> tuple[str | None, list[str]]:
    """Returns the commit to compare with: the last documented one, else the one asked for, else nothing."""
    warnings = []
    if manifest.commit is not None:
        try:
            return repository.resolve(manifest.commit), []
        except UnknownRevisionError:
            warnings = [f"the last documented commit {manifest.commit[:12]} is gone: everything is compared again"]
    return asked, warnings


def _facts(base: str | None, head: str, repository: Repository, output_dir: str) -> tuple[Facts, Facts]:
    """Returns what is true of the base and of the head; the documents themselves are no facts."""
    reader = FactsReader(repository.blob)

    def tree(commit_id: str | None) -> dict[str, str]:
        entries = repository.tree(commit_id) if commit_id is not None else {}
        return {path: blob for path, blob in entries.items() if not path.startswith(f"{output_dir}/")}

    before = reader.read(tree(base))
    facts = reader.read(tree(head), fallback=tree(base))
    return strike_untrue(before, Vocabulary(before)), strike_untrue(facts, Vocabulary(facts))


def _reasons(base: str | None, head: str, repository: Repository, output_dir: str) -> tuple[StatedReason, ...]:
    """Returns the reasons that the new commits state; a commit of documents alone decides nothing."""

    def changed_paths(commit_id: str) -> list[str]:
        return [path for path in repository.changed_paths(commit_id) if not path.startswith(f"{output_dir}/")]

    return stated_reasons(repository.commits(base, head), changed_paths)


def _drafts(
    decisions: Iterable[Decision], facts: Facts, reasons: Iterable[StatedReason], config: Config, ports: Ports
) -> Iterator[Section]:
    """Yields what each role drafts."""
    by_role = {
        role: [each for each in decisions if each.role == role and each.invoked] for role in config.enabled_agents
    }
    yield from building_inspector.draft(by_role.get(BUILDING_INSPECTOR, []), facts, output_dir=config.output_dir)
    yield from tourist_guide.draft(by_role.get(TOURIST_GUIDE, []), facts, output_dir=config.output_dir)
    yield from historian.draft(by_role.get(HISTORIAN, []), reasons, documents=ports.documents.paths())


def _gate(
    drafts: Iterable[Section], vocabulary: Vocabulary, config: Config, phraser: Phraser | None
) -> tuple[list[Section], dict[Section, str]]:
    """Returns the sections that may be published, and of the others why not.

    A section whose phrasing is refused falls back to its facts.
    """
    published: list[Section] = []
    refused: dict[Section, str] = {}
    for draft in drafts:
        phrased = replace(draft, introduction=phraser.phrase(draft)) if phraser and draft.statements else draft
        for section in dict.fromkeys((phrased, draft)):
            verdict = judge(
                section_text(section),
                vocabulary,
                document=f"{config.output_dir}/{section.document}",
                minimum=config.min_quality_score,
            )
            if verdict.published or not section.statements:
                published.append(section)
                break
            logger.warning("section=<%s>, reason=<%s> | text refused", section.section_id, verdict.reason)
        else:
            refused[draft] = verdict.reason
    return published, refused


def _why_nothing(decisions: Iterable[Decision], change_set: ChangeSet) -> str:
    if any(each.invoked for each in decisions):
        return "nothing to do: the documents say all of it already"
    return f"nothing to do: {describe_kinds(map(kind_of_file, change_set.paths))}"


def _in_repository(
    outcomes: Iterable[DocumentOutcome], refused: Mapping[Section, str], output_dir: str
) -> Iterator[DocumentOutcome]:
    for each in outcomes:
        yield replace(each, path=f"{output_dir}/{each.path}")
    for section, reason in refused.items():
        yield DocumentOutcome(path=f"{output_dir}/{section.document}", action=Action.REFUSE, reason=reason)
