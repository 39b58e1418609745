"""The part of the fake GitHub that keeps what is shown beside a commit: statuses and check runs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fakes.github.git_writes import Answer, Body, invalid

_STATES = {"error", "failure", "pending", "success"}
_LEVELS = {"notice", "warning", "failure"}


@dataclass
class Reports:
    """Answers requests about statuses and check runs.

    Attributes:
        statuses: What was created, each with the `sha` that it belongs to.
        check_runs: Number to check run, with the annotations of all requests.
        is_app: Whether an App asks; nobody else may write check runs.
    """

    statuses: list[dict[str, Any]] = field(default_factory=list)
    check_runs: dict[int, dict[str, Any]] = field(default_factory=dict)
    is_app: bool = True

    def answer(self, method: str, path: str, body: Body) -> Answer | None:
        """Returns the answer to a request, or None where it is about something else."""
        match method, path.split("/"):
            case "POST", ["statuses", sha]:
                return self._create_status(sha, body)
            case "POST", ["check-runs"]:
                number = len(self.check_runs) + 1
                return self._write_check_run(number, body, status=201)
            case "PATCH", ["check-runs", number]:
                return self._write_check_run(int(number), body, status=200)
        return None

    def _create_status(self, sha: str, body: Body) -> Answer:
        if body["state"] not in _STATES:
            return invalid("Validation Failed", {"resource": "Status", "code": "invalid", "field": "state"})
        if len(body.get("description", "")) > 140:
            words = "description is too long (maximum is 140 characters)"
            return invalid("Validation Failed", {"resource": "Status", "code": "custom", "message": words})
        self.statuses.append({"sha": sha, **body})
        return 201, {"id": len(self.statuses), **body}

    def _write_check_run(self, number: int, body: Body, *, status: int) -> Answer:
        if not self.is_app:
            return 403, {"message": "You must authenticate via a GitHub App.", "status": "403"}
        output: Mapping[str, Any] = body.get("output", {})
        annotations = output.get("annotations", [])
        if len(annotations) > 50:
            return invalid(f"Invalid request.\n\nNo more than 50 items are allowed; {len(annotations)} were supplied.")
        if any(each["annotation_level"] not in _LEVELS or each["start_line"] < 1 for each in annotations):
            return invalid("Invalid request.")
        run = self.check_runs.setdefault(number, {"id": number, "annotations": []})
        run.update({name: value for name, value in body.items() if name != "output"})
        run.update({name: output[name] for name in ("title", "summary") if name in output})
        run["annotations"] += annotations
        return status, {"id": number, "head_sha": run.get("head_sha"), "status": run.get("status")}
