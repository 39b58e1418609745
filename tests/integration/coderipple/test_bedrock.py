"""A model of Bedrock behind the real client: what is true is published, and no fault of it stops a push."""

from pathlib import Path

import pytest
from coderipple.config import get_config
from coderipple.outcome import Outcome
from coderipple.push_flow import document_push
from coderipple.values import Push
from coderipple.wiring import wire
from fakes import clones
from fakes.bedrock import FakeBedrock
from fakes.ministack import ACCOUNT, ministack
from fakes.models import answer

MODEL = "eu.example.model-v1:0"
TRUE = answer(("This is about `tides.tables`.", [1]))

pytestmark = pytest.mark.network


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone to document."""
    folder = tmp_path / "tide-tables"
    clones.make_clone(folder)
    return folder


def documented(clone: Path, address: str, monkeypatch: pytest.MonkeyPatch, model: str = MODEL) -> Outcome:
    """Runs the whole flow with the model that the settings name."""
    for name, value in (ACCOUNT | {"AWS_ENDPOINT_URL": address}).items():
        monkeypatch.setenv(name, value)
    config = get_config({"CODERIPPLE_REPOSITORY_PATH": str(clone), "CODERIPPLE_BEDROCK_MODEL": model})
    with wire(config) as ports:
        return document_push(Push(repository="ada-example/tide-tables", head="HEAD"), config, ports)


@pytest.mark.parametrize("model", [MODEL, "arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.example"])
def test_true_words_of_a_model_are_published(clone: Path, monkeypatch: pytest.MonkeyPatch, model: str) -> None:
    """The configured model is asked, for no longer an answer than three sentences need, and its tokens are counted."""
    bedrock = FakeBedrock(text=TRUE, tokens=30)
    with bedrock.serving() as address:
        outcome = documented(clone, address, monkeypatch, model)
    assert outcome.ai_powered
    assert "\nThis is about `tides.tables`.\n" in (clone / "coderipple/system/interfaces.md").read_text()
    assert set(bedrock.models) == {model}
    assert {each["inferenceConfig"]["maxTokens"] for each in bedrock.requests} == {1_000}
    assert (outcome.model_tokens, outcome.model_faults) == (30 * len(bedrock.requests), 0)


@pytest.mark.parametrize(
    "bedrock",
    [FakeBedrock(fault="ThrottlingException"), FakeBedrock(fault="ValidationException")],
    ids=["throttled", "no such model"],
)
def test_a_model_that_fails_costs_three_requests(
    clone: Path, monkeypatch: pytest.MonkeyPatch, bedrock: FakeBedrock
) -> None:
    """It is not asked again in that push, which succeeds with the facts."""
    with bedrock.serving() as address:
        outcome = documented(clone, address, monkeypatch)
    assert outcome.documentation_updated
    assert not outcome.ai_powered
    assert len(bedrock.requests) == 3
    assert outcome.model_faults == 3


def test_an_answer_that_breaks_off_is_not_published(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The client takes a stream that ends early for a whole one, so it is no fault; the facts stand."""
    with FakeBedrock(text=TRUE, sent_bytes=200).serving() as address:
        outcome = documented(clone, address, monkeypatch)
    assert outcome.documentation_updated
    assert (outcome.ai_powered, outcome.model_faults, outcome.model_tokens) == (False, 0, 0)


def test_a_model_that_cannot_be_reached(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The push succeeds with the facts."""
    outcome = documented(clone, "http://127.0.0.1:9", monkeypatch)
    assert outcome.documentation_updated
    assert (outcome.model_faults, outcome.model_tokens) == (3, 0)


def test_what_a_model_says_without_naming_facts_is_not_published(
    clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ministack answers in words of its own: they cost tokens, and the facts stand."""
    with ministack(tmp_path) as address:
        outcome = documented(clone, address, monkeypatch, "example.model-v1:0")
    assert outcome.documentation_updated
    assert outcome.model_faults == 0
    assert outcome.model_tokens > 0
    assert not outcome.ai_powered
