"""What GitHub answers, as far as it is used; an answer is untrusted until it is one of these.

Comes in: decoded JSON. Goes out: frozen values; keys that nothing here needs are ignored.
"""

from datetime import datetime
from typing import Annotated, Any

from pydantic import (
    AliasChoices,
    AliasPath,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

type ObjectId = Annotated[str, StringConstraints(pattern=r"^(?:[0-9a-f]{40}|[0-9a-f]{64})$")]
"""The name of a git object."""

type Name = Annotated[str, StringConstraints(max_length=1024)]


def _ids(value: Any) -> Any:
    """Returns the ids of parents, which GitHub wraps in objects."""
    return [each.get("sha") if isinstance(each, dict) else each for each in value] if isinstance(value, list) else value


def _moment(value: Any) -> Any:
    """Returns a time, or None where it is none: whoever makes a commit may date it as he likes."""
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else None


def _at(*paths: str) -> Any:
    """Returns a field that is read from the first of some places, their keys separated by dots."""
    return Field(validation_alias=AliasChoices(*(AliasPath(*path.split(".")) for path in paths)))


class Answer(BaseModel):
    """The base of all answers."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


class RepositoryAnswer(Answer):
    """A repository; `permissions` are those of whoever asks."""

    id: int = 0
    full_name: Name = ""
    default_branch: Name
    private: bool = False
    archived: bool = False
    permissions: dict[str, bool] = Field(default_factory=dict)


class CommitAnswer(Answer):
    """A commit, as the Git Data API and the list of commits tell it."""

    sha: ObjectId
    tree_sha: ObjectId = _at("tree.sha", "commit.tree.sha")
    parents: Annotated[tuple[ObjectId, ...], BeforeValidator(_ids)] = ()
    message: str = _at("commit.message", "message")
    committed_at: Annotated[datetime | None, BeforeValidator(_moment)] = Field(
        default=None, validation_alias=AliasPath("commit", "committer", "date")
    )


class TreeEntry(Answer):
    """A file, folder, link or submodule of a tree."""

    path: str
    mode: str
    type: str
    sha: ObjectId
    size: int | None = None


class TreeAnswer(Answer):
    """A tree; a truncated one lacks entries."""

    sha: ObjectId
    entries: tuple[TreeEntry, ...] = _at("tree")
    truncated: bool = False


class CompareAnswer(Answer):
    """The commits that lie between two; each page has the first three fields."""

    status: str
    base: CommitAnswer = _at("base_commit")
    merge_base: CommitAnswer = _at("merge_base_commit")
    commits: tuple[CommitAnswer, ...] = ()
    total_commits: int = 0


class PullAnswer(Answer):
    """A pull request."""

    number: int
    state: str
    body: Annotated[str, BeforeValidator(lambda value: value or "")] = ""
    html_url: str = ""
    head_sha: ObjectId = _at("head.sha")
    base_sha: ObjectId = _at("base.sha")
    head_repository: str | None = Field(default=None, validation_alias=AliasPath("head", "repo", "full_name"))
    base_repository: str | None = Field(default=None, validation_alias=AliasPath("base", "repo", "full_name"))

    @property
    def is_open(self) -> bool:
        """Whether it is neither merged nor closed."""
        return self.state == "open"

    @property
    def is_fork(self) -> bool:
        """Whether it comes from another repository, or from one that is gone."""
        return self.head_repository is None or self.head_repository != self.base_repository


class HookAnswer(Answer):
    """A webhook of a repository; its secret is never told."""

    id: int
    active: bool = True
    events: tuple[str, ...] = ()
    url: str = Field(default="", validation_alias=AliasPath("config", "url"))
    content_type: str = Field(default="form", validation_alias=AliasPath("config", "content_type"))
    insecure_ssl: Annotated[str, BeforeValidator(str)] = Field(
        default="0", validation_alias=AliasPath("config", "insecure_ssl")
    )
    has_secret: Annotated[bool, BeforeValidator(bool)] = Field(
        default=False, validation_alias=AliasPath("config", "secret")
    )


class HookConfigAnswer(Answer):
    """Where the webhook of an App delivers to, and how; its secret is never told."""

    url: Annotated[str, BeforeValidator(lambda value: value or "")] = ""
    content_type: str = "form"
    insecure_ssl: Annotated[str, BeforeValidator(str)] = "0"
    has_secret: Annotated[bool, BeforeValidator(bool)] = Field(default=False, validation_alias="secret")


class DeliveryAnswer(Answer):
    """An attempt to deliver a webhook's event; those of one event share `guid`."""

    id: int
    guid: str
    delivered_at: AwareDatetime
    redelivery: bool = False
    status: str = ""
    status_code: int = 0
    event: str = ""
    action: str | None = None
    repository_id: int | None = None


class AppAnswer(Answer):
    """A GitHub App, asked for by itself."""

    slug: str
    events: tuple[str, ...] = ()
    permissions: dict[str, str] = Field(default_factory=dict)


class InstallationAnswer(Answer):
    """An App's installation on a repository's owner."""

    id: int
    permissions: dict[str, str] = Field(default_factory=dict)
    events: tuple[str, ...] = ()
    suspended_at: datetime | None = None


class TokenAnswer(Answer):
    """A token of an installation; its length means nothing."""

    token: Annotated[str, StringConstraints(max_length=100_000, pattern=r"^[!-~]+$")] = Field(repr=False)
    expires_at: AwareDatetime
