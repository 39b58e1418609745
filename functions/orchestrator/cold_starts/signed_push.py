"""A repository with one module and a push to it, as small as what is worked off can be.

Comes in: an empty folder. Goes out: what a measured cold start is sent.
"""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from coderipple_demo.clone import git, read_commits
from coderipple_demo.push_event import Push, http_event, push_payload

SECRET = "measured"  # noqa: S105  # signs the pushes of this folder and nothing else
OWNER, NAME, BRANCH = "measured", "tides", "main"
MODULE = (
    '"""Tides."""\n\n\ndef high(day: int) -> float:\n    """Returns the time of high water."""\n    return 6.2 * day\n'
)
AUTHOR = ("-c", "user.name=Measured", "-c", "user.email=measured@example.com", "-c", "commit.gpgsign=false")


def push_to(folder: Path) -> Push:
    """Makes the repository and gives the push of its one commit."""
    git(folder, "init", "--quiet", f"--initial-branch={BRANCH}")
    (folder / "tides.py").write_text(MODULE, encoding="utf-8")
    git(folder, "add", "--all")
    git(folder, *AUTHOR, "commit", "--quiet", "--no-verify", "--message", "Tell high water")
    head = git(folder, "rev-parse", "HEAD").strip()
    before, commits = read_commits(folder, head=head, pushed=1, listed=1)
    return Push(owner=OWNER, name=NAME, branch=BRANCH, before=before, after=head, commits=commits)


def push_elsewhere(folder: Path) -> dict[str, Any]:
    """Gives a signed push to another repository than the one that is documented: it is acknowledged and no more."""
    return _scenario(folder, replace(push_to(folder), name="elsewhere"), status=202)


def push_here(folder: Path, **further: Any) -> dict[str, Any]:
    """Gives a signed push that is worked off."""
    return _scenario(folder, push_to(folder), status=200) | further


def _scenario(folder: Path, push: Push, *, status: int) -> dict[str, Any]:
    event = http_event(push_payload(push), secret=SECRET)
    environment = {
        "CODERIPPLE_DOC_STRATEGY": "local",
        "CODERIPPLE_REPOSITORY_PATH": str(folder),
        "CODERIPPLE_SOURCE_REPO": f"{OWNER}/{NAME}",
        "CODERIPPLE_WEBHOOK_SECRET": SECRET,
    }
    return {"event": event, "environment": environment, "status": status}


def tell(scenario: dict[str, Any]) -> None:
    """Prints what `invoke metrics.cold-start` reads."""
    json.dump(scenario, sys.stdout)
