"""A repository in memory."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha1

from coderipple.errors import NoCommitError, RepositoryError, UnknownRevisionError
from coderipple.values import ChangeSet, Commit


@dataclass(frozen=True, kw_only=True, slots=True)
class _Stored:
    commit: Commit
    parent: str | None
    tree: Mapping[str, str]


class FakeRepository:
    """Meets the `Repository` port with commits that a test makes; object ids are those that git would give.

    Attributes:
        blobs_read: Id of every blob that was read, in order, for counting.
    """

    def __init__(self) -> None:
        self.blobs_read: list[str] = []
        self._blobs: dict[str, bytes] = {}
        self._commits: dict[str, _Stored] = {}
        self._head: str | None = None

    def commit(self, message: str, files: Mapping[str, str | bytes | None]) -> str:
        """Commits on top of HEAD; None removes a path. Returns the commit's id."""
        tree = dict(self._commits[self._head].tree) if self._head else {}
        for path, content in files.items():
            if content is None:
                del tree[path]
            else:
                tree[path] = self._store(content.encode() if isinstance(content, str) else content)
        listing = "".join(f"{path} {blob}\n" for path, blob in sorted(tree.items()))
        commit_id = sha1(f"{self._head}\n{message}\n{listing}".encode(), usedforsecurity=False).hexdigest()
        commit = Commit(commit_id=commit_id, message=message)
        self._commits[commit_id] = _Stored(commit=commit, parent=self._head, tree=tree)
        self._head = commit_id
        return commit_id

    def reset(self, commit_id: str) -> None:
        """Moves HEAD back and forgets the commits after it, as a forced push and a collection of garbage do."""
        kept = dict(self._history(commit_id))
        self._commits = {key: each for key, each in self._commits.items() if key in kept}
        self._head = commit_id

    def _store(self, content: bytes) -> str:
        blob_id = sha1(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()
        self._blobs[blob_id] = content
        return blob_id

    def _history(self, commit_id: str | None) -> Iterator[tuple[str, _Stored]]:
        """Yields a commit and its ancestors, newest first."""
        while commit_id is not None:
            yield commit_id, self._commits[commit_id]
            commit_id = self._commits[commit_id].parent

    def resolve(self, revision: str) -> str:
        if revision == "HEAD" and self._head:
            return self._head
        if revision in self._commits:
            return revision
        raise NoCommitError if revision == "HEAD" else UnknownRevisionError(revision)

    def tree(self, commit_id: str) -> Mapping[str, str]:
        return self._stored(self.resolve(commit_id) if commit_id == "HEAD" else commit_id).tree

    def prepare(self, commit_id: str, blob_ids: Collection[str]) -> None:
        assert commit_id in self._commits

    def blob(self, blob_id: str) -> bytes:
        self.blobs_read.append(blob_id)
        if blob_id not in self._blobs:
            raise RepositoryError(f"object {blob_id} is missing")
        return self._blobs[blob_id]

    def compare(self, base: str | None, head: str) -> ChangeSet:
        old = self._stored(base).tree if base else {}
        new = self._stored(head).tree
        both = old.keys() & new.keys()
        return ChangeSet(
            base=base,
            head=head,
            added=tuple(sorted(new.keys() - old.keys())),
            removed=tuple(sorted(old.keys() - new.keys())),
            modified=tuple(sorted(path for path in both if old[path] != new[path])),
        )

    def commits(self, base: str | None, head: str) -> tuple[Commit, ...]:
        excluded = {key for key, _ in self._history(base)}
        return tuple(each.commit for key, each in reversed(list(self._history(head))) if key not in excluded)

    def first_parents(self, base: str | None, head: str) -> tuple[Commit, ...]:
        chain = []
        for commit_id, each in self._history(head):
            chain.append(each.commit)
            if commit_id == base:
                break
        return tuple(reversed(chain))

    def changed_paths(self, commit_id: str) -> tuple[str, ...]:
        return self.compare(self._stored(commit_id).parent, commit_id).paths

    def _stored(self, commit_id: str) -> _Stored:
        if commit_id not in self._commits:
            raise RepositoryError(f"object {commit_id} is missing")
        return self._commits[commit_id]
