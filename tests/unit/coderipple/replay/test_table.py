"""A report for people."""

from dataclasses import replace

from coderipple.replay.report import Measure, PushRecord, Report, Spread
from coderipple.replay.table import MARKDOWN_COLUMNS, markdown_head, markdown_row, terminal_table
from coderipple.replay.trigger import score_trigger

PUSH = PushRecord(
    commit="c" * 40,
    subject="Say \x1b[31m" + "more " * 40,
    kinds={"source files": 1},
    surface_changes=2,
    is_surface_decided=True,
    sections={"a.md": 3},
    lines=4,
    manifest_lines=5,
    seconds=0.25,
    is_documented_by_people=(True, False),
    is_documented_by_us=True,
    warnings=(),
)
MEASURES = tuple(Measure(name=name, good=1, total=1) for name in MARKDOWN_COLUMNS)
REPORT = Report(
    subject="tides",
    base="a" * 40,
    head="b" * 40,
    pushes=(PUSH,) * 50,
    measures=(*MEASURES, Measure(name="other", good=1, total=9, failures=tuple(f"f{each}" for each in range(8)))),
    silent_lines=Spread(count=3, median=0, p90=1),
    surface_lines=Spread(count=0, median=None, p90=None),
    seconds=Spread(count=50, median=0.25, p90=0.5),
    trigger=score_trigger([(True, True)]),
    trigger_without_changelogs=score_trigger([]),
    pages={},
    problems=("x: cannot be imported",),
)


def test_a_terminal_gets_a_hundred_columns_of_plain_text() -> None:
    """Whatever a commit says; the oldest pushes of a long history are counted."""
    text = terminal_table(REPORT)
    assert all(len(line) <= 100 for line in text.splitlines())
    assert "\x1b" not in text
    assert "10 earlier ones" in text
    assert "DOES NOT HOLD" in text
    assert "and 3 more" in text
    assert "x: cannot be imported" in text


def test_what_was_not_measured_says_why() -> None:
    """In the place of a verdict."""
    text = terminal_table(replace(REPORT, measures=(Measure(name="coverage", unmeasured="no interpreter"),)))
    assert "not measured: no interpreter" in text


def test_a_row_has_the_cells_of_the_head() -> None:
    """What does not hold is bold, what has nothing to hold is a dash."""
    broken = (Measure(name="existence", good=1, total=2), Measure(name="links"), *MEASURES[2:])
    row = markdown_row(replace(REPORT, measures=broken))
    assert row.count("|") == markdown_head().splitlines()[0].count("|")
    assert "| **1/2** | - |" in row
    assert f"`{'b' * 12}`" in row
