"""What the ports give and take.

Values only: nothing here reaches beyond this process.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

LIVE = "live"
"""The alias that the API invokes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """What Terraform's outputs say about what is deployed.

    Attributes:
        newest_version: The version that Terraform published last; the alias may point elsewhere.
        alarm_names: By purpose; the keys of those that watch the newest version alone begin with `canary_`.
        layer_arns: ARNs of layer versions, in the order in which Lambda merges them.
    """

    function_name: str
    function_arn: str
    newest_version: int
    webhook_url: str
    health_url: str
    log_group_name: str
    dead_letter_queue_url: str
    alarm_names: Mapping[str, str]
    dashboard_name: str
    layer_arns: tuple[str, ...]
    webhook_secret_arn: str
    github_credentials_arn: str
    region: str
    account_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """Where the alias points.

    Attributes:
        canary: The other version and its share of the invocations, while a canary runs.
        refused: Versions that were rolled back and must not be released again.
        served_before: The version that served before this one was released; None if nobody noted it.
        revision: AWS's mark of this state; empty means any.
    """

    version: int
    canary: tuple[int, float] | None = None
    refused: tuple[int, ...] = ()
    served_before: int | None = None
    revision: str = ""

    def __str__(self) -> str:
        """The alias in a few words."""
        share = f" with {self.canary[1]:.0%} to {self.canary[0]}" if self.canary else ""
        return f"at version {self.version}{share}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A published version of the function."""

    number: int
    published_at: str = ""
    code_sha256: str = ""
    layer_arns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an invocation answered.

    Attributes:
        status: The HTTP status; 0 where the function failed before it had one.
        body: The answer's JSON body.
        problem: What the function said when it failed; empty if it did not.
    """

    status: int
    body: Mapping[str, object] = field(default_factory=dict)
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message of the dead letter queue.

    Attributes:
        receipt: With which it is deleted.
        attributes: Those that the queue's sender set, such as the error.
    """

    id: str
    body: str
    receipt: str
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """A line of the function's log."""

    at: datetime
    text: str
