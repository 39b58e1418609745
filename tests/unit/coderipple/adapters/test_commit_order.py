"""The order of commits: first parents from old to new, each after what it introduced, however they were pushed."""

from collections.abc import Callable, Sequence

from coderipple.adapters.commit_order import branch_order, first_parents
from hypothesis import given
from hypothesis import strategies as st


def parents_of(*parents: Sequence[int]) -> Callable[[int], Sequence[int]]:
    """What tells the parents of numbered commits."""
    return lambda commit: parents[commit]


@st.composite
def histories(draw: st.DrawFn) -> list[list[int]]:
    """Parents of each of some commits, which are older than itself."""
    size = draw(st.integers(1, 12))
    older = [st.lists(st.integers(0, number - 1), min_size=1, max_size=3, unique=True) for number in range(1, size)]
    return [[], *(draw(each) for each in older)]


def test_what_a_merge_introduced_comes_before_it() -> None:
    """0 - 1 - 4, and 2 - 3 on a side that 4 merges."""
    parents = parents_of([], [0], [0], [2], [1, 3])
    assert first_parents(4, set(), parents) == [4, 1, 0]
    assert branch_order(4, set(), parents) == [0, 1, 2, 3, 4]


def test_what_was_seen_is_left_out_and_what_is_told_is_seen() -> None:
    """The chain ends at what was seen."""
    seen = {0, 1}
    assert first_parents(3, seen, parents_of([], [0], [1], [2])) == [3, 2]
    assert branch_order(3, seen, parents_of([], [0], [1], [2])) == [2, 3]
    assert seen == {0, 1, 2, 3}
    assert branch_order(3, seen, parents_of([], [0], [1], [2])) == []


def test_long_histories_need_no_recursion() -> None:
    """Neither along the chain nor on a side."""
    assert branch_order(20_000, set(), lambda commit: [commit - 1] if commit else []) == list(range(20_001))
    side = [[], *([number] for number in range(20_000)), [0, 20_000]]
    assert branch_order(20_001, set(), parents_of(*side)) == list(range(20_002))


@given(histories())
def test_any_cut_of_the_chain_gives_the_same(parents: list[list[int]]) -> None:
    """Each commit comes once, after its parents; several pushes add up to one."""
    head = len(parents) - 1
    whole = branch_order(head, set(), parents_of(*parents))
    assert len(whole) == len(set(whole))
    places = {commit: place for place, commit in enumerate(whole)}
    assert all(places[parent] < places[commit] for commit in whole for parent in parents[commit])
    for cut in first_parents(head, set(), parents_of(*parents)):
        seen: set[int] = set()
        before = branch_order(cut, seen, parents_of(*parents))
        assert before + branch_order(head, seen, parents_of(*parents)) == whole
