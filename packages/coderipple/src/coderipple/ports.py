"""What the flow needs from the world; each need is a protocol, each way to meet it an adapter.

Comes in: nothing. Goes out: the types that `wiring` fills and that the fakes of the tests imitate.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from coderipple.values import ChangeSet, Commit, Finding, ModelUsage, PullRequest, Section


class Repository(Protocol):
    """Reads the source side of a repository at given commits."""

    def resolve(self, revision: str) -> str:
        """Returns the commit id of a revision.

        Raises:
            UnknownRevisionError: There is no such revision.
            NoCommitError: It is HEAD, and nothing is committed yet.
        """
        ...

    def tree(self, commit_id: str) -> Mapping[str, str]:
        """Returns path to blob id of every regular file; links and submodules are left out."""
        ...

    def prepare(self, commit_id: str, blob_ids: Collection[str]) -> None:
        """Announces which blobs of a commit will be read, so that they can be fetched together."""
        ...

    def blob(self, blob_id: str) -> bytes:
        """Returns the content of a blob."""
        ...

    def compare(self, base: str | None, head: str) -> ChangeSet:
        """Returns the net difference between two commits; None as base stands for the empty tree."""
        ...

    def commits(self, base: str | None, head: str) -> tuple[Commit, ...]:
        """Returns the commits of head that base does not have, in the order in which the branch got them.

        The chain of first parents goes from old to new, and before each of its commits come those that it introduced,
        parents before children. So the order does not depend on how many pushes it took.
        """
        ...

    def first_parents(self, base: str | None, head: str) -> tuple[Commit, ...]:
        """Returns the first-parent chain from base, itself included, to head, oldest first.

        Without a base, or where it is not on the chain, the chain starts at the first commit.
        """
        ...

    def changed_paths(self, commit_id: str) -> tuple[str, ...]:
        """Returns the paths in which a commit differs from its first parent."""
        ...


class FactsCache(Protocol):
    """Keeps what single files say from one run to the next, as far as it can; what it lost is read again."""

    def read(self, key: str) -> bytes | None:
        """Returns what is kept under a key, or None."""
        ...

    def keep(self, entries: Mapping[str, bytes]) -> None:
        """Keeps bytes by key."""
        ...


class DocumentStore(Protocol):
    """Holds the documents; paths are relative to the output folder."""

    @property
    def is_atomic(self) -> bool:
        """Whether it publishes all documents at once or none, however a run ends."""
        ...

    def in_folder(self, output_dir: str) -> "DocumentStore":
        """Returns the store of another output folder of the same repository."""
        ...

    def paths(self) -> tuple[str, ...]:
        """Returns the path of every document, sorted."""
        ...

    def read(self, path: str) -> bytes | None:
        """Returns a document's content, or None where there is none.

        Raises:
            DocumentError: The path is not a regular file inside the output folder.
        """
        ...

    def publish(self, files: Mapping[str, bytes | None], message: str = "") -> None:
        """Writes the documents in the given order; None removes one.

        Args:
            files: Path inside the output folder to content.
            message: Message of the commit, where publishing is one.

        Raises:
            DocumentError: A path does not lie inside the output folder, or cannot be written.
            BranchMovedError: Somebody else pushed meanwhile; nothing was written.
            ProtectedBranchError: The branch takes no commits from us; nothing was written.
        """
        ...


class CodeHost(Protocol):
    """What a push needs of the host of a repository, besides contents."""

    def default_branch(self) -> str:
        """Returns the name of the branch that the host shows first."""
        ...

    def head(self, branch: str, *, outdated: str | None = None) -> str:
        """Returns the commit id that a branch points to.

        Args:
            branch: The branch.
            outdated: What it pointed to before the push that is worked off: an answer may lag behind that.

        Raises:
            UnknownRevisionError: There is no such branch.
            HostBusyError: It still points to what is outdated.
        """
        ...

    def recent_documents(self, branch: str, seconds: int) -> int:
        """Returns how many commits of documents a branch got from us in the last seconds."""
        ...

    def pull_request(self, number: int) -> PullRequest:
        """Returns a pull request."""
        ...

    def report(self, commit_id: str, findings: Sequence[Finding]) -> None:
        """Shows findings beside a commit; none are reported as success."""
        ...


class Phraser(Protocol):
    """Phrases the facts of a section with a language model."""

    @property
    def usage(self) -> ModelUsage:
        """What was asked of the model so far."""
        ...

    def phrase(self, section: Section) -> str:
        """Returns sentences that name only facts of the section, or an empty string where it failed to."""
        ...


class Progress(Protocol):
    """Shows a person how far a run is."""

    def expect(self, files: int) -> None:
        """Tells that so many more files will be read."""
        ...

    def advance(self) -> None:
        """Tells that one of them is read."""
        ...

    def begin(self, stage: str) -> None:
        """Tells that reading is over, or the stage before, and what goes on now."""
        ...


class Clock(Protocol):
    """Tells the time that has passed."""

    def seconds(self) -> float:
        """Returns seconds since an arbitrary start, never going back."""
        ...
