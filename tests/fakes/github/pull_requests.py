"""The part of the fake GitHub that keeps pull requests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dulwich.refs import Ref
from dulwich.repo import MemoryRepo
from fakes.github.git_writes import Answer, Body, invalid


@dataclass
class PullRequests:
    """Answers requests about pull requests, whose heads follow their branches as long as they are open.

    Attributes:
        repo: The objects and references.
        full_name: `owner/name`.
        pulls: Number to pull request, as GitHub shows it.
        before_create: What happens just before one is opened, once: a race.
        is_late: Whether they do not yet tell to what their branches moved, as for some seconds on GitHub.
    """

    repo: MemoryRepo
    full_name: str
    pulls: dict[int, dict[str, Any]] = field(default_factory=dict)
    before_create: Callable[[], object] | None = None
    is_late: bool = False

    def answer(self, method: str, path: str, query: Mapping[str, str], body: Body) -> Answer | None:
        """Returns the answer to a request, or None where it is about something else; `path` begins with `pulls`."""
        self._follow()
        match method, path.split("/"):
            case "GET", ["pulls"]:
                return 200, self._found(query)
            case "POST", ["pulls"]:
                return self._create(body)
            case "GET", ["pulls", number]:
                return self._one(number)
            case "PATCH", ["pulls", number]:
                status, pull = self._one(number)
                if status == 200:
                    pull.update({name: body[name] for name in ("title", "body", "state") if name in body})
                return status, pull
        return None

    def open_from_fork(self, *, head_sha: str, base: str) -> int:
        """Lets somebody propose a commit of a fork; returns the number."""
        return self._opened({"head": "topic", "base": base, "title": "x"}, head_sha, f"stranger/{self._name}")

    def close(self, number: int, *, is_merged: bool = False) -> None:
        """Lets a person close or merge a pull request; its branch stays, and the base is not touched."""
        self._follow()
        self.pulls[number].update(state="closed", merged_at="2026-01-02T03:04:05Z" if is_merged else None)

    @property
    def open_numbers(self) -> list[int]:
        """The numbers of the open ones."""
        return [number for number, pull in self.pulls.items() if pull["state"] == "open"]

    @property
    def _name(self) -> str:
        return self.full_name.partition("/")[2]

    def _found(self, query: Mapping[str, str]) -> list[dict[str, Any]]:
        """Returns pull requests, newest first, as the parameters `state`, `head` and `base` choose them."""
        state, head, base = query.get("state", "open"), query.get("head"), query.get("base")
        chosen = [
            pull
            for pull in reversed(self.pulls.values())
            if state in {"all", pull["state"]}
            and head in {None, pull["head"]["label"]}
            and base in {None, pull["base"]["ref"]}
        ]
        size, page = int(query.get("per_page", "30")), int(query.get("page", "1"))
        return chosen[size * (page - 1) : size * page]

    def _one(self, number: str) -> tuple[int, Any]:
        if not number.isdigit() or int(number) not in self.pulls:
            return 404, {"message": "Not Found", "documentation_url": "https://docs.github.com/rest", "status": "404"}
        return 200, self.pulls[int(number)]

    def _create(self, body: Body) -> Answer:
        race, self.before_create = self.before_create, None
        if race is not None:
            race()
        head, base = self._tip(body["head"]), self._tip(body["base"])
        if head is None or base is None:
            return _refused({"resource": "PullRequest", "field": "head" if base else "base", "code": "invalid"})
        label = f"{self.full_name.partition('/')[0]}:{body['head']}"
        if self._found({"head": label, "base": body["base"]}):
            return _refused(
                {"resource": "PullRequest", "code": "custom", "message": f"A pull request already exists for {label}."}
            )
        if head == base:
            words = f"No commits between {body['base']} and {body['head']}"
            return _refused({"resource": "PullRequest", "code": "custom", "message": words})
        return 201, self.pulls[self._opened(body, head, self.full_name)]

    def _opened(self, body: Body, head_sha: str, head_name: str) -> int:
        number = len(self.pulls) + 1
        owner = head_name.partition("/")[0]
        self.pulls[number] = {
            "number": number,
            "state": "open",
            "title": body["title"],
            "body": body.get("body"),
            "draft": False,
            "merged_at": None,
            "html_url": f"https://github.com/{self.full_name}/pull/{number}",
            "user": {"login": "coderipple[bot]"},
            "head": {
                "label": f"{owner}:{body['head']}",
                "ref": body["head"],
                "sha": head_sha,
                "repo": {"full_name": head_name, "fork": head_name != self.full_name},
            },
            "base": {
                "label": f"{self.full_name.partition('/')[0]}:{body['base']}",
                "ref": body["base"],
                "sha": self._tip(body["base"]),
                "repo": {"full_name": self.full_name, "fork": False},
            },
        }
        return number

    def _follow(self) -> None:
        for pull in self.pulls.values():
            if pull["state"] == "open" and not self.is_late:
                for end in ("head", "base"):
                    tip = self._tip(pull[end]["ref"]) if pull[end]["repo"]["full_name"] == self.full_name else None
                    pull[end]["sha"] = tip or pull[end]["sha"]

    def _tip(self, branch: str) -> str | None:
        ref = Ref(f"refs/heads/{branch}".encode())
        return self.repo.refs[ref].decode() if ref in self.repo.refs else None


def _refused(error: Body) -> Answer:
    return invalid("Validation Failed", error)
