"""What pushes cost is computed, and the page says what is computed."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from coderipple_demo.cost import Inputs, lines_per_month, lines_per_pushes, model_usd, read_inputs
from coderipple_demo.cost_page import BEGIN, END, INPUTS, PAGE, cost_tables, replace_tables, write_cost_page
from coderipple_demo.errors import CostInputError

ROOT = Path(__file__).parents[3]
TERRAFORM = ROOT / "infra" / "terraform"
TEXT = (ROOT / INPUTS).read_text()
SHOWN = (ROOT / PAGE).read_text()


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    """The committed ones."""
    return read_inputs(TEXT)


def test_the_page_shows_what_is_computed(inputs: Inputs) -> None:
    """`invoke cost` would change nothing."""
    assert replace_tables(SHOWN, cost_tables(inputs)) == SHOWN
    assert "| 1,000 pushes | 0." in SHOWN


def test_the_amounts_are_those_of_the_formula(inputs: Inputs) -> None:
    """Computed here once more, by the page's formula, for a number of pushes of our own."""
    pushes, p, d, u = 12_345, inputs.prices, inputs.deployed, inputs.push
    requests = p.api_million_requests / 1e6 + 2 * p.lambda_million_requests / 1e6
    compute = (u.acknowledgement_seconds + u.worker_seconds) * d.memory_mb / 1024 * p.lambda_gb_second
    logs = u.log_kb / 1e6 * (p.logs_gb_written + d.log_retention_days / (365 / 12) * p.logs_gb_month)
    keys = u.kms_requests * p.kms_10000_requests / 1e4 + u.secret_requests * p.secret_10000_requests / 1e4
    failures = u.failed_share * u.sqs_requests_of_a_failure * p.sqs_million_requests / 1e6
    traces = u.traces * p.traces_million / 1e6
    expected = pushes * (requests + compute + logs + keys + failures + traces)
    assert sum(line.usd for line in lines_per_pushes(inputs, pushes)) == pytest.approx(expected)
    tokens = u.model_tokens_in * p.model_million_tokens_in + u.model_tokens_out * p.model_million_tokens_out
    assert model_usd(inputs, pushes) == pytest.approx(pushes * tokens / 1e6)
    month = d.kms_keys * p.kms_key_month + d.secrets * p.secret_month + d.alarms * p.alarm_month
    month += d.dashboards * p.dashboard_month + d.metrics * p.metric_month
    assert sum(line.usd for line in lines_per_month(inputs)) == pytest.approx(month)


def test_a_known_case(inputs: Inputs) -> None:
    """A million pushes of one second in all, in 1,024 MB, by a price that is easy to multiply."""
    push = replace(inputs.push, acknowledgement_seconds=0.25, worker_seconds=0.75)
    prices = replace(inputs.prices, lambda_gb_second=0.00002)
    known = Inputs(prices=prices, deployed=replace(inputs.deployed, memory_mb=1024), push=push)
    amounts = {line.service: line.usd for line in lines_per_pushes(known, 1_000_000)}
    assert amounts["Lambda, GB-seconds"] == pytest.approx(20)
    assert amounts["Lambda, requests"] == pytest.approx(0.4)


def test_at_most_is_the_limit_of_a_push(inputs: Inputs) -> None:
    """In the same proportion of tokens in and out."""
    share = inputs.push.model_tokens_most / (inputs.push.model_tokens_in + inputs.push.model_tokens_out)
    assert model_usd(inputs, 1, most=True) == pytest.approx(share * model_usd(inputs, 1))


def test_the_inputs_are_what_terraform_deploys(inputs: Inputs) -> None:
    """Counted in its files."""
    text = {path.stem: path.read_text() for path in TERRAFORM.glob("*.tf")}
    alarms = re.search(r"^  alarms = \{\n(.*?)^  \}", text["alarms"], re.DOTALL | re.MULTILINE)
    assert alarms
    assert inputs.deployed.alarms == len(re.findall(r"^    \w+ = \{", alarms[1], re.MULTILINE))
    everything = "\n".join(text.values())
    for name, kind in (
        ("kms_keys", "kms_key"),
        ("secrets", "secretsmanager_secret"),
        ("dashboards", "cloudwatch_dashboard"),
    ):
        assert getattr(inputs.deployed, name) == len(re.findall(rf'^resource "aws_{kind}"', everything, re.MULTILINE))
    memory = re.search(r"^ *memory_size *= (\d+)", text["functions"], re.MULTILINE)
    assert memory
    assert inputs.deployed.memory_mb == int(memory[1])
    retention = re.search(r'variable "log_retention_days" \{.*?default *= (\d+)', text["variables"], re.DOTALL)
    assert retention
    assert inputs.deployed.log_retention_days == int(retention[1])


def test_the_metrics_and_the_limit_are_those_of_the_function(inputs: Inputs) -> None:
    """As its page tells them."""
    told = (ROOT / "docs" / "observability.md").read_text()
    assert inputs.deployed.metrics == len(re.findall(r"^\| `[A-Z]\w+` \|", told, re.MULTILINE))
    assert f"{inputs.push.model_tokens_most:,.0f} tokens" in told


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("alarm_month = 0.10", "alarm_month = -1", "prices.alarm_month is -1"),
        ("alarm_month = 0.10", 'alarm_month = "much"', "prices.alarm_month is 'much'"),
        ("alarm_month = 0.10\n", "", "prices.alarm_month is missing"),
        ("alarm_month = 0.10", "alarm_month = 0.10\nalarm_year = 1", "prices.alarm_year is unknown"),
        ("[prices]", "[prices", "the file is no TOML"),
    ],
)
def test_inputs_that_cannot_be_used_are_named(old: str, new: str, told: str) -> None:
    """Key, value and where it stands."""
    with pytest.raises(CostInputError, match=re.escape(told)) as caught:
        read_inputs(TEXT.replace(old, new, 1))
    assert "docs/cost-inputs.toml" in str(caught.value)


def test_only_the_tables_are_written(tmp_path: Path, inputs: Inputs) -> None:
    """What a person wrote around them stays."""
    (tmp_path / "docs").mkdir()
    (tmp_path / INPUTS).write_text(TEXT)
    (tmp_path / PAGE).write_text(f"mine\n{BEGIN}old\n{END}mine too\n")
    write_cost_page(tmp_path)
    assert (tmp_path / PAGE).read_text() == f"mine\n{BEGIN}\n{cost_tables(inputs)}\n{END}mine too\n"
    (tmp_path / PAGE).write_text("mine\n")
    with pytest.raises(CostInputError, match="lacks the lines"):
        write_cost_page(tmp_path)
    assert (tmp_path / PAGE).read_text() == "mine\n"
