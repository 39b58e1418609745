"""What a push needs of GitHub besides contents."""

from datetime import UTC, datetime, timedelta

import pytest
from coderipple.adapters.github.host import GitHubHost
from coderipple.errors import HostBusyError, HostError, UnknownRevisionError
from coderipple.values import Finding, PullRequest
from fakes.github_world import GitHubWorld

NOW = datetime(2026, 1, 2, 4, 0, 0, tzinfo=UTC)
SECONDS = int(NOW.timestamp())
OURS = "Document it\n\nCodeRipple-Source: abc\nCodeRipple-Version: 1"


def finding(number: int, **changes: str) -> Finding:
    """A finding of its own."""
    text = {"path": "README.md", "text": f"`f{number}`", "reason": "no such function"} | changes
    return Finding(line=number, **text)  # type: ignore[arg-type]


@pytest.fixture
def host(world: GitHubWorld) -> GitHubHost:
    """GitHub at four o'clock."""
    return GitHubHost(world.client, now=lambda: NOW)


class TestBranches:
    """Branches and what we did to them."""

    def test_the_default_branch(self, host: GitHubHost) -> None:
        """As the repository says."""
        assert host.default_branch() == "main"

    def test_a_head(self, world: GitHubWorld, host: GitHubHost) -> None:
        """Where the branch points to, or that there is none."""
        assert host.head("main") == world.github.head("main")
        with pytest.raises(UnknownRevisionError):
            host.head("gone")

    def test_a_head_that_lags_is_asked_for_again(self, world: GitHubWorld) -> None:
        """For three seconds; then that is an error, and whoever invoked the function tries again."""
        before = world.github.head("main")
        pauses: list[float] = []
        with pytest.raises(HostBusyError, match="as before the push"):
            GitHubHost(world.client, sleep=pauses.append).head("main", outdated=before)
        assert pauses == [1.0, 2.0]

        def push(_seconds: float) -> None:
            world.github.commit({"b": b"1"})

        assert GitHubHost(world.client, sleep=push).head("main", outdated=before) == world.github.head("main")

    def test_our_recent_commits_are_counted(self, world: GitHubWorld, host: GitHubHost) -> None:
        """Neither those of others nor older ones."""
        for seconds, message in [(7200, OURS), (3000, OURS), (2000, "Push"), (1000, OURS)]:
            world.github.commit({f"docs/{seconds}.md": b""}, message, when=SECONDS - seconds)
        assert host.recent_documents("main", 3600) == 2

    def test_what_came_with_the_head_is_not_asked_for_again(self, world: GitHubWorld, host: GitHubHost) -> None:
        """The newest commits, where they are all of them or the last of them is older."""
        for seconds in (7200, 3000, 1000):
            world.github.commit({f"docs/{seconds}.md": b""}, OURS, when=SECONDS - seconds)
        host.head("main")
        del world.github.requests[:]
        assert host.recent_documents("main", 3600) == 2
        for number in range(30):
            world.github.commit({"docs/b.md": b"%d" % number}, OURS, when=SECONDS - 900 + 10 * number)
        world.github.commit({"docs/c.md": b""}, OURS, when=SECONDS - 100)
        later = GitHubHost(world.client, now=lambda: NOW + timedelta(seconds=2750))
        later.head("main")
        del world.github.requests[:]
        assert later.recent_documents("main", 3600) == 26
        assert world.github.requests == []

    def test_a_full_page_of_recent_commits_is_not_believed_to_be_all(
        self, world: GitHubWorld, host: GitHubHost
    ) -> None:
        """As when there is a loop."""
        for number in range(40):
            world.github.commit({"docs/a.md": b"%d" % number}, OURS, when=SECONDS - 400 + number)
        host.head("main")
        assert host.recent_documents("main", 3600) == 40

    def test_the_pages_are_bounded(self, world: GitHubWorld, host: GitHubHost) -> None:
        """A branch with thousands of commits an hour is not read to the end."""
        for number in range(350):
            world.github.commit({"docs/a.md": b"%d" % number}, OURS, when=SECONDS - 400 + number)
        del world.github.requests[:]
        assert host.recent_documents("main", 3600) == 300
        assert len(world.github.requests) == 3

    def test_one_page_is_enough_mostly(self, world: GitHubWorld, host: GitHubHost) -> None:
        """A page that is not full is the last."""
        host.recent_documents("main", 3600)
        assert len(world.github.requests) == 1


