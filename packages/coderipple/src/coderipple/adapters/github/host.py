"""What a push needs of GitHub besides contents: branches, our own commits, pull requests, a place for findings.

Comes in: a client. Goes out: answers, as the `CodeHost` port says.
"""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from coderipple.adapters.github.answers import CommitAnswer
from coderipple.adapters.github.client import GitHubClient
from coderipple.adapters.github.findings import annotations, headline, is_failure, summary
from coderipple.errors import HostBusyError, UnknownRevisionError
from coderipple.trailers import is_own_commit
from coderipple.values import Finding, PullRequest

_NAME = "coderipple"
_PAGE = 100
_RECENT = 30
_PAUSES_SECONDS = (1.0, 2.0)
_MOST_PAGES = 3


def _now() -> datetime:
    return datetime.now(UTC)


class GitHubHost:
    """Meets the `CodeHost` port.

    Args:
        client: GitHub.
        report: How findings are shown: `none`, `status` or `check_run`; the last is for Apps alone.
        now: The time of day.
        sleep: Waits for some seconds.
    """

    def __init__(
        self,
        client: GitHubClient,
        *,
        report: str = "none",
        now: Callable[[], datetime] = _now,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._client = client
        self._report = report
        self._now = now
        self._sleep = sleep
        self._newest: dict[str, list[CommitAnswer]] = {}

    def default_branch(self) -> str:
        """Returns the name of the branch that GitHub shows first."""
        return self._client.repository().default_branch

    def head(self, branch: str, *, outdated: str | None = None) -> str:
        """Returns the commit id that a branch points to.

        Raises:
            UnknownRevisionError: There is no such branch.
            HostBusyError: After some seconds it still points to what is outdated.
        """
        for pause in (*_PAUSES_SECONDS, None):
            # Also the commits before it: mostly those are what the head is compared with, and no more is asked for.
            commits = self._client.commits(branch, per_page=_RECENT)
            if not commits:
                raise UnknownRevisionError(branch)
            self._newest[branch] = commits
            if commits[0].sha != outdated:
                return commits[0].sha
            if pause is not None:
                self._sleep(pause)
        raise HostBusyError(asked=f"reading the branch {branch}", problem="it is as before the push")

    def recent_documents(self, branch: str, seconds: int) -> int:
        """Returns how many commits of documents a branch got from us in the last seconds, by three pages at most.

        Nothing is asked where the commits that came with the head reach further back: who publishes finds out anyway
        whether the branch moved since.
        """
        since = self._now() - timedelta(seconds=seconds)
        newest = self._newest.get(branch, [])
        if newest and (len(newest) < _RECENT or (newest[-1].committed_at or since) < since):
            return sum(is_own_commit(each.message) for each in newest if (each.committed_at or since) >= since)
        count = 0
        for page in range(1, _MOST_PAGES + 1):
            commits = self._client.commits(branch, since=since, per_page=_PAGE, page=page)
            count += sum(is_own_commit(each.message) for each in commits)
            if len(commits) < _PAGE:
                break
        return count

    def pull_request(self, number: int) -> PullRequest:
        """Returns a pull request."""
        pull = self._client.pull(number)
        try:
            left = self._client.compare(pull.base_sha, pull.head_sha).merge_base.sha
        except UnknownRevisionError:  # they have nothing in common
            left = pull.base_sha
        return PullRequest(number=number, base_commit=left, head_commit=pull.head_sha, is_fork=pull.is_fork)

    def report(self, commit_id: str, findings: Sequence[Finding]) -> None:
        """Shows findings beside a commit, as a commit status or a check run; none are reported as success."""
        if self._report == "status":
            state = "failure" if findings else "success"
            self._client.create_status(commit_id, state=state, context=_NAME, description=headline(findings))
        elif self._report == "check_run":
            self._report_check_run(commit_id, findings)

    def _report_check_run(self, commit_id: str, findings: Sequence[Finding]) -> None:
        """Creates a check run, and adds to it what did not fit into one request."""
        output = {"title": headline(findings), "summary": summary(findings)}
        conclusion = "success" if not findings else "failure" if is_failure(findings) else "neutral"
        batches = annotations(findings)
        number = self._client.create_check_run(
            name=_NAME, head_sha=commit_id, conclusion=conclusion, **output, annotations=next(batches, [])
        )
        for batch in batches:
            self._client.update_check_run(number, **output, annotations=batch)
