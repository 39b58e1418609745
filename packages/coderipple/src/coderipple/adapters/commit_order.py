"""The order in which a branch got its commits, which does not depend on how many pushes that took.

Comes in: a head, what is known already, and what tells the parents of a commit. Goes out: commits in order.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence


def first_parents[Id: Hashable](head: Id, seen: set[Id], parents: Callable[[Id], Sequence[Id]]) -> list[Id]:
    """Returns the chain of first parents from the head back to what was seen, newest first."""
    chain: list[Id] = []
    current: Id | None = head
    while current is not None and current not in seen:
        chain.append(current)
        current = next(iter(parents(current)), None)
    return chain


def branch_order[Id: Hashable](head: Id, seen: set[Id], parents: Callable[[Id], Sequence[Id]]) -> list[Id]:
    """Returns the commits of the head that were not seen: along its first parents, oldest first.

    Before each come those that it introduced, parents before children. What is returned is added to `seen`.
    """
    found: list[Id] = []
    for commit_id in reversed(first_parents(head, seen, parents)):
        found += _introduced(commit_id, seen, parents)
    return found


def _introduced[Id: Hashable](commit_id: Id, seen: set[Id], parents: Callable[[Id], Sequence[Id]]) -> Iterator[Id]:
    waiting = [(commit_id, False)]
    while waiting:
        current, is_after_parents = waiting.pop()
        if is_after_parents:
            yield current
        elif current not in seen:
            seen.add(current)
            waiting.append((current, True))
            waiting += [(each, False) for each in reversed(parents(current))]
