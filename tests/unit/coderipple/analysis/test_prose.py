"""Prose, told from captions and labels."""

import pytest
from coderipple.analysis.prose import prose_of


@pytest.mark.parametrize(
    ("text", "beside_links", "expected"),
    [
        ("The water comes.", "The water comes.", "The water comes."),
        ("The water", "The water", ""),
        ("The docs here", "", ""),
        ("Docs: the docs here", "Docs:", ""),
        ("The docs are here", "The are", "The docs are here"),
        ("It is here. See also:", "It is here. See also:", "It is here."),
        ("See also these ones:", "See also these ones:", ""),
        ("https://a.b/c d 1 2 3", "https://a.b/c d 1 2 3", ""),
    ],
)
def test_prose(text: str, beside_links: str, expected: str) -> None:
    """Three words, some of them outside links, and no sentence that leads elsewhere."""
    assert prose_of(text, beside_links) == expected
