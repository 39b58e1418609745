"""A Strands agent calls a tool and ends its turn, with a scripted model in place of one that costs money.

`invoke prove` runs this with nothing but the layers on the path. It ends with exit code 0, or raises.
"""

from collections.abc import AsyncIterable, Iterator
from typing import Any

from strands import Agent, tool
from strands.models import Model
from strands.types.streaming import StreamEvent


@tool
def add(first: int, second: int) -> int:
    """Add two numbers.

    Args:
        first: One of them.
        second: The other.
    """
    return first + second


class ScriptedModel(Model):
    """Asks for the tool first, and ends the turn when it sees the tool's result."""

    def __init__(self) -> None:
        self.described: list[str] = []
        self.results: list[Any] = []

    def update_config(self, **model_config: Any) -> None:
        """Has nothing to configure."""

    def get_config(self) -> dict[str, Any]:
        """Names itself, as every model does."""
        return {"model_id": "scripted"}

    def structured_output(self, *arguments: Any, **options: Any) -> Any:
        """Is not asked for."""
        raise NotImplementedError

    async def stream(self, messages: Any, tool_specs: Any = None, *_: Any, **__: Any) -> AsyncIterable[StreamEvent]:
        """Replays the next turn."""
        self.described = [specification["description"] for specification in tool_specs]
        self.results = [block["toolResult"] for block in messages[-1]["content"] if "toolResult" in block]
        for event in last_turn() if self.results else tool_turn():
            yield event


def tool_turn() -> Iterator[StreamEvent]:
    """Gives the events of a turn that asks for the tool."""
    yield {"messageStart": {"role": "assistant"}}
    yield {"contentBlockStart": {"start": {"toolUse": {"name": "add", "toolUseId": "1"}}}}
    yield {"contentBlockDelta": {"delta": {"toolUse": {"input": '{"first": 40, "second": 2}'}}}}
    yield {"contentBlockStop": {}}
    yield {"messageStop": {"stopReason": "tool_use"}}


def last_turn() -> Iterator[StreamEvent]:
    """Gives the events of a turn that ends with a text."""
    yield {"messageStart": {"role": "assistant"}}
    yield {"contentBlockStart": {"start": {}}}
    yield {"contentBlockDelta": {"delta": {"text": "The sum is 42."}}}
    yield {"contentBlockStop": {}}
    yield {"messageStop": {"stopReason": "end_turn"}}


def main() -> None:
    """Runs one agent and checks what it saw."""
    model = ScriptedModel()
    answer = str(Agent(model=model, tools=[add], callback_handler=None)("What is 40 + 2?")).strip()
    results = [content["text"] for result in model.results for content in result["content"]]
    if (answer, results) != ("The sum is 42.", ["42"]):
        raise RuntimeError(f"the agent answered {answer!r} after the results {results}; expected the tool's 42")
    if not any("Add two numbers." in text for text in model.described):  # gone with -OO, which strips docstrings
        raise RuntimeError(f"the tool is described as {model.described}; expected its docstring")


if __name__ == "__main__":
    main()
