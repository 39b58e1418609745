"""The cold start of the real function, as a ratio to a handler that does nothing."""

import pytest
from lambda_packaging.cold_start import ColdStart, measure_cold_start
from lambda_packaging.report import cold_start_table
from lambda_packaging.unpack import UnpackedFunction
from rich.console import Console

pytestmark = pytest.mark.network
RUNS = 10
SECRET = "measured"
REFUSED_PUSH = {
    "version": "2.0",
    "rawPath": "/webhook",
    "requestContext": {"http": {"method": "POST"}},
    "headers": {"x-github-event": "push", "x-hub-signature-256": f"sha256={'0' * 64}"},
    "body": "{}",
}
HEALTH_CHECK = {"version": "2.0", "rawPath": "/health", "requestContext": {"http": {"method": "GET"}}}
# In bare handlers, of processor time. A refusal imports nothing heavy; a health check imports every layer.
REFUSAL_BUDGET = 1.4
HEALTH_BUDGET = 16.0


def measure(unpacked: UnpackedFunction, event: object, title: str) -> ColdStart:
    """Measures one event and prints its table."""
    result = measure_cold_start(unpacked, event=event, environment={"CODERIPPLE_WEBHOOK_SECRET": SECRET}, runs=RUNS)
    Console().print(cold_start_table(result, title=title))
    return result


def test_a_refused_push_costs_little_more_than_nothing(unpacked: UnpackedFunction) -> None:
    """What an attacker can cause is cheap."""
    assert measure(unpacked, REFUSED_PUSH, "refused push").cpu_ratio < REFUSAL_BUDGET


def test_importing_every_layer_stays_inside_its_budget(unpacked: UnpackedFunction) -> None:
    """With bytecode that is compiled again it would be three times as much."""
    assert measure(unpacked, HEALTH_CHECK, "health check").cpu_ratio < HEALTH_BUDGET
