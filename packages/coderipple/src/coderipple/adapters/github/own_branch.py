"""Our own branch and its pull request, as earlier runs and other people left them.

Comes in: a client. Goes out: what stands, and the branch pointed elsewhere where nobody's work is lost by it.
"""

from dataclasses import dataclass

from coderipple.adapters.github.answers import CommitAnswer, PullAnswer
from coderipple.adapters.github.client import GitHubClient
from coderipple.adapters.github.own_commits import is_untouched
from coderipple.errors import BranchMovedError, HostError, UnknownRevisionError

_PREFIX = "coderipple/documents-"


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """What stands of earlier runs.

    Attributes:
        pull: The open pull request, if there is one.
        tip: The commit that the branch points to, or None where there is no such branch.
        ours: That commit, if it is as we made it and nobody else's lies between it and the documented branch.
        is_free: Whether nobody's work is lost when the branch points elsewhere.
    """

    pull: PullAnswer | None = None
    tip: str | None = None
    ours: CommitAnswer | None = None
    is_free: bool = True


class OwnBranch:
    """The branch that a pull request for another branch comes from.

    Args:
        client: GitHub.
        base: The branch that is documented.

    Attributes:
        name: Its name.
    """

    def __init__(self, client: GitHubClient, base: str) -> None:
        self._client = client
        self._base = base
        self.name = f"{_PREFIX}{base}"

    def look(self) -> Standing:
        """Returns what stands."""
        pulls = self._client.pulls(self.name, self._base)
        pull = next((each for each in pulls if each.is_open), None)
        tip = self._tip()  # not what the pull request says, which may be late by a push
        if tip is None:
            return Standing()
        commit = self._client.commit(tip)
        ours = commit if is_untouched(commit) else None
        # GitHub keeps what a pull request held when it was closed, whatever becomes of its branch.
        is_kept = pull is None and tip in {each.head_sha for each in pulls}
        return Standing(pull=pull, tip=tip, ours=ours, is_free=ours is not None or is_kept)

    def parent(self, standing: Standing, head: str) -> str:
        """Returns what a commit is made on: the head of the documented branch, or somebody's work.

        Raises:
            HostError: The work has no pull request that we could join.
        """
        if standing.is_free or standing.tip is None:
            return head
        if standing.pull is None:
            raise HostError(
                f"the branch {self.name} holds commits that are not ours and that no pull request keeps; "
                "expected it for the documents alone. Give it another name or delete it"
            )
        return standing.tip

    def point(self, standing: Standing, commit: str) -> None:
        """Points the branch to a commit.

        Raises:
            BranchMovedError: It is not as it was found; nothing was written.
            ProtectedBranchError: It takes no commits from us.
        """
        if standing.tip is None:
            self._client.create_ref(self.name, commit)
        elif not standing.is_free:
            self._client.update_ref(self.name, commit)
        elif self._client.ref(self.name) != standing.tip:
            raise BranchMovedError(self.name)
        else:
            self._client.update_ref(self.name, commit, force=True)

    def _tip(self) -> str | None:
        try:
            return self._client.ref(self.name)
        except UnknownRevisionError:
            return None