class TestPullRequests:
    """What somebody proposes."""

    def test_of_the_repository_itself(self, world: GitHubWorld, host: GitHubHost) -> None:
        """Both ends are named."""
        world.in_pull_request().land("docs", {"docs/a.md": b"1"}, "")
        head = world.github.head("coderipple/documents-main")
        expected = PullRequest(number=1, base_commit=world.github.head("main"), head_commit=head, is_fork=False)
        assert host.pull_request(1) == expected

    def test_of_a_fork(self, world: GitHubWorld, host: GitHubHost) -> None:
        """It is told."""
        number = world.github.pull_requests.open_from_fork(head_sha="f" * 40, base="main")
        found = host.pull_request(number)
        assert (found.head_commit, found.is_fork) == ("f" * 40, True)


class TestReport:
    """Findings beside a commit."""

    def test_none_unless_asked_for(self, world: GitHubWorld, host: GitHubHost) -> None:
        """No request."""
        host.report("a" * 40, [finding(1)])
        assert world.github.requests == []

    @pytest.mark.parametrize(
        ("count", "state", "words"),
        [
            (0, "success", "The documents agree with the code"),
            (1, "failure", "1 place in 1 file to look at"),
            (9, "failure", "9 places in 1 file to look at"),
        ],
    )
    def test_a_status(self, world: GitHubWorld, count: int, state: str, words: str) -> None:
        """One line."""
        GitHubHost(world.client, report="status").report("a" * 40, [finding(each) for each in range(count)])
        assert world.github.reports.statuses == [
            {"sha": "a" * 40, "state": state, "context": "coderipple", "description": words}
        ]

    def test_a_check_run(self, world: GitHubWorld) -> None:
        """Each finding is an annotation."""
        GitHubHost(world.client, report="check_run").report("a" * 40, [finding(3), finding(0, level="failure")])
        run = world.github.reports.check_runs[1]
        assert (run["name"], run["head_sha"], run["conclusion"]) == ("coderipple", "a" * 40, "failure")
        assert run["annotations"] == [
            {
                "path": "README.md",
                "start_line": 3,
                "end_line": 3,
                "annotation_level": "warning",
                "message": "`f3`\nno such function",
            },
            {
                "path": "README.md",
                "start_line": 1,
                "end_line": 1,
                "annotation_level": "failure",
                "message": "`f0`\nno such function",
            },
        ]

    @pytest.mark.parametrize(("count", "conclusion"), [(0, "success"), (1, "neutral")])
    def test_warnings_do_not_fail(self, world: GitHubWorld, count: int, conclusion: str) -> None:
        """And nothing found is a success."""
        GitHubHost(world.client, report="check_run").report("a" * 40, [finding(1)] * count)
        assert world.github.reports.check_runs[1]["conclusion"] == conclusion

    @pytest.mark.parametrize(("count", "shown", "requests"), [(50, 50, 1), (51, 51, 2), (120, 120, 3), (999, 200, 4)])
    def test_many_annotations_come_in_several_requests(
        self, world: GitHubWorld, count: int, shown: int, requests: int
    ) -> None:
        """Fifty at once, and not without end."""
        GitHubHost(world.client, report="check_run").report("a" * 40, [finding(each + 1) for each in range(count)])
        run = world.github.reports.check_runs[1]
        assert (len(run["annotations"]), len(world.github.requests)) == (shown, requests)
        assert ("are left out" in run["summary"]) == (shown < count)

    def test_check_runs_are_for_apps(self, world: GitHubWorld) -> None:
        """A token may not write them."""
        world.github.reports.is_app = False
        with pytest.raises(HostError):
            GitHubHost(world.client, report="check_run").report("a" * 40, [])
