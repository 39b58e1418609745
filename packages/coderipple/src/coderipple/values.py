"""The values that travel between the stages; every one is frozen and holds facts, not behaviour.

Comes in: nothing. Goes out: the vocabulary of the pipeline, in the order in which a push meets it.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from coderipple.facts import Evidence


@dataclass(frozen=True, kw_only=True, slots=True)
class Push:
    """What to document: the state at `head`, compared with `base`.

    Attributes:
        repository: `owner/name`, or the folder's name for a local run.
        head: Revision to document: commit id, branch, tag, or `HEAD`.
        base: Revision to compare with where nothing is documented yet; None means everything.
    """

    repository: str
    head: str
    base: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Commit:
    """One commit of the history.

    Attributes:
        commit_id: Full object id, hexadecimal.
        message: The message as written, undecodable bytes replaced.
    """

    commit_id: str
    message: str

    @property
    def subject(self) -> str:
        """The first line of the message."""
        return self.message.split("\n", 1)[0].strip()


@dataclass(frozen=True, kw_only=True, slots=True)
class PullRequest:
    """A proposed change.

    Attributes:
        number: Its number on the host.
        base_commit: Where it left the branch that it wants to change.
        head_commit: What it proposes.
        is_fork: Whether it comes from another repository.
    """

    number: int
    base_commit: str
    head_commit: str
    is_fork: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One statement of a document that the code does not bear out.

    Attributes:
        path: The document.
        line: Its line, from 1.
        text: What the document says there.
        reason: Why that is not so, and what is so where that is known.
        level: `warning` or `failure`.
    """

    path: str
    line: int
    text: str
    reason: str
    level: str = "warning"


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeSet:
    """The net difference between two commits; a path that was renamed is one removed and one added.

    Attributes:
        base: Commit id compared with; None on a first run, where everything is added.
        head: Commit id that is documented.
        added: Paths that only the head has.
        removed: Paths that only the base has.
        modified: Paths whose content differs.
    """

    base: str | None
    head: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    modified: tuple[str, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """Every path that differs, sorted."""
        return tuple(sorted({*self.added, *self.removed, *self.modified}))

    def outside(self, folder: str) -> "ChangeSet":
        """Returns the part of the difference that lies outside a folder."""

        def kept(paths: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(path for path in paths if not path.startswith(f"{folder}/"))

        return replace(self, added=kept(self.added), removed=kept(self.removed), modified=kept(self.modified))


class ChangeKind(StrEnum):
    """How something that users can see differs."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Subject(StrEnum):
    """What kind of thing differs."""

    SYMBOL = "symbol"
    COMMAND = "command"
    OPTION = "option"
    VARIABLE = "variable"
    ROUTE = "route"
    ERROR = "error"
    PROJECT = "project"
    REQUIREMENT = "requirement"
    DEVELOPMENT_REQUIREMENT = "development requirement"
    ENTRY_POINT = "entry point"
    IMPORT = "import"
    EXAMPLE = "example"
    GUIDE = "guide"
    REASON = "reason"


@dataclass(frozen=True, kw_only=True, slots=True)
class SurfaceChange:
    """One difference that a user of the code can see.

    Attributes:
        subject: What kind of thing differs.
        kind: Added, removed or changed.
        name: Its name.
        module: Module of a symbol, otherwise an empty string.
        detail: The difference in words, for example "`Session.run` gained `jobs`".
        evidence: Where it stands now, or stood, where one place says it.
    """

    subject: Subject
    kind: ChangeKind
    name: str
    module: str
    detail: str
    evidence: Evidence | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class StatedReason:
    """A reason that a commit message states, quoted.

    Attributes:
        commit: The commit.
        subject: What it decides: its subject, or the title of the pull request that it merges.
        quote: The sentences that state it, word for word.
        affected: Paths that the commit changes, tests and documents left out, sorted.
    """

    commit: Commit
    subject: str
    quote: str
    affected: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Overruling:
    """What a commit says of an earlier decision.

    Attributes:
        commit_id: The commit.
        status: What becomes of the decision: `reverted` or `superseded`.
        old: The decision: id of its commit, or number of its record.
    """

    commit_id: str
    status: str
    old: str


@dataclass(frozen=True, kw_only=True, slots=True)
class History:
    """What the new commits say about decisions, in their order.

    Attributes:
        reasons: The reasons that they state.
        overrulings: What they say of earlier decisions, those too that give no reason for it.
    """

    reasons: tuple[StatedReason, ...] = ()
    overrulings: tuple[Overruling, ...] = ()

    @property
    def reverted(self) -> tuple[tuple[str, str], ...]:
        """Id of each commit that is reverted, and of the one that reverts it."""
        return tuple((each.old, each.commit_id) for each in self.overrulings if each.status == "reverted")


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """Whether a role writes a section, and why; also the reason of a no.

    Attributes:
        role: The role.
        invoked: Whether it writes.
        reason: Why, or why not.
        section_id: The section; empty for a no.
        document: Path of its document inside the output folder; empty for a no.
        evidence: Where the changes stand that the reason names.
    """

    role: str
    invoked: bool
    reason: str
    section_id: str = ""
    document: str = ""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """One line of a section, true by its evidence.

    Attributes:
        text: Markdown.
        evidence: The facts behind it.
    """

    text: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A drafted section of one document.

    Attributes:
        role: The role that writes it.
        section_id: Identity across runs, for example `interfaces/coderipple.config`; sections stand in its order.
        document: Path of the document inside the output folder.
        title: Title of that document, used when it is new.
        label: What the section is about, in words that a reason can use.
        heading: Markdown of the section's heading, or an empty string.
        statements: The facts, a line each; none means that the section goes.
        subjects: The kinds of change that can change it.
        modules: Of a section about modules, their names; otherwise empty.
        introduction: Sentences of a model that phrase the facts, or an empty string.
        reason: Why it is written; empty while that is not decided.
    """

    role: str
    section_id: str
    document: str
    title: str
    label: str
    heading: str
    statements: tuple[Statement, ...]
    subjects: frozenset[Subject] = frozenset()
    modules: frozenset[str] = frozenset()
    introduction: str = ""
    reason: str = ""


class Action(StrEnum):
    """What happens to a document."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    KEEP = "keep"
    REFUSE = "refuse"
    WAIT = "wait"


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentOutcome:
    """What happened to one document, and why.

    Attributes:
        path: Path in the repository.
        action: What happened.
        reason: Why.
    """

    path: str
    action: Action
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelUsage:
    """What was asked of a language model.

    Attributes:
        calls: Requests.
        tokens: Tokens that it took and gave.
        faults: Requests that failed.
    """

    calls: int = 0
    tokens: int = 0
    faults: int = 0
