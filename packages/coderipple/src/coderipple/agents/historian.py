"""Historian, the inner layer: why the code became what it is, in the words of those who changed it.

Comes in: what the new commits say about decisions, and what the manifest remembers of the records that exist. Goes
out: one record a decision under `decisions/`, in the form of MADR, the status of every record, and an index. A record
is never written again; only its status changes.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from coderipple.agents.records import (
    RECORD,
    STATUS,
    TITLE,
    Known,
    Record,
    new_reasons,
    numbered_records,
    overruled_records,
    remembered_records,
    with_statuses,
)
from coderipple.facts import Evidence, Guide
from coderipple.markup import code_span, escape, file_link, page_link
from coderipple.pages import DOCUMENTS, HISTORIAN, page_section
from coderipple.references import code_references
from coderipple.values import History, Section, StatedReason, Statement, Subject

_SHORT_ID = 12
_MOST_AFFECTED = 10
_VERBS = {"reverted": "Reverts", "superseded": "Supersedes"}


def draft(
    history: History,
    *,
    known: Known,
    documents: Collection[str],
    guides: Iterable[Guide] = (),
    output_dir: str,
) -> Iterator[Section]:
    """Drafts the new records, the status of every record, and the index.

    Args:
        history: What the new commits say, oldest first.
        known: Document and evidence of the sections that exist, by id.
        documents: Paths of the documents that exist. A record that is known and has none was declined by a person.
        guides: The decision records that the repository keeps itself.
        output_dir: Folder of the documents, for the links.
    """
    remembered = remembered_records(known)
    reasons = list(new_reasons(history.reasons, remembered))
    records = {key: each for key, each in remembered.items() if each.number and each.document in documents}
    records |= numbered_records(reasons, remembered, documents)
    records = with_statuses(records, history)
    for reason in reasons:
        yield _record(reason, records, history)
    for record in records.values():
        yield _status(record, records)
    yield from _index(records.values(), guides, output_dir)


def _record(reason: StatedReason, records: Mapping[str, Record], history: History) -> Section:
    record = records[reason.commit.commit_id]
    evidence = Evidence(
        path="", first_line=0, last_line=0, blob_id="", symbol=f"{TITLE}{record.title}", digest=record.quote_digest
    )
    more = len(reason.affected) - _MOST_AFFECTED
    affected = [*reason.affected[:_MOST_AFFECTED], *([f"and {more} more"] if more > 0 else [])]
    lines = [
        Statement(text=f"## Context\n\nCommit {code_span(record.commit_id[:_SHORT_ID])} states:\n"),
        Statement(text=f"> {escape(reason.quote)}\n", evidence=(evidence,)),
        Statement(text=f"## Decision\n\n> {escape(reason.subject)}\n"),
        *_relations(record, records, history),
        Statement(text="## Affected\n"),
        Statement(text="\n".join(f"> - {escape(each)}" for each in affected)),
    ]
    return _section(record, RECORD, f"the reason that commit {record.commit_id[:_SHORT_ID]} states", lines)


def _relations(record: Record, records: Mapping[str, Record], history: History) -> Iterator[Statement]:
    for said, old in overruled_records(records, history):
        if said.commit_id == record.commit_id:
            link = page_link(old.number, old.document, document=record.document)
            yield Statement(text=f"{_VERBS[said.status]} {link}\n")


def _status(record: Record, records: Mapping[str, Record]) -> Section:
    word, _, by = record.status.partition(" ")
    if not by:
        every = page_link("all decisions", DOCUMENTS["decisions"], document=record.document)
        line = Statement(text=f"Status: proposed ({every})")
        return _section(record, STATUS, f"the status of {record.number}", [line])
    new = records.get(by)
    link = (
        page_link(new.number, new.document, document=record.document) if new else f"commit {code_span(by[:_SHORT_ID])}"
    )
    evidence = Evidence(path="", first_line=0, last_line=0, blob_id="", symbol=record.status, digest=by[:_SHORT_ID])
    line = Statement(text=f"Status: {word} by {link}", evidence=(evidence,))
    return _section(record, STATUS, f"the status of {record.number}", [line])


def _section(record: Record, part: str, label: str, lines: list[Statement]) -> Section:
    return Section(
        role=HISTORIAN,
        section_id=f"decisions/{record.commit_id}/{part}",
        document=record.document,
        title=f"{int(record.number)}. {escape(record.shown_title)}",
        label=label,
        heading="",
        statements=tuple(lines),
        subjects=frozenset({Subject.REASON}),
    )


def _index(records: Iterable[Record], guides: Iterable[Guide], output_dir: str) -> Iterator[Section]:
    document = DOCUMENTS["decisions"]
    lines = tuple(
        Statement(text=f"- {page_link(f'{each.number}', each.document, document=document)} {_listed(each)}")
        for each in sorted(records, key=lambda each: int(each.number))
    )
    if lines:
        yield page_section("decisions", "0-index", lines, label="the list of decisions", subjects={Subject.REASON})
    own = tuple(
        Statement(text=f"- {file_link(each.path, document=f'{output_dir}/{document}')}: {escape(each.title)}")
        for each in guides
        if each.title
    )
    if own:
        yield page_section(
            "decisions",
            "1-own",
            own,
            heading="Records that the project keeps itself",
            label="the project's own records",
            subjects={Subject.GUIDE},
        )


def _listed(record: Record) -> str:
    word = record.status.partition(" ")[0]
    title = escape(record.shown_title)
    if code_references(title):  # it may be about what is gone, and the list is no quotation
        title = record.words
    return title + (f" ({word})" if word != "proposed" else "")
