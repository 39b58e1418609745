"""The anchors of headings, as GitHub makes them."""

import pytest
from coderipple.references import anchors, github_slug


@pytest.mark.parametrize(
    ("heading", "slug"),
    [
        ("Getting started", "getting-started"),
        ("  What's new in 2.0?  ", "whats-new-in-20"),
        ("C++ & Rust", "c--rust"),
        ("snake_case and kebab-case", "snake_case-and-kebab-case"),
        ("Größe, 日本語 и русский", "größe-日本語-и-русский"),
        ("🎉 Party", "-party"),
        ("a.b(c)", "abc"),
        ("", ""),
    ],
)
def test_a_slug(heading: str, slug: str) -> None:
    """Lower case, punctuation gone, blanks as hyphens; letters of every script stay."""
    assert github_slug(heading) == slug


def test_the_anchors_of_a_document() -> None:
    """Markup in a heading makes no difference, what repeats gets a number, and what is in a block is no heading."""
    text = "# `high()` and *low*\n\n## Use\n\n## Use\n\nUse\n---\n\n## Use-1\n\n## [A link](x.md)\n\n```\n# no\n```\n"
    assert anchors(text) == {"high-and-low", "use", "use-1", "use-2", "use-1-1", "a-link"}


def test_a_document_beyond_all_bounds_has_none() -> None:
    """Its headings are not looked for."""
    assert anchors("# a\n" + "x" * 1_000_001) == frozenset()
