"""The part of the fake GitHub that lists commits."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from dulwich.objects import Commit
from dulwich.repo import MemoryRepo
from dulwich.walk import Walker


def listed_commits(repo: MemoryRepo, start: str, query: Mapping[str, str]) -> list[dict[str, Any]]:
    """Returns a page of commits as `GET commits` does: newest first, since a time, that change a path."""
    since = datetime.fromisoformat(query["since"]) if "since" in query else None
    paths = [query["path"].encode()] if query.get("path") else None
    walker = Walker(
        repo.object_store,
        [start.encode()],
        since=int(since.timestamp()) if since else None,
        paths=paths,
    )
    size, page = int(query.get("per_page", "30")), int(query.get("page", "1"))
    found = [shown_commit(each.commit) for each in walker]
    return found[size * (page - 1) : size * page]


def shown_commit(commit: Commit) -> dict[str, Any]:
    """Returns a commit as GitHub shows it in lists."""
    when = datetime.fromtimestamp(commit.commit_time, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    person = dict(_person(commit), date=when)
    return {
        "sha": commit.id.decode(),
        "commit": {
            "message": commit.message.decode(),
            "author": person,
            "committer": person,
            "tree": {"sha": commit.tree.decode()},
        },
        "parents": [{"sha": each.decode()} for each in commit.parents],
        "author": None,
        "committer": None,
    }


def _person(commit: Commit) -> Iterator[tuple[str, str]]:
    name, _, rest = commit.committer.decode().partition(" <")
    yield "name", name
    yield "email", rest.rstrip(">")
