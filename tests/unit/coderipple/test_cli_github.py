"""The commands `coderipple github …`, as far as they need no network."""

import json
import sys

import pytest
from click.testing import CliRunner, Result
from coderipple.cli import main

URL = "https://functions.example/prod/webhook"


def github(*arguments: str, **environment: str) -> Result:
    """Runs `coderipple github`."""
    return CliRunner().invoke(main, ["github", *arguments], env=dict(environment))


def test_install_prints_the_steps_and_needs_nothing() -> None:
    """No credentials and no network; the settings decide what the token is to be allowed."""
    result = github("install", "ada/tides", "--url", URL, CODERIPPLE_GITHUB_REPORT="status")
    assert result.exit_code == 0
    assert result.stdout.startswith("1. Make a fine-grained token for the repository tides alone: https://github.com/")
    assert "Commit statuses: read and write" in result.stdout


def test_the_steps_do_not_tell_to_ignore_ones_own_pushes() -> None:
    """The login of a token that is a person's own would; and in AWS the work is handed over."""
    steps = github("install", "ada/tides", "--url", URL).stdout
    assert "NAME[bot] of an App, or the token's account if nobody else pushes with it" in steps
    assert "CODERIPPLE_EXECUTION=asynchronous" in steps


def test_the_steps_as_data() -> None:
    """The addresses are those of the host that the settings name."""
    result = github(
        "install", "ada/tides", "--url", URL, "--json", CODERIPPLE_GITHUB_API_URL="https://git.example/api/v3"
    )
    data = json.loads(result.stdout)
    assert data["repository"] == "ada/tides"
    assert "https://git.example/ada/tides/settings/hooks/new" in data["steps"][2]["title"]


@pytest.mark.parametrize(
    "name", ["tides", "ada/", "/tides", "ada/tides/x", "ada/..", "a da/tides", "ada/ti\ndes", "-a/b"]
)
@pytest.mark.parametrize("command", ["install", "verify", "redeliver"])
def test_what_is_no_repository(command: str, name: str) -> None:
    """It never becomes a part of an address."""
    options = ["--url", URL] if command == "install" else []
    result = github(command, *options, "--", name)
    assert result.exit_code == 2
    assert "expected OWNER/REPO" in result.stderr


@pytest.mark.parametrize("command", ["install", "verify", "redeliver"])
def test_what_is_no_address(command: str) -> None:
    """The message names it, and nothing is asked."""
    result = github(command, "ada/tides", "--url", "http://functions.example/", CODERIPPLE_GITHUB_TOKEN="t")
    assert result.exit_code == 2
    assert result.stderr.startswith("coderipple: --url is 'http://functions.example/'; expected https://")


def test_an_empty_address_creates_no_hook() -> None:
    """As a variable that is not set leaves it."""
    result = github("install", "ada/tides", "--url", "", "--perform", CODERIPPLE_GITHUB_TOKEN="t")
    assert result.exit_code == 2
    assert result.stderr.startswith("coderipple: --url is ''; expected https://")


def test_what_is_no_period() -> None:
    """It is said before anything is asked."""
    result = github("redeliver", "ada/tides", "--since", "yesterday")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--since is 'yesterday'" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [("verify", "ada/tides"), ("redeliver", "ada/tides"), ("install", "ada/tides", "--url", URL, "--perform")],
)
def test_without_credentials_the_message_says_which(arguments: tuple[str, ...]) -> None:
    """The setting that is missing, and the exit code of bad input."""
    result = github(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "CODERIPPLE_GITHUB_TOKEN" in result.stderr


def test_without_the_extra_the_message_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other commands need no HTTP, so a plain installation has none."""
    for name in ("httpx", "coderipple.adapters.function_health"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "httpx", None)
    result = github("verify", "ada/tides", CODERIPPLE_GITHUB_TOKEN="t")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "pip install 'coderipple[github]'" in result.stderr


def test_without_the_client_of_aws_the_message_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A token needs none; where a secret is named, the extra that brings it is."""
    for name in [each for each in sys.modules if each == "botocore" or each.startswith("botocore.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, "coderipple.adapters.secrets_manager", raising=False)
    monkeypatch.setitem(sys.modules, "botocore", None)
    result = github("verify", "ada/tides", CODERIPPLE_GITHUB_CREDENTIALS_ARN="coderipple/github")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "pip install 'coderipple[agents,github]'" in result.stderr
