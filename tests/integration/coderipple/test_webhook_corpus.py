"""Every example of GitHub's webhooks, the pushes that they lack, and thousands of mutants, through the handler.

The examples and the schemas come from npm, once, at the versions and hashes of `requirements/octokit.json`. The
same with ten times as many mutants is part of `nox -s performance`.
"""

import json
from dataclasses import replace
from typing import Any

import pytest
from fakes.webhook_corpus import (
    ENVIRON,
    SECRET,
    Answer,
    Gateway,
    derived_pushes,
    examples,
    faults_of,
    mutants,
    schema,
    signed,
)
from jsonschema import Draft7Validator

MUTANTS, SEED = 5_000, 6


@pytest.fixture(scope="module")
def corpus() -> list[tuple[str, dict[str, Any]]]:
    """Kind and payload of every example."""
    return examples()


@pytest.fixture(scope="module")
def pushes(corpus: list[tuple[str, dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    """The derived pushes."""
    return derived_pushes(corpus)


def test_every_example_is_answered(corpus: list[tuple[str, dict[str, Any]]]) -> None:
    """A ping with 200, all others with 202: what GitHub sends is never called malformed, and each answer says why."""
    gateway = Gateway()
    for kind, payload in corpus:
        answer = gateway.send(signed(kind, payload), what=kind)
        body = json.loads(answer.text)
        assert answer.status == (200 if kind == "ping" else 202), (kind, body)
        assert answer.was_handed_over == (body["message"] == "Webhook handed over") != bool(body["skipped"])
    assert (len(corpus), len({kind for kind, _ in corpus})) == (329, 58)
    assert gateway.faults == []


def test_only_pushes_and_pull_requests_of_the_examples_are_work(corpus: list[tuple[str, dict[str, Any]]]) -> None:
    """Two of the seven pushes are to a branch, and of the pull requests those with something new."""
    gateway = Gateway()
    accepted = [(kind, each) for kind, each in corpus if gateway.send(signed(kind, each)).was_handed_over]
    assert {kind for kind, _ in accepted} == {"push", "pull_request"}
    assert sum(kind == "push" for kind, _ in accepted) == 2
    assert {each["action"] for kind, each in accepted if kind == "pull_request"} == {
        "opened",
        "reopened",
        "synchronize",
    }


def test_the_derived_pushes_are_what_github_documents(pushes: dict[str, dict[str, Any]]) -> None:
    """By its own schema."""
    validator = Draft7Validator(schema() | {"oneOf": [{"$ref": "#/definitions/push$event"}]})
    for name, payload in pushes.items():
        assert [f"{name}: {error.message}" for error in validator.iter_errors(payload)] == []


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("ordinary", None),
        ("forced", None),
        ("several commits", None),
        ("empty", None),
        ("branch deleted", "the push deletes the branch master"),
        ("bot", "the push comes from coderipple[bot], which is CodeRipple itself (CODERIPPLE_GITHUB_LOGIN)"),
    ],
)
@pytest.mark.parametrize("secret", ENVIRON["CODERIPPLE_WEBHOOK_SECRET"].split("\n"), ids=["new secret", "old secret"])
def test_every_kind_of_push_is_work_or_has_its_reason(
    pushes: dict[str, dict[str, Any]], name: str, reason: str | None, secret: str
) -> None:
    """With either of two secrets."""
    answer = Gateway().send(signed("push", pushes[name], secret))
    assert (answer.status, json.loads(answer.text)["skipped"]) == (202, reason)
    assert answer.was_handed_over == (reason is None)


def test_mutants_are_answered_and_none_is_wrongly_accepted(
    corpus: list[tuple[str, dict[str, Any]]], pushes: dict[str, dict[str, Any]]
) -> None:
    """Half of them are signed again and still JSON: no failure, no work for what is none, no secret in an answer."""
    gateway = Gateway()
    pushed = [("push", payload) for payload in pushes.values()]
    for mutant in mutants([*corpus, *pushed * 20], MUTANTS, SEED):
        gateway.send(mutant)
    print(*gateway.histogram(), sep="\n")  # noqa: T201  # how many of each there were is part of the result
    assert gateway.faults == []
    assert gateway.answers["not signed", 401] == MUTANTS // 2
    assert {status for what, status in gateway.answers if what == "signed"} == {200, 202, 400}
    assert gateway.answers["signed, work", 202] > MUTANTS // 50


def test_the_judge_of_the_mutants_is_awake(pushes: dict[str, dict[str, Any]]) -> None:
    """It has something to say of a handler that takes everything, fails, or tells too much."""
    accepted = Answer(status=202, text="{}", was_handed_over=True, cpu_ms=1.0)
    ordinary = signed("push", pushes["ordinary"])
    assert list(faults_of(ordinary, accepted)) == []
    for name in ("bot", "branch deleted"):
        assert [fault.partition(":")[0] for fault in faults_of(signed("push", pushes[name]), accepted)] == [
            "wrongly accepted"
        ]
    not_signed = replace(ordinary, is_signed=False)
    assert [fault.partition(":")[0] for fault in faults_of(not_signed, accepted)] == [
        "accepted without a signature",
        "wrongly accepted",
    ]
    failed = Answer(status=500, text=SECRET, was_handed_over=False, cpu_ms=1.0)
    assert [fault.partition(":")[0] for fault in faults_of(ordinary, failed)] == ["unhandled", "told too much"]
