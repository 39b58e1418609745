"""What is deployed and how it does.

Comes in: the ports. Goes out: a `Status`; nothing is changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from coderipple_deployment.environment import Environment
from coderipple_deployment.errors import NotDeployedError
from coderipple_deployment.ports import Alarms, Queue, Releases
from coderipple_deployment.values import Alias, Stack, Version
from coderipple_deployment.watch import FIRING

MISSING = "MISSING"


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What is deployed.

    Attributes:
        alarms: The state of each, by name; `MISSING` where there is none.
        failed_pushes: How many wait in the dead letter queue.
    """

    stack: Stack
    alias: Alias
    versions: tuple[Version, ...]
    alarms: Mapping[str, str]
    failed_pushes: int

    @property
    def is_well(self) -> bool:
        """Whether no alarm fires, none is missing and nothing failed for good."""
        return not {FIRING, MISSING} & set(self.alarms.values()) and not self.failed_pushes


def read_status(
    environment: Environment, stack: Stack | None, *, releases: Releases, alarms: Alarms, queue: Queue
) -> Status:
    """Looks at everything.

    Raises:
        NotDeployedError: There is nothing.
    """
    alias = releases.alias()
    if stack is None or alias is None:
        raise NotDeployedError(function_name=environment.function_name, environment=environment.name)
    names = tuple(stack.alarm_names.values())
    found = alarms.states(names)
    return Status(
        stack=stack,
        alias=alias,
        versions=releases.versions(),
        alarms={name: found.get(name, MISSING) for name in names},
        failed_pushes=queue.depth(),
    )
