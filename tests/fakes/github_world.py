"""A repository on a GitHub in memory, with everything that reads and writes it."""

from dataclasses import dataclass
from pathlib import Path

from coderipple.adapters.github.blob_cache import BlobCache
from coderipple.adapters.github.blobs import Blobs
from coderipple.adapters.github.client import GitHubClient
from coderipple.adapters.github.landing import InPullRequest, OnBranch
from coderipple.adapters.github.repository import GitHubRepository
from fakes.github import FakeGitHub


@dataclass(frozen=True, kw_only=True, slots=True)
class GitHubWorld:
    """What a test of the writing side needs.

    Attributes:
        github: GitHub.
        client: A client of it.
        repository: The source side, through that client.
    """

    github: FakeGitHub
    client: GitHubClient
    repository: GitHubRepository

    def on_branch(self, head: str = "") -> OnBranch:
        """A landing on `main`, as it is or as it was."""
        head = head or self.github.head("main")
        return OnBranch(self.client, self.repository, branch="main", head=head)

    def in_pull_request(self, head: str = "") -> InPullRequest:
        """A landing of a run of its own."""
        head = head or self.github.head("main")
        return InPullRequest(self.client, self.repository, branch="main", head=head)


def github_world(folder: Path) -> GitHubWorld:
    """A repository with one commit on `main`; blobs are kept in a folder."""
    github = FakeGitHub()
    client = github.client()
    github.commit({"README.md": b"x", "src/a.py": b"a = 1\n"}, "Begin")
    repository = GitHubRepository(client, Blobs(client, BlobCache(folder, limit_bytes=1_000_000)))
    return GitHubWorld(github=github, client=client, repository=repository)
