"""How a repository is set up, read from and written to a GitHub in memory."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from coderipple.adapters.github.settings import AppSettings, GitHubSettings
from coderipple.errors import HostAnswerError, HostRefusedError
from coderipple.setup import EVENTS
from fakes.github import TOKEN, FakeGitHub

URL = "https://functions.example/prod/webhook"
NAMES = ("contents", "pull_requests", "statuses", "checks")
SINCE = datetime(2026, 1, 2, 6, tzinfo=UTC)


@pytest.fixture
def github() -> FakeGitHub:
    """A repository with a file and a folder on its one branch."""
    github = FakeGitHub()
    github.commit({"README.md": "x", "docs/generated/.coderipple.json": "{}", "docs/generated/README.md": "y"})
    return github


def with_token(github: FakeGitHub) -> GitHubSettings:
    """Its settings, seen with a token."""
    return GitHubSettings(github.client())


def as_app(github: FakeGitHub) -> AppSettings:
    """Its settings, seen by an App."""
    return AppSettings(github.client(), lambda: TOKEN)


def attempt(number: int, hour: int, **more: Any) -> dict[str, Any]:
    """An attempt as GitHub tells it."""
    at = f"2026-01-02T{hour:02}:00:00Z"
    return {"id": number, "guid": f"g{number}", "delivered_at": at, "status": "OK", "status_code": 200} | {
        "event": "push",
        "action": None,
        **more,
    }


def test_a_hook_is_created_and_changed(github: FakeGitHub) -> None:
    """It sends JSON, signed, over a verified connection; its secret goes there and never comes back."""
    settings = with_token(github)
    hook = settings.create_hook(URL, "first")
    assert settings.hooks() == (hook,)
    assert (hook.url, hook.events, hook.content_type) == (URL, EVENTS, "json")
    assert hook.is_active
    assert hook.verifies_tls
    assert hook.has_secret
    assert settings.update_hook(hook.id, URL, "second") == hook
    assert github.hooks.hooks[hook.id]["config"]["secret"] == "second"
    assert "second" not in repr(settings.hooks())


def test_a_hook_without_an_address_hides_no_other(github: FakeGitHub) -> None:
    """GitHub's description does not promise one."""
    with_token(github).create_hook(URL, "x")
    github.hooks.hooks[5] = {"id": 5, "active": True, "events": ["push"], "config": {}}
    assert [each.url for each in with_token(github).hooks()] == [URL, ""]


def test_a_time_without_a_zone_is_no_time(github: FakeGitHub) -> None:
    """It could not be compared with ours."""
    github.hooks.deliveries = [attempt(1, 12, delivered_at="2026-01-02T12:00:00")]
    with pytest.raises(HostAnswerError, match="delivered_at"):
        with_token(github).deliveries(1, SINCE)


def test_a_hook_that_somebody_made(github: FakeGitHub) -> None:
    """What GitHub leaves out means its defaults: a form, no secret."""
    github.hooks.hooks[5] = {"id": 5, "active": False, "events": ["issues"], "config": {"url": URL, "insecure_ssl": 1}}
    (hook,) = with_token(github).hooks()
    assert (hook.is_active, hook.content_type, hook.verifies_tls, hook.has_secret) == (False, "form", False, False)


def test_deliveries_are_read_as_far_as_asked(github: FakeGitHub) -> None:
    """Page by page, and no further than the first that is too old."""
    github.hooks.deliveries = [
        attempt(9 - each, 11 - each, action="opened" if each == 1 else None) for each in range(9)
    ]
    deliveries = with_token(github).deliveries(1, SINCE)
    assert [each.id for each in deliveries] == [9, 8, 7, 6, 5, 4]
    assert [each.event for each in deliveries[:2]] == ["push", "push.opened"]
    assert deliveries[0].delivered_at == datetime(2026, 1, 2, 11, tzinfo=UTC)
    assert github.requests == ["GET hooks/1/deliveries"] * 4


def test_deliveries_without_an_end_are_an_error(github: FakeGitHub) -> None:
    """Half of them would pass for all."""
    github.hooks.deliveries = [attempt(each, 11) for each in range(300)]
    with pytest.raises(HostAnswerError, match="goes on after 100 pages"):
        with_token(github).deliveries(1, SINCE)


@pytest.mark.parametrize("settings_of", [with_token, as_app])
def test_a_delivery_is_asked_for_once(github: FakeGitHub, settings_of: Callable[[FakeGitHub], GitHubSettings]) -> None:
    """By the number of its attempt."""
    settings_of(github).redeliver(1, 77)
    assert github.hooks.redelivered == [77]


