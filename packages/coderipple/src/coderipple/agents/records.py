"""The records of decisions, across runs, without reading the old history again.

Comes in: what the new commits say, what the manifest remembers. Goes out: `Record`s with number and status.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from coderipple.values import History, Overruling, StatedReason

type Known = Mapping[str, tuple[str, Mapping[str, str]]]
"""Document and evidence of the sections that exist, by id."""

RECORD = "2-record"
STATUS = "1-status"
TITLE = "title "
"""Begins the evidence in which the manifest remembers the title of a record."""

_NUMBER = re.compile(r"^decisions/(\d{4,})-")
_SLUG_LENGTH = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """A record of a decision.

    Attributes:
        commit_id: The commit that states the reason.
        document: Its document inside the output folder.
        title: The subject of the commit.
        quote_digest: Digest of what is quoted.
        status: `proposed`, or `reverted` or `superseded` with the id of the commit that says so.
    """

    commit_id: str
    document: str
    title: str
    quote_digest: str
    status: str = "proposed"

    @property
    def shown_title(self) -> str:
        """Its title, or where nobody remembers it the words of its file name."""
        return self.title or self.words

    @property
    def words(self) -> str:
        """The words of its file name, which name no code."""
        return self.document.partition("-")[2].removesuffix(".md").replace("-", " ")

    @property
    def number(self) -> str:
        """Its number, as its file name spells it; an empty string where a person named the file."""
        match = _NUMBER.match(self.document)
        return match[1] if match else ""


def quote_digest(quote: str) -> str:
    """Returns the digest of a quotation, blanks aside: commits that were picked from elsewhere have the same."""
    return sha256(" ".join(quote.split()).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def remembered_records(known: Known) -> dict[str, Record]:
    """Returns the records that the manifest knows, by commit, in the order of their numbers."""
    found: list[Record] = []
    for section_id, (document, evidence) in known.items():
        commit_id, _, part = section_id.removeprefix("decisions/").partition("/")
        if part == RECORD:
            _, status = known.get(f"decisions/{commit_id}/{STATUS}", ("", {}))
            title, digest = next(
                ((key, each) for key, each in evidence.items() if key.startswith(f":{TITLE}")), ("", "")
            )
            word = next((key for key in status if key.startswith((":reverted ", ":superseded "))), ":proposed")
            found.append(
                Record(
                    commit_id=commit_id,
                    document=document,
                    title=title.removeprefix(f":{TITLE}"),
                    quote_digest=digest,
                    status=word.removeprefix(":"),
                )
            )
    return {each.commit_id: each for each in sorted(found, key=lambda each: each.document)}


def new_reasons(reasons: Iterable[StatedReason], remembered: Mapping[str, Record]) -> Iterator[StatedReason]:
    """Yields the reasons to record: those that nobody has recorded, of two with the same words the first.

    One whose record lost its memory, with the manifest, is among them; not one whose record a person took out of the
    numbers.
    """
    seen = {each.quote_digest for each in remembered.values()}
    for reason in reasons:
        known = remembered.get(reason.commit.commit_id)
        digest = quote_digest(reason.quote)
        if (known is not None and known.number and not known.title) or (known is None and digest not in seen):
            seen.add(digest)
            yield reason


def numbered_records(
    reasons: Iterable[StatedReason], remembered: Mapping[str, Record], documents: Iterable[str]
) -> dict[str, Record]:
    """Returns the records of reasons by commit, numbered onward; a number is never given twice."""
    paths = (*documents, *(each.document for each in remembered.values()))
    number = max((int(match[1]) for path in paths if (match := _NUMBER.match(path))), default=0)
    found: dict[str, Record] = {}
    for reason in reasons:
        commit_id = reason.commit.commit_id
        known = remembered.get(commit_id)
        number += known is None
        found[commit_id] = Record(
            commit_id=commit_id,
            document=known.document if known else f"decisions/{number:04}-{_slug(reason.subject)}.md",
            title=reason.subject,
            quote_digest=quote_digest(reason.quote),
        )
    return found


def with_statuses(records: dict[str, Record], history: History) -> dict[str, Record]:
    """Returns the records with what the new commits say of them; the last word counts."""
    changed = dict(records)
    for said, record in overruled_records(records, history):
        changed[record.commit_id] = replace(record, status=f"{said.status} {said.commit_id}")
    return changed


def overruled_records(records: Mapping[str, Record], history: History) -> Iterator[tuple[Overruling, Record]]:
    """Yields what the new commits say of records, in their order.

    A number names only a record that was there when the commit was made: in however many runs the history is read,
    the same.
    """
    places = {each.commit.commit_id: place for place, each in enumerate(history.reasons)}
    for said in history.overrulings:
        place = places.get(said.commit_id, len(places))
        for record in named_record(said.old, records):
            if places.get(record.commit_id, -1) < place:
                yield said, record


def named_record(name: str, records: Mapping[str, Record]) -> list[Record]:
    """Returns the record that a message names, by its commit or by its number."""
    return [
        each for each in records.values() if each.number == name or (len(name) >= 7 and each.commit_id.startswith(name))
    ][:1]


def _slug(subject: str) -> str:
    plain = unicodedata.normalize("NFKD", subject).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_SLUG_LENGTH].strip("-") or "untitled"
