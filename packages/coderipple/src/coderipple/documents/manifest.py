"""The manifest beside the documents: the last documented commit, and what was published.

Comes in: the bytes of `.coderipple.json`. Goes out: a `Manifest`, and bytes again.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

MANIFEST_PATH = ".coderipple.json"
_FORMAT = 1
_COMMIT_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionRecord:
    """What was published for one section.

    Attributes:
        document: Path of its document inside the output folder.
        facts_hash: Digest of the text that the facts alone give; it differs when the facts do. Empty where it is not
            known.
        text_hash: Digest of the text that was published; the document differs from it when a person edited it.
    """

    document: str
    facts_hash: str
    text_hash: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Manifest:
    """The state of the documents; an empty one stands for none.

    Attributes:
        commit: Last documented commit, or None where no commit is documented to the end.
        sections: Record of each section, by its id.
    """

    commit: str | None = None
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
            data = json.loads(content)
            commit = data["commit"]
            # A name such as HEAD would compare each commit with itself.
            if data["format"] != _FORMAT or not (commit is None or _COMMIT_ID.fullmatch(commit)):
                return None
            return cls(
                commit=commit,
                sections={key: _record(value) for key, value in data["sections"].items()},
            )
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None

    def __bool__(self) -> bool:
        """Tells whether anything was published."""
        return self.commit is not None or bool(self.sections)

    @property
    def outdated(self) -> frozenset[str]:
        """The sections whose facts are not known."""
        return frozenset(key for key, each in self.sections.items() if not each.facts_hash)

    def to_bytes(self) -> bytes:
        """Returns the file's content; the same manifest gives the same bytes."""
        sections = {
            key: {"document": each.document, "facts": each.facts_hash, "text": each.text_hash}
            for key, each in sorted(self.sections.items())
        }
        data = {"format": _FORMAT, "commit": self.commit, "sections": sections}
        return (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode()


def digest(text: str) -> str:
    """Returns the digest of a section's text."""
    return sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _record(value: Any) -> SectionRecord:
    document, facts_hash, text_hash = value["document"], value["facts"], value["text"]
    if not all(isinstance(each, str) for each in (document, facts_hash, text_hash)):
        raise TypeError(value)
    return SectionRecord(document=document, facts_hash=facts_hash, text_hash=text_hash)