def test_permissions_of_a_token_are_tried_without_writing(github: FakeGitHub) -> None:
    """Each is told apart from the others, and nothing is there afterwards that was not there before."""
    github.hooks.missing = {"pull_requests", "checks"}
    before = dict(github.repo.refs.as_dict())
    permissions = with_token(github).permissions(NAMES)
    assert [each.is_granted for each in permissions] == [True, False, True, False]
    assert permissions[1].found == "the token does not have it (status 403 to an empty request)"
    assert github.repo.refs.as_dict() == before
    assert (github.reports.statuses, github.reports.check_runs) == ([], {})


def test_permissions_of_an_app_are_read(github: FakeGitHub) -> None:
    """They are what the owner granted; nothing is tried."""
    github.hooks.installation["permissions"] = {"contents": "write", "pull_requests": "read"}
    permissions = as_app(github).permissions(("contents", "pull_requests", "checks"))
    assert [each.is_granted for each in permissions] == [True, False, False]
    assert [each.found for each in permissions] == [
        f"the installation has {each}" for each in ("write", "read", "none")
    ]
    assert github.requests == ["GET installation"]


def test_a_suspended_app_may_do_nothing(github: FakeGitHub) -> None:
    """Since when is told."""
    github.hooks.installation |= {"permissions": {"contents": "write"}, "suspended_at": "2026-01-01T00:00:00Z"}
    (permission,) = as_app(github).permissions(("contents",))
    assert (permission.is_granted, permission.found) == (False, "the installation is suspended since 2026-01-01")


def test_the_hook_of_an_app(github: FakeGitHub) -> None:
    """There is one, its events are the App's; it is changed and never created."""
    github.hooks.app_hook = {"url": "https://example.com/", "content_type": "form", "insecure_ssl": "0"}
    settings = as_app(github)
    (before,) = settings.hooks()
    assert (before.id, before.content_type, before.has_secret, before.events) == (0, "form", False, EVENTS)
    after = settings.create_hook(URL, "secret")
    assert (after.url, after.content_type, after.has_secret) == (URL, "json", True)
    assert github.hooks.app_hook["secret"] == "secret"


def test_an_app_without_a_hook(github: FakeGitHub) -> None:
    """It delivers nothing."""
    github.hooks.app_hook = {"url": None}
    assert [each.is_active for each in as_app(github).hooks()] == [False]


def test_an_app_delivers_for_other_repositories_too(github: FakeGitHub) -> None:
    """Only those of this one are told."""
    github.hooks.deliveries = [attempt(2, 11, repository_id=7), attempt(1, 10, repository_id=0)]
    assert [each.id for each in as_app(github).deliveries(0, SINCE)] == [1]


@pytest.mark.parametrize(("rules", "kinds"), [(["pull_request", "deletion"], ("pull_request", "deletion")), (None, ())])
def test_a_branch(github: FakeGitHub, rules: list[str] | None, kinds: tuple[str, ...]) -> None:
    """Its head and its rules; an older server knows no rule sets."""
    github.hooks.rules = rules
    github.hooks.protected = {"main"} if rules else set()
    branch = with_token(github).branch("main")
    assert branch is not None
    assert (branch.head, branch.is_protected, branch.rules) == (github.head(), bool(rules), kinds)


def test_no_branch(github: FakeGitHub) -> None:
    """That is a value, no error."""
    assert with_token(github).branch("trunk") is None


@pytest.mark.parametrize(
    ("path", "is_folder"),
    [
        ("docs/generated", True),
        ("docs", True),
        ("README.md", False),
        ("README.md/x", False),
        ("a/b", None),
        ("docs/x", None),
    ],
)
def test_what_stands_at_a_path(github: FakeGitHub, path: str, is_folder: bool | None) -> None:
    """A folder, something else, or nothing."""
    assert with_token(github).folder(github.head(), path).is_folder is is_folder


def test_the_names_in_a_folder(github: FakeGitHub) -> None:
    """Its own, not those below."""
    settings = with_token(github)
    assert settings.folder(github.head(), "docs/generated").names == {".coderipple.json", "README.md"}
    assert settings.folder(github.head(), "docs").names == {"generated"}


def test_a_repository(github: FakeGitHub) -> None:
    """Its name and its default branch."""
    repository = with_token(github).repository()
    assert (repository.full_name, repository.default_branch, repository.is_archived) == ("octo/thumbs", "main", False)


def test_what_the_token_may_not_see_is_refused(github: FakeGitHub) -> None:
    """With the status, for the report to tell."""
    github.before_request = lambda _method, path: httpx.Response(403, json={}) if path == "hooks" else None
    with pytest.raises(HostRefusedError):
        with_token(github).hooks()
