"""The least version that a specifier admits."""

import pytest
from coderipple.analysis.version_bounds import is_major_change, least_major


@pytest.mark.parametrize(
    ("specifier", "ecosystem", "expected"),
    [
        (">=8.2,<9", "python", 8),
        ("<9, >= 8", "python", 8),
        ("~=1.4", "python", 1),
        ("==2.*", "python", 2),
        ("<9", "python", None),
        ("!=1", "python", None),
        ("", "python", None),
        ("^3.8", "python", 3),
        ("~2", "python", 2),
        ("*", "python", None),
        ("^18.2.0", "node", 18),
        ("~1.2", "node", 1),
        (">=2 <3", "node", 2),
        ("1.x || 2.x", "node", 1),
        ("workspace:*", "node", None),
        ("v1.8.0", "go", 1),
        ("0.3", "rust", 0),
        ("17", "java", 17),
        ("1" * 5_000, "node", None),
        ("nonsense", "python", None),
    ],
)
def test_the_first_component_of_the_lower_bound(specifier: str, ecosystem: str, expected: int | None) -> None:
    """Each ecosystem's spelling has one; without a lower bound there is none."""
    assert least_major(specifier, ecosystem=ecosystem) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [(">=8", ">=9", True), (">=8", ">=8.1", False), ("", ">=9", False), (">=9", "", False)],
)
def test_a_major_change(before: str, after: str, expected: bool) -> None:
    """Only two lower bounds can be compared."""
    assert is_major_change(before, after, ecosystem="python") is expected
