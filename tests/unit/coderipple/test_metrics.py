"""The figures about a run, as CloudWatch reads them."""

from typing import Any

import pytest
from coderipple.metrics import METRICS, NAMESPACE, metric_line
from coderipple.outcome import Outcome
from coderipple.values import Action, DocumentOutcome
from fakes.embedded_metrics import read_metrics


def told(outcome: Outcome | None, *, is_cold: bool = False) -> dict[str, Any]:
    """Returns a line, read again."""
    return read_metrics(
        metric_line(
            outcome,
            function_name="tides",
            milliseconds=1_700_000_000_000,
            is_cold=is_cold,
            fields={"requestId": "r", "skipped": "so\nand so", "DocumentsWritten": "a field hides no figure"},
        )
    )


def figures(line: dict[str, Any]) -> dict[str, int]:
    """Returns the figures that are not 0."""
    return {name: line[name] for name in METRICS if line[name]}


def test_a_line_is_in_the_embedded_metric_format() -> None:
    """Each metric and dimension that the directive names is a member of the line, and a number or a text."""
    line = told(Outcome())
    directive = line["_aws"]["CloudWatchMetrics"][0]
    assert line["_aws"]["Timestamp"] == 1_700_000_000_000
    assert directive["Namespace"] == NAMESPACE
    assert directive["Dimensions"] == [["FunctionName"]]
    assert [each["Name"] for each in directive["Metrics"]] == list(METRICS)
    assert {each["Unit"] for each in directive["Metrics"]} == {"Count"}
    assert all(isinstance(line[name], int) for name in METRICS)
    assert (line["FunctionName"], line["requestId"]) == ("tides", "r")


@pytest.mark.parametrize(
    ("outcome", "is_cold", "expected"),
    [
        (Outcome(), False, {}),
        (Outcome(), True, {"ColdStarts": 1}),
        (None, False, {"RunsFailed": 1}),
        (Outcome(model_tokens=120, model_faults=2), False, {"ModelTokens": 120, "ModelFaults": 2}),
        (Outcome(documents=(DocumentOutcome(path="p", action=Action.CREATE, reason="a rehearsal"),)), False, {}),
        (
            Outcome(
                documentation_updated=True,
                documents=tuple(DocumentOutcome(path="p", action=each, reason="") for each in Action),
            ),
            False,
            {"DocumentsWritten": 3, "SectionsRefused": 1},
        ),
    ],
)
def test_figures(outcome: Outcome | None, is_cold: bool, expected: dict[str, int]) -> None:
    """What was written, what was refused, what the model cost, and whether it failed."""
    assert figures(told(outcome, is_cold=is_cold)) == expected
