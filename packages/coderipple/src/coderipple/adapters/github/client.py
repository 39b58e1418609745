"""Speaks to one repository on GitHub: about thirty requests, each a method; the only module that knows their addresses.

Comes in: ids, names, values. Goes out: checked answers, or an error of ours. The addresses of an App's tokens are those
of `authentication`, which must ask for them before anything else can be asked.
"""

import base64
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import NoReturn
from urllib.parse import quote

import httpx
from pydantic import TypeAdapter, ValidationError

from coderipple.adapters.github.answers import (
    Answer,
    AppAnswer,
    CommitAnswer,
    CompareAnswer,
    DeliveryAnswer,
    HookAnswer,
    HookConfigAnswer,
    InstallationAnswer,
    ObjectId,
    PullAnswer,
    RepositoryAnswer,
    TreeAnswer,
)
from coderipple.adapters.github.authentication import TokenAuthentication
from coderipple.adapters.github.known_objects import KnownObjects
from coderipple.adapters.github.ref_refusals import ref_error
from coderipple.adapters.github.transport import Reply, Transport
from coderipple.errors import BranchMovedError, HostAnswerError, HostRefusedError, RepositoryError, UnknownRevisionError

_MISSING = frozenset({404, 409, 422})  # 409: an empty repository; 422: no such commit
_REFUSED = frozenset({403, 404, 409, 422})
_NOT_GIVEN = frozenset({403, 404})
_WITHOUT_VALUES = frozenset({400, 409, 422})
_PAGE = 100
_WRITING = {
    "contents": "/git/refs",
    "pull_requests": "/pulls",
    "statuses": f"/statuses/{'0' * 40}",
    "checks": "/check-runs",
}


