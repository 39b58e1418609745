"""How one difference is made."""

import pytest
from coderipple.analysis.differences import change, lifetime
from coderipple.values import ChangeKind, Subject


@pytest.mark.parametrize(
    ("was", "now", "kind", "words"),
    [
        (None, 1, ChangeKind.ADDED, ["it is new"]),
        (1, None, ChangeKind.REMOVED, ["it is gone"]),
        (1, 2, ChangeKind.CHANGED, []),
    ],
)
def test_none_stands_for_nothing(was: object, now: object, kind: ChangeKind, words: list[str]) -> None:
    """What came from nothing is added, what became nothing removed, everything else changed."""
    assert change(Subject.OPTION, "--x", was, now, "detail").kind is kind
    assert list(lifetime("it", was, now)) == words
