"""Where a document mentions code."""

from coderipple.checking.mentions import MentionKind, mentions


def test_each_mention_has_its_line() -> None:
    """Spans over several lines, tables and blocks too."""
    text = "# A\nSome `a_b` and\n`c d\ne` then [x](y.md),\n`z`.\n\n| a |\n|---|\n| `q` |\n\n```python\nimport x\n```\n"
    assert [(each.text, each.line) for each in mentions(text)] == [
        *(("a_b", 2), ("c d e", 3), ("y.md", 4), ("z", 5), ("q", 9), ("import x", 12))
    ]


def test_the_name_of_a_repository_is_no_code() -> None:
    """Where a link leads to it; other spans in links are."""
    text = "[`tide_kit`](https://github.com/harbour/tide_kit#readme), [`a_b`](https://github.com/harbour/c), `tide_kit`"
    spans = [each.text for each in mentions(text) if each.kind is MentionKind.SPAN]
    assert spans == ["a_b", "tide_kit"]


def test_what_is_typed_is_told_from_what_is_printed() -> None:
    """Where there are prompts; a line that goes on is one."""
    found = mentions("```console\n$ tides \\\n  --zone x\n12:00\n```\n\n```sh\ntides\n```\n")
    assert [(each.kind, each.text, each.line) for each in found] == [
        (MentionKind.COMMAND, "tides   --zone x", 2),
        (MentionKind.OUTPUT, "12:00", 4),
        (MentionKind.COMMAND, "tides", 8),
    ]


def test_what_stands_below_a_heading_about_the_past_is_left_out() -> None:
    """Until a heading of the same level."""
    text = "## Changelog\n`a`\n### Fixes\n`b`\n## Use\n`c`\n"
    assert [each.text for each in mentions(text)] == ["c"]


def test_a_table_of_old_and_new_names_is_left_out() -> None:
    """It is about the past."""
    assert mentions("| old | new |\n|---|---|\n| `a` | `b` |\n") == ()
