"""How a model is asked, and what is taken of its answer."""

import json
from collections.abc import AsyncIterable
from typing import Any

import pytest
from coderipple.adapters.strands_phraser import MOST_FAULTS, MOST_SECONDS, MOST_TOKENS, StrandsPhraser
from coderipple.config import ROLES
from coderipple.values import ModelUsage, Section
from fakes.clock import FakeClock
from fakes.models import ScriptedModel, answer
from fakes.sections import make_section
from strands.types.exceptions import ModelThrottledException
from strands.types.streaming import StreamEvent


class SlowModel(ScriptedModel):
    """A model that needs its time for each piece of an answer, and the clock that tells so."""

    def __init__(self, *answers: str, seconds: float) -> None:
        super().__init__(*answers)
        self._each = seconds
        self._now = 0.0

    def seconds(self) -> float:
        return self._now

    async def stream(self, *arguments: Any, **keywords: Any) -> AsyncIterable[StreamEvent]:
        async for event in super().stream(*arguments, **keywords):
            self._now += self._each
            yield event


def section(role: str = "historian") -> Section:
    """Returns a section of two facts."""
    return make_section("s", "- one\n", "  - two", role=role)


def phrased(*answers: str | Exception) -> str:
    """Returns what is taken of the answers."""
    return StrandsPhraser(ScriptedModel(*answers), FakeClock()).phrase(section())


def test_the_model_gets_numbered_facts_and_its_role() -> None:
    """Each role asks as itself, and facts are numbered from 1, without their layout."""
    model = ScriptedModel(answer(("Words.", [1])))
    for role in ROLES:
        StrandsPhraser(model, FakeClock()).phrase(section(role))
    assert model.prompts == ["1. - one\n2. - two"] * 3
    assert [each.split(":")[0] for each in model.system_prompts] == [
        "You are the Tourist Guide",
        "You are the Building Inspector",
        "You are the Historian",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (answer(("One `a_b` is.", [1]), ("Two a_b.", [1, 2])), r"One `a_b` is. Two a\_b."),
        (answer(("Kept.", [2]), ("Dropped.", [3]), ("Dropped.", []), ("Dropped.", [0])), "Kept."),
        (answer(("Dropped.", [-1]), ("Dropped.", [1.5]), ("Dropped.", ["1"]), ("Dropped.", [None])), ""),
        (json.dumps({"sentences": []}), ""),
        (json.dumps({"sentences": [{"text": "No facts."}]}), ""),
        (json.dumps({"sentences": [{"text": 5, "facts": [1]}]}), ""),
        (json.dumps({"sentences": [{"text": "x", "facts": 1}]}), ""),
        (json.dumps({"sentences": {"text": "x"}}), ""),
        (json.dumps({"sentences": None}), ""),
        ("null", ""),
        ("no JSON", ""),
        ("{" * 5000, ""),
    ],
)
def test_sentences_that_name_their_facts_are_taken(text: str, expected: str) -> None:
    """One without facts, or with a number that is none of them, is dropped; what is no answer gives nothing."""
    assert phrased(text) == expected


@pytest.mark.parametrize("error", [RuntimeError("down"), ModelThrottledException("slow down"), ValueError(), OSError()])
def test_a_model_that_fails_gives_nothing(error: Exception) -> None:
    """Whatever a provider raises, the facts stand without it, and nobody waits for another try."""
    assert phrased(error) == ""


def test_nothing_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """The model's text goes to the document alone."""
    phrased(answer(("Words.", [1])))
    assert capsys.readouterr() == ("", "")


def test_prompts_are_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    """A failure is logged with the section and the kind of error, never with facts or text."""
    phrased(RuntimeError("secret words"))
    own = [each.getMessage() for each in caplog.records if each.name.startswith("coderipple")]
    assert own == ["section=<s>, error=<RuntimeError> | model failed"]


@pytest.mark.parametrize(
    ("model", "seconds", "asked"),
    [
        (ScriptedModel(RuntimeError("down")), 1.5, MOST_FAULTS),
        (ScriptedModel(answer(("Words.", [1])), tokens=MOST_TOKENS), 1.5, 1),
        (ScriptedModel(answer(("Words.", [1])), tokens=1), 1.5, 5),
    ],
)
def test_a_push_costs_no_more_than_it_may(model: ScriptedModel, seconds: float, asked: int) -> None:
    """After so many failures, tokens or seconds the model is not asked again, and the facts stand."""
    phraser = StrandsPhraser(model, FakeClock(seconds))
    for _ in range(5):
        phraser.phrase(section())
    assert len(model.prompts) == asked
    assert phraser.usage.calls == asked


@pytest.mark.parametrize(
    ("seconds", "most_seconds", "asked", "faults"),
    [
        (MOST_SECONDS, MOST_SECONDS, 1, 1),  # an answer that trickles is left
        (MOST_SECONDS / 10, MOST_SECONDS, 2, 1),  # what earlier answers took counts
        (1, 3, 1, 1),  # little is left of the run
        (1, float("inf"), 5, 0),
    ],
)
def test_a_push_waits_no_longer_than_it_may(seconds: float, most_seconds: float, asked: int, faults: int) -> None:
    """A model that is slow is left in the middle of its answer, and not asked again."""
    model = SlowModel(answer(("Words.", [1])), seconds=seconds)
    phraser = StrandsPhraser(model, model, most_seconds)
    for _ in range(5):
        phraser.phrase(section())
    assert (len(model.prompts), phraser.usage.faults) == (asked, faults)


def test_what_an_answer_cost_counts_if_it_is_of_no_use() -> None:
    """One that was cut at its length raises, and has its price all the same."""
    phraser = StrandsPhraser(ScriptedModel("{", tokens=7, stop_reason="max_tokens"), FakeClock())
    assert phraser.phrase(section()) == ""
    assert phraser.usage == ModelUsage(calls=1, tokens=7, faults=1)


def test_what_was_asked_is_counted() -> None:
    """Tokens that it took and gave, and failures."""
    phraser = StrandsPhraser(ScriptedModel(answer(("Words.", [1])), RuntimeError("down"), tokens=7), FakeClock())
    phraser.phrase(section())
    phraser.phrase(section())
    assert phraser.usage == ModelUsage(calls=2, tokens=7, faults=1)
