"""The guide to GitHub and the App's manifest say what the code does."""

import html
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from coderipple.cli_github import github
from coderipple.setup import EVENTS
from coderipple.setup.permissions import HOOKS, METADATA, WRITTEN, app_permissions

ROOT = Path(__file__).parents[2]
CLIENT = ROOT / "packages" / "coderipple" / "src" / "coderipple" / "adapters" / "github" / "client.py"
# What GitHub asks for, by the beginning of an address below `/repos/OWNER/REPO`, or of one of the App itself. See
# https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps
PERMISSIONS = {
    "/git/": "contents",
    "/commits": "contents",
    "/compare/": "contents",
    "/tarball/": "contents",
    "/branches/": "contents",
    "/rules/branches/": "metadata",
    "/installation": "",  # for the App itself
    "/app": "",
    "/pulls": "pull_requests",
    "/statuses/": "statuses",
    "/check-runs": "checks",
    "/hooks": "repository_hooks",
    "/repos/": "metadata",
}
GUIDE = (ROOT / "docs" / "github.md").read_text()
PROGRAMS = re.findall(r"python3 - [^\n]*<< 'END'\n(.*?)^ *END$", GUIDE, re.DOTALL | re.MULTILINE)


def manifest() -> dict[str, Any]:
    """The App's manifest."""
    read: dict[str, Any] = json.loads((ROOT / "docs" / "github-app-manifest.json").read_text())
    return read


def test_the_app_asks_for_what_the_code_uses() -> None:
    """No permission more and none less; the events are those that the hook of a token sends."""
    assert manifest()["default_permissions"] == app_permissions()
    assert manifest()["default_events"] == list(EVENTS)
    assert manifest()["public"] is False


def test_every_address_of_the_client_needs_a_permission_that_is_asked_for() -> None:
    """And no permission is asked for that no address needs; hooks are for a token that sets up."""
    addresses = set(re.findall(r'"(?:\{self\._root\})?(/[a-z][^"]*)"', CLIENT.read_text()))
    assert len(addresses) > 20
    needed = {
        address: [name for start, name in PERMISSIONS.items() if address.startswith(start)] for address in addresses
    }
    assert [address for address, names in needed.items() if len(names) != 1] == []
    assert {name for names in needed.values() for name in names} - {""} == {*app_permissions(), HOOKS.name}


def test_the_guide_names_every_permission_of_a_token() -> None:
    """As the settings of a token call it; checks are for an App alone."""
    rows = dict(re.findall(r"^   \| ([A-Z][\w ]+) \| (read-only|read and write) \|", GUIDE, re.MULTILINE))
    expected = {
        each.label: each.grant.partition(": ")[2] for each in (METADATA, *WRITTEN, HOOKS) if each.name != "checks"
    }
    assert rows == expected


def test_the_guide_names_every_command() -> None:
    """With the options that a reader needs."""
    for name in github.commands:
        assert f"coderipple github {name} OWNER/REPO" in GUIDE


def test_the_guide_uses_only_options_that_exist() -> None:
    """Of each line that calls the program."""
    for name, rest in re.findall(r"coderipple github (\w+)([^\n`]*)", GUIDE):
        command = github.commands.get(name)
        assert isinstance(command, click.Command), name
        known = {option for each in command.params for option in each.opts}
        assert set(re.findall(r"--[a-z-]+", rest)) <= known


def run(program: str, *arguments: str, folder: Path) -> str:
    """Runs a program of the guide as a reader does: in a folder with the project's `docs`."""
    (folder / "docs").symlink_to(ROOT / "docs")
    command = [sys.executable, "-W", "ignore::ResourceWarning", "-", *arguments]
    lines = "\n".join(line.removeprefix("   ") for line in program.splitlines())
    result = subprocess.run(command, input=lines, cwd=folder, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_the_page_registers_the_app(tmp_path: Path) -> None:
    """Its form holds the manifest, with the reader's repository and address, and nothing of them is markup."""
    page = run(PROGRAMS[0], "ada/tides", "https://f.example/prod/webhook?\"'<>&", folder=tmp_path)
    value = re.search(r'name="manifest" value="([^"]*)"', page)
    assert value
    sent = json.loads(html.unescape(value[1]))
    assert sent["hook_attributes"] == {"url": "https://f.example/prod/webhook?\"'<>&", "active": True}
    assert (sent["name"], sent["url"]) == ("CodeRipple of ada", "https://github.com/ada/tides")
    assert sent["default_permissions"] == app_permissions()
    assert "'<>" not in page.replace(value[1], "")


def test_the_app_is_taken_apart_into_two_secrets(tmp_path: Path) -> None:
    """One as the function reads credentials, one as it reads the hook's secret."""
    app = {"id": 12, "slug": "coderipple-of-ada", "pem": "KEY\n", "webhook_secret": "w", "client_secret": "c"}
    (tmp_path / "app.json").write_text(json.dumps(app))
    assert run(PROGRAMS[1], folder=tmp_path) == "CODERIPPLE_GITHUB_LOGIN = coderipple-of-ada[bot]\n"
    assert json.loads((tmp_path / "credentials.json").read_text()) == {"app_id": 12, "private_key": "KEY\n"}
    assert (tmp_path / "hook-secret.txt").read_text() == "w"


@pytest.mark.parametrize("word", ["OWNER", "REPO", "https://HOST/PATH"])
def test_the_manifest_holds_nobody_in_particular(word: str) -> None:
    """What is to be replaced is spelled as in the guide."""
    assert word in json.dumps(manifest())
    assert word in GUIDE
