"""Reads a repository on GitHub, at given commits, as far as a push needs it.

Comes in: a client, blobs. Goes out: trees, blobs, commits and differences, as the `Repository` port says, the same that
a clone gives.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Mapping

from coderipple.adapters.commit_order import branch_order, first_parents
from coderipple.adapters.github.answers import CommitAnswer, TreeEntry
from coderipple.adapters.github.blobs import Blobs
from coderipple.adapters.github.client import GitHubClient
from coderipple.errors import HostAnswerError, HostBusyError, NoCommitError, UnknownRevisionError
from coderipple.values import ChangeSet, Commit

_REGULAR = frozenset({"100644", "100755", "100664"})
_PAGE = 100
_MOST_PAGES = 100
"""Of a hundred commits each; older ones are as if they were not there, as in a shallow clone."""
_MOST_FOLDERS = 5_000
_MOST_ENTRIES = 300_000
"""Of all trees that are held at once, about 60 MB."""
_HEX_DIGITS = frozenset("0123456789abcdef")
_NO_NAME = re.compile(r"[\x00-\x20\x7f~^:?*\[\\\ud800-\udfff]|\.\.|^$")
"""What git forbids in the name of a branch, and what an address cannot hold."""

type Entries = Mapping[str, tuple[str, str]]
"""Path to mode and object id of everything in a tree but folders."""


class GitHubRepository:
    """Meets the `Repository` port.

    Args:
        client: GitHub.
        blobs: The content of files.
    """

    def __init__(self, client: GitHubClient, blobs: Blobs) -> None:
        self._client = client
        self._blobs = blobs
        self._entries_by_tree: OrderedDict[str, Entries] = OrderedDict()

    def resolve(self, revision: str) -> str:
        """Returns the commit id of a commit id, a branch (`refs/heads/NAME` or its name), or `HEAD`."""
        if len(revision) in {40, 64} and _HEX_DIGITS.issuperset(revision):
            return self._client.commit(revision).sha
        if _NO_NAME.search(revision):
            raise UnknownRevisionError(revision)
        try:
            name = self._client.repository().default_branch if revision == "HEAD" else revision
            return self._client.branch_commit(f"heads/{name.removeprefix('refs/heads/')}").sha
        except UnknownRevisionError as error:
            raise NoCommitError if revision == "HEAD" else UnknownRevisionError(revision) from error

    def tree(self, commit_id: str) -> Mapping[str, str]:
        """Returns path to blob id of every regular file."""
        return {path: blob for path, (mode, blob) in self._entries(commit_id).items() if mode in _REGULAR}

    def prepare(self, commit_id: str, blob_ids: Collection[str]) -> None:
        """Announces which blobs of a commit will be read, so that they can be fetched together."""
        self._blobs.announce(commit_id, blob_ids)

    def blob(self, blob_id: str) -> bytes:
        """Returns the content of a blob."""
        return self._blobs.read(blob_id)

    def compare(self, base: str | None, head: str) -> ChangeSet:
        """Returns the net difference between two commits."""
        before: Entries = self._entries(base) if base else {}
        after = self._entries(head)
        changed = {path for path in after.keys() & before.keys() if after[path] != before[path]}
        # A file that became a link or a submodule went, and something else came.
        replaced = {path for path in changed if after[path][0][:3] != before[path][0][:3]}
        return ChangeSet(
            base=base,
            head=head,
            added=tuple(sorted((after.keys() - before.keys()) | replaced)),
            removed=tuple(sorted((before.keys() - after.keys()) | replaced)),
            modified=tuple(sorted(changed - replaced)),
        )

    def commits(self, base: str | None, head: str) -> tuple[Commit, ...]:
        """Returns the commits of head that base does not have, in the order in which the branch got them."""
        if base == head:
            return ()
        found = self._new_commits(base, head)
        ordered = branch_order(head, set(), _parents(found)) if head in found else []
        return tuple(_commit(found[each]) for each in ordered)

    def first_parents(self, base: str | None, head: str) -> tuple[Commit, ...]:
        """Returns the first-parent chain from base, itself included, to head, oldest first."""
        found: dict[str, CommitAnswer] = {}
        chain: list[str] = []
        for commits in self._pages(head):
            found |= {each.sha: each for each in commits}
            chain = first_parents(head, set(), _first_parent(found)) if head in found else []
            if base in chain:
                chain = chain[: chain.index(base) + 1]
                break
        return tuple(_commit(found[each]) for each in reversed(chain))

    def changed_paths(self, commit_id: str) -> tuple[str, ...]:
        """Returns the paths in which a commit differs from its first parent, or from nothing."""
        parents = self._client.commit(commit_id).parents
        return self.compare(parents[0] if parents else None, commit_id).paths

    def _new_commits(self, base: str | None, head: str) -> dict[str, CommitAnswer]:
        if base is None:
            return self._all_commits(head)
        straight = self._straight(base, head)
        if straight is not None:
            return straight
        try:
            first = self._client.compare(base, head)
        except UnknownRevisionError:
            self._client.commit(base)  # is there, so they have nothing in common
            return self._all_commits(head)
        except HostBusyError as error:
            if error.retry_after_seconds is not None:
                raise
            # GitHub gives up comparing where the files differ very much, and would for ever.
            return self._without_ancestors(base, head)
        found = list(first.commits)
        last = -(-first.total_commits // _PAGE)
        for page in range(last, max(1, last - _MOST_PAGES), -1):  # the newest of them are on the last page
            found += self._client.compare(base, head, page).commits
        return {each.sha: each for each in found}

    def _straight(self, base: str, head: str) -> dict[str, CommitAnswer] | None:
        """Returns the commits between two where they are known and each has one parent; else None."""
        found: dict[str, CommitAnswer] = {}
        current = head
        while current != base:
            commit = self._client.commit(head) if current == head else self._client.known_commit(current)
            if commit is None or len(commit.parents) != 1:
                return None
            found[current] = commit
            current = commit.parents[0]
        return found

    def _without_ancestors(self, base: str, head: str) -> dict[str, CommitAnswer]:
        found = self._all_commits(head)
        waiting = [base]
        while waiting:
            commit = found.pop(waiting.pop(), None)
            waiting += commit.parents if commit else ()
        return found

    def _all_commits(self, head: str) -> dict[str, CommitAnswer]:
        return {each.sha: each for commits in self._pages(head) for each in commits}

    def _pages(self, head: str) -> Iterator[list[CommitAnswer]]:
        """Yields the commits that a commit reaches, the newest first."""
        for page in range(1, _MOST_PAGES + 1):
            commits = self._client.commits(head, page=page)
            yield commits
            if len(commits) < _PAGE:
                return

    def _entries(self, commit_id: str) -> Entries:
        tree = self._client.commit(commit_id).tree_sha
        if tree not in self._entries_by_tree:
            self._entries_by_tree[tree] = self._read_entries(tree)
            while len(self._entries_by_tree) > 1 and sum(map(len, self._entries_by_tree.values())) > _MOST_ENTRIES:
                self._entries_by_tree.popitem(last=False)
        self._entries_by_tree.move_to_end(tree)
        return self._entries_by_tree[tree]

    def _read_entries(self, tree: str) -> Entries:
        answer = self._client.tree(tree)
        entries = self._walk(tree) if answer.truncated else answer.entries
        # U+FFFD stands for bytes that are no UTF-8: such a path cannot be told from another.
        return {
            each.path: (each.mode, each.sha) for each in entries if each.type != "tree" and "\ufffd" not in each.path
        }

    def _walk(self, tree: str) -> Iterator[TreeEntry]:
        """Yields the entries of a tree that is too large for one answer, folder by folder."""
        waiting = [("", tree)]
        for _ in range(_MOST_FOLDERS):
            if not waiting:
                return
            prefix, current = waiting.pop()
            answer = self._client.tree(current, recursive=bool(prefix))
            is_whole = bool(prefix) and not answer.truncated
            if answer.truncated:
                answer = self._client.tree(current, recursive=False)
            if answer.truncated:
                raise HostAnswerError(asked=f"reading the tree {tree}", problem=f"lacks entries of {prefix or '/'!r}")
            for each in answer.entries:
                below = each.model_copy(update={"path": f"{prefix}{each.path}"})
                if each.type != "tree":
                    yield below
                elif not is_whole:
                    waiting.append((f"{below.path}/", each.sha))
        raise HostAnswerError(asked=f"reading the tree {tree}", problem=f"has more than {_MOST_FOLDERS} large folders")


def _parents(found: Mapping[str, CommitAnswer]) -> Callable[[str], list[str]]:
    """Returns what tells the parents of a commit, as far as they were found too."""
    return lambda commit_id: [each for each in found[commit_id].parents if each in found]


def _first_parent(found: Mapping[str, CommitAnswer]) -> Callable[[str], list[str]]:
    """Returns what tells the first parent of a commit; where it was not found the chain ends, not turns aside."""
    return lambda commit_id: [each for each in found[commit_id].parents[:1] if each in found]


def _commit(answer: CommitAnswer) -> Commit:
    return Commit(commit_id=answer.sha, message=answer.message)
