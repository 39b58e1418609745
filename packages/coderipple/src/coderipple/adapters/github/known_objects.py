"""Commits and trees that GitHub told already: an id names content, so what was told once is true for ever.

Comes in: answers. Goes out: the same answers, without a request.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable

from coderipple.adapters.github.answers import CommitAnswer, TreeAnswer

_MOST_COMMITS = 20_000
_MOST_TREES = 4  # of 100,000 entries each at most


class KnownObjects:
    """What one set of credentials has seen; it may outlive a client."""

    def __init__(self) -> None:
        self._commits: OrderedDict[str, CommitAnswer] = OrderedDict()
        self._trees: OrderedDict[tuple[str, bool], TreeAnswer] = OrderedDict()

    def commit(self, commit_id: str, ask: Callable[[], CommitAnswer]) -> CommitAnswer:
        """Returns a commit, asked for where it is not known."""
        return _found(self._commits, commit_id, ask, _MOST_COMMITS)

    def tree(self, tree_id: str, *, recursive: bool, ask: Callable[[], TreeAnswer]) -> TreeAnswer:
        """Returns a tree, asked for where it is not known."""
        return _found(self._trees, (tree_id, recursive), ask, _MOST_TREES)


def _found[Key: Hashable, Value](
    known: OrderedDict[Key, Value], key: Key, ask: Callable[[], Value], most: int
) -> Value:
    if key not in known:
        known[key] = ask()
    known.move_to_end(key)
    while len(known) > most:
        known.popitem(last=False)
    return known[key]
