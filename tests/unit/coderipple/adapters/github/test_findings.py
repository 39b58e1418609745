"""Whatever a document says is shown as bounded plain text."""

from coderipple.adapters.github.findings import annotations, headline, summary
from coderipple.values import Finding


def message(text: str) -> str:
    """The message of the annotation of a finding."""
    shown = next(annotations([Finding(path="a.md", line=1, text=text, reason="gone")]))[0]["message"]
    assert isinstance(shown, str)
    return shown


def test_long_texts_are_cut() -> None:
    """GitHub takes 64 KB."""
    assert len(message("x" * 100_000)) < 2_100
    assert message("x" * 100_000).endswith("x…\ngone")


def test_what_nobody_sees_is_spelled_out() -> None:
    """Such as what turns the direction of writing."""
    assert message("a\u202eb\x1b[2J") == "a\\u202eb\\x1b[2J\ngone"


def test_what_looks_like_a_token_is_not_repeated() -> None:
    """Installation tokens, personal ones and fine-grained ones, of any length."""
    for token in ("ghs_0123456789abcdef", "ghp_" + "a" * 300, "github_pat_11AAA_bbbbbbbb"):
        shown = message(f"use {token} here")
        assert token not in shown
        assert shown.startswith("use g")
        assert "*** here" in shown


def test_the_headline_counts() -> None:
    """Places and documents."""
    found = [Finding(path=path, line=1, text="x", reason="y") for path in ("a.md", "a.md", "b.md")]
    assert headline(found) == "3 places in 2 files to look at"
    assert "coderipple check" in summary(found)
    assert len(headline(found * 10**5)) <= 140
