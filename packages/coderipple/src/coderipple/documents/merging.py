"""Puts drafted sections into documents.

Comes in: sections that may be published, the manifest, the documents as they are. Goes out: a `Merge` with the
documents that differ. A person's edit of a section is carried over, as far as it names nothing that is gone; a
section that a person took out of a document stays out, and one that they emptied is filled again.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from coderipple.documents.edits import carry_edit
from coderipple.documents.manifest import Manifest, SectionRecord, digest
from coderipple.documents.regions import Piece, render, render_body, split
from coderipple.values import Action, DocumentOutcome, Section


@dataclass(frozen=True, kw_only=True, slots=True)
class Merge:
    """What the documents become.

    Attributes:
        files: Path inside the output folder to new content, or None where the document goes; only what differs.
        sections: The manifest's records after this.
        outcomes: What happens to each document, and why; paths inside the output folder.
    """

    files: Mapping[str, bytes | None]
    sections: Mapping[str, SectionRecord]
    outcomes: tuple[DocumentOutcome, ...]

    @property
    def refused(self) -> bool:
        """Whether a document could not take its sections."""
        return any(each.action is Action.REFUSE for each in self.outcomes)


def section_text(section: Section, *, introduced: bool = True) -> str:
    """Returns the Markdown of a section.

    Args:
        section: The section.
        introduced: False leaves out what a model wrote, so that only the facts remain.
    """
    return render_body(
        heading=section.heading,
        introduction=section.introduction if introduced else "",
        lines=[each.text for each in section.statements],
    )


def standing_sections(paths: Iterable[str], read: Callable[[str], bytes | None]) -> dict[str, SectionRecord]:
    """Returns records of the regions that the documents hold, for a lost manifest; their facts are not known.

    Args:
        paths: Paths of the documents.
        read: Returns a document's content.
    """
    return {
        piece.section_id: SectionRecord(document=path, facts_hash="", text_hash=digest(_lf(piece.body)))
        for path in paths
        if path.endswith(".md")
        for piece in split(_decoded(read(path)))
        if piece.section_id
    }


def facts_digest(section: Section) -> str:
    """Returns the digest of the text that the facts alone give."""
    return digest(section_text(section, introduced=False))


def merge(
    sections: Iterable[Section],
    manifest: Manifest,
    read: Callable[[str], bytes | None],
    outdated: Callable[[str], str] = lambda _text: "",
    generated_before: Callable[[str], str] = lambda _section_id: "",
) -> Merge:
    """Merges sections into their documents.

    Args:
        sections: What may be published.
        manifest: What was published before.
        read: Returns a document's content, or None where there is none.
        outdated: Returns what a text names that is gone, or an empty string.
        generated_before: Returns the text of a section that was generated last, or an empty string where nobody
            knows it; with it a person's edit is carried over line by line.
    """
    files: dict[str, bytes | None] = {}
    records = dict(manifest.sections)
    outcomes: list[DocumentOutcome] = []
    ordered = sorted(sections, key=lambda each: (each.document, each.section_id))
    for path, group in groupby(ordered, key=lambda each: each.document):
        before = read(path)
        document = _Document(path, before, outdated, generated_before)
        known = dict(records)
        reasons = [document.put(each, records) for each in group]
        after = document.content()
        if document.swallows_regions():
            records = known
            outcomes.append(DocumentOutcome(path=path, action=Action.REFUSE, reason=_SWALLOWED))
            continue
        if after != before:
            files[path] = after
        outcomes.append(DocumentOutcome(path=path, action=_action(before, after), reason=_joined(reasons)))
    return Merge(files=files, sections=records, outcomes=tuple(outcomes))


_PINNED = "a person's edit of it is kept as it is"
_SWALLOWED = "a code block that is not closed before the place of its sections would hide them; close it"


class _Document:
    """One document while its sections are put in."""

    def __init__(
        self,
        path: str,
        content: bytes | None,
        outdated: Callable[[str], str],
        generated_before: Callable[[str], str],
    ) -> None:
        self._path = path
        self._outdated = outdated
        self._generated_before = generated_before
        self._is_new = content is None
        self._has_lost = False
        self._text = _decoded(content)
        self._newline = "\r\n" if self._text.partition("\n")[0].endswith("\r") else "\n"
        self._pieces = split(self._text)
        self._title = ""

    def put(self, section: Section, records: dict[str, SectionRecord]) -> str:
        """Puts a section in, or takes it out; returns what is to be said about it."""
        record = records.get(section.section_id)
        # More than one where a person copied it: a copy is kept true as well.
        places = [at for at, each in enumerate(self._pieces) if each.section_id == section.section_id]
        self._title = self._title or f"# {section.title}"
        if not section.statements:
            if record is not None and record.document == self._path:
                records.pop(section.section_id)
            edited = [self._edit(self._pieces[index], record) for index in places]
            for index in reversed(places):
                self._take_out(index)
            return "; ".join([section.reason, *(["a person's edit went with it"] if any(edited) else [])])
        body = section_text(section)
        fresh = SectionRecord(
            document=self._path,
            facts_hash=facts_digest(section),
            text_hash=digest(body),
            evidence=_evidence(section),
        )
        records[section.section_id] = fresh
        moved = record is not None and record.document != self._path
        if not places and record is not None and record.stood and not self._is_new and not moved:
            return f"{section.reason}; left out, a person removed this section"
        said = [self._replaced(index, section.section_id, record, body) for index in places]
        if not places:
            self._insert(self._region(section.section_id, body))
        return "; ".join(dict.fromkeys([section.reason, *filter(None, said)]))

    def _replaced(self, index: int, section_id: str, record: SectionRecord | None, body: str) -> str:
        """Puts a text in the place of a region's, with a person's edit of it; returns what is to be said."""
        held = _lf(self._pieces[index].body)
        if held == body:
            return ""
        text, said = body, ""
        if record is not None and self._edit(self._pieces[index], record):
            text, said = self._edited(section_id, record, held, body)
        elif record is not None and not record.facts_hash:
            said = "replaces what stood there, whose record was lost"
        self._pieces[index] = self._region(section_id, text)
        return said

    def _edited(self, section_id: str, record: SectionRecord, held: str, body: str) -> tuple[str, str]:
        """Returns a text with a person's edit in it, and what is to be said of that."""
        before = self._generated_before(section_id)
        if digest(before) != record.text_hash:  # where a model wrote it, or the history was rewritten
            gone = self._outdated(held)
            return (body, _replaces(gone)) if gone else (held, _PINNED)
        carried = carry_edit(before=before, edited=held, now=body, outdated=self._outdated)
        said = [*map(_replaces, carried.replaced), *([_PINNED] if carried.kept else [])]
        return carried.text, "; ".join(said) or "with a person's edit in it"

    @staticmethod
    def _edit(piece: Piece, record: SectionRecord | None) -> bool:
        """Tells whether a region holds a person's edit."""
        held = _lf(piece.body)
        is_known = record is not None and bool(record.facts_hash)
        return is_known and bool(held.strip()) and record is not None and not record.is_text(held)

    def _region(self, section_id: str, body: str) -> Piece:
        return Piece(section_id, self._native(render(section_id, body)))

    def content(self) -> bytes | None:
        """Returns the document; None where its last section went and left nothing but the title."""
        text = "".join(each.text for each in self._pieces)
        if (self._has_lost or not text) and not self._regions() and text.strip() in {"", self._title}:
            return None
        return text.encode("utf-8", "surrogateescape")

    def swallows_regions(self) -> bool:
        """Tells whether what stands before a region keeps Markdown, and so the next run, from seeing it."""
        text = "".join(each.text for each in self._pieces)
        return text != self._text and split(text) != _merged_text(self._pieces)  # what stays was seen when it was read

    def _insert(self, region: Piece) -> None:
        regions = self._regions()
        later = next((at for at in regions if self._pieces[at].section_id > region.section_id), None)
        blank = Piece("", self._newline)
        if later is not None:
            self._pieces[later:later] = [region, blank]
        elif regions:
            self._pieces[regions[-1] + 1 : regions[-1] + 1] = [blank, region]
        else:
            self._pieces += [Piece("", self._lead_in()), region]

    def _lead_in(self) -> str:
        """Returns what comes before the first region: the title, or a blank line after a person's text."""
        text = "".join(each.text for each in self._pieces)
        if not text:
            return self._native(f"{self._title}\n\n")
        if text.endswith(self._newline * 2):
            return ""
        return self._newline if text.endswith("\n") else self._newline * 2

    def _take_out(self, index: int) -> None:
        del self._pieces[index]
        self._has_lost = True
        for at in (index, index - 1):  # the blank line that separated it goes with it
            if 0 < at < len(self._pieces) and self._pieces[at] == Piece("", self._newline):
                del self._pieces[at]
                return

    def _regions(self) -> list[int]:
        return [at for at, each in enumerate(self._pieces) if each.section_id]

    def _native(self, text: str) -> str:
        return text.replace("\n", self._newline)


