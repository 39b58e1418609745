"""The part of the fake GitHub that keeps how a repository is set up: hooks, deliveries, permissions, rules."""

from dataclasses import dataclass, field
from typing import Any

from fakes.github.git_writes import Answer, Body, invalid

MASK = "********"
PAGE = 2
_PROBED = {"git/refs": "contents", "pulls": "pull_requests", "check-runs": "checks"}


@dataclass
class Hooks:
    """Answers requests about the set-up.

    Attributes:
        hooks: Number to hook, its secret included, which is never told.
        deliveries: The attempts of every hook, newest first.
        app_hook: Configuration of the App's hook.
        app: What the App says of itself.
        installation: What the owner granted to the App.
        missing: Permissions that the token does not have.
        rules: Kinds of rules for every branch; None: the server knows no rule sets.
        protected: Branches with a rule of protection.
        redelivered: Numbers of the attempts that were asked for again.
    """

    hooks: dict[int, dict[str, Any]] = field(default_factory=dict)
    deliveries: list[dict[str, Any]] = field(default_factory=list)
    app_hook: dict[str, Any] = field(default_factory=dict)
    app: dict[str, Any] = field(default_factory=lambda: {"slug": "coderipple", "events": ["push", "pull_request"]})
    installation: dict[str, Any] = field(default_factory=lambda: {"id": 42, "permissions": {}})
    missing: set[str] = field(default_factory=set)
    rules: list[str] | None = field(default_factory=list)
    protected: set[str] = field(default_factory=set)
    redelivered: list[int] = field(default_factory=list)

    def answer(self, method: str, path: str, query: dict[str, str], body: Body) -> Answer | None:
        """Returns the answer to a request, or None where it is about something else."""
        if method == "POST" and not body and (path in _PROBED or path.startswith("statuses/")):
            return self._probed(_PROBED.get(path, "statuses"))
        return (
            self._of_hooks(method, path, body)
            or self._of_deliveries(method, path, query)
            or self._of_branches(method, path)
            or self._of_the_app(method, path, body)
        )

    def _of_hooks(self, method: str, path: str, body: Body) -> Answer | None:
        match method, path.split("/"):
            case "GET", ["hooks"]:
                return 200, [_shown(each) for each in self.hooks.values()]
            case "POST", ["hooks"]:
                return self._write(max(self.hooks, default=0) + 1, body, status=201)
            case "PATCH", ["hooks", number]:
                return self._write(int(number), body, status=200)
        return None

    def _of_deliveries(self, method: str, path: str, query: dict[str, str]) -> Answer | None:
        match method, path.split("/"):
            case "GET", ["hooks", _, "deliveries"] | ["app", "hook", "deliveries"]:
                return 200, self.deliveries[int(query.get("cursor", "0")) :][:PAGE]
            case "POST", ["hooks" | "app", _, "deliveries", number, "attempts"]:
                self.redelivered.append(int(number))
                return 202, {}
        return None

    def _of_branches(self, method: str, path: str) -> Answer | None:
        match method, path.split("/"):
            case "GET", ["branches", *names]:
                return 200, {"name": "/".join(names), "protected": "/".join(names) in self.protected}
            case "GET", ["rules", "branches", *_]:
                return (404, {}) if self.rules is None else (200, [{"type": each} for each in self.rules])
        return None

    def next_cursor(self, path: str, query: dict[str, str]) -> str | None:
        """Returns where the next page of deliveries begins."""
        end = int(query.get("cursor", "0")) + PAGE
        return str(end) if path.endswith("/deliveries") and end < len(self.deliveries) else None

    def _of_the_app(self, method: str, path: str, body: Body) -> Answer | None:
        match method, path:
            case "GET", "app":
                return 200, self.app
            case "GET", "installation":
                return 200, self.installation
            case "GET", "app/hook/config":
                return 200, _masked(self.app_hook)
            case "PATCH", "app/hook/config":
                self.app_hook |= body
                return 200, _masked(self.app_hook)
        return None

    def _probed(self, permission: str) -> Answer:
        if permission in self.missing:
            return 403, {"message": "Resource not accessible by personal access token"}
        return invalid("Invalid request.")

    def _write(self, number: int, body: Body, *, status: int) -> Answer:
        if any(each["config"]["url"] == body["config"]["url"] and each["id"] != number for each in self.hooks.values()):
            return invalid(
                "Validation Failed", {"resource": "Hook", "code": "custom", "message": "Hook already exists"}
            )
        self.hooks[number] = {"id": number, "name": "web", **body}
        return status, _shown(self.hooks[number])


def _shown(hook: dict[str, Any]) -> dict[str, Any]:
    return hook | {"config": _masked(hook["config"])}


def _masked(config: dict[str, Any]) -> dict[str, Any]:
    return config | ({"secret": MASK} if config.get("secret") else {})
