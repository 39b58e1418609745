"""The ways in which documents come onto GitHub: a commit on the branch, or a pull request.

Comes in: the documents of a run and its message. Goes out: one commit that holds all of them, or none.
"""

import logging
from collections.abc import Mapping
from typing import Protocol

from coderipple.adapters.github.answers import PullAnswer
from coderipple.adapters.github.client import GitHubClient
from coderipple.adapters.github.own_branch import OwnBranch, Standing
from coderipple.adapters.github.own_commits import sealed
from coderipple.adapters.github.pull_request_text import description, title
from coderipple.adapters.github.tree_changes import Files, changed_tree
from coderipple.errors import BranchMovedError, HostRefusedError
from coderipple.ports import Repository
from coderipple.trailers import own_trailers

logger = logging.getLogger(__name__)

_SUBJECT = "Update the documents"


class Landing(Protocol):
    """Where documents are read, and where they go."""

    def documents_commit(self, folder: str) -> str:
        """Returns the commit whose documents are continued."""
        ...

    def land(self, folder: str, files: Mapping[str, bytes | None], message: str) -> str | None:
        """Lands files by their path in the repository; returns the commit, or None where nothing differs."""
        ...


class OnBranch:
    """Commits onto the branch that is documented, if it is still as it was read.

    Args:
        client: GitHub.
        repository: The source side of the same repository.
        branch: The branch.
        head: Its head as it was read; the commit's parent.
    """

    def __init__(self, client: GitHubClient, repository: Repository, *, branch: str, head: str) -> None:
        self._client = client
        self._repository = repository
        self._branch = branch
        self._head = head

    def documents_commit(self, folder: str) -> str:  # noqa: ARG002 - it is the same for every folder
        """Returns the head, or the commit that was landed last."""
        return self._head

    def land(self, folder: str, files: Mapping[str, bytes | None], message: str) -> str | None:  # noqa: ARG002 - as above
        """Makes a commit on the head and moves the branch there.

        Raises:
            BranchMovedError: The head is no longer the branch's; nothing was written.
            ProtectedBranchError: The branch takes no commits from us; nothing was written.
            DocumentError: Something that is no regular file is in the way.
            HostError: GitHub refused or failed.
        """
        tree = changed_tree(self._client, self._repository, parent=self._head, files=files)
        if tree is None:
            return None
        commit = self._client.create_commit(message or _default(self._head), tree, (self._head,))
        self._client.update_ref(self._branch, commit)
        logger.info("branch=<%s>, commit=<%s> | documents committed", self._branch, commit)
        self._head = commit
        return commit


class InPullRequest:
    """Proposes the documents in the one pull request of a branch, which it updates as long as that is open.

    Its branch is made anew on the head with each run. Where somebody committed onto it, or amended our commit, the run
    commits on top of that instead.

    Args:
        client: GitHub.
        repository: The source side of the same repository.
        branch: The branch that is documented, and that the pull request is for.
        head: Its head as it was read.
    """

    def __init__(self, client: GitHubClient, repository: Repository, *, branch: str, head: str) -> None:
        self._client = client
        self._repository = repository
        self._branch = branch
        self._head = head
        self._own_branch = OwnBranch(client, branch)
        self._found: Standing | None = None

    def documents_commit(self, folder: str) -> str:
        """Returns the tip of the open pull request, else the head.

        Also the head where somebody changed documents on the branch since: the proposal then starts again from those.
        """
        standing = self._standing()
        if standing.pull is None or standing.tip is None:
            return self._head
        fork = standing.ours.parents[0] if standing.ours else self._head
        if fork != self._head and self._documents(fork, folder) != self._documents(self._head, folder):
            return self._head
        return standing.tip

    def land(self, folder: str, files: Mapping[str, bytes | None], message: str) -> str | None:
        """Makes a commit on the pull request's branch, and opens or updates the pull request.

        Raises:
            BranchMovedError: The documented branch or our own one moved; nothing was written.
            ProtectedBranchError: Our own branch is protected; nothing was written.
            DocumentError: Something that is no regular file is in the way.
            HostError: GitHub refused or failed, or our branch holds the work of somebody else without a pull request.
        """
        standing = self._standing()
        parent = self._own_branch.parent(standing, self._head)
        proposed = self._proposed(parent, folder, files)
        tree = changed_tree(self._client, self._repository, parent=parent, files=proposed)
        ours = standing.ours
        is_proposed = standing.pull and ours and (ours.tree_sha, ours.parents[0]) == (tree, parent)
        if tree is None or is_proposed:
            return None
        if self._client.ref(self._branch) != self._head:
            raise BranchMovedError(self._branch)
        text = sealed(message or _default(self._head), source=self._head, tree=tree)
        commit = self._client.create_commit(text, tree, (parent,))
        self._own_branch.point(standing, commit)
        self._found = None
        number = self._tell(standing.pull, folder, proposed, message)
        logger.info("branch=<%s>, pull_request=<%d>, commit=<%s> | documents proposed", self._branch, number, commit)
        return commit

    def _standing(self) -> Standing:
        if self._found is None:
            self._found = self._own_branch.look()
        return self._found

    def _documents(self, commit_id: str, folder: str) -> dict[str, str]:
        tree = self._repository.tree(commit_id)
        return {path: blob_id for path, blob_id in tree.items() if path.startswith(f"{folder}/")}

    def _proposed(self, parent: str, folder: str, files: Files) -> dict[str, bytes | str | None]:
        """Returns every document as it shall be: the continued ones with files in them, and None for all others."""
        documents = {**self._documents(self.documents_commit(folder), folder), **files}
        gone = self._documents(parent, folder).keys() - documents.keys()
        return {**dict.fromkeys(sorted(gone)), **documents}

    def _tell(self, pull: PullAnswer | None, folder: str, proposed: Files, message: str) -> int:
        """Opens or updates the pull request; returns its number."""
        body = description(
            pull.body if pull else "",
            branch=self._branch,
            standing=self._documents(self._head, folder),
            proposed=proposed,
            message=message,
        )
        if pull:
            self._client.update_pull(pull.number, body=body)
            return pull.number
        try:
            new = self._client.create_pull(
                title=title(self._branch), body=body, head=self._own_branch.name, base=self._branch
            )
        except HostRefusedError:
            other = self._standing().pull  # a run at the same time may have opened it
            if other is None:
                raise
            self._client.update_pull(other.number, body=body)
            return other.number
        return new.number


def _default(head: str) -> str:
    """Returns the message of a commit about which nothing else is said."""
    return f"{_SUBJECT}\n\n{own_trailers(head)}\n"
