"""Reads a local clone with dulwich: no git program is needed, and none of the clone's hooks or filters run.

Comes in: the folder of a clone. Goes out: trees, blobs, commits and differences, as the `Repository` port says.
"""

import stat
import warnings
import zlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from dulwich.diff_tree import TreeChange, tree_changes
from dulwich.errors import ChecksumMismatch, NotGitRepository, ObjectFormatException
from dulwich.objects import Blob, ObjectID, Tree
from dulwich.objects import Commit as GitCommit
from dulwich.objectspec import AmbiguousShortId, parse_commit, parse_object
from dulwich.repo import Repo, UnsupportedExtension, UnsupportedVersion

from coderipple.adapters.commit_order import branch_order, first_parents
from coderipple.errors import NoCommitError, NotARepositoryError, RepositoryError, UnknownRevisionError
from coderipple.values import ChangeSet, Commit

_KEPT_TREES = 2  # base and head, each of which is asked for several times


class LocalGitRepository:
    """Meets the `Repository` port.

    Args:
        path: A folder of the clone, its root or one below.

    Raises:
        NotARepositoryError: The folder does not belong to a clone.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._repo = Repo.discover(path)
        except (NotGitRepository, FileNotFoundError, NotADirectoryError) as error:
            raise NotARepositoryError(str(path)) from error
        except (PermissionError, UnsupportedExtension, UnsupportedVersion) as error:
            raise RepositoryError(f"{path}: this kind of git repository cannot be read: {error}") from error

        self._listed = lru_cache(maxsize=_KEPT_TREES)(self._list)

    @property
    def root(self) -> Path:
        """Folder of the working tree.

        Raises:
            RepositoryError: The repository is bare.
        """
        if self._repo.bare:
            raise RepositoryError(f"{self._repo.path} is a bare repository; expected one with a working tree")
        return Path(self._repo.path)

    def close(self) -> None:
        """Releases the files that reading keeps open."""
        self._repo.close()

    def resolve(self, revision: str) -> str:
        """Returns the commit id of a revision."""
        try:
            with warnings.catch_warnings():
                # Names that dulwich will refuse one day are refused today.
                warnings.filterwarnings("error", message=".*future version of Dulwich", category=DeprecationWarning)
                return self._parsed(revision).id.decode()
        except (
            KeyError,
            ValueError,
            NotImplementedError,
            NotGitRepository,
            ObjectFormatException,
            AmbiguousShortId,
            DeprecationWarning,
        ) as error:
            raise NoCommitError if revision == "HEAD" else UnknownRevisionError(revision) from error

    def _parsed(self, revision: str) -> GitCommit:
        try:
            return parse_commit(self._repo, revision.encode())
        except KeyError:
            if ":" in revision:  # a path inside a commit is no commit
                raise
            # `HEAD~3` and its kin are known to the parser of objects only.
            return parse_commit(self._repo, parse_object(self._repo, revision.encode()))  # type: ignore[arg-type]

    def tree(self, commit_id: str) -> Mapping[str, str]:
        """Returns path to blob id of every regular file whose path is UTF-8."""
        return self._listed(commit_id)

    def _list(self, commit_id: str) -> Mapping[str, str]:
        found: dict[str, str] = {}
        with self._translated(commit_id):
            folders = [(b"", self._commit(commit_id).tree)]
            while folders:
                prefix, tree_id = folders.pop()
                for name, mode, blob_id in self._tree(tree_id).items():
                    if stat.S_ISDIR(mode):
                        folders.append((prefix + name + b"/", blob_id))
                    elif stat.S_ISREG(mode) and (path := _decoded(prefix + name)):
                        found[path] = blob_id.decode()
        return dict(sorted(found.items()))

    def _tree(self, tree_id: ObjectID) -> Tree:
        found = self._repo.object_store[tree_id]
        if not isinstance(found, Tree):
            raise RepositoryError(f"object {tree_id.decode()} is no tree")
        return found

    def prepare(self, commit_id: str, blob_ids: Collection[str]) -> None:
        """Does nothing: every blob is at hand."""

    def blob(self, blob_id: str) -> bytes:
        """Returns the content of a blob."""
        with self._translated(blob_id):
            found = self._repo.object_store[_object_id(blob_id)]
        if not isinstance(found, Blob):
            raise RepositoryError(f"object {blob_id} is no blob")
        return found.data

    def compare(self, base: str | None, head: str) -> ChangeSet:
        """Returns the net difference between two commits."""
        changed: dict[str, list[str]] = {"added": [], "removed": [], "modified": []}
        with self._translated(head):
            base_tree = self._commit(base).tree if base else None
            for change in tree_changes(self._repo.object_store, base_tree, self._commit(head).tree):
                for kind, path in _kinds(change):
                    changed[kind].append(path)
        return ChangeSet(base=base, head=head, **{kind: tuple(sorted(paths)) for kind, paths in changed.items()})

    def commits(self, base: str | None, head: str) -> tuple[Commit, ...]:
        """Returns the commits of head that base does not have, in the order in which the branch got them."""
        with self._translated(head):
            seen = set(self._ancestors(base)) if base else set()
            # A shallow clone has the commit, but not the parent that it names: `get_parents` knows that.
            ordered = branch_order(_object_id(head), seen, self._repo.get_parents)
            return tuple(_commit(self._commit(each.decode())) for each in ordered)

    def first_parents(self, base: str | None, head: str) -> tuple[Commit, ...]:
        """Returns the first-parent chain from base, itself included, to head, oldest first."""
        with self._translated(head):
            chain = first_parents(_object_id(head), set(), self._repo.get_parents)
            end = chain.index(_object_id(base)) + 1 if base and _object_id(base) in chain else len(chain)
            return tuple(_commit(self._commit(each.decode())) for each in reversed(chain[:end]))

    def _ancestors(self, commit_id: str) -> Iterator[ObjectID]:
        """Yields a commit and every commit that it reaches."""
        waiting = [_object_id(commit_id)]
        seen = set(waiting)
        while waiting:
            current = waiting.pop()
            yield current
            new = [each for each in self._repo.get_parents(current) if each not in seen]
            seen.update(new)
            waiting += new

    def changed_paths(self, commit_id: str) -> tuple[str, ...]:
        """Returns the paths in which a commit differs from its first parent, or from nothing."""
        with self._translated(commit_id):
            # A shallow clone has the commit, but not the parent that it names.
            parents = self._repo.get_parents(_object_id(commit_id))
        return self.compare(parents[0].decode() if parents else None, commit_id).paths

    def _commit(self, commit_id: str) -> GitCommit:
        found = self._repo.object_store[_object_id(commit_id)]
        if not isinstance(found, GitCommit):
            raise UnknownRevisionError(commit_id)
        return found

    @contextmanager
    def _translated(self, wanted: str) -> Iterator[None]:
        try:
            yield
        except KeyError as error:
            raise RepositoryError(
                f"object {error} is missing while reading {wanted}; expected a complete clone. "
                "`git fetch --refetch` brings what a partial clone left out"
            ) from error
        except (OSError, ObjectFormatException, ChecksumMismatch, zlib.error) as error:
            raise RepositoryError(
                f"{wanted} cannot be read ({type(error).__name__}: {error}); expected a sound clone. "
                "`git fsck` tells what is damaged"
            ) from error


def _object_id(text: str) -> ObjectID:
    return ObjectID(text.encode())


def _commit(commit: GitCommit) -> Commit:
    encoding = (commit.encoding or b"utf-8").decode("ascii", "replace")
    try:
        message = commit.message.decode(encoding, "replace")
    except LookupError:
        message = commit.message.decode("utf-8", "replace")
    return Commit(commit_id=commit.id.decode(), message=message)


def _decoded(path: bytes | None) -> str | None:
    try:
        return path.decode() if path else None
    except UnicodeDecodeError:
        return None


def _kinds(change: TreeChange) -> Iterator[tuple[str, str]]:
    old = _decoded(change.old.path) if change.old else None
    new = _decoded(change.new.path) if change.new else None
    if old is not None and old == new:
        yield "modified", old
        return
    if old is not None:
        yield "removed", old
    if new is not None:
        yield "added", new
