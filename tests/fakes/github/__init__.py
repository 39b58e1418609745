"""GitHub in memory: one repository of real git objects behind an HTTP transport, which answers as GitHub does.

What it cannot stand for is tested against other counterparts (`tests/counterparts`).
"""

import hashlib
import json
from collections.abc import Callable, Mapping

import httpx
from coderipple.adapters.github.authentication import TokenAuthentication
from coderipple.adapters.github.client import GitHubClient
from coderipple.adapters.github.transport import Remembered, Transport
from dulwich.object_store import commit_tree_changes, iter_tree_contents
from dulwich.objects import Blob, Commit, ObjectID, Tree
from dulwich.refs import Ref
from dulwich.repo import MemoryRepo
from fakes.github.commit_lists import listed_commits
from fakes.github.git_reads import NOT_FOUND, GitReads
from fakes.github.git_writes import REFUSALS, GitWrites
from fakes.github.hooks import Hooks
from fakes.github.pull_requests import PullRequests
from fakes.github.reports import Reports

__all__ = ["API", "CODELOAD", "REFUSALS", "TOKEN", "FakeGitHub"]

API = "https://api.github.test"
CODELOAD = "https://codeload.github.test"
TOKEN = "a-token"


class FakeGitHub:
    """One repository on GitHub.

    Args:
        full_name: `owner/name`.

    Attributes:
        repo: Its objects and references.
        requests: Method and path of every request to the API, in order.
        reads, writes, pull_requests, reports, hooks: Its parts.
        before_request: Called before each request is answered, with its method and path; what it returns is answered
            instead.
    """

    def __init__(self, full_name: str = "octo/thumbs") -> None:
        self.full_name = full_name
        self.repo = MemoryRepo()
        self.requests: list[str] = []
        self.reads = GitReads(self.repo)
        self.writes = GitWrites(self.repo)
        self.pull_requests = PullRequests(self.repo, full_name)
        self.reports = Reports()
        self.hooks = Hooks()
        self.before_request: Callable[[str, str], httpx.Response | None] = lambda _method, _path: None

    def client(self, remembered: Remembered | None = None) -> GitHubClient:
        """Returns a client of it."""
        auth = TokenAuthentication(TOKEN)
        http = httpx.MockTransport(self.handle)
        transport = Transport(API, auth, remembered=remembered, http=http, sleep=lambda _: None)
        return GitHubClient(transport, self.full_name)

    def commit(
        self,
        files: Mapping[str, bytes | str | None],
        message: str = "Change something",
        *,
        branch: str = "main",
        when: int = 1_767_300_000,
        parents: tuple[str, ...] | None = None,
        modes: Mapping[str, int] | None = None,
    ) -> str:
        """Commits files onto a branch as a person does; None removes one. Returns the commit's id."""
        store, ref = self.repo.object_store, Ref(f"refs/heads/{branch}".encode())
        if parents is None:
            parents = (self.repo.refs[ref].decode(),) if ref in self.repo.refs else ()
        tree = self._tree(parents[0]) if parents else Tree()
        store.add_object(tree)
        changes: list[tuple[bytes, int | None, ObjectID | None]] = []
        for path, content in files.items():
            if content is None:
                changes.append((path.encode(), None, None))
                continue
            blob = Blob.from_string(content.encode() if isinstance(content, str) else content)
            store.add_object(blob)
            changes.append((path.encode(), (modes or {}).get(path, 0o100644), blob.id))
        new = commit_tree_changes(store, tree, changes)
        commit = Commit()
        commit.tree = new if isinstance(new, bytes) else new.id
        commit.parents = [ObjectID(each.encode()) for each in parents]
        commit.author = commit.committer = b"Ada <ada@example.org>"
        commit.author_time = commit.commit_time = when
        commit.author_timezone = commit.commit_timezone = 0
        commit.message = message.encode()
        store.add_object(commit)
        self.repo.refs[ref] = commit.id
        return commit.id.decode()

    def head(self, branch: str = "main") -> str:
        """Returns the commit id of a branch."""
        return self.repo.refs[Ref(f"refs/heads/{branch}".encode())].decode()

    def files(self, branch: str = "main") -> dict[str, bytes]:
        """Returns path to content of the files of a branch."""
        tree = self._tree(self.head(branch))
        store = self.repo.object_store
        return {each.path.decode(): store[each.sha].as_raw_string() for each in iter_tree_contents(store, tree.id)}

    def _tree(self, commit_id: str) -> Tree:
        commit = self.repo.object_store[ObjectID(commit_id.encode())]
        assert isinstance(commit, Commit)
        tree = self.repo.object_store[commit.tree]
        assert isinstance(tree, Tree)
        return tree

    def handle(self, request: httpx.Request) -> httpx.Response:
        """Answers a request to the API, or to the host of archives, which must not see a token."""
        if f"{request.url.scheme}://{request.url.host}" == CODELOAD:
            assert TOKEN not in str(request.headers.raw)
            return httpx.Response(200, content=self.reads.archive(request.url.path.rpartition("/")[2]))
        path = request.url.path.removeprefix(f"/repos/{self.full_name}").removeprefix("/")
        self.requests.append(f"{request.method} {path}")
        if "user-agent" not in request.headers:
            return httpx.Response(403, text="Request forbidden by administrative rules.")
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return httpx.Response(401, json={"message": "Bad credentials"})
        fault = self.before_request(request.method, path)
        return fault if fault is not None else self._answer(request, path)

    def _answer(self, request: httpx.Request, path: str) -> httpx.Response:
        if path.startswith("tarball/"):
            return httpx.Response(302, headers={"location": f"{CODELOAD}/{path}"})
        if request.method == "GET" and path.startswith("git/blobs/"):
            content = self.reads.blob(path.removeprefix("git/blobs/"))
            return httpx.Response(404, json=NOT_FOUND[1]) if content is None else httpx.Response(200, content=content)
        status, answer = self._api(request.method, path, dict(request.url.params), _body(request))
        if answer is None:
            return httpx.Response(status)
        etag = hashlib.sha256(json.dumps(answer).encode()).hexdigest()
        if request.method == "GET" and request.headers.get("if-none-match") == etag:
            return httpx.Response(304, headers={"etag": etag})
        headers = {"etag": etag} if request.method == "GET" else {}
        cursor = self.hooks.next_cursor(path, dict(request.url.params))
        headers |= {"link": f'<{request.url.copy_set_param("cursor", cursor)}>; rel="next"'} if cursor else {}
        return httpx.Response(status, json=answer, headers=headers)

    def _api(self, method: str, path: str, query: dict[str, str], body: dict[str, object]) -> tuple[int, object]:
        if (method, path) == ("GET", ""):
            return 200, {"full_name": self.full_name, "default_branch": "main"}
        if answer := self.hooks.answer(method, path, query, body):
            return answer
        if (method, path) == ("GET", "commits"):
            start = self.reads.resolve(query["sha"])
            return (200, listed_commits(self.repo, start.id.decode(), query)) if start else NOT_FOUND
        answer = self.reads.answer(path, query) if method == "GET" else None
        if answer is None and path.startswith("git/"):
            answer = self.writes.answer(method, path.removeprefix("git/"), body)
        answer = answer or self.pull_requests.answer(method, path, query, body)
        return answer or self.reports.answer(method, path, body) or NOT_FOUND


def _body(request: httpx.Request) -> dict[str, object]:
    return json.loads(request.content) if request.content else {}