class GitHubClient:
    """One repository on GitHub.

    Args:
        transport: Sends the requests.
        full_name: `owner/name`.
        known: What was told already.
    """

    def __init__(self, transport: Transport, full_name: str, known: KnownObjects | None = None) -> None:
        self._transport = transport
        self._full_name = full_name
        self._root = f"/repos/{full_name}"
        self._objects = KnownObjects() if known is None else known

    @property
    def full_name(self) -> str:
        """`owner/name`."""
        return self._full_name

    def repository(self) -> RepositoryAnswer:
        """Returns the repository."""
        return self._get("", RepositoryAnswer)

    def ref(self, branch: str) -> str:
        """Returns the commit id of a branch.

        Raises:
            UnknownRevisionError: There is no such branch.
        """
        return self._known(f"/git/ref/heads/{_quoted(branch)}", _RefAnswer, branch).object.sha

    def branch_commit(self, revision: str) -> CommitAnswer:
        """Returns the commit of a branch (`heads/NAME`) or of a commit id, in one request.

        Raises:
            UnknownRevisionError: There is neither.
        """
        return self._objects.keep(self._known(f"/commits/{_quoted(revision)}", CommitAnswer, revision))

    def commit(self, commit_id: str) -> CommitAnswer:
        """Returns a commit.

        Raises:
            UnknownRevisionError: There is no such commit.
        """
        return self._objects.commit(
            commit_id, lambda: self._known(f"/git/commits/{commit_id}", CommitAnswer, commit_id)
        )

    def tree(self, tree_id: str, *, recursive: bool = True) -> TreeAnswer:
        """Returns a tree, by its id or that of a commit; GitHub truncates very large ones."""
        params = {"recursive": "1"} if recursive else {}
        return self._objects.tree(
            tree_id, recursive=recursive, ask=lambda: self._get(f"/git/trees/{tree_id}", TreeAnswer, params)
        )

    def blob(self, blob_id: str) -> bytes:
        """Returns the content of a blob.

        Raises:
            RepositoryError: There is no such blob.
        """
        raw = "application/vnd.github.raw+json"
        reply = self._ask("GET", f"/git/blobs/{blob_id}", accept=raw, allowed=_MISSING)
        if reply.status in _MISSING:
            raise RepositoryError(
                f"the blob {blob_id} is missing on GitHub; expected every blob of a tree that it told"
            )
        return reply.content

    def compare(self, base: str, head: str, page: int = 1) -> CompareAnswer:
        """Returns the commits of `head` that `base` does not have, a page of them.

        Raises:
            UnknownRevisionError: One of the two does not exist, or they have nothing in common.
        """
        params = {"per_page": _PAGE, "page": page}
        path = f"/compare/{_quoted(base)}...{_quoted(head)}"
        answer = self._known(path, CompareAnswer, f"{base}...{head}", params)
        for each in (answer.base, *answer.commits):
            self._objects.keep(each)
        return answer

    def commits(
        self,
        revision: str,
        *,
        since: datetime | None = None,
        path: str | None = None,
        per_page: int = _PAGE,
        page: int = 1,
    ) -> list[CommitAnswer]:
        """Returns a page of the commits that a branch or commit reaches, the newest first.

        Raises:
            UnknownRevisionError: There is neither.
        """
        params: dict[str, str | int] = {"sha": revision, "per_page": per_page, "page": page}
        params |= {"since": since.strftime("%Y-%m-%dT%H:%M:%SZ")} if since else {}
        params |= {"path": path} if path else {}
        reply = self._ask("GET", "/commits", params=params, allowed=_MISSING)
        if reply.status in _MISSING:
            raise UnknownRevisionError(revision)
        commits = _read_list(reply, CommitAnswer, f"GET {self._root}/commits")
        for each in commits:
            self._objects.keep(each)
        return commits

    def known_commit(self, commit_id: str) -> CommitAnswer | None:
        """Returns a commit that was told already, or None; asks for nothing."""
        return self._objects.known_commit(commit_id)

    def tarball(self, commit_id: str) -> AbstractContextManager[Iterator[bytes]]:
        """Opens the files of a commit as a tar archive, compressed by gzip; GitHub sends it from another host."""
        return self._transport.stream(f"{self._root}/tarball/{commit_id}")

    def create_blob(self, content: bytes) -> str:
        """Creates a blob and returns its id."""
        body = {"content": base64.b64encode(content).decode(), "encoding": "base64"}
        return self._post("/git/blobs", body, _ShaAnswer).sha

    def create_tree(self, base_tree: str, entries: Mapping[str, bytes | str | None]) -> str:
        """Creates a tree out of another and returns its id.

        Args:
            base_tree: Id of the other tree.
            entries: Path to content, to the id of a blob, or to None for a file that goes.
        """
        tree = [self._entry(path, content) for path, content in entries.items()]
        return self._post("/git/trees", {"base_tree": base_tree, "tree": tree}, _ShaAnswer).sha

    def create_commit(self, message: str, tree_id: str, parents: Sequence[str]) -> str:
        """Creates a commit, which no branch has yet, and returns its id."""
        body = {"message": message, "tree": tree_id, "parents": list(parents)}
        return self._post("/git/commits", body, _ShaAnswer).sha

    def update_ref(self, branch: str, commit_id: str, *, force: bool = False) -> None:
        """Points a branch to a commit.

        Raises:
            BranchMovedError: The commit is no descendant of what the branch points to.
            ProtectedBranchError: The branch takes no commits from us.
        """
        path = f"/git/refs/heads/{_quoted(branch)}"
        self._change_branch("PATCH", path, {"sha": commit_id, "force": force}, branch)

    def create_ref(self, branch: str, commit_id: str) -> None:
        """Creates a branch.

        Raises:
            BranchMovedError: There is one, which points elsewhere.
        """
        try:
            self._change_branch("POST", "/git/refs", {"ref": f"refs/heads/{branch}", "sha": commit_id}, branch)
        except BranchMovedError:
            if self.ref(branch) != commit_id:  # else it is ours, and the answer was lost
                raise

    def pulls(self, head_branch: str, base_branch: str) -> list[PullAnswer]:
        """Returns the pull requests from one branch of this repository to another, the newest first."""
        owner = self._full_name.partition("/")[0]
        params: dict[str, str | int] = {
            "head": f"{owner}:{head_branch}",
            "base": base_branch,
            "state": "all",
            "per_page": 20,
        }
        return self._list("/pulls", PullAnswer, params)

    def pull(self, number: int) -> PullAnswer:
        """Returns a pull request."""
        return self._get(f"/pulls/{number}", PullAnswer)

    def create_pull(self, *, title: str, body: str, head: str, base: str) -> PullAnswer:
        """Opens a pull request.

        Raises:
            HostRefusedError: With status 422 where one is open already, or there is nothing between the two branches.
        """
        values = {"title": title, "body": body, "head": head, "base": base}
        return _read(self._ask("POST", "/pulls", json=values), PullAnswer, "a new pull request")

    def update_pull(self, number: int, *, body: str) -> PullAnswer:
        """Gives a pull request another description."""
        reply = self._ask("PATCH", f"/pulls/{number}", json={"body": body})
        return _read(reply, PullAnswer, "a pull request")

    def create_status(self, commit_id: str, *, state: str, context: str, description: str) -> None:
        """Shows a commit status: `success`, `failure`, `pending` or `error`."""
        values = {"state": state, "context": context, "description": description}
        self._ask("POST", f"/statuses/{commit_id}", json=values)

    def create_check_run(
        self, *, name: str, head_sha: str, conclusion: str, title: str, summary: str, annotations: Sequence[object]
    ) -> int:
        """Shows a check run, which Apps alone may, and returns its id."""
        output = {"title": title, "summary": summary, "annotations": list(annotations)}
        values = {"name": name, "head_sha": head_sha, "status": "completed", "conclusion": conclusion, "output": output}
        return self._post("/check-runs", values, _NumberAnswer).id

    def update_check_run(self, number: int, *, title: str, summary: str, annotations: Sequence[object]) -> None:
        """Adds annotations to a check run."""
        output = {"title": title, "summary": summary, "annotations": list(annotations)}
        self._ask("PATCH", f"/check-runs/{number}", json={"output": output})

    def hooks(self) -> list[HookAnswer]:
        """Returns the webhooks of the repository."""
        return self._list("/hooks", HookAnswer, {"per_page": _PAGE})

    def create_hook(self, *, url: str, secret: str, events: Sequence[str]) -> HookAnswer:
        """Creates a webhook."""
        values = {"name": "web", "active": True, "events": list(events), "config": _hook_config(url, secret)}
        reply = self._ask("POST", "/hooks", json=values, is_repeatable=False)
        return _read(reply, HookAnswer, "a new webhook")

    def update_hook(self, hook_id: int, *, url: str, secret: str, events: Sequence[str]) -> HookAnswer:
        """Changes a webhook."""
        values = {"active": True, "events": list(events), "config": _hook_config(url, secret)}
        return _read(self._ask("PATCH", f"/hooks/{hook_id}", json=values), HookAnswer, "a webhook")

    def ping_hook(self, hook_id: int) -> None:
        """Lets GitHub send a ping."""
        self._ask("POST", f"/hooks/{hook_id}/pings")

    def hook_deliveries(self, hook_id: int, *, cursor: str | None = None) -> tuple[list[DeliveryAnswer], str | None]:
        """Returns a page of the attempts to deliver events, the newest first, and the cursor of the next."""
        params: dict[str, str | int] = {"per_page": _PAGE} | ({"cursor": cursor} if cursor else {})
        reply = self._ask("GET", f"/hooks/{hook_id}/deliveries", params=params)
        return _read_list(reply, DeliveryAnswer, "the deliveries of a webhook"), _next_cursor(reply)

    def redeliver(self, hook_id: int, delivery_id: int) -> None:
        """Lets GitHub deliver an event again."""
        self._ask("POST", f"/hooks/{hook_id}/deliveries/{delivery_id}/attempts", is_repeatable=False)

    def is_protected(self, branch: str) -> bool:
        """Whether a branch has any rule of protection."""
        return self._known(f"/branches/{_quoted(branch)}", _BranchAnswer, branch).protected

    def rules(self, branch: str) -> tuple[str, ...]:
        """Returns the kinds of rules of rule sets that hold for a branch; an older Enterprise Server knows none."""
        reply = self._ask("GET", f"/rules/branches/{_quoted(branch)}", params={"per_page": _PAGE}, allowed=_NOT_GIVEN)
        if reply.status in _NOT_GIVEN:
            return ()
        return tuple(each.type for each in _read_list(reply, _RuleAnswer, "the rules of a branch"))

    def may_write(self, permission: str) -> tuple[bool | None, int]:
        """Returns whether a permission is there, and the status that tells so; None where it does not tell.

        What a token may do can be read nowhere. So something is asked for without saying what: GitHub looks at the
        permission first and then at the values, which are missing, and writes nothing in either case.
        """
        reply = self._ask("POST", _WRITING[permission], json={}, allowed=_NOT_GIVEN | _WITHOUT_VALUES)
        is_told = reply.status in _NOT_GIVEN | _WITHOUT_VALUES
        return (reply.status in _WITHOUT_VALUES if is_told else None), reply.status

    def app(self, app_token: str) -> AppAnswer:
        """Returns the App that a token of its own belongs to."""
        reply = self._transport.ask("GET", "/app", auth=TokenAuthentication(app_token))
        return _read(reply, AppAnswer, "the App")

    def installation(self, app_token: str) -> InstallationAnswer:
        """Returns the App's installation on the repository."""
        reply = self._transport.ask("GET", f"{self._root}/installation", auth=TokenAuthentication(app_token))
        return _read(reply, InstallationAnswer, "the App's installation")

    def app_hook(self, app_token: str) -> HookConfigAnswer:
        """Returns the webhook that an App has."""
        reply = self._transport.ask("GET", "/app/hook/config", auth=TokenAuthentication(app_token))
        return _read(reply, HookConfigAnswer, "the webhook of the App")

    def update_app_hook(self, app_token: str, *, url: str, secret: str) -> HookConfigAnswer:
        """Changes the webhook that an App has; its events are chosen on GitHub's pages alone."""
        auth = TokenAuthentication(app_token)
        reply = self._transport.ask("PATCH", "/app/hook/config", json=_hook_config(url, secret), auth=auth)
        return _read(reply, HookConfigAnswer, "the webhook of the App")

    def app_deliveries(self, app_token: str, *, cursor: str | None = None) -> tuple[list[DeliveryAnswer], str | None]:
        """Returns a page of the attempts to deliver events of all the App's repositories, as `hook_deliveries`."""
        params: dict[str, str | int] = {"per_page": _PAGE} | ({"cursor": cursor} if cursor else {})
        auth = TokenAuthentication(app_token)
        reply = self._transport.ask("GET", "/app/hook/deliveries", params=params, auth=auth)
        return _read_list(reply, DeliveryAnswer, "the deliveries of the App"), _next_cursor(reply)

    def redeliver_of_app(self, app_token: str, delivery_id: int) -> None:
        """Lets GitHub deliver an event to the App again."""
        path, auth = f"/app/hook/deliveries/{delivery_id}/attempts", TokenAuthentication(app_token)
        self._transport.ask("POST", path, is_repeatable=False, auth=auth)

    def _ask(
        self,
        method: str,
        path: str,
        *,
        json: object = None,
        params: Mapping[str, str | int] | None = None,
        accept: str | None = None,
        allowed: frozenset[int] = frozenset(),
        is_repeatable: bool = True,
    ) -> Reply:
        return self._transport.ask(
            method,
            f"{self._root}{path}",
            json=json,
            params=params,
            accept=accept,
            allowed=allowed,
            is_repeatable=is_repeatable,
        )

    def _get[T: Answer](self, path: str, kind: type[T], params: Mapping[str, str | int] | None = None) -> T:
        return _read(self._ask("GET", path, params=params), kind, f"GET {self._root}{path}")

    def _known[T: Answer](
        self, path: str, kind: type[T], revision: str, params: Mapping[str, str | int] | None = None
    ) -> T:
        reply = self._ask("GET", path, params=params, allowed=_MISSING)
        if reply.status in _MISSING:
            raise UnknownRevisionError(revision)
        return _read(reply, kind, f"GET {self._root}{path}")

    def _list[T: Answer](self, path: str, kind: type[T], params: Mapping[str, str | int]) -> list[T]:
        return _read_list(self._ask("GET", path, params=params), kind, f"GET {self._root}{path}")

    def _post[T: Answer](self, path: str, body: object, kind: type[T]) -> T:
        return _read(self._ask("POST", path, json=body), kind, f"POST {self._root}{path}")

    def _entry(self, path: str, content: bytes | str | None) -> dict[str, object]:
        entry: dict[str, object] = {"path": path, "mode": "100644", "type": "blob"}
        if isinstance(content, bytes):
            try:
                return entry | {"content": content.decode()}
            except UnicodeDecodeError:
                content = self.create_blob(content)
        return entry | {"sha": content}

    def _change_branch(self, method: str, path: str, body: object, branch: str) -> None:
        reply = self._ask(method, path, json=body, allowed=_REFUSED)
        if reply.status < 400:
            return
        try:
            refusal = _Refusal.model_validate_json(reply.content)
        except ValidationError:  # something between GitHub and us may have its own words
            refusal = _Refusal()
        error = ref_error(
            branch, status=reply.status, message=refusal.message, documentation_url=refusal.documentation_url
        )
        if error is not None:
            raise error
        self._refuse(reply, f"moving the branch {branch}")

    def _refuse(self, reply: Reply, asked: str) -> NoReturn:
        raise HostRefusedError(
            status=reply.status, asked=asked, remedy="Check the permissions of the token or App, and the branch's rules"
        )


