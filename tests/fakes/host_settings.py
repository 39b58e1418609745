"""A host whose settings lie in memory, and a function that only says how it is."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from coderipple.errors import CodeRippleError, HostRefusedError
from coderipple.setup.values import Branch, Delivery, Folder, Health, Hook, HostRepository, Permission

NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)
URL = "https://functions.example/prod/webhook"
HEAD = "8c3f" * 10
HOOK = Hook(
    id=7,
    url=URL,
    is_active=True,
    content_type="json",
    events=("push", "pull_request"),
    verifies_tls=True,
    has_secret=True,
)

REPOSITORY = HostRepository(full_name="ada/tides", default_branch="main", is_archived=False)
MAIN = Branch(name="main", head=HEAD, is_protected=False, rules=())
NO_FOLDER = Folder(is_folder=None)
ARRIVED = Delivery(
    id=1, guid="g1", delivered_at=datetime(2026, 1, 2, 11, tzinfo=UTC), event="push", status_code=200, status="OK"
)


def refusal(asked: str) -> HostRefusedError:
    """What an adapter raises where a permission is missing."""
    return HostRefusedError(status=403, asked=asked, remedy="Grant it to the token")


def delivery(number: int, guid: str = "", status: int = 200, hour: int = 11, event: str = "push") -> Delivery:
    """An attempt on the morning of `NOW`."""
    word = "OK" if status == 200 else "Failed"
    at = datetime(2026, 1, 2, hour, tzinfo=UTC)
    return Delivery(id=number, guid=guid or f"g{number}", delivered_at=at, event=event, status_code=status, status=word)


@dataclass
class FakeHostSettings:
    """Meets `HostSettings`; what it is told to refuse it refuses, what it is told to write it keeps."""

    seen: HostRepository = REPOSITORY
    granted: Collection[str] = ("contents", "pull_requests", "checks", "statuses")
    known_hooks: tuple[Hook, ...] = (HOOK,)
    attempts: tuple[Delivery, ...] = (ARRIVED,)
    known_branch: Branch | None = MAIN
    known_folder: Folder = NO_FOLDER
    refused: Collection[str] = ()
    redelivery_errors: dict[int, CodeRippleError] = field(default_factory=dict)
    secrets: list[str] = field(default_factory=list)
    redelivered: list[int] = field(default_factory=list)
    since: datetime | None = None

    def _guard(self, what: str) -> None:
        if what in self.refused:
            raise refusal(what)

    def repository(self) -> HostRepository:
        self._guard("repository")
        return self.seen

    def permissions(self, names: Collection[str]) -> tuple[Permission, ...]:
        self._guard("permissions")
        return tuple(Permission(name=each, is_granted=each in self.granted, found="as told") for each in names)

    def hooks(self) -> tuple[Hook, ...]:
        self._guard("hooks")
        return self.known_hooks

    def create_hook(self, url: str, secret: str) -> Hook:
        self._guard("create_hook")
        self.secrets.append(secret)
        hook = replace(HOOK, id=8, url=url)
        self.known_hooks = (*self.known_hooks, hook)
        return hook

    def update_hook(self, hook_id: int, url: str, secret: str) -> Hook:
        self.secrets.append(secret)
        hook = replace(HOOK, id=hook_id, url=url)
        self.known_hooks = tuple(hook if each.id == hook_id else each for each in self.known_hooks)
        return hook

    def deliveries(self, hook_id: int, since: datetime) -> tuple[Delivery, ...]:
        self._guard("deliveries")
        self.since = since
        return tuple(each for each in self.attempts if each.delivered_at >= since)

    def redeliver(self, hook_id: int, delivery_id: int) -> None:
        if delivery_id in self.redelivery_errors:
            raise self.redelivery_errors[delivery_id]
        self.redelivered.append(delivery_id)

    def branch(self, name: str) -> Branch | None:
        self._guard("branch")
        return self.known_branch

    def folder(self, commit_id: str, path: str) -> Folder:
        self._guard("folder")
        return self.known_folder


@dataclass
class FakeFunctionHealth:
    """Meets `FunctionHealth`."""

    status_code: int = 200
    status: str = "healthy"
    asked: list[str] = field(default_factory=list)

    def health(self, url: str) -> Health:
        self.asked.append(url)
        return Health(url=url, status_code=self.status_code, status=self.status)
