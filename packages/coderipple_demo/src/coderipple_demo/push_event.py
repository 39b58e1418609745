"""Builds the push event that GitHub would send for commits of this clone.

Comes in: commits, and the repository's name. Goes out: a payload with every key that GitHub documents for a
push, and the event as which API Gateway's HTTP API (payload format 2.0) hands it to the function.
"""

import base64
import hashlib
import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from coderipple.signature import sign

from coderipple_demo.clone import Commit, Person

ZERO_COMMIT = "0" * 40
LOCAL_OWNER = "local"
WEB = "https://github.com"
API = "https://api.github.com"
WEBHOOK_PATH = "/webhook"

_USER_ADDRESSES = {
    "followers_url": "/followers",
    "following_url": "/following{/other_user}",
    "gists_url": "/gists{/gist_id}",
    "starred_url": "/starred{/owner}{/repo}",
    "subscriptions_url": "/subscriptions",
    "organizations_url": "/orgs",
    "repos_url": "/repos",
    "events_url": "/events{/privacy}",
    "received_events_url": "/received_events",
}
_REPOSITORY_ADDRESSES = {
    "forks_url": "/forks",
    "keys_url": "/keys{/key_id}",
    "collaborators_url": "/collaborators{/collaborator}",
    "teams_url": "/teams",
    "hooks_url": "/hooks",
    "issue_events_url": "/issues/events{/number}",
    "events_url": "/events",
    "assignees_url": "/assignees{/user}",
    "branches_url": "/branches{/branch}",
    "tags_url": "/tags",
    "blobs_url": "/git/blobs{/sha}",
    "git_tags_url": "/git/tags{/sha}",
    "git_refs_url": "/git/refs{/sha}",
    "trees_url": "/git/trees{/sha}",
    "statuses_url": "/statuses/{sha}",
    "languages_url": "/languages",
    "stargazers_url": "/stargazers",
    "contributors_url": "/contributors",
    "subscribers_url": "/subscribers",
    "subscription_url": "/subscription",
    "commits_url": "/commits{/sha}",
    "git_commits_url": "/git/commits{/sha}",
    "comments_url": "/comments{/number}",
    "issue_comment_url": "/issues/comments{/number}",
    "contents_url": "/contents/{+path}",
    "compare_url": "/compare/{base}...{head}",
    "merges_url": "/merges",
    "archive_url": "/{archive_format}{/ref}",
    "downloads_url": "/downloads",
    "issues_url": "/issues{/number}",
    "pulls_url": "/pulls{/number}",
    "milestones_url": "/milestones{/number}",
    "notifications_url": "/notifications{?since,all,participating}",
    "labels_url": "/labels{/name}",
    "releases_url": "/releases{/id}",
    "deployments_url": "/deployments",
}

type Json = dict[str, object]


@dataclass(frozen=True, kw_only=True, slots=True)
class Push:
    """Commits that arrived on a branch.

    Attributes:
        owner: Who owns the repository.
        name: The repository's name, without the owner.
        branch: The branch; the payload names it as the default branch too, since it is the one to document.
        before: The commit before the push; None when the push brought the branch into being.
        after: The commit after it.
        commits: Oldest first; the last one is `after`.
    """

    owner: str
    name: str
    branch: str
    before: str | None
    after: str
    commits: tuple[Commit, ...]

    @property
    def full_name(self) -> str:
        """The repository as `owner/name`."""
        return f"{self.owner}/{self.name}"


def name_repository(origin: str, folder_name: str) -> tuple[str, str]:
    """Returns owner and name: those of the remote's address, else `local` and the folder's name."""
    address = re.fullmatch(r"(?:\w+://[^/]+/|[\w.-]+@[^/:]+:)(?:.*/)?([^/]+)/([^/]+?)(?:\.git)?/?", origin)
    owner, name = address.groups() if address else (LOCAL_OWNER, folder_name)
    return _allowed(owner), _allowed(name)


def push_payload(push: Push) -> Json:
    """Builds GitHub's payload of a push."""
    head = push.commits[-1]
    before = push.before or ZERO_COMMIT
    address = f"{WEB}/{push.full_name}"
    return {
        "ref": f"refs/heads/{push.branch}",
        "before": before,
        "after": push.after,
        "repository": _repository(push),
        "pusher": {"name": push.owner, "email": head.committer.email},
        "sender": _user(push.owner),
        "created": push.before is None,
        "deleted": False,
        "forced": False,
        "base_ref": None,
        "compare": f"{address}/compare/{before[:12]}...{push.after[:12]}",
        "commits": [_commit(commit, address) for commit in push.commits],
        "head_commit": _commit(head, address),
    }


def ping_payload(push: Push) -> Json:
    """Builds GitHub's payload of a ping: what it sends when a webhook is set up."""
    return {
        "zen": "Keep it logically awesome.",
        "hook_id": _number(push.full_name),
        "hook": {
            "type": "Repository",
            "id": _number(push.full_name),
            "name": "web",
            "active": True,
            "events": ["push"],
        },
        "repository": _repository(push),
        "sender": _user(push.owner),
    }


