"""What pushes cost on AWS.

Comes in: prices, what is deployed, and what a push uses. Goes out: amounts in US dollars, a line for each service.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from coderipple_demo.errors import CostInputError

DAYS_OF_A_MONTH = 365 / 12
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """In US dollars; the names tell of what."""

    lambda_million_requests: float
    lambda_gb_second: float
    api_million_requests: float
    logs_gb_written: float
    logs_gb_month: float
    kms_key_month: float
    kms_10000_requests: float
    secret_month: float
    secret_10000_requests: float
    sqs_million_requests: float
    alarm_month: float
    dashboard_month: float
    metric_month: float
    traces_million: float
    model_million_tokens_in: float
    model_million_tokens_out: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployed:
    """What is there whether anybody pushes or not."""

    memory_mb: float
    log_retention_days: float
    kms_keys: float
    secrets: float
    alarms: float
    dashboards: float
    metrics: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PushUse:
    """What one push uses."""

    acknowledgement_seconds: float
    worker_seconds: float
    log_kb: float
    secret_requests: float
    kms_requests: float
    traces: float
    failed_share: float
    sqs_requests_of_a_failure: float
    model_tokens_in: float
    model_tokens_out: float
    model_tokens_most: float

    @property
    def gb_seconds_by_mb(self) -> float:
        """Gigabyte-seconds of a function of one megabyte: both invocations."""
        return (self.acknowledgement_seconds + self.worker_seconds) / 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Everything that the cost is computed from."""

    prices: Prices
    deployed: Deployed
    push: PushUse


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the table.

    Attributes:
        formula: How the amount comes about, in the names of the inputs.
        usd: The amount.
    """

    service: str
    formula: str
    usd: float


def read_inputs(text: str) -> Inputs:
    """Reads the inputs.

    Raises:
        CostInputError: A number is missing, unknown, or none.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CostInputError(key="the file", problem=f"is no TOML: {error}") from error
    return Inputs(
        prices=_read(Prices, document, "prices"),
        deployed=_read(Deployed, document, "deployed"),
        push=_read(PushUse, document, "push"),
    )


def _read[T](kind: type[T], document: dict[str, Any], name: str) -> T:
    table = document.get(name, {})
    wanted = {field.name for field in fields(kind)}  # type: ignore[arg-type] # each is a dataclass
    for key in sorted(wanted ^ table.keys()):
        raise CostInputError(key=f"{name}.{key}", problem="is missing" if key in wanted else "is unknown")
    for key, value in table.items():
        if not isinstance(value, int | float) or isinstance(value, bool) or value < 0:
            raise CostInputError(key=f"{name}.{key}", problem=f"is {value!r}; expected a number that is not negative")
    return kind(**table)


def lines_per_pushes(inputs: Inputs, pushes: int) -> Iterator[Line]:
    """Yields what so many pushes cost without a model, beside what is there anyway."""
    price, push, deployed = inputs.prices, inputs.push, inputs.deployed
    log_gb = pushes * push.log_kb / _MILLION
    months = deployed.log_retention_days / DAYS_OF_A_MONTH
    failures = pushes * push.failed_share
    gb_seconds = pushes * push.gb_seconds_by_mb * deployed.memory_mb
    rows = (
        ("Lambda, requests", "2", 2 * pushes / _MILLION * price.lambda_million_requests),
        ("Lambda, GB-seconds", "(acknowledgement + worker) x memory", gb_seconds * price.lambda_gb_second),
        ("HTTP API", "1 request", pushes / _MILLION * price.api_million_requests),
        ("CloudWatch Logs, written", "log_kb", log_gb * price.logs_gb_written),
        ("CloudWatch Logs, kept", "log_kb x retention", log_gb * months * price.logs_gb_month),
        ("KMS, requests", "kms_requests", pushes * push.kms_requests / 10_000 * price.kms_10000_requests),
        (
            "Secrets Manager, requests",
            "secret_requests",
            pushes * push.secret_requests / 1e4 * price.secret_10000_requests,
        ),
        (
            "SQS",
            "failed_share x 3 requests",
            failures * push.sqs_requests_of_a_failure / _MILLION * price.sqs_million_requests,
        ),
        ("X-Ray", "traces", pushes * push.traces / _MILLION * price.traces_million),
    )
    yield from (Line(service=service, formula=formula, usd=usd) for service, formula, usd in rows)


def model_usd(inputs: Inputs, pushes: int, *, most: bool = False) -> float:
    """Gives what the model's tokens of so many pushes cost; `most`: each at its limit, in the same proportion."""
    push, price = inputs.push, inputs.prices
    usd = push.model_tokens_in * price.model_million_tokens_in + push.model_tokens_out * price.model_million_tokens_out
    share = push.model_tokens_most / (push.model_tokens_in + push.model_tokens_out) if most else 1
    return pushes * share * usd / _MILLION


def lines_per_month(inputs: Inputs) -> Iterator[Line]:
    """Yields what a month costs in which nobody pushes."""
    price, deployed = inputs.prices, inputs.deployed
    rows = (
        ("KMS, key", deployed.kms_keys, price.kms_key_month),
        ("Secrets Manager, secrets", deployed.secrets, price.secret_month),
        ("CloudWatch, alarms", deployed.alarms, price.alarm_month),
        ("CloudWatch, dashboard", deployed.dashboards, price.dashboard_month),
        ("CloudWatch, metrics", deployed.metrics, price.metric_month),
    )
    yield from (Line(service=name, formula=f"{count:g} x {usd:.2f}", usd=count * usd) for name, count, usd in rows)
