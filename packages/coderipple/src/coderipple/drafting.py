"""What the roles would say of the head, and which of it is to be published.

Comes in: facts, stated reasons, what is published, decisions. Goes out: drafted `Section`s.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from urllib.parse import quote

from coderipple.agents import building_inspector, historian, tourist_guide
from coderipple.agents.pages import hub, interfaces
from coderipple.config import Config
from coderipple.documents import Manifest, section_text
from coderipple.facts import Facts
from coderipple.pages import BUILDING_INSPECTOR, HISTORIAN, TOURIST_GUIDE, is_record, page_of, title_of
from coderipple.references import ReferenceKind, code_references, link_target
from coderipple.values import Decision, History, Section, Statement

_ASIDE = re.compile(r" \(\[[^\[\]]*+\]\(([^()\s]*+)\)\)")


def draft_sections(
    facts: Facts, history: History, manifest: Manifest, config: Config, documents: Collection[str]
) -> list[Section]:
    """Returns what each enabled role would say of the head.

    Args:
        facts: What is true at the head.
        history: What the new commits say about decisions.
        manifest: What is published.
        config: The settings.
        documents: Paths of the documents that exist.
    """
    drafts: list[Section] = []
    if BUILDING_INSPECTOR in config.enabled_agents:
        drafts += building_inspector.draft(
            facts, output_dir=config.output_dir, most_symbols=config.most_interface_symbols
        )
    if TOURIST_GUIDE in config.enabled_agents:
        drafts += tourist_guide.draft(facts, output_dir=config.output_dir)
    if HISTORIAN in config.enabled_agents:
        drafts += historian.draft(
            history,
            known={key: (each.document, each.evidence) for key, each in manifest.sections.items()},
            documents=documents,
            guides=[each for each in facts.guides if "/" in each.path],  # those at the root are no decision records
            output_dir=config.output_dir,
        )
    drafts = [each for each in drafts if page_of(each.section_id) not in config.pages_off]
    if TOURIST_GUIDE in config.enabled_agents:
        drafts += hub.draft(drafts, standing=_standing_documents(manifest, config))
    return drafts


def draft_reference(facts: Facts, documents: Mapping[str, str], config: Config) -> list[Section]:
    """Returns what the reference would say of single modules.

    Args:
        facts: What is true of them.
        documents: The document of each, by the module's name.
        config: The settings.
    """
    return [*interfaces.draft_modules(facts.modules, documents, output_dir=config.output_dir)]


def earlier_texts(drafts: Callable[[], Iterable[Section]]) -> Callable[[str], str]:
    """Returns a function that tells the text that was made of the facts before, for a section made of facts.

    Args:
        drafts: Drafts the sections of the facts before; it is called where a text is asked for.
    """

    @cache
    def texts() -> dict[str, str]:
        return {each.section_id: section_text(each) for each in drafts()}

    return lambda section_id: texts().get(section_id, "")


def kept_sections(manifest: Manifest, facts: Facts) -> frozenset[str]:
    """Returns the published sections of modules that cannot be read at the moment."""
    unread = (f"{page}/{quote(name)}" for page in ("interfaces", "troubleshooting") for name in facts.unread_modules)
    return frozenset(unread) & manifest.sections.keys()


def chosen_sections(decisions: Iterable[Decision], drafts: Iterable[Section], manifest: Manifest) -> list[Section]:
    """Returns the sections to publish; one without statements stands for what has to go from a document."""
    by_id = {each.section_id: each for each in drafts}
    chosen: list[Section] = []
    for decision in decisions:
        draft = by_id.get(decision.section_id)
        record = manifest.sections.get(decision.section_id)
        if decision.invoked and record is not None and (draft is None or draft.document != record.document):
            reason = f"{draft.label} moved to {draft.document}" if draft else decision.reason
            chosen.append(_removal(decision, record.document, reason))
        if decision.invoked and draft is not None:
            chosen.append(replace(draft, reason=decision.reason))
    return chosen


def without_links(sections: Iterable[Section], missing: Collection[str]) -> list[Section]:
    """Returns sections without what leads to documents that are not there: a link in brackets, else its statement.

    A section that has nothing else to say goes.

    Args:
        sections: The sections.
        missing: Paths inside the output folder.
    """
    if not missing:
        return list(sections)
    kept = (replace(each, statements=tuple(_without_links(each, missing))) for each in sections)
    return [each for each in kept if each.statements]


def _without_links(section: Section, missing: Collection[str]) -> Iterator[Statement]:
    def is_missing(address: str) -> bool:
        return link_target(address, document=section.document) in missing

    names = {quote(each.rpartition("/")[2]) for each in missing}
    for statement in section.statements:
        if not any(each in statement.text for each in names):  # parsing each line of a reference takes seconds
            yield statement
            continue
        text = _ASIDE.sub(lambda found: "" if is_missing(found[1]) else found[0], statement.text)
        links = (each.text for each in code_references(text) if each.kind is ReferenceKind.LINK)
        if not any(map(is_missing, links)):
            yield replace(statement, text=text)


def _standing_documents(manifest: Manifest, config: Config) -> set[str]:
    """Returns what stays although nobody drafts it: history, also where its role is switched off."""
    return {
        each.document
        for key, each in manifest.sections.items()
        if is_record(key) or (page_of(key) == "decisions" and HISTORIAN not in config.enabled_agents)
    }


def _removal(decision: Decision, document: str, reason: str) -> Section:
    return Section(
        role=decision.role,
        section_id=decision.section_id,
        document=document,
        title=title_of(document),
        label="",
        heading="",
        statements=(),
        reason=reason,
    )
