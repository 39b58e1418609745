"""The manifest beside the documents: the last documented commit, and what was published.

Comes in: the bytes of `.coderipple.json`. Goes out: a `Manifest`, and bytes again.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from msgspec import MsgspecError, Struct
from msgspec.json import Decoder, encode
from msgspec.json import format as format_json

_FORMAT = 2
_NOTHING = "nothing"
_COMMIT_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionRecord:
    """What was published for one section.

    Attributes:
        document: Path of its document inside the output folder.
        facts_hash: Digest of the text that the facts alone give; it differs when the facts do. Empty where it is not
            known.
        text_hash: Digest of the text that was published; the document differs from it when a person edited it.
        evidence: Digest of what stands at each `path:symbol` that the section rests on.
        begun_hash: Digest of the text that a run began to publish, `nothing` where it began to take the section out;
            empty where no run was cut short.
    """

    document: str
    facts_hash: str
    text_hash: str
    evidence: Mapping[str, str] = field(default_factory=dict)
    begun_hash: str = ""

    @property
    def standing_facts(self) -> str:
        """The digest of the facts whose text stands in the document; empty where that is not known."""
        return "" if self.begun_hash else self.facts_hash

    @property
    def stood(self) -> bool:
        """Whether the document had the section for certain, so that who lacks it there took it out."""
        return bool(self.text_hash) and self.begun_hash != _NOTHING

    def is_text(self, text: str) -> bool:
        """Tells whether a text is one that was published, and not a person's."""
        return digest(text) in {self.text_hash, self.begun_hash}


@dataclass(frozen=True, kw_only=True, slots=True)
class Manifest:
    """The state of the documents; an empty one stands for none.

    Attributes:
        commit: Last documented commit, or None where no commit is documented to the end.
        start: Commit after which the history is recorded; None for the whole history.
        settings: Digest of the settings that decide what is written; other settings make another run.
        sections: Record of each section, by its id.
    """

    commit: str | None = None
    start: str | None = None
    settings: str = ""
    sections: Mapping[str, SectionRecord] = field(default_factory=dict)

    @classmethod
    def from_bytes(cls, content: bytes | None) -> "Manifest | None":
        """Reads a manifest.

        Returns:
            The manifest, an empty one where there is no file, or None where the file cannot be used.
        """
        if content is None:
            return cls()
        try:
            file = _DECODER.decode(content)
        except (MsgspecError, UnicodeDecodeError):
            return None
        # A name such as HEAD would compare each commit with itself.
        if file.format != _FORMAT or not (_is_commit(file.commit) and _is_commit(file.start)):
            return None
        sections = {
            key: SectionRecord(
                document=each.document,
                facts_hash=each.facts,
                text_hash=each.text,
                evidence=each.evidence,
                begun_hash=each.begun,
            )
            for key, each in file.sections.items()
        }
        return cls(commit=file.commit, start=file.start, settings=file.settings, sections=sections)

    @property
    def is_unfinished(self) -> bool:
        """Whether a run was cut short, so that a document may hold more than the commit says."""
        return any(each.begun_hash for each in self.sections.values())

    def begun(self, after: "Manifest") -> "Manifest":
        """Returns what the manifest says while documents are written: what they held, and what they come to hold.

        Args:
            after: The manifest when they are written.
        """
        sections = dict(self.sections)
        for key in self.sections.keys() | after.sections.keys():
            old, new = self.sections.get(key), after.sections.get(key)
            if new is None and old is not None:
                sections[key] = replace(old, begun_hash=_NOTHING)
            elif new is not None and old is None:
                sections[key] = SectionRecord(
                    document=new.document, facts_hash="", text_hash="", begun_hash=new.text_hash
                )
            elif new is not None and old is not None and new != old:
                sections[key] = replace(old, begun_hash=new.text_hash)
        return replace(self, start=after.start, sections=sections)

    def __bool__(self) -> bool:
        """Tells whether anything was published."""
        return self.commit is not None or bool(self.sections)

    def to_bytes(self) -> bytes:
        """Returns the file's content; the same manifest gives the same bytes."""
        sections = {
            key: {
                "document": each.document,
                "facts": each.facts_hash,
                "text": each.text_hash,
                "evidence": dict(sorted(each.evidence.items())),
            }
            | ({"begun": each.begun_hash} if each.begun_hash else {})
            for key, each in sorted(self.sections.items())
        }
        data = {
            "format": _FORMAT,
            "commit": self.commit,
            "start": self.start,
            "settings": self.settings,
            "sections": sections,
        }
        return format_json(encode(data), indent=1) + b"\n"


def digest(text: str) -> str:
    """Returns the digest of a section's text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class _Record(Struct):
    """A record as it stands in the file."""

    document: str
    facts: str
    text: str
    evidence: dict[str, str]
    begun: str = ""


class _File(Struct):
    """The file."""

    format: int
    commit: str | None
    start: str | None
    settings: str
    sections: dict[str, _Record]


_DECODER = Decoder(_File)


def _is_commit(value: str | None) -> bool:
    return value is None or bool(_COMMIT_ID.fullmatch(value))
