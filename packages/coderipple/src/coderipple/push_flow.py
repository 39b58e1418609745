"""The whole flow, from a push to true documents, in the order in which it happens.

Comes in: a `Push`. Goes out: an `Outcome`, and the documents in the document store.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import replace

from coderipple.analysis import kind_of_file
from coderipple.composition import Composition, compose
from coderipple.config import Config
from coderipple.decision import describe_kinds
from coderipple.documents import MANIFEST_PATH, Manifest, Merge, digest
from coderipple.gating import Refusal
from coderipple.outcome import Outcome
from coderipple.ports import DocumentStore, Repository
from coderipple.published_state import Base, Published, choose_base, manifest_digest, read_published
from coderipple.publishing import commit_message, publish
from coderipple.references import UnprovenError
from coderipple.repository_settings import settings_at
from coderipple.trailers import is_own_commit
from coderipple.understanding import Reading, Understanding
from coderipple.values import Action, ChangeSet, Decision, DocumentOutcome, ModelUsage, Push, Section
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
        BranchMovedError, ProtectedBranchError: See `DocumentStore.publish`.
        RepositoryError: The repository cannot be read.
        DocumentError: A document cannot be read or written.
    """
    started = ports.clock.seconds()
    head = ports.repository.resolve(push.head)
    config = settings_at(ports.repository, head, config)
    documents = ports.documents.in_folder(config.output_dir)
    settings = _settings(config)
    published = read_published(documents)
    base = choose_base(push.base, published.manifest, ports.repository)
    if published.covers(head, settings):
        return Outcome(skipped=f"nothing to do: commit {head[:12]} is documented already", head=head)
    change_set = ports.repository.compare(base.commit, head).outside(config.output_dir)
    if not change_set.paths and published.covers(base.commit, settings) and _is_ours(base, head, ports.repository):
        return Outcome(skipped=f"nothing to do: since {str(base.commit)[:12]} only documents came", head=head)
    reading = Reading(
        base,
        head,
        config,
        repository=ports.repository,
        cache=ports.facts_cache,
        name=push.repository,
        has_model=ports.phraser is not None,
    )
    understandings = reading.understandings(change_set, published, settings)
    understood, composed = _composed(understandings, published, config, documents, ports)
    push_facts, merged, refused = understood.push_facts, composed.merged, composed.gated.refused
    if not dry_run:
        is_compared_again = composed.needs_its_base or push_facts.after.stale_paths
        commit = base.commit if is_compared_again else head
        # Without settings the manifest covers no commit, so that the same one is tried again.
        settings = settings if composed.is_complete else ""
        manifest = published.followed_by(base, commit, settings, merged.sections)
        message = commit_message(head, _in_folder(merged.outcomes, config.output_dir))
        ports.progress.begin("writing")
        digest = _publish(merged, manifest, published, base, documents, message=message)
        is_settled = composed.is_complete and not (is_compared_again or refused)
        if is_settled and digest:
            reading.keep(understood.outline_of_head(digest))
        elif is_settled and understood.outline_of_base and published.covers(base.commit, settings):
            reading.keep(understood.outline_of_base(published.digest))
    usage = ports.phraser.usage if ports.phraser else ModelUsage()
    roles = dict.fromkeys(each.role for each in composed.chosen if each.role in config.enabled_agents)
    return Outcome(
        agents_invoked=tuple(roles),
        documentation_updated=bool(merged.files) and not dry_run,
        ai_powered=any(each.introduction for each in composed.gated.sections),
        processing_time=round(ports.clock.seconds() - started, 3),
        skipped=None if composed.chosen else _why_nothing(composed.decisions, change_set),
        documents=tuple(_in_repository(merged.outcomes, _reasons(refused), composed.waiting, config.output_dir)),
        decisions=composed.decisions,
        warnings=(*published.warnings, *base.warnings, *push_facts.after.warnings),
        base=base.commit,
        head=head,
        changes=push_facts.changes,
        model_tokens=usage.tokens,
        model_faults=usage.faults,
    )


def _is_ours(base: Base, head: str, repository: Repository) -> bool:
    """Tells whether all that came since the base are commits of documents: the sources need not be read again."""
    return all(is_own_commit(each.message) for each in repository.commits(base.commit, head))


def _settings(config: Config) -> str:
    """Returns the digest of the settings that decide what is written."""
    deciding = (
        config.output_dir,
        config.enabled_agents,
        config.min_quality_score,
        config.ignored_paths,
        config.pages_off,
        config.most_interface_symbols,
    )
    return digest(repr(deciding))


def _composed(
    understandings: Iterable[Understanding],
    published: Published,
    config: Config,
    documents: DocumentStore,
    ports: Ports,
) -> tuple[Understanding, Composition]:
    """Composes from the first understanding that suffices."""
    for understood in understandings:
        ports.progress.begin("putting the documents together")
        try:
            return understood, compose(understood.push_facts, published.manifest, config, documents, ports.phraser)
        except UnprovenError as error:
            logger.debug("reason=<%s> | every file is read", error)
            ports.progress.begin("reading every file")
    raise AssertionError("the last understanding is of all files, which prove or refute everything")


def _publish(
    merged: Merge, manifest: Manifest, published: Published, base: Base, store: DocumentStore, *, message: str
) -> str:
    """Publishes what differs, and returns the digest of the manifest's file; an empty string where it stays.

    A run that changes no document leaves the manifest alone, unless it was not in order.
    """
    has_settings = published.manifest.settings == manifest.settings
    is_in_order = has_settings and published.is_in_order and not base.warnings
    is_nothing = not published.manifest and not merged.files
    if not merged.files and (is_in_order or is_nothing):
        return ""
    content = manifest.to_bytes()
    publish(
        merged.files,
        manifest_path=MANIFEST_PATH,
        begun=published.manifest.begun(manifest).to_bytes(),
        manifest=content,
        message=message,
        store=store,
    )
    return manifest_digest(content)


def _why_nothing(decisions: Iterable[Decision], change_set: ChangeSet) -> str:
    if any(each.invoked for each in decisions):
        return "nothing to do: the documents say all of it already"
    return f"nothing to do: {describe_kinds(map(kind_of_file, change_set.paths))}"


def _reasons(refused: Iterable[Refusal]) -> list[tuple[Section, str]]:
    return [(each.section, each.reason) for each in refused]


def _in_repository(
    outcomes: Iterable[DocumentOutcome],
    refused: Iterable[tuple[Section, str]],
    waiting: Iterable[tuple[Section, str]],
    output_dir: str,
) -> Iterator[DocumentOutcome]:
    yield from _in_folder(outcomes, output_dir)
    for action, sections in ((Action.REFUSE, refused), (Action.WAIT, waiting)):
        for section, reason in sections:
            yield DocumentOutcome(path=f"{output_dir}/{section.document}", action=action, reason=reason)


def _in_folder(outcomes: Iterable[DocumentOutcome], output_dir: str) -> Iterator[DocumentOutcome]:
    for each in outcomes:
        yield replace(each, path=f"{output_dir}/{each.path}")
