"""The handler with a language model that tells when it is called, and then fails.

Its module lies on the path of the measured function only. What it prints is what `lambda_packaging` looks for.
"""

# ruff: noqa: PLC0415, T201  # as the real handler: what comes from the layers is imported in the functions

import json
import time
from collections.abc import Mapping
from typing import Any

import lambda_function


def lambda_handler(event: Any, context: Any) -> dict[str, object]:
    """Answers as the function does, with a model."""
    return lambda_function.lambda_handler(event, context, process=process)


def process(webhook_event: Any, context: Any) -> Mapping[str, Any]:
    """Works a webhook off with a model, as a deployment with one would."""
    from coderipple.orchestrator_agent import process_webhook

    return process_webhook(webhook_event, context, make_model=make_model)


def make_model() -> Any:
    """Makes the model; importing its base class imports what every model needs."""
    from strands.models import Model

    class TellingModel(Model):
        """Says when it is called for the first time."""

        def update_config(self, **model_config: Any) -> None:
            """Has nothing to configure."""

        def get_config(self) -> dict[str, Any]:
            """Names itself."""
            return {"model_id": "scripted"}

        def structured_output(self, *_: Any, **__: Any) -> Any:
            """Is not asked for."""
            raise NotImplementedError

        async def stream(self, *_: Any, **__: Any) -> Any:
            """Is where the cold start ends."""
            reached = {"cpu_seconds": time.process_time(), "clock_seconds": time.monotonic()}
            print(json.dumps({"cold_start_reached": reached}), flush=True)
            raise RuntimeError("this model only tells that it was called")
            yield  # makes it a stream

    return TellingModel()
