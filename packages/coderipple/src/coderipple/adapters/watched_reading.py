"""Tells a `Progress` which files are read, without what reads them knowing.

Comes in: the ports that files are read through. Goes out: the same ports, watched.
"""

from collections.abc import Collection, Mapping

from coderipple.ports import FactsCache, Progress, Repository
from coderipple.values import ChangeSet, Commit


class WatchedRepository:
    """Meets the `Repository` port with another; what is announced is expected, what is read is an advance."""

    def __init__(self, repository: Repository, progress: Progress) -> None:
        self._repository = repository
        self._progress = progress
        self._awaited: set[str] = set()
        self._announced: set[str] = set()

    def resolve(self, revision: str) -> str:
        """Returns the commit id of a revision."""
        return self._repository.resolve(revision)

    def tree(self, commit_id: str) -> Mapping[str, str]:
        """Returns path to blob id of every regular file."""
        return self._repository.tree(commit_id)

    def prepare(self, commit_id: str, blob_ids: Collection[str]) -> None:
        """Announces which blobs of a commit will be read."""
        new = set(blob_ids) - self._announced
        self._announced |= new
        self._awaited |= new
        self._progress.expect(len(new))
        self._repository.prepare(commit_id, blob_ids)

    def blob(self, blob_id: str) -> bytes:
        """Returns the content of a blob; that it was awaited is told once."""
        if blob_id in self._awaited:
            self._awaited.remove(blob_id)
            self._progress.advance()
        return self._repository.blob(blob_id)

    def compare(self, base: str | None, head: str) -> ChangeSet:
        """Returns the net difference between two commits."""
        return self._repository.compare(base, head)

    def commits(self, base: str | None, head: str) -> tuple[Commit, ...]:
        """Returns the commits of head that base does not have."""
        return self._repository.commits(base, head)

    def first_parents(self, base: str | None, head: str) -> tuple[Commit, ...]:
        """Returns the first-parent chain from base to head."""
        return self._repository.first_parents(base, head)

    def changed_paths(self, commit_id: str) -> tuple[str, ...]:
        """Returns the paths in which a commit differs from its first parent."""
        return self._repository.changed_paths(commit_id)


class WatchedFactsCache:
    """Meets the `FactsCache` port with another; what it has need not be read, which is an advance too."""

    def __init__(self, cache: FactsCache, progress: Progress) -> None:
        self._cache = cache
        self._progress = progress

    def read(self, key: str) -> bytes | None:
        """Returns what is kept under a key, or None."""
        found = self._cache.read(key)
        if found is not None:
            self._progress.advance()
        return found

    def keep(self, entries: Mapping[str, bytes]) -> None:
        """Keeps bytes by key."""
        self._cache.keep(entries)
