"""A model of Bedrock behind the real client, in ministack, which answers in words of its own."""

from pathlib import Path

import pytest
from coderipple.config import get_config
from coderipple.push_flow import document_push
from coderipple.values import Push
from coderipple.wiring import wire
from fakes import clones
from fakes.ministack import ACCOUNT, ministack

pytestmark = pytest.mark.network


def test_what_a_model_says_without_naming_facts_is_not_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The configured model is asked by ConverseStream, its tokens are counted, and the facts stand."""
    clone = tmp_path / "tide-tables"
    clones.make_clone(clone)
    settings = {"CODERIPPLE_REPOSITORY_PATH": str(clone), "CODERIPPLE_BEDROCK_MODEL": "example.model-v1:0"}
    for name, value in ACCOUNT.items():
        monkeypatch.setenv(name, value)
    with ministack(tmp_path) as address:
        monkeypatch.setenv("AWS_ENDPOINT_URL", address)
        config = get_config(settings)
        with wire(config) as ports:
            outcome = document_push(Push(repository="ada-example/tide-tables", head="HEAD"), config, ports)
    assert outcome.documentation_updated
    assert outcome.model_faults == 0
    assert outcome.model_tokens > 0
    assert not outcome.ai_powered


def test_a_model_that_cannot_be_reached_costs_a_few_tries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The push succeeds with the facts."""
    clone = tmp_path / "tide-tables"
    clones.make_clone(clone)
    for name, value in (ACCOUNT | {"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}).items():
        monkeypatch.setenv(name, value)
    config = get_config({"CODERIPPLE_REPOSITORY_PATH": str(clone), "CODERIPPLE_BEDROCK_MODEL": "example.model-v1:0"})
    with wire(config) as ports:
        outcome = document_push(Push(repository="ada-example/tide-tables", head="HEAD"), config, ports)
    assert outcome.documentation_updated
    assert (outcome.model_faults, outcome.model_tokens) == (3, 0)
