"""A code host in memory: branches of one repository, and the documents on them."""

from collections.abc import Callable, Mapping, Sequence

from coderipple.errors import BranchMovedError, HostBusyError, ProtectedBranchError, UnknownRevisionError
from coderipple.trailers import own_trailers
from coderipple.values import Finding, PullRequest
from coderipple.wiring import GitHub, Ports
from fakes.clock import FakeClock
from fakes.documents import FakeDocumentStore
from fakes.repository import FakeRepository


class FakeCodeHost:
    """Meets the `CodeHost` port; its one branch is the HEAD of a `FakeRepository`.

    Attributes:
        repository: The source side.
        documents: What lies in the output folder of the branch.
        proposed: What lies there in the pull request.
        messages: Message of each commit of documents, in order.
        protected: Whether the branch takes no commits from us.
        recent: Commits of documents within the last hour, as `recent_documents` tells.
        before_publishing: Called before each publication, as others who push meanwhile.
        reported: What `report` was given.
    """

    def __init__(self, repository: FakeRepository) -> None:
        self.repository = repository
        self.documents = FakeDocumentStore()
        self.proposed = FakeDocumentStore()
        self.messages: list[str] = []
        self.protected = False
        self.recent = 0
        self.before_publishing: Callable[[], object] = lambda: None
        self.reported: list[tuple[str, tuple[Finding, ...]]] = []
        self.pulls: dict[int, PullRequest] = {}

    def default_branch(self) -> str:
        return "main"

    def head(self, branch: str, *, outdated: str | None = None) -> str:
        if branch != "main":
            raise UnknownRevisionError(branch)
        head = self.repository.resolve("HEAD")
        if head == outdated:
            raise HostBusyError(asked=f"reading the branch {branch}", problem="it is as before the push")
        return head

    def recent_documents(self, branch: str, seconds: int) -> int:
        assert (branch, seconds) == ("main", 3600)
        return self.recent

    def pull_request(self, number: int) -> PullRequest:
        return self.pulls[number]

    def report(self, commit_id: str, findings: Sequence[Finding]) -> None:
        self.reported.append((commit_id, tuple(findings)))

    def github(self, seconds_left: float = 900) -> GitHub:
        """Returns what the flow is given."""
        return GitHub(repository=self.repository, host=self, ports_at=self._ports_at, seconds_left=lambda: seconds_left)

    def _ports_at(self, branch: str, head: str, *, is_direct: bool) -> Ports:
        documents = _Publishing(self, head, is_direct=is_direct)
        return Ports(repository=self.repository, documents=documents, clock=FakeClock())


class _Publishing(FakeDocumentStore):
    def __init__(self, host: FakeCodeHost, head: str, *, is_direct: bool) -> None:
        self._host = host
        self._head = head
        self._is_direct = is_direct
        self._target = host.documents if is_direct else host.proposed
        super().__init__(self._target.files)

    def publish(self, files: Mapping[str, bytes | None], message: str = "") -> None:
        self._host.before_publishing()
        if self._is_direct and self._host.protected:
            raise ProtectedBranchError("main")
        if self._is_direct and self._host.head("main") != self._head:
            raise BranchMovedError("main")
        self._target.publish(files, message)
        self._host.messages.append(message)
        assert own_trailers(self._head) in message
