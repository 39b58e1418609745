"""What a replay found out, as values."""

import json

from coderipple.replay.report import Measure, Report, Spread
from coderipple.replay.trigger import score_trigger

SPREAD = Spread(count=0, median=None, p90=None)


def report(*measures: Measure) -> Report:
    """Makes a report of measures."""
    return Report(
        subject="tides",
        base="a" * 40,
        head="b" * 40,
        pushes=(),
        measures=measures,
        silent_lines=SPREAD,
        surface_lines=SPREAD,
        seconds=SPREAD,
        trigger=score_trigger([]),
        trigger_without_changelogs=score_trigger([]),
        pages={"a.md": b"\xff"},
    )


def test_a_broken_contract_is_broken() -> None:
    """What was not measured, has nothing to hold, or is no contract breaks nothing."""
    good = Measure(name="links", good=2, total=2)
    nothing = Measure(name="samples")
    unmeasured = Measure(name="coverage", unmeasured="no interpreter")
    told = Measure(name="no-op", good=1, total=2, is_contract=False)
    assert report(good, nothing, unmeasured, told).holds
    assert not report(good, Measure(name="existence", good=1, total=2)).holds


def test_a_share_needs_something() -> None:
    """Nothing of nothing is no share."""
    assert Measure(name="x", good=1, total=4).share == 0.25
    assert Measure(name="x").share is None


def test_a_report_is_json() -> None:
    """Pages by their names, failures up to a number."""
    many = Measure(name="links", good=0, total=50, failures=tuple(map(str, range(50))))
    data = json.loads(json.dumps(report(many).as_dict()))
    assert data["pages"] == ["a.md"]
    assert data["measures"]["links"]["total"] == 50
    assert len(data["measures"]["links"]["failures"]) == 20
    assert data["holds"] is False
