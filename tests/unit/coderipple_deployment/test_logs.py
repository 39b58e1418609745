"""The log is read once, or followed; its JSON becomes a line for a person."""

from datetime import UTC, datetime, timedelta

import pytest
from coderipple_deployment.logs import format_line, read_log
from coderipple_deployment.values import LogLine
from fakes.deployment import FakeLogs, FakeTime

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def line(seconds: int, text: str) -> LogLine:
    """Returns a line of the log."""
    return LogLine(at=AT + timedelta(seconds=seconds), text=text)


def test_the_last_minutes_are_read() -> None:
    """Once, from then on."""
    logs = FakeLogs([line(0, "a")])
    assert list(read_log(logs, since_seconds=600, follow=False, clock=FakeTime())) == [line(0, "a")]
    assert logs.asked == [AT - timedelta(seconds=600)]


def test_a_followed_log_shows_each_line_once() -> None:
    """Also those that came in the same moment as the last one seen."""
    logs = FakeLogs([line(0, "a"), line(1, "b")], [line(1, "b"), line(1, "c")], [line(2, "d")])
    followed = read_log(logs, since_seconds=60, follow=True, clock=FakeTime())
    assert [next(followed).text for _ in range(4)] == ["a", "b", "c", "d"]
    assert logs.asked[1:] == [AT + timedelta(seconds=1)] * 2


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('{"level": "ERROR", "message": "it broke"}', "2026-01-02 03:04:05 ERROR   it broke"),
        ('{"message": "x", "stackTrace": ["  a\\n", "  b\\n"]}', "2026-01-02 03:04:05 INFO    x\n  a\n  b"),
        ("START RequestId: 1", "2026-01-02 03:04:05 START RequestId: 1"),
        ('{"type": "platform.report"}', '2026-01-02 03:04:05 {"type": "platform.report"}'),
        ("[1]", "2026-01-02 03:04:05 [1]"),
    ],
)
def test_a_line_reads_well(text: str, shown: str) -> None:
    """What is not ours is shown as it is."""
    assert format_line(line(0, text)) == shown
