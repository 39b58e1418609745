"""What setting up needs of the world.

Comes in: nothing. Goes out: the protocols that adapters meet.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from coderipple.setup.values import Branch, Delivery, Folder, Health, Hook, HostRepository, Permission


class HostSettings(Protocol):
    """Reads and writes how a repository of a host is set up.

    Every method may raise a `HostError`: `HostRefusedError` where the credentials do not suffice.
    """

    def repository(self) -> HostRepository:
        """Returns the repository."""
        ...

    def permissions(self, names: Collection[str]) -> tuple[Permission, ...]:
        """Returns whether the credentials may write these, in the given order; nothing is written to find out."""
        ...

    def hooks(self) -> tuple[Hook, ...]:
        """Returns every hook that delivers events of the repository and that the credentials can see."""
        ...

    def create_hook(self, url: str, secret: str) -> Hook:
        """Creates a hook for the events that are needed."""
        ...

    def update_hook(self, hook_id: int, url: str, secret: str) -> Hook:
        """Makes a hook what is needed, with another secret."""
        ...

    def deliveries(self, hook_id: int, since: datetime) -> tuple[Delivery, ...]:
        """Returns the attempts of a hook since then, newest first."""
        ...

    def redeliver(self, hook_id: int, delivery_id: int) -> None:
        """Asks for what an attempt delivered to be delivered again."""
        ...

    def branch(self, name: str) -> Branch | None:
        """Returns a branch, or None where there is none of that name."""
        ...

    def folder(self, commit_id: str, path: str) -> Folder:
        """Returns what stands at a path of a commit."""
        ...


class FunctionHealth(Protocol):
    """Asks a deployed function how it is."""

    def health(self, url: str) -> Health:
        """Returns the answer to a GET of an address; no answer is one too."""
        ...
