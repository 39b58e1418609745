"""Figures about a run, as CloudWatch reads them out of the log.

Comes in: an outcome, or none where the run failed. Goes out: one line of JSON in the embedded metric format.
Standard library only. Source: "Specification: Embedded metric format" in the documentation of CloudWatch.
"""

import json
from collections.abc import Mapping

from coderipple.outcome import Outcome

NAMESPACE = "CodeRipple"
METRICS = ("DocumentsWritten", "SectionsRefused", "ModelTokens", "ModelFaults", "ColdStarts", "RunsFailed")


def metric_line(
    outcome: Outcome | None, *, function_name: str, milliseconds: int, is_cold: bool, fields: Mapping[str, str]
) -> str:
    """Returns the figures about a run.

    Args:
        outcome: What came of it; None where it failed.
        function_name: What the metrics are told apart by.
        milliseconds: When it is, since 1970.
        is_cold: Whether it was the first run of its container.
        fields: What stands beside the metrics to find the run by, such as its request.
    """
    told = outcome or Outcome()
    values = {
        "DocumentsWritten": told.documents_written,
        "SectionsRefused": told.sections_refused,
        "ModelTokens": told.model_tokens,
        "ModelFaults": told.model_faults,
        "ColdStarts": int(is_cold),
        "RunsFailed": int(outcome is None),
    }
    directive = {
        "Namespace": NAMESPACE,
        "Dimensions": [["FunctionName"]],
        "Metrics": [{"Name": name, "Unit": "Count"} for name in METRICS],
    }
    metadata = {"Timestamp": milliseconds, "CloudWatchMetrics": [directive]}
    return json.dumps({**fields, "_aws": metadata, "FunctionName": function_name, **values}, separators=(",", ":"))
