"""Commits and trees that GitHub told already: an id names content, so what was told once is true for ever.

Comes in: answers. Goes out: the same answers, without a request.
"""

from collections import OrderedDict
from collections.abc import Callable

from coderipple.adapters.github.answers import CommitAnswer, TreeAnswer

_MOST_COMMITS = 20_000
_MOST_ENTRIES = 150_000
"""Of all trees together; 100,000 take about 165 MB."""


class KnownObjects:
    """What one set of credentials has seen; it may outlive a client."""

    def __init__(self) -> None:
        self._commits: OrderedDict[str, CommitAnswer] = OrderedDict()
        self._trees: OrderedDict[tuple[str, bool], TreeAnswer] = OrderedDict()

    def keep(self, commit: CommitAnswer) -> CommitAnswer:
        """Keeps a commit and returns it."""
        self._commits[commit.sha] = commit
        self._commits.move_to_end(commit.sha)
        if len(self._commits) > _MOST_COMMITS:
            self._commits.popitem(last=False)
        return commit

    def known_commit(self, commit_id: str) -> CommitAnswer | None:
        """Returns a commit, or None where it is not known."""
        return self._commits.get(commit_id)

    def commit(self, commit_id: str, ask: Callable[[], CommitAnswer]) -> CommitAnswer:
        """Returns a commit, asked for where it is not known."""
        return self.keep(self._commits.get(commit_id) or ask())

    def tree(self, tree_id: str, *, recursive: bool, ask: Callable[[], TreeAnswer]) -> TreeAnswer:
        """Returns a tree, asked for where it is not known; the newest is kept, however large it is."""
        key = (tree_id, recursive)
        if key not in self._trees:
            self._trees[key] = ask()
        self._trees.move_to_end(key)
        while len(self._trees) > 1 and sum(len(each.entries) for each in self._trees.values()) > _MOST_ENTRIES:
            self._trees.popitem(last=False)
        return self._trees[key]
