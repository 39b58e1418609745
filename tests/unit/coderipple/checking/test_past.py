"""Text that may name what is gone."""

import pytest
from coderipple.checking.past import is_past, is_past_document, is_past_heading


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("docs/changelog.md", True),
        ("docs/release-notes/v2.md", True),
        ("docs/migrating.md", True),
        ("docs/adr/0001-tables.md", True),
        ("README.md", False),
        ("docs/guide/exchange.md", False),
    ],
)
def test_documents(path: str, expected: bool) -> None:
    """By their path."""
    assert is_past_document(path) is expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [("What's new", True), ("1.2.0 (2024-01-01)", True), ("Upgrading", True), ("1.2 Install the tool", False)],
)
def test_headings(heading: str, expected: bool) -> None:
    """By their words."""
    assert is_past_heading(heading) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was renamed in 2.0", True),
        ("Deprecated: use the other", True),
        ("x  # old", True),
        ("The node is replaced with its value", False),
        ("Removes the file", False),
    ],
)
def test_paragraphs(text: str, expected: bool) -> None:
    """By what they say."""
    assert is_past(text) is expected
