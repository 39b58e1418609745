"""From a pull request to findings beside it."""

import pytest
from coderipple.config import get_config
from coderipple.errors import PayloadError
from coderipple.pull_request_flow import check_pull_request
from coderipple.values import PullRequest
from coderipple.webhook_parser import WebhookEvent
from fakes.code_host import FakeCodeHost
from fakes.event_files import read_payload
from fakes.repository import FakeRepository


def proposed(readme: str) -> FakeCodeHost:
    """A pull request that renames the one function."""
    repository = FakeRepository()
    files = {"tides/__init__.py": "def compute_surge(): ...\n", "README.md": readme}
    base = repository.commit("Start", files)
    head = repository.commit("Rename", {"tides/__init__.py": "def compute_swell(): ...\n"})
    host = FakeCodeHost(repository)
    host.pulls[2] = PullRequest(number=2, base_commit=base, head_commit=head, is_fork=False)
    return host


def opened() -> WebhookEvent:
    """A pull request that was opened."""
    return WebhookEvent(read_payload("pull_request"))._replace(number=2)


def test_what_it_makes_untrue_is_reported_beside_it() -> None:
    """The maintainer's README still names what is gone; nothing is written."""
    host = proposed("# Tides\n\nCall `compute_surge()`.\n")
    config = get_config({"CODERIPPLE_GITHUB_REPORT": "status"})
    outcome = check_pull_request(opened(), config, host.github())
    ((commit, findings),) = host.reported
    assert commit == host.pulls[2].head_commit
    assert [(each.path, each.line) for each in findings] == [("README.md", 3)]
    assert outcome.warnings[0].startswith("README.md:3: ")
    assert not outcome.documentation_updated
    assert not host.messages


def test_no_finding_is_reported_as_success() -> None:
    """So that a check that was red turns green; without a way to report nothing is reported."""
    host = proposed("# Tides\n")
    check_pull_request(opened(), get_config({}), host.github())
    assert not host.reported
    outcome = check_pull_request(opened(), get_config({"CODERIPPLE_GITHUB_REPORT": "check_run"}), host.github())
    assert host.reported == [(host.pulls[2].head_commit, ())]
    assert not outcome.warnings


def test_a_dry_run_reports_nothing() -> None:
    """It tells what it would report."""
    host = proposed("# Tides\n\nCall `compute_surge()`.\n")
    config = get_config({"CODERIPPLE_GITHUB_REPORT": "status"})
    outcome = check_pull_request(opened()._replace(is_dry_run=True), config, host.github())
    assert not host.reported
    assert outcome.warnings[0].startswith("README.md:3: ")


def test_an_event_without_a_number_is_refused() -> None:
    """Nobody knows which one is meant."""
    with pytest.raises(PayloadError, match="number: is missing"):
        check_pull_request(opened()._replace(number=None), get_config({}), proposed("").github())
