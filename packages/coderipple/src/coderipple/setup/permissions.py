"""What CodeRipple needs to be allowed, and why; a test holds the App's manifest and the guide to it.

Comes in: how findings are reported. Goes out: the permissions that must be there.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Need:
    """A permission.

    Attributes:
        name: As GitHub's API calls it.
        label: As the settings of a token call it.
        level: `read` or `write`.
        reason: What it is for.
        report: The report that needs it; empty means that it is needed always.
    """

    name: str
    label: str
    level: str
    reason: str
    report: str = ""

    @property
    def grant(self) -> str:
        """What to choose in the settings of a token."""
        return f"{self.label}: {'read-only' if self.level == 'read' else 'read and write'}"


METADATA = Need(name="metadata", label="Metadata", level="read", reason="GitHub grants it with every other one")
WRITTEN = (
    Need(name="contents", label="Contents", level="write", reason="reads the code and commits the documents"),
    Need(
        name="pull_requests",
        label="Pull requests",
        level="write",
        reason="opens the pull request where a branch is protected, and reads those that are checked",
    ),
    Need(
        name="statuses",
        label="Commit statuses",
        level="write",
        reason="reports findings as a status",
        report="status",
    ),
    Need(name="checks", label="Checks", level="write", reason="reports findings as a check run", report="check_run"),
)
"""What is written; a token needs those of its report, the App asks for all, as the report may change."""
HOOKS = Need(
    name="repository_hooks",
    label="Webhooks",
    level="write",
    reason="install, verify and redeliver; the function itself does not need it",
)
"""For a token that sets up; an App has a hook of its own."""


def needed(report: str) -> tuple[Need, ...]:
    """Returns what must be writable with this report."""
    return tuple(each for each in WRITTEN if each.report in {"", report})


def app_permissions() -> dict[str, str]:
    """Returns the permissions of the App, as its manifest states them."""
    return {each.name: each.level for each in (METADATA, *WRITTEN)}
