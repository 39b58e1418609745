"""A repository is set up, verified and caught up with by the commands that an operator types, against emulate.

The receiver stands for the function: it takes what is signed with the secret that the command printed. What emulate
cannot stand for is tested in memory: redelivery, rule sets, an App's own hook, what a token may do in single.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field

import pytest
from click.testing import CliRunner, Result
from coderipple.adapters.github.authentication import AppAuthentication, Credentials
from coderipple.adapters.github.client import GitHubClient
from coderipple.adapters.github.settings import AppSettings
from coderipple.adapters.github.transport import Transport
from coderipple.cli import main
from coderipple.config import get_config
from coderipple.errors import SignatureError
from coderipple.signature import verify
from coderipple.wiring import wire_setup
from counterparts.github import APP_ID, BOT_TOKEN, OWNER_TOKEN, GitHub
from counterparts.loopback_server import Answer, Request, serving

pytestmark = pytest.mark.network

type Pushed = Callable[[GitHub], str]


@dataclass
class Receiver:
    """Takes webhooks that are signed with one of its secrets, and says that it is healthy."""

    url: str = ""
    secrets: list[str] = field(default_factory=list)
    taken: list[Request] = field(default_factory=list)

    def __call__(self, request: Request) -> Answer:
        if request.method == "GET":
            return Answer(status=200 if request.path == "/prod/health" else 404, body=b'{"status": "healthy"}')
        try:
            verify(request.body, request.headers.get("x-hub-signature-256"), tuple(self.secrets))
        except SignatureError:
            return Answer(status=401)
        self.taken.append(request)
        return Answer(status=202)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver on loopback."""
    receiver = Receiver()
    with serving(receiver) as address:
        receiver.url = f"{address}/prod/webhook"
        yield receiver


def run(github: GitHub, *arguments: str, token: str = OWNER_TOKEN, **environment: str) -> Result:
    """Runs `coderipple github` with a token."""
    variables = {"CODERIPPLE_GITHUB_API_URL": github.api_url, "CODERIPPLE_GITHUB_TOKEN": token} | environment
    return CliRunner().invoke(main, ["github", *arguments], env=variables)


def ping(github: GitHub, full_name: str) -> None:
    """Lets GitHub deliver a ping to every hook of a repository."""
    for hook in github.front.ask(f"/repos/{full_name}/hooks"):
        github.person.post(f"/repos/{full_name}/hooks/{hook['id']}/pings").raise_for_status()


def test_from_nothing_to_a_delivery_that_is_taken(github: GitHub, pushed: Pushed, receiver: Receiver) -> None:
    """Verify says what is missing, install creates it, the printed secret is the hook's, verify is content."""
    full_name = pushed(github)
    before = run(github, "verify", full_name, "--url", receiver.url)
    assert before.exit_code == 1, before.output
    assert f"wrong     hook: no hook delivers to {receiver.url}" in before.stdout
    assert "holds     Contents: write: the token has it (status 422 to an empty request)" in before.stdout

    installed = run(github, "install", full_name, "--url", receiver.url, "--perform")
    assert installed.exit_code == 0, installed.output
    found = re.search(r"^secret  (\S+)$", installed.stdout, re.MULTILINE)
    assert found
    ping(github, full_name)
    assert receiver.taken == []
    failed = run(github, "verify", full_name)
    assert "deliveries: 1 of 1 of the last day failed: 1 with 401" in failed.stdout

    receiver.secrets.append(found[1])
    ping(github, full_name)
    (delivery,) = receiver.taken
    assert delivery.headers["content-type"] == "application/json"
    listed = run(github, "redeliver", full_name, "--dry-run", "--json")
    assert listed.exit_code == 0, listed.output
    assert [each["status_code"] for each in json.loads(listed.stdout)["failed"]] == [401]
    after = json.loads(run(github, "verify", full_name, "--json").stdout)
    assert {each["name"] for each in after["checks"] if each["verdict"] == "wrong"} == {"deliveries"}
    assert found[1] not in json.dumps(after)


