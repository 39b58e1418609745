"""A language model that replays what a test wrote, as a real stream."""

import json
from collections.abc import AsyncGenerator, AsyncIterable
from typing import Any

from strands.models import Model
from strands.types.content import Messages
from strands.types.event_loop import StopReason
from strands.types.streaming import StreamEvent


def answer(*sentences: tuple[str, list[Any]]) -> str:
    """Returns the JSON that a model is asked for: sentences, each with the numbers of its facts."""
    return json.dumps({"sentences": [{"text": text, "facts": facts} for text, facts in sentences]})


class ScriptedModel(Model):
    """A Strands model that gives the scripted answers in turn, the last one again and again.

    Args:
        *answers: Text to answer with, or an error to raise.
        tokens: What each answer is said to cost.
        stop_reason: Why each answer ends.

    Attributes:
        prompts: What the model was asked, in order.
        system_prompts: What it was told to be.
    """

    def __init__(self, *answers: str | Exception, tokens: int = 0, stop_reason: StopReason = "end_turn") -> None:
        self._answers = list(answers)
        self._tokens = tokens
        self._stop_reason: StopReason = stop_reason
        self.prompts: list[str] = []
        self.system_prompts: list[str] = []

    def update_config(self, **model_config: Any) -> None:
        raise NotImplementedError

    def get_config(self) -> dict[str, Any]:
        return {"model_id": "scripted"}

    def structured_output(
        self, output_model: Any, prompt: Messages, system_prompt: str | None = None, **kwargs: Any
    ) -> AsyncGenerator[dict[str, Any]]:
        raise NotImplementedError

    async def stream(
        self, messages: Messages, tool_specs: Any = None, system_prompt: str | None = None, **kwargs: Any
    ) -> AsyncIterable[StreamEvent]:
        self.prompts.append(messages[-1]["content"][0]["text"])
        self.system_prompts.append(system_prompt or "")
        scripted = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(scripted, Exception):
            raise scripted
        yield {"messageStart": {"role": "assistant"}}
        yield {"contentBlockStart": {"start": {}}}
        for start in range(0, len(scripted), 40):  # in pieces, as models do
            yield {"contentBlockDelta": {"delta": {"text": scripted[start : start + 40]}}}
        yield {"contentBlockStop": {}}
        yield {"messageStop": {"stopReason": self._stop_reason}}
        usage = {"inputTokens": self._tokens, "outputTokens": 0, "totalTokens": self._tokens}
        yield {"metadata": {"usage": usage, "metrics": {"latencyMs": 1}}}  # type: ignore[typeddict-item]
