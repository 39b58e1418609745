"""What the comments of public declarations mention."""

import pytest
from coderipple.checking.doc_comments import Declared, comment_mentions


@pytest.mark.parametrize(
    ("language", "comment", "expected"),
    [
        ("Go", "// See [Tide], [*Table.Low] and `sea.Read`, not [low] or [4]Tide.", ["sea.Read", "Tide", "Table.Low"]),
        ("Go", "// So:\n//\n//\tx := `Tide`", []),
        ("Rust", "/// See [`low`], [Table::high()] and [it](sea::Tide).", ["low", "Table::high", "sea::Tide"]),
        ("Rust", "/// ```\n/// `low`\n/// ```\n#[inline]", []),
        ("Rust", "/// As `Self::low`.", ["Table.low"]),
        ("Java", "/** See {@link Tide#low(int) low tide}\n * and {@code high}. */", ["Tide#low", "high"]),
        ("Java", "/**\n * Tells.\n * @see #low\n */\n@Override", ["Table.low"]),
        ("TypeScript", "/** Not `low`:\n * @example\n * `low`\n * @see {@link Tide.high} */", ["low", "Tide.high"]),
        (
            "Ruby",
            "# See {Tide#low}, +high+ and {#top}.\n# @return [Sea::Tide]",
            ["high", "Tide#low", "Table.top", "Sea::Tide"],
        ),
        ("Java", "/** Was {@link Tide#low} before it was renamed. */", []),
        ("Java", "// See {@link Tide}", []),
        ("Go", "// See [Tide].\n", []),
    ],
)
def test_only_what_surely_is_a_name_is_mentioned(language: str, comment: str, expected: list[str]) -> None:
    """In code spans and links; not in samples, text about the past, or comments that describe nothing public."""
    lines = comment.count("\n") + 2
    found = comment_mentions(f"{comment}\ndeclared", Declared(language, {lines: "Table"}))
    assert [each.text for each in found] == expected


def test_the_line_is_that_of_the_file() -> None:
    """The comments of a package and of a crate count too."""
    package = "// Sea, see [Tide].\npackage sea\n\n// Read needs a\n// [Table].\nfunc Read() {}\n"
    assert [(each.line, each.text) for each in comment_mentions(package, Declared("Go", {6: ""}))] == [
        (1, "Tide"),
        (5, "Table"),
    ]
    crate = "//! Sea.\n//!\n//! See [`Tide`].\n\nuse x;\n"
    assert [(each.line, each.text) for each in comment_mentions(crate, Declared("Rust", {}))] == [(3, "Tide")]
