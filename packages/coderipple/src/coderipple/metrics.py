"""Figures about a run, as CloudWatch reads them out of the log.

Comes in: an outcome, or none where the run failed. Goes out: one line of JSON in the embedded metric format.
Standard library only. Source: "Specification: Embedded metric format" in the documentation of CloudWatch.
"""

import json
from collections.abc import Mapping
from typing import Any

NAMESPACE = "CodeRipple"
METRICS = ("DocumentsWritten", "SectionsRefused", "ModelTokens", "ModelFaults", "ColdStarts", "RunsFailed")
_WRITTEN = {"create", "update", "delete"}


def metric_line(
    outcome: Mapping[str, Any] | None,
    *,
    function_name: str,
    milliseconds: int,
    is_cold: bool,
    fields: Mapping[str, str],
) -> str:
    """Returns the figures about a run.

    Args:
        outcome: `Outcome.as_dict()`; None where the run failed.
        function_name: What the metrics are told apart by.
        milliseconds: When it is, since 1970.
        is_cold: Whether it was the first run of its container.
        fields: What stands beside the metrics to find the run by, such as its request.
    """
    told = outcome or {}
    actions = [each["action"] for each in told.get("documents", ())]
    is_written = told.get("documentation_updated", False)
    values = {
        "DocumentsWritten": sum(each in _WRITTEN for each in actions) if is_written else 0,
        "SectionsRefused": actions.count("refuse"),
        "ModelTokens": told.get("model_tokens", 0),
        "ModelFaults": told.get("model_faults", 0),
        "ColdStarts": int(is_cold),
        "RunsFailed": int(outcome is None),
    }
    directive = {
        "Namespace": NAMESPACE,
        "Dimensions": [["FunctionName"]],
        "Metrics": [{"Name": name, "Unit": "Count"} for name in METRICS],
    }
    metadata = {"Timestamp": milliseconds, "CloudWatchMetrics": [directive]}
    return json.dumps({"_aws": metadata, "FunctionName": function_name, **fields, **values}, separators=(",", ":"))