def _replaces(gone: str) -> str:
    return f"replaces a person's edit, which names {gone}, now gone"


def _merged_text(pieces: Iterable[Piece]) -> list[Piece]:
    """Returns the pieces with neighbouring texts of people put together, as `split` gives them."""
    merged: list[Piece] = []
    for piece in pieces:
        if merged and not merged[-1].section_id and not piece.section_id:
            merged[-1] = Piece("", merged[-1].text + piece.text)
        elif piece.text:
            merged.append(piece)
    return merged


def _evidence(section: Section) -> dict[str, str]:
    return {
        _encodable(f"{each.path}:{each.symbol}"): each.digest
        for statement in section.statements
        for each in statement.evidence
        if each.digest
    }


def _encodable(text: str) -> str:
    """Returns text with the halves of characters, which Python can hold and a file cannot, spelled out."""
    return text.encode("utf-8", "backslashreplace").decode()


def _decoded(content: bytes | None) -> str:
    return (content or b"").decode("utf-8", "surrogateescape")  # bytes that are not UTF-8 survive


def _lf(text: str) -> str:
    return text.replace("\r\n", "\n")


def _action(before: bytes | None, after: bytes | None) -> Action:
    if before == after:
        return Action.KEEP
    if before is None:
        return Action.CREATE
    return Action.DELETE if after is None else Action.UPDATE


def _joined(reasons: list[str]) -> str:
    shown = "; ".join(reasons[:3])
    return f"{shown}; and {len(reasons) - 3} more sections" if len(reasons) > 3 else shown