def test_installing_again_changes_the_one_hook(github: GitHub, pushed: Pushed, receiver: Receiver) -> None:
    """With a secret of the operator's, which is not repeated; what was made by hand is repaired."""
    full_name = pushed(github)
    hook = {"config": {"url": receiver.url, "content_type": "form"}, "events": ["issues"], "active": False}
    github.person.post(f"/repos/{full_name}/hooks", json=hook).raise_for_status()
    receiver.secrets.append("given")
    again = run(
        github, "install", full_name, "--url", receiver.url, "--perform", CODERIPPLE_WEBHOOK_SECRET="given\nolder"
    )
    assert again.exit_code == 0, again.output
    assert again.stdout.startswith(f"updated the hook of {full_name}")
    assert "given" not in again.stdout
    (now,) = github.front.ask(f"/repos/{full_name}/hooks")
    assert (now["active"], now["events"], now["config"]["content_type"]) == (True, ["push", "pull_request"], "json")
    ping(github, full_name)
    assert len(receiver.taken) == 1
    assert run(github, "verify", full_name).exit_code == 0


def test_a_token_that_may_not_see_hooks(github: GitHub, pushed: Pushed, receiver: Receiver) -> None:
    """That is a finding with a remedy; all else is still verified. Nothing is installed with it."""
    full_name = pushed(github)
    seen = run(github, "verify", full_name, "--url", receiver.url, token=BOT_TOKEN)
    assert seen.exit_code == 1, seen.output
    assert re.search(r"^wrong     hook: .*refused with status 403", seen.stdout, re.MULTILINE)
    assert re.search(r"^holds     function: ", seen.stdout, re.MULTILINE)
    refused = run(github, "install", full_name, "--url", receiver.url, "--perform", token=BOT_TOKEN)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "status 403" in refused.stderr


@pytest.mark.parametrize(
    ("name", "token"), [("ada-example/nothing-here", OWNER_TOKEN), ("ada-example/x", "a-withdrawn-one")]
)
def test_a_repository_that_is_not_there_and_a_token_that_is_none(github: GitHub, name: str, token: str) -> None:
    """One line says so; a token is never part of it."""
    result = run(github, "verify", name, token=token)
    assert result.exit_code == 1
    assert re.match(r"wrong     repository: .*refused with status 40[14]", result.stdout)
    assert token not in result.stdout.replace(name, "")


def test_every_request_is_one_that_github_describes(checked_github: GitHub, pushed: Pushed, receiver: Receiver) -> None:
    """Prism holds hooks, deliveries, branches and trees to GitHub's own description.

    The requests that ask what a token may do are left out: that they are not as described is their point.
    """
    github, full_name = checked_github, pushed(checked_github)
    config = get_config({"CODERIPPLE_GITHUB_API_URL": github.api_url, "CODERIPPLE_GITHUB_TOKEN": OWNER_TOKEN})
    with wire_setup(config, full_name) as ports:
        hook = ports.host.create_hook(receiver.url, "first")
        ports.host.update_hook(hook.id, receiver.url, "second")
        assert [each.url for each in ports.host.hooks()] == [receiver.url]
        branch = ports.host.branch(ports.host.repository().default_branch)
        assert branch
        assert ports.host.folder(branch.head, "src").is_folder is True
        assert ports.host.folder(branch.head, "coderipple").is_folder is None
    assert [violation for violation in github.front.violations if violation.side == "request"] == []


def test_what_an_app_may_do_is_read(checked_github: GitHub, pushed: Pushed, app_key: str) -> None:
    """Its installation says so; requests with its minted token are as GitHub describes them."""
    full_name = pushed(checked_github)
    credentials = Credentials(app_id=str(APP_ID), private_key=app_key)
    auth = AppAuthentication(credentials, checked_github.api_url, full_name)
    with closing(Transport(checked_github.api_url, auth)) as transport:
        settings = AppSettings(GitHubClient(transport, full_name), auth.app_token)
        permissions = settings.permissions(("contents", "pull_requests", "statuses", "checks"))
        assert [each.found for each in permissions] == ["the installation has write"] * 4
        assert settings.branch("main")
    assert [violation for violation in checked_github.front.violations if violation.side == "request"] == []
