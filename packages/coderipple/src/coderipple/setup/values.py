"""What is seen of a repository's set-up, and what is said about it.

Comes in: nothing. Goes out: values without behaviour, but for their form as JSON data.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

EVENTS = ("push", "pull_request")
"""The events that a hook must send: a push is documented, a pull request is checked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What an operator asks about.

    Attributes:
        repository: `owner/name`.
        url: Where the hook delivers to; empty where the operator does not say.
        branch: The branch that is documented; empty means the default branch.
        output_dir: Folder of the documents.
        report: How findings about a pull request are shown: `none`, `status`, `check_run`.
        strategy: Where documents go.
        source_repo: The one repository that the settings allow; empty means any.
    """

    repository: str
    url: str = ""
    branch: str = ""
    output_dir: str = "coderipple"
    report: str = "none"
    strategy: str = "github_direct"
    source_repo: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class HostRepository:
    """A repository as its host shows it to the credentials.

    Attributes:
        full_name: Its name now; another one than was asked for where it was renamed.
        default_branch: The branch that is shown first.
        is_archived: Whether nothing can be written any more.
    """

    full_name: str
    default_branch: str
    is_archived: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Permission:
    """Whether the credentials may do something.

    Attributes:
        name: As GitHub calls it, for example `contents`.
        is_granted: None where that cannot be told.
        found: What it was told by.
    """

    name: str
    is_granted: bool | None
    found: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Hook:
    """A webhook.

    Attributes:
        id: Its number; 0 is the one hook of a GitHub App.
        url: Where it delivers to.
        is_active: Whether it delivers at all.
        content_type: `json` or `form`.
        events: What it delivers.
        verifies_tls: Whether the receiver's certificate is verified.
        has_secret: Whether it signs what it delivers.
    """

    id: int
    url: str
    is_active: bool
    content_type: str
    events: tuple[str, ...]
    verifies_tls: bool
    has_secret: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """One attempt to deliver one event.

    Attributes:
        id: Number of the attempt.
        guid: What was delivered; all attempts share it.
        delivered_at: When.
        event: Kind of event, with its action where it has one.
        status_code: The receiver's answer; 0 where there was none.
        status: GitHub's word for it.
    """

    id: int
    guid: str
    delivered_at: datetime
    event: str
    status_code: int
    status: str

    @property
    def is_failed(self) -> bool:
        """Whether the receiver did not take it."""
        return not 200 <= self.status_code < 300

    def as_dict(self) -> dict[str, Any]:
        """The attempt as JSON data."""
        shown = {"id": self.id, "guid": self.guid, "delivered_at": self.delivered_at.isoformat(), "event": self.event}
        return shown | {"status_code": self.status_code, "status": self.status}


@dataclass(frozen=True, kw_only=True, slots=True)
class Branch:
    """A branch.

    Attributes:
        name: Its name.
        head: Its commit id.
        is_protected: Whether the host calls it protected.
        rules: Kinds of rules that hold for it.
    """

    name: str
    head: str
    is_protected: bool
    rules: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Folder:
    """What stands at a path of a commit.

    Attributes:
        is_folder: Whether that is a folder; None where nothing is there.
        names: What is in it.
    """

    is_folder: bool | None
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Health:
    """The answer of a function to a health check.

    Attributes:
        url: What was asked.
        status_code: HTTP status; 0 without an answer.
        status: What the body says, or what went wrong.
    """

    url: str
    status_code: int
    status: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """The host did not show something.

    Attributes:
        problem: Its words and the remedy.
    """

    problem: str


class Verdict(StrEnum):
    """What a check comes to."""

    HOLDS = "holds"
    WRONG = "wrong"
    UNKNOWN = "unknown"
    UNNEEDED = "unneeded"


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """One thing that was looked at.

    Attributes:
        name: What.
        verdict: What it comes to.
        found: What was seen.
        remedy: What to do; empty where nothing is to be done.
    """

    name: str
    verdict: Verdict
    found: str
    remedy: str = ""

    def as_dict(self) -> dict[str, str]:
        """The check as JSON data."""
        return {"name": self.name, "verdict": self.verdict.value, "found": self.found, "remedy": self.remedy}


@dataclass(frozen=True, kw_only=True, slots=True)
class Verification:
    """All checks of a repository.

    Attributes:
        repository: `owner/name`.
        checks: In the order in which they build on each other.
    """

    repository: str
    checks: tuple[Check, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong; what could not be seen is not."""
        return not any(each.verdict is Verdict.WRONG for each in self.checks)

    def as_dict(self) -> dict[str, Any]:
        """The verification as JSON data."""
        return {
            "repository": self.repository,
            "holds": self.holds,
            "checks": [each.as_dict() for each in self.checks],
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class Installation:
    """A hook that was created or updated.

    Attributes:
        repository: `owner/name`.
        hook: The hook as it is now.
        is_new: Whether it was created.
        secret: What it signs with, where it was generated here; empty where the operator gave it.
        others: Addresses of further hooks on the same host, each of which delivers everything once more.
        checks: What the credentials may do.
    """

    repository: str
    hook: Hook
    is_new: bool
    secret: str = field(default="", repr=False)
    others: tuple[str, ...]
    checks: tuple[Check, ...]

    @property
    def holds(self) -> bool:
        """Whether the credentials may do what is needed."""
        return not any(each.verdict is Verdict.WRONG for each in self.checks)

    def as_dict(self) -> dict[str, Any]:
        """The installation as JSON data, the generated secret included: this is the one time that it is told."""
        return {
            "repository": self.repository,
            "hook": {"id": self.hook.id, "url": self.hook.url, "events": list(self.hook.events)},
            "created": self.is_new,
            "secret": self.secret or None,
            "others": list(self.others),
            "checks": [each.as_dict() for each in self.checks],
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class Redelivery:
    """What became of a failed delivery.

    Attributes:
        delivery: Its newest attempt.
        problem: Why it could not be asked for again; empty where it was, or was not to be.
        is_asked: Whether the host was asked to deliver it again.
    """

    delivery: Delivery
    problem: str = ""
    is_asked: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Redeliveries:
    """The failed deliveries of a hook.

    Attributes:
        repository: `owner/name`.
        since: The oldest time that was looked at.
        seen: How many deliveries there were since then, each counted once.
        items: The failed ones, oldest first.
        is_dry: Whether they were only listed.
    """

    repository: str
    since: datetime
    seen: int
    items: tuple[Redelivery, ...]
    is_dry: bool

    @property
    def holds(self) -> bool:
        """Whether everything that failed is delivered again."""
        return not any(each.problem for each in self.items)

    def as_dict(self) -> dict[str, Any]:
        """The deliveries as JSON data."""
        items = [
            each.delivery.as_dict() | {"redelivered": each.is_asked, "problem": each.problem or None}
            for each in self.items
        ]
        return {
            "repository": self.repository,
            "since": self.since.isoformat(),
            "seen": self.seen,
            "dry_run": self.is_dry,
            "failed": items,
        }
