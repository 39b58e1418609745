"""One task at a time for this clone's Terraform, which works in place."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from coderipple_deployment.environment import Environment
from coderipple_deployment.errors import DeploymentRunningError


@contextmanager
def only_deployment(environment: Environment) -> Iterator[None]:
    """Keeps others out of the block.

    Raises:
        DeploymentRunningError: Somebody else is in it.
    """
    path = environment.folder / ".terraform" / "lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise DeploymentRunningError(lock=path) from error
        yield
