"""GitHub on loopback: emulate behind our front, checked by Prism where that is asked for, and a person who pushes.

Comes in: the installed programs and a folder. Goes out: a `GitHub`, whose programs and servers end with the block.
"""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from counterparts.faults import Elsewhere, FaultyServer, Plan
from counterparts.front import Front, aliases, front_server
from counterparts.git_objects import Mirror, Uploader
from counterparts.loopback_server import serving
from counterparts.node_tools import NodeTools
from counterparts.programs import running

OWNER = "ada-example"
BOT = "coderipple-bot"
OWNER_TOKEN = "token-of-ada"
BOT_TOKEN = "token-of-the-bot"
APP_ID = 4711
INSTALLATION_ID = 42
LOGINS = {OWNER_TOKEN: OWNER, BOT_TOKEN: BOT}
SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class GitHub:
    """A running GitHub.

    Attributes:
        api_url: Where the product finds the API; faults happen here.
        person: A client of the API with the owner's token, on which no faults fall and which nobody checks.
        front: What answers.
        faults: What comes between.
        elsewhere: The server to which strange redirects lead.
    """

    api_url: str
    person: httpx.Client
    front: Front
    faults: FaultyServer
    elsewhere: Elsewhere

    def plan(self, plan: Plan | None) -> None:
        """Lets a fault happen; None lets everything pass."""
        self.faults.plan(plan)

    def create_repository(self, name: str) -> str:
        """Makes an empty repository that the bot may write to, and returns its full name."""
        self.person.post("/user/repos", json={"name": name}).raise_for_status()
        full_name = f"{OWNER}/{name}"
        place = f"/repos/{full_name}/collaborators/{BOT}"
        self.person.put(place, json={"permission": "push"}).raise_for_status()
        return full_name

    def uploader(self, full_name: str, folder: Path) -> Uploader:
        """Gives what pushes the real git objects of a clone to a repository."""
        return Uploader(self.person, full_name, folder)

    def head(self, full_name: str, branch: str = "main") -> str:
        """Returns the commit id of a branch."""
        found: str = self.front.ask(f"/repos/{full_name}/git/ref/heads%2F{branch}")["object"]["sha"]
        return found

    def rebuilt(self, full_name: str, branch: str = "main") -> Mirror:
        """Returns a bare repository with a branch as it is, made of real git objects."""
        mirror = self.front.mirror(full_name)
        mirror.point(branch, self.head(full_name, branch))
        return mirror

    def commit(self, full_name: str, message: str, files: dict[str, str], branch: str = "main") -> tuple[str, str]:
        """Commits files on top of a branch as somebody who pulls and pushes again until it works.

        Returns:
            The branch's commit before and after.
        """
        place = f"/repos/{full_name}/git"
        entries = [{"path": path, "mode": "100644", "type": "blob", "content": text} for path, text in files.items()]
        while True:
            before = self.head(full_name, branch)
            base = self.front.ask(f"{place}/commits/{before}")["tree"]["sha"]
            tree = self._make(f"{place}/trees", {"base_tree": base, "tree": entries})
            commit = self._make(f"{place}/commits", {"message": message, "tree": tree, "parents": [before]})
            with self.front.moving:
                moved = self.person.patch(f"{place}/refs/heads%2F{branch}", json={"sha": commit, "force": False})
            if moved.status_code == 200:
                return before, commit
            if moved.status_code != 422:
                moved.raise_for_status()

    def _make(self, place: str, body: dict[str, Any]) -> str:
        made: str = self.person.post(place, json=body).raise_for_status().json()["sha"]
        return made


@contextmanager
def start_github(tools: NodeTools, folder: Path, *, checked: bool = False, app_key: str = "") -> Iterator[GitHub]:
    """Starts emulate and all that comes before it.

    Args:
        tools: The installed programs.
        folder: An empty folder for logs and repositories.
        checked: Whether Prism holds each request and each answer to GitHub's description; 10 s and some memory.
        app_key: The private key of a GitHub App that is installed for the owner; no App when left out.
    """
    front, elsewhere = Front(folder, LOGINS), Elsewhere()
    faults = FaultyServer(front)
    with ExitStack() as stack:
        api_url = stack.enter_context(front_server(front, faults))
        front.emulate = front.upstream = stack.enter_context(_emulate(tools, folder, api_url, app_key))
        if checked:
            front.upstream = stack.enter_context(_prism(tools, folder, front.emulate))
        faults.elsewhere = stack.enter_context(serving(elsewhere))
        person = stack.enter_context(_person(front))
        yield GitHub(api_url=api_url, person=person, front=front, faults=faults, elsewhere=elsewhere)


def _person(front: Front) -> httpx.Client:
    def authorize(request: httpx.Request) -> httpx.Request:
        request.headers["authorization"] = front.alias(f"Bearer {OWNER_TOKEN}")
        return request

    headers = {"accept": "application/vnd.github+json"}
    return httpx.Client(base_url=front.emulate, headers=headers, auth=authorize, timeout=SECONDS)


def _emulate(tools: NodeTools, folder: Path, api_url: str, app_key: str) -> Any:
    seed = folder / "seed.json"
    seed.write_text(json.dumps(_seed(app_key)), encoding="utf-8")
    return running(
        lambda port: [
            *(tools.node, tools.emulate, "start", "--service", "github", "--port", str(port)),
            *("--seed", seed, "--base-url", api_url),
        ],
        folder=folder,
        name="emulate",
    )


def _prism(tools: NodeTools, folder: Path, upstream: str) -> Any:
    return running(
        lambda port: [
            *(tools.node, tools.prism, "proxy", tools.description, upstream),
            *("--host", "127.0.0.1", "--port", str(port), "--verboseLevel", "warn"),
        ],
        folder=folder,
        name="prism",
    )


def _seed(app_key: str) -> dict[str, Any]:
    people = [
        {"login": OWNER, "name": "Ada Example", "email": "ada@example.com"},
        {"login": BOT, "name": "CodeRipple", "email": "coderipple@example.com"},
    ]
    app = {
        "app_id": APP_ID,
        "slug": "coderipple",
        "name": "CodeRipple",
        "private_key": app_key,
        "permissions": {"contents": "write", "pull_requests": "write", "statuses": "write", "checks": "write"},
        "events": ["push", "pull_request"],
        "installations": [{"installation_id": INSTALLATION_ID, "account": OWNER, "repository_selection": "all"}],
    }
    tokens = {
        alias: {"login": login, "scopes": ["repo", "user"]}
        for token, login in LOGINS.items()
        for alias in aliases(token)
    }
    return {"tokens": tokens, "github": {"users": people, "apps": [app] if app_key else []}}
