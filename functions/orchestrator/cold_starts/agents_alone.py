"""The floor of the worker path: the agents' library and nothing else, with the collector kept away as the worker does.

What the worker costs beyond this is ours; what this costs is Strands', and changes only with its releases.
"""

# ruff: noqa: PLC0415  # imported in the handler, as the worker does

import gc
import json
import sys
from typing import Any


def lambda_handler(event: Any, context: Any) -> dict[str, object]:  # noqa: ARG001  # Lambda's signature
    """Imports what an agent needs."""
    gc.disable()
    import strands  # noqa: F401  # importing it is the point

    return {"statusCode": 200}


if __name__ == "__main__":
    scenario = {"event": {}, "environment": {}, "status": 200, "handler": "agents_alone.lambda_handler"}
    json.dump(scenario, sys.stdout)
