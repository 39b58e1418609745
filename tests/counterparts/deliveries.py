"""Webhooks as GitHub sends them, for pushes that happened in our GitHub.

Comes in: a repository and the two ends of a push. Goes out: the signed request, as API Gateway hands it over.

emulate's own push payload lacks `commits`, `head_commit`, `pusher` and `forced`; this one is built from the rebuilt git
objects, by the code that the demo builds its payload with.
"""

import json
from typing import Any

from coderipple_demo.clone import read_commits
from coderipple_demo.push_event import Push, push_payload
from counterparts.git_objects import git
from counterparts.github import GitHub
from fakes.api_gateway import github_headers, http_event

LISTED_COMMITS = 20  # GitHub lists up to 2,048


def push_delivery(
    github: GitHub, full_name: str, *, before: str | None, after: str, branch: str = "main", sender: str | None = None
) -> dict[str, Any]:
    """Builds the event of a push that brought a branch from one commit to another."""
    mirror = github.front.mirror(full_name)
    mirror.bring(after)
    count = int(git(mirror.folder, "rev-list", "--first-parent", "--count", after, *([f"^{before}"] if before else [])))
    _before, commits = read_commits(mirror.folder, head=after, pushed=max(count, 1), listed=LISTED_COMMITS)
    owner, name = full_name.split("/")
    payload = push_payload(Push(owner=owner, name=name, branch=branch, before=before, after=after, commits=commits))
    if sender:
        payload["sender"] = {**payload["sender"], "login": sender}  # type: ignore[dict-item]  # an object of JSON
    body = json.dumps(payload).encode()
    return http_event(body, github_headers(body))