class _ObjectAnswer(Answer):
    sha: ObjectId


class _RefAnswer(Answer):
    object: _ObjectAnswer


class _ShaAnswer(Answer):
    sha: ObjectId


class _NumberAnswer(Answer):
    id: int


class _BranchAnswer(Answer):
    protected: bool


class _RuleAnswer(Answer):
    type: str


class _Refusal(Answer):
    message: str = ""
    documentation_url: str = ""


def _hook_config(url: str, secret: str) -> dict[str, str]:
    return {"url": url, "content_type": "json", "insecure_ssl": "0", "secret": secret}


def _quoted(name: str) -> str:
    return quote(name, safe="")


def _next_cursor(reply: Reply) -> str | None:
    links = httpx.Response(200, headers=dict(reply.headers)).links
    address = links["next"]["url"] if "next" in links else ""
    cursor: str | None = httpx.URL(address).params.get("cursor")
    return cursor


def _read[T: Answer](reply: Reply, kind: type[T], what: str) -> T:
    try:
        return kind.model_validate_json(reply.content)
    except ValidationError as error:
        raise _unreadable(error, what) from None


def _read_list[T: Answer](reply: Reply, kind: type[T], what: str) -> list[T]:
    try:
        return TypeAdapter(list[kind]).validate_json(reply.content)  # type: ignore[valid-type]  # a list of that kind
    except ValidationError as error:
        raise _unreadable(error, what) from None


def _unreadable(error: ValidationError, what: str) -> HostAnswerError:
    """The message names keys and what was expected of them; the values may be anything, and are not told."""
    first = error.errors(include_input=False, include_url=False)[0]
    place = ".".join(map(str, first["loc"])) or "the whole"
    return HostAnswerError(asked=what, problem=f"has in {place[:100]!r}: {first['msg'][:200]}")
