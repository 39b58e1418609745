"""Reads and writes how a repository on GitHub is set up: with a token by hooks of its own, as an App by the App's one.

Comes in: a client. Goes out: values of the set-up, as the `HostSettings` port says.
"""

from collections.abc import Callable, Collection
from datetime import datetime

from coderipple.adapters.github.answers import DeliveryAnswer, HookAnswer, HookConfigAnswer
from coderipple.adapters.github.client import GitHubClient
from coderipple.errors import HostAnswerError, UnknownRevisionError
from coderipple.setup.values import EVENTS, Branch, Delivery, Folder, Hook, HostRepository, Permission

_MOST_PAGES = 100
_APP_HOOK = 0
_WORDS = {True: "the token has it", False: "the token does not have it", None: "GitHub does not tell"}

type _Page = tuple[list[DeliveryAnswer], str | None]


class GitHubSettings:
    """Meets the `HostSettings` port with a token.

    Args:
        client: GitHub.
    """

    def __init__(self, client: GitHubClient) -> None:
        self._client = client

    def repository(self) -> HostRepository:
        """Returns the repository."""
        answer = self._client.repository()
        full_name = answer.full_name or self._client.full_name
        return HostRepository(full_name=full_name, default_branch=answer.default_branch, is_archived=answer.archived)

    def permissions(self, names: Collection[str]) -> tuple[Permission, ...]:
        """Returns whether the token may write these, by requests that say nothing and so write nothing."""
        return tuple(self._permission(each) for each in names)

    def _permission(self, name: str) -> Permission:
        is_granted, status = self._client.may_write(name)
        found = f"{_WORDS[is_granted]} (status {status} to an empty request)"
        return Permission(name=name, is_granted=is_granted, found=found)

    def hooks(self) -> tuple[Hook, ...]:
        """Returns the hooks of the repository."""
        return tuple(map(_hook, self._client.hooks()))

    def create_hook(self, url: str, secret: str) -> Hook:
        """Creates a hook."""
        return _hook(self._client.create_hook(url=url, secret=secret, events=EVENTS))

    def update_hook(self, hook_id: int, url: str, secret: str) -> Hook:
        """Changes a hook."""
        return _hook(self._client.update_hook(hook_id, url=url, secret=secret, events=EVENTS))

    def deliveries(self, hook_id: int, since: datetime) -> tuple[Delivery, ...]:
        """Returns the attempts of a hook since then, newest first."""
        answers = _since(since, lambda cursor: self._client.hook_deliveries(hook_id, cursor=cursor))
        return tuple(map(_delivery, answers))

    def redeliver(self, hook_id: int, delivery_id: int) -> None:
        """Asks for what an attempt delivered to be delivered again."""
        self._client.redeliver(hook_id, delivery_id)

    def branch(self, name: str) -> Branch | None:
        """Returns a branch with the rules that hold for it, or None where there is none of that name."""
        try:
            head = self._client.ref(name)
            is_protected = self._client.is_protected(name)
        except UnknownRevisionError:
            return None
        return Branch(name=name, head=head, is_protected=is_protected, rules=self._client.rules(name))

    def folder(self, commit_id: str, path: str) -> Folder:
        """Returns what stands at a path of a commit, one tree a part of the path."""
        tree_id = self._client.commit(commit_id).tree_sha
        for part in path.split("/"):
            entries = self._client.tree(tree_id, recursive=False).entries
            entry = next((each for each in entries if each.path == part), None)
            if entry is None:
                return Folder(is_folder=None)
            if entry.type != "tree":
                return Folder(is_folder=False)
            tree_id = entry.sha
        names = frozenset(each.path for each in self._client.tree(tree_id, recursive=False).entries)
        return Folder(is_folder=True, names=names)


class AppSettings(GitHubSettings):
    """Meets the `HostSettings` port as a GitHub App, whose permissions, hook and deliveries are its own.

    Args:
        client: GitHub.
        app_token: Returns a token of the App itself.
    """

    def __init__(self, client: GitHubClient, app_token: Callable[[], str]) -> None:
        super().__init__(client)
        self._app_token = app_token

    def permissions(self, names: Collection[str]) -> tuple[Permission, ...]:
        """Returns what the owner of the repository granted to the App."""
        installation = self._client.installation(self._app_token())
        if installation.suspended_at:
            suspended = f"the installation is suspended since {installation.suspended_at:%Y-%m-%d}"
            return tuple(Permission(name=each, is_granted=False, found=suspended) for each in names)
        granted = {each: installation.permissions.get(each, "none") for each in names}
        return tuple(
            Permission(name=each, is_granted=level in {"write", "admin"}, found=f"the installation has {level}")
            for each, level in granted.items()
        )

    def hooks(self) -> tuple[Hook, ...]:
        """Returns the App's hook."""
        return (self._own_hook(self._client.app_hook(self._app_token())),)

    def create_hook(self, url: str, secret: str) -> Hook:
        """Changes the App's hook: there is no other."""
        return self.update_hook(_APP_HOOK, url, secret)

    def update_hook(self, hook_id: int, url: str, secret: str) -> Hook:  # noqa: ARG002 - it has but one
        """Changes the App's hook."""
        return self._own_hook(self._client.update_app_hook(self._app_token(), url=url, secret=secret))

    def _own_hook(self, answer: HookConfigAnswer) -> Hook:
        return Hook(
            id=_APP_HOOK,
            url=answer.url,
            is_active=bool(answer.url),
            content_type=answer.content_type,
            events=self._client.app(self._app_token()).events,
            verifies_tls=answer.insecure_ssl == "0",
            has_secret=answer.has_secret,
        )

    def deliveries(self, hook_id: int, since: datetime) -> tuple[Delivery, ...]:  # noqa: ARG002 - it has but one
        """Returns the attempts for this repository since then; the App's hook delivers those of others too."""
        repository_id = self._client.repository().id
        answers = _since(since, lambda cursor: self._client.app_deliveries(self._app_token(), cursor=cursor))
        return tuple(_delivery(each) for each in answers if each.repository_id == repository_id)

    def redeliver(self, hook_id: int, delivery_id: int) -> None:  # noqa: ARG002 - it has but one
        """Asks for what an attempt delivered to be delivered again."""
        self._client.redeliver_of_app(self._app_token(), delivery_id)


def _since(since: datetime, page_at: Callable[[str | None], _Page]) -> list[DeliveryAnswer]:
    """Returns the attempts from the newest to the first that is too old."""
    answers: list[DeliveryAnswer] = []
    cursor = None
    for _ in range(_MOST_PAGES):
        page, cursor = page_at(cursor)
        answers += [each for each in page if each.delivered_at >= since]
        if cursor is None or any(each.delivered_at < since for each in page):
            return answers
    raise HostAnswerError(asked="the deliveries of a hook", problem=f"goes on after {_MOST_PAGES} pages")


def _hook(answer: HookAnswer) -> Hook:
    return Hook(
        id=answer.id,
        url=answer.url,
        is_active=answer.active,
        content_type=answer.content_type,
        events=answer.events,
        verifies_tls=answer.insecure_ssl == "0",
        has_secret=answer.has_secret,
    )


def _delivery(answer: DeliveryAnswer) -> Delivery:
    return Delivery(
        id=answer.id,
        guid=answer.guid,
        delivered_at=answer.delivered_at,
        event=f"{answer.event}.{answer.action}" if answer.action else answer.event,
        status_code=answer.status_code,
        status=answer.status,
    )
