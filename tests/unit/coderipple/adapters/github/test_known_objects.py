"""What GitHub told already."""

from coderipple.adapters.github.answers import CommitAnswer, TreeAnswer, TreeEntry
from coderipple.adapters.github.known_objects import KnownObjects


def tree(number: int, entries: int) -> TreeAnswer:
    """A tree with so many entries."""
    entry = TreeEntry(path="a", mode="100644", type="blob", sha="a" * 40)
    return TreeAnswer(sha=f"{number:040x}", entries=(entry,) * entries)


def test_a_commit_is_asked_for_once() -> None:
    """What was kept is known without asking."""
    known, commit = KnownObjects(), CommitAnswer(sha="a" * 40, tree_sha="b" * 40, message="x")
    asked: list[str] = []

    def ask() -> CommitAnswer:
        asked.append(commit.sha)
        return commit

    assert known.known_commit(commit.sha) is None
    assert known.commit(commit.sha, ask) is known.commit(commit.sha, ask) is known.known_commit(commit.sha)
    assert asked == [commit.sha]


def test_trees_are_held_as_far_as_there_is_room() -> None:
    """Large ones alone, small ones beside each other; which one was used longest ago goes first."""
    known = KnownObjects()
    asked: list[int] = []

    def read(number: int, entries: int) -> None:
        def ask() -> TreeAnswer:
            asked.append(number)
            return tree(number, entries)

        known.tree(f"{number:040x}", recursive=True, ask=ask)

    for number in (1, 2, 1, 2):
        read(number, 50_000)
    assert asked == [1, 2]
    read(3, 100_000)
    read(2, 50_000)
    assert asked == [1, 2, 3]
    read(1, 50_000)
    assert asked == [1, 2, 3, 1]
    read(4, 400_000)
    read(4, 400_000)
    assert asked == [1, 2, 3, 1, 4]
