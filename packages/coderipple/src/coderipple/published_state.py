"""What is published already, and which commit the head is compared with.

Comes in: the document store, the repository. Goes out: the manifest as it holds now, the base, and warnings in words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from coderipple.documents import MANIFEST_PATH, Manifest, SectionRecord, standing_sections
from coderipple.errors import UnknownRevisionError
from coderipple.pages import is_record
from coderipple.ports import DocumentStore, Repository


@dataclass(frozen=True, kw_only=True, slots=True)
class Base:
    """What the head is compared with.

    Attributes:
        commit: The commit; None stands for nothing.
        is_lost: Whether the last documented commit is gone, so that nobody knows which commits are new.
        warnings: What is to be said about it.
    """

    commit: str | None
    is_lost: bool = False
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """The state of the documents.

    Attributes:
        manifest: What is published, without what somebody removed since.
        warnings: Why it is not as it was left.
        digest: Digest of the manifest's file, empty where there is none.
        declined: Ids of the recorded decisions whose documents a person removed.
    """

    manifest: Manifest
    warnings: tuple[str, ...] = ()
    digest: str = ""
    declined: frozenset[str] = frozenset()

    def covers(self, commit_id: str | None, settings: str) -> bool:
        """Tells whether a commit is documented already, with these settings."""
        return (self.manifest.commit, self.manifest.settings) == (commit_id, settings) and self.is_in_order

    @property
    def is_in_order(self) -> bool:
        """Whether everything is as the last run left it, and that run went to its end."""
        return not self.warnings and not self.manifest.is_unfinished

    def followed_by(
        self, base: Base, commit: str | None, settings: str, sections: Mapping[str, SectionRecord]
    ) -> Manifest:
        """Returns the manifest after a run; the history starts where the first run began."""
        start = self.manifest.start if self.manifest else base.commit
        return Manifest(commit=commit, start=start, settings=settings, sections=sections)


def manifest_digest(content: bytes) -> str:
    """Returns the digest of a manifest's file."""
    return sha256(content).hexdigest()


def read_published(documents: DocumentStore) -> Published:
    """Returns what is published; where the manifest is lost, what the documents themselves hold."""
    content = documents.read(MANIFEST_PATH)
    manifest = Manifest.from_bytes(content)
    paths = documents.paths()
    if not manifest:
        problem = "cannot be read" if manifest is None else "is gone"
        standing = standing_sections(paths, documents.read)
        warning = f"{MANIFEST_PATH} {problem}: everything is documented again"
        is_first = manifest is not None and not standing
        return Published(manifest=Manifest(sections=standing), warnings=() if is_first else (warning,))
    # A record is a proposal: who deletes it has declined it.
    missing = {
        key: each for key, each in manifest.sections.items() if each.document not in paths and not is_record(key)
    }
    present = {key: each for key, each in manifest.sections.items() if key not in missing}
    removed = sorted({each.document for each in missing.values() if not each.begun_hash})
    warnings = tuple(f"{path} was removed: its sections are written again" for path in removed)
    return Published(
        manifest=replace(manifest, sections=present),
        warnings=warnings,
        digest=manifest_digest(content or b""),
        declined=frozenset(key for key, each in present.items() if each.document not in paths),
    )


def choose_base(asked: str | None, manifest: Manifest, repository: Repository) -> Base:
    """Returns the commit to compare with: the last documented one, else the one asked for, else nothing.

    Args:
        asked: Revision to compare with where nothing is documented yet.
        manifest: What is published.
        repository: The source side.

    Raises:
        UnknownRevisionError: The revision that was asked for does not exist.
    """
    first = repository.resolve(asked) if asked is not None else None
    if manifest.commit is None:
        return Base(commit=first)
    try:
        return Base(commit=repository.resolve(manifest.commit))
    except UnknownRevisionError:
        warning = f"the last documented commit {manifest.commit[:12]} is gone: everything is compared again"
        return Base(commit=first, is_lost=first is None, warnings=(warning,))