def http_event(
    payload: Mapping[str, object], *, kind: str = "push", secret: str, is_base64_encoded: bool = True
) -> Json:
    """Wraps a payload as the signed POST that API Gateway would hand over."""
    body = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
    headers = {
        "accept": "*/*",
        "content-length": str(len(body)),
        "content-type": "application/json",
        "host": "webhook.example.com",
        "user-agent": "GitHub-Hookshot/0000000",
        "x-github-delivery": str(uuid.UUID(bytes=hashlib.sha256(body).digest()[:16], version=4)),
        "x-github-event": kind,
        "x-github-hook-installation-target-type": "repository",
        "x-hub-signature-256": sign(body, secret),
    }
    return {
        "version": "2.0",
        "routeKey": f"POST {WEBHOOK_PATH}",
        "rawPath": WEBHOOK_PATH,
        "rawQueryString": "",
        "headers": headers,
        "requestContext": _request_context(headers["user-agent"]),
        "body": base64.b64encode(body).decode() if is_base64_encoded else body.decode(),
        "isBase64Encoded": is_base64_encoded,
    }


def _request_context(user_agent: str) -> Json:
    now = datetime.now(UTC)
    return {
        "accountId": "123456789012",
        "apiId": "demo",
        "domainName": "webhook.example.com",
        "domainPrefix": "webhook",
        "http": {
            "method": "POST",
            "path": WEBHOOK_PATH,
            "protocol": "HTTP/1.1",
            "sourceIp": "192.0.2.1",
            "userAgent": user_agent,
        },
        "requestId": uuid.uuid4().hex,
        "routeKey": f"POST {WEBHOOK_PATH}",
        "stage": "$default",
        "time": now.strftime("%d/%b/%Y:%H:%M:%S +0000"),
        "timeEpoch": int(now.timestamp() * 1000),
    }


def _commit(commit: Commit, address: str) -> Json:
    return {
        "id": commit.id,
        "tree_id": commit.tree_id,
        "distinct": True,
        "message": commit.message,
        "timestamp": commit.committer.at.isoformat(),
        "url": f"{address}/commit/{commit.id}",
        "author": _person(commit.author),
        "committer": _person(commit.committer),
        "added": list(commit.added),
        "removed": list(commit.removed),
        "modified": list(commit.modified),
    }


def _person(person: Person) -> Json:
    return {"name": person.name, "email": person.email, "username": _allowed(person.name)}


def _user(login: str) -> Json:
    api = f"{API}/users/{login}"
    return {
        "login": login,
        "id": _number(login),
        "node_id": _node_id("04:User", login),
        "avatar_url": f"{WEB}/{login}.png",
        "gravatar_id": "",
        "url": api,
        "html_url": f"{WEB}/{login}",
        **{key: api + path for key, path in _USER_ADDRESSES.items()},
        "type": "User",
        "site_admin": False,
    }


def _repository(push: Push) -> Json:
    head = push.commits[-1]
    api = f"{API}/repos/{push.full_name}"
    address = f"{WEB}/{push.full_name}"
    return {
        "id": _number(push.full_name),
        "node_id": _node_id("010:Repository", push.full_name),
        "name": push.name,
        "full_name": push.full_name,
        "private": False,
        "owner": {"name": push.owner, "email": head.committer.email, **_user(push.owner)},
        "html_url": address,
        "description": None,
        "fork": False,
        "url": address,
        **{key: api + path for key, path in _REPOSITORY_ADDRESSES.items()},
        # In a push these two are numbers, and the one between them is text: that is GitHub's own way.
        "created_at": int(push.commits[0].committer.at.timestamp()),
        "updated_at": head.committer.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "pushed_at": int(head.committer.at.timestamp()),
        "git_url": f"git://github.com/{push.full_name}.git",
        "ssh_url": f"git@github.com:{push.full_name}.git",
        "clone_url": f"{address}.git",
        "svn_url": address,
        "homepage": None,
        "language": "Python",
        "license": None,
        "mirror_url": None,
        "visibility": "public",
        "topics": [],
        "custom_properties": {},
        "default_branch": push.branch,
        "master_branch": push.branch,
        **_counts(),
        **_switches(),
    }


def _counts() -> Json:
    names = ("forks", "forks_count", "open_issues", "open_issues_count", "size", "stargazers")
    return dict.fromkeys((*names, "stargazers_count", "watchers", "watchers_count"), 0)


def _switches() -> Json:
    on = ("has_downloads", "has_issues", "has_projects", "has_wiki", "allow_forking")
    off = (
        "archived",
        "disabled",
        "has_discussions",
        "has_pages",
        "is_template",
        "web_commit_signoff_required",
    )
    return {**dict.fromkeys(on, True), **dict.fromkeys(off, False)}


def _number(name: str) -> int:
    """A number that stays the same for a name, as GitHub's ids do."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4])


def _node_id(kind: str, name: str) -> str:
    return base64.b64encode(f"{kind}{_number(name)}".encode()).decode()


def _allowed(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.") or "unnamed"
