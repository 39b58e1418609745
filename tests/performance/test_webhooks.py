"""Fifty thousand mutants of GitHub's webhooks through the handler, and the CPU time of each answer."""

import json
import statistics
from pathlib import Path

import pytest
from fakes.webhook_corpus import Gateway, derived_pushes, examples, mutants, signed
from lambda_packaging.atomic_write import write_text

ROOT = Path(__file__).parents[2]
FIGURES = ROOT / "build/performance/webhooks.json"
MUTANTS, SEED = 50_000, 2026
AT_MOST_MS = 5.0  # of CPU, 99 of 100 answers, in a warm process


@pytest.fixture(scope="module")
def gateway() -> Gateway:
    """What became of all of them, printed and kept as data."""
    corpus = examples()
    originals = [*corpus, *(("push", payload) for payload in derived_pushes(corpus).values() for _ in range(20))]
    warm_up, found = Gateway(), Gateway()
    for kind, payload in corpus:
        warm_up.send(signed(kind, payload))
    for mutant in mutants(originals, MUTANTS, SEED):
        found.send(mutant)
    figures = {
        "mutants": MUTANTS,
        "answers": {f"{what} {status}": count for (what, status), count in sorted(found.answers.items())},
        "median_cpu_ms": statistics.median(found.cpu_ms),
        "p99_cpu_ms": found.cpu_percentile_ms(99),
        "most_cpu_ms": max(found.cpu_ms),
    }
    write_text(FIGURES, json.dumps(figures, indent=2) + "\n")
    print(*found.histogram(), json.dumps(figures, indent=2), sep="\n")  # noqa: T201  # the result
    return found


def test_nothing_fails_and_nothing_is_wrongly_accepted(gateway: Gateway) -> None:
    """No failure, no work for what is none, no secret and no trace in an answer."""
    assert gateway.faults == []
    assert gateway.answers["not signed", 401] == MUTANTS // 2


def test_an_answer_costs_little(gateway: Gateway) -> None:
    """Verifying, reading, deciding and answering, warm."""
    assert gateway.cpu_percentile_ms(99) <= AT_MOST_MS
