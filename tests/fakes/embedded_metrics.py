"""What CloudWatch takes as a line of metrics.

The shape is that of "Specification: Embedded metric format" in the documentation of CloudWatch (its JSON schema), and
what the page says beside the schema: targets are members of the root, values are numbers, dimensions are text.
"""

import json
from typing import Any

import jsonschema

_NAME = {"type": "string", "minLength": 1, "maxLength": 1024}
SCHEMA = {
    "type": "object",
    "required": ["_aws"],
    "properties": {
        "_aws": {
            "type": "object",
            "required": ["Timestamp", "CloudWatchMetrics"],
            "properties": {
                "Timestamp": {"type": "integer", "minimum": 0},
                "CloudWatchMetrics": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["Namespace", "Dimensions", "Metrics"],
                        "properties": {
                            "Namespace": _NAME,
                            "Dimensions": {
                                "type": "array",
                                "minItems": 1,
                                "items": {
                                    "type": "array",
                                    "minItems": 1,
                                    "maxItems": 30,
                                    "items": {"type": "string", "minLength": 1, "maxLength": 250},
                                },
                            },
                            "Metrics": {
                                "type": "array",
                                "maxItems": 100,
                                "items": {
                                    "type": "object",
                                    "required": ["Name"],
                                    "properties": {
                                        "Name": _NAME,
                                        "Unit": {"enum": ["Seconds", "Milliseconds", "Bytes", "Count", "None"]},
                                        "StorageResolution": {"enum": [1, 60]},
                                    },
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}
_MOST_BYTES = 256 * 1024  # of an event of CloudWatch Logs


def read_metrics(line: str) -> dict[str, Any]:
    """Reads a line of the log, and holds it to what CloudWatch takes."""
    assert "\n" not in line.rstrip("\n")
    assert len(line.encode()) < _MOST_BYTES
    read: dict[str, Any] = json.loads(line)
    jsonschema.validate(read, SCHEMA)
    for directive in read["_aws"]["CloudWatchMetrics"]:
        for dimension in (name for names in directive["Dimensions"] for name in names):
            assert isinstance(read[dimension], str), dimension
            assert 0 < len(read[dimension]) <= 1024, dimension
        for metric in directive["Metrics"]:
            assert type(read[metric["Name"]]) in {int, float}, metric
    return read
