"""What a deployment needs from outside, each as a protocol; the adapters meet them, and the fakes of the tests."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from coderipple_deployment.plan import Plan
from coderipple_deployment.values import Alias, Answer, LogLine, Message, Stack, Version


class Terraform(Protocol):
    """Makes the cloud what the configuration says."""

    def require_version(self) -> None:
        """Refuses a missing or too old program."""
        ...

    def init(self) -> None:
        """Makes the configuration and its state usable."""
        ...

    def stack(self) -> Stack | None:
        """Gives what is deployed; None where that is nothing, or only a part."""
        ...

    def plan(self, variables: Mapping[str, object], *, destroy: bool = False) -> Plan:
        """Finds what would change; `variables` go beside those of the environment."""
        ...

    def apply(self, plan: Plan) -> None:
        """Does what was planned last."""
        ...

    def move_state(self) -> None:
        """Takes the state along to the configured place."""
        ...


class Account(Protocol):
    """Whose credentials these are."""

    def account_id(self) -> str:
        """Gives the number of the account."""
        ...


class WorkTree(Protocol):
    """What git says about the clone."""

    def changed_paths(self) -> tuple[str, ...]:
        """Gives the paths that differ from the commit, new ones too."""
        ...


class Secrets(Protocol):
    """The store of secrets."""

    def read(self, name: str) -> str | None:
        """Gives the value; None where there is none."""
        ...

    def put(self, name: str, value: str) -> None:
        """Stores a value in a place that is there."""
        ...


class Releases(Protocol):
    """The function's versions and its alias."""

    def alias(self) -> Alias | None:
        """Gives where the alias points; None where there is no function or no alias."""
        ...

    def point(self, alias: Alias) -> Alias:
        """Points the alias, in one call; refuses when its revision is no longer the given one."""
        ...

    def versions(self) -> tuple[Version, ...]:
        """Gives the published versions, oldest first."""
        ...

    def delete_version(self, number: int) -> None:
        """Deletes a version."""
        ...

    def layer_versions(self, layer_arn: str) -> tuple[int, ...]:
        """Gives the versions of a layer, oldest first."""
        ...

    def delete_layer_version(self, layer_arn: str, number: int) -> None:
        """Deletes one of them."""
        ...


class Invocations(Protocol):
    """Invokes the function."""

    def invoke(self, version: int, event: Mapping[str, object]) -> Answer:
        """Invokes one version and waits for the answer."""
        ...

    def hand_over(self, event: bytes) -> None:
        """Invokes the alias and does not wait; returns once AWS took it."""
        ...


class Alarms(Protocol):
    """The alarms."""

    def states(self, names: Sequence[str]) -> Mapping[str, str]:
        """Gives the state of each alarm that exists: `OK`, `ALARM` or `INSUFFICIENT_DATA`."""
        ...


class Queue(Protocol):
    """The dead letter queue."""

    def depth(self) -> int:
        """Gives how many messages wait."""
        ...

    def receive(self) -> Sequence[Message]:
        """Takes some messages out for a while; none when the queue is empty."""
        ...

    def delete(self, message: Message) -> None:
        """Deletes a message that was worked off."""
        ...


class Logs(Protocol):
    """The function's log."""

    def lines(self, *, since: datetime) -> Iterator[LogLine]:
        """Gives the lines since a moment, oldest first."""
        ...


class Buckets(Protocol):
    """Where states of Terraform are kept."""

    def make(self, name: str, *, owner: str) -> bool:
        """Makes a private, versioned, encrypted bucket; False if it was there already and is the owner's."""
        ...

    def holds(self, name: str, key: str, *, owner: str) -> bool:
        """Tells whether the owner's bucket holds something under a key."""
        ...


class Clock(Protocol):
    """Tells and spends time."""

    def seconds(self) -> float:
        """Gives seconds since some moment."""
        ...

    def wait(self, seconds: float) -> None:
        """Waits."""
        ...

    def now(self) -> datetime:
        """Gives the moment, in UTC."""
        ...


class Person(Protocol):
    """Who decides."""

    def agrees(self, question: str) -> bool:
        """Asks; without a terminal nobody can agree."""
        ...
