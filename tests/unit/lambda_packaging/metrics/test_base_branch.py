"""What a change adds to the base branch is told in the comment, also where the change's ledger accepts it."""

from dataclasses import replace

from fakes.measurements import make_measurement
from lambda_packaging.metrics.base_branch import note_differences
from lambda_packaging.metrics.gate import compare_sizes
from lambda_packaging.metrics.ledger import Ledger, weigh

ACCEPTED = replace(make_measurement(), findings=())


def smaller() -> Ledger:
    """What the base branch accepted: each cold start with fewer imports, the layer without its first distribution."""
    accepted = ACCEPTED.ledger
    starts = {
        name: replace(start, packages={"pydantic": 1, "strands": 2}) for name, start in accepted.cold_starts.items()
    }
    artifacts = {
        name: replace(weights, zipped=weights.zipped // 2, distributions=dict(list(weights.distributions.items())[1:]))
        for name, weights in accepted.artifacts.items()
    }
    return Ledger(artifacts=artifacts, cold_starts=starts)


def test_the_same_is_not_worth_a_word() -> None:
    """Neither sizes nor imports."""
    assert note_differences(ACCEPTED, ACCEPTED.ledger) == ACCEPTED


def test_what_the_change_accepts_is_noted() -> None:
    """With who grew, and nothing of it fails: the gate is the change's own ledger."""
    noted = note_differences(ACCEPTED, smaller())
    assert noted.holds
    texts = [one.text for one in noted.findings]
    assert all(text.startswith("compared with the base branch: ") for text in texts)
    assert any("cryptography 50.0.2" in text for text in texts)
    assert any("imports boto3" in text for text in texts)
    assert not any("metrics.accept" in text for text in texts)
    assert any("this change's ledger accepts it" in text for text in texts)


def test_what_the_gate_refuses_is_not_told_twice() -> None:
    """Where nothing was accepted since, both say the same, and the gate's word stands."""
    base = smaller()
    refused = tuple(compare_sizes(base, weigh(ACCEPTED.artifacts), declared=()))
    noted = note_differences(replace(ACCEPTED, findings=refused), base)
    assert noted.findings[: len(refused)] == refused
    assert not noted.holds
    assert {one.subject for one in noted.findings[len(refused) :]} == set(ACCEPTED.observed)
