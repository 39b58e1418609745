"""Verification: every state of a repository that an operator can meet, with its remedy."""

from dataclasses import replace
from datetime import timedelta

import pytest
from coderipple.errors import HostBusyError
from coderipple.setup import Question, verify
from coderipple.setup.values import Branch, Check, Folder, HostRepository, Verdict, Verification
from fakes.host_settings import HEAD, HOOK, NOW, URL, FakeFunctionHealth, FakeHostSettings, delivery

QUESTION = Question(repository="ada/tides", url=URL)


def verified(
    host: FakeHostSettings, question: Question = QUESTION, function: FakeFunctionHealth | None = None
) -> Verification:
    """Verifies at noon."""
    return verify(question, host, function or FakeFunctionHealth(), NOW)


def only_problem(verification: Verification) -> Check:
    """The one check that does not hold."""
    (problem,) = [each for each in verification.checks if each.verdict is not Verdict.HOLDS]
    return problem


def test_a_repository_that_is_set_up() -> None:
    """Every check holds, in the order in which they build on each other; yesterday's deliveries are looked at."""
    host, function = FakeHostSettings(), FakeFunctionHealth()
    verification = verified(host, function=function)
    assert verification.holds
    assert {each.verdict for each in verification.checks} == {Verdict.HOLDS}
    assert [each.name for each in verification.checks] == [
        "repository",
        "Contents: write",
        "Pull requests: write",
        "hook",
        "hook is active",
        "content type",
        "certificate",
        "events",
        "secret",
        "deliveries",
        "branch",
        "protection",
        "output folder",
        "function",
    ]
    assert function.asked == ["https://functions.example/prod/health"]
    assert host.since == NOW - timedelta(days=1)


@pytest.mark.parametrize(
    ("change", "name", "found", "remedy"),
    [
        ({"is_active": False}, "hook is active", "switched off", "activate"),
        ({"content_type": "form"}, "content type", "415", "application/json"),
        ({"verifies_tls": False}, "certificate", "not verified", "SSL verification"),
        ({"events": ("push",)}, "events", "does not send pull_request", "select push, pull_request"),
        ({"events": ("issues",)}, "events", "push and pull_request", "select"),
        ({"url": "https://functions.example/prod/hook"}, "hook", "instead of", "correct its URL"),
    ],
)
def test_a_hook_that_is_wrong(change: dict[str, object], name: str, found: str, remedy: str) -> None:
    """The one thing that is wrong is named, with what to do."""
    verification = verified(FakeHostSettings(known_hooks=(replace(HOOK, **change),)))
    problem = only_problem(verification)
    assert (problem.name, problem.verdict) == (name, Verdict.WRONG)
    assert found in problem.found
    assert remedy in problem.remedy
    assert not verification.holds


@pytest.mark.parametrize("events", [("*",), ("push", "pull_request", "issues")])
def test_further_events_are_harmless(events: tuple[str, ...]) -> None:
    """They are answered and not worked off."""
    assert verified(FakeHostSettings(known_hooks=(replace(HOOK, events=events),))).holds


def test_no_hook() -> None:
    """Nothing is said about its details, and the function is still asked."""
    verification = verified(FakeHostSettings(known_hooks=()))
    problem = only_problem(verification)
    assert problem.found == f"no hook delivers to {URL}"
    assert "--perform" in problem.remedy
    assert verification.checks[-1].name == "function"


def test_without_an_address_the_only_hook_for_pushes_is_meant() -> None:
    """Hooks of others for other events do not confuse it."""
    other = replace(HOOK, id=9, url="https://chat.example/", events=("issues",))
    function = FakeFunctionHealth()
    assert verified(FakeHostSettings(known_hooks=(other, HOOK)), Question(repository="ada/tides"), function).holds
    assert function.asked == ["https://functions.example/prod/health"]


def test_without_an_address_several_hooks_are_a_question() -> None:
    """Their addresses are listed, without what may be secret in them."""
    other = replace(HOOK, id=9, url="https://key@chat.example/x?token=abc")
    verification = verified(FakeHostSettings(known_hooks=(other, HOOK)), Question(repository="ada/tides"))
    hook = next(each for each in verification.checks if each.name == "hook")
    assert hook.found == f"2 hooks, any of which may be meant: https://chat.example/x?…, {URL}"
    assert hook.remedy == "give --url"
    assert verification.checks[-1].verdict is Verdict.UNKNOWN


def test_neither_an_address_nor_a_hook() -> None:
    """It is created by one command."""
    checks = verified(FakeHostSettings(known_hooks=()), Question(repository="ada/tides")).checks
    assert next(each for each in checks if each.name == "hook").found == "there is no hook"


def test_two_hooks_on_one_host_deliver_twice() -> None:
    """That is told, and is no failure: two functions may share a host."""
    other = replace(HOOK, id=9, url="https://functions.example/old")
    verification = verified(FakeHostSettings(known_hooks=(HOOK, other)))
    assert verification.holds
    assert "https://functions.example/old" in only_problem(verification).found


def test_a_hook_without_a_secret() -> None:
    """It is wrong; where the host does not say and the function took something, it is unknown."""
    hooks = (replace(HOOK, has_secret=False),)
    failed = verified(FakeHostSettings(known_hooks=hooks, attempts=(delivery(1, status=401),)))
    assert [each.verdict for each in failed.checks if each.name == "secret"] == [Verdict.WRONG]
    assert only_problem(verified(FakeHostSettings(known_hooks=hooks))).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("status", "remedy"),
    [
        (0, "more than GitHub's 10 s"),
        (401, "store the same in both"),
        (403, "in front of the function"),
        (404, "correct the hook's URL"),
        (413, "nothing is lost"),
        (415, "application/json"),
        (500, "function's log"),
        (502, "function's log"),
    ],
)
def test_a_delivery_that_failed(status: int, remedy: str) -> None:
    """Each status has its own remedy."""
    problem = only_problem(verified(FakeHostSettings(attempts=(delivery(2, status=status), delivery(1)))))
    assert problem.found.startswith(f"1 of 2 of the last day failed: 1 with {status or 'no answer'}")
    assert remedy in problem.remedy
    assert "github redeliver" in problem.remedy


def test_a_delivery_that_arrived_at_the_second_attempt() -> None:
    """The newest attempt counts."""
    assert verified(FakeHostSettings(attempts=(delivery(2, "g", 200, 11), delivery(1, "g", 500, 10)))).holds


def test_no_delivery_yet() -> None:
    """Nobody knows, so nothing is wrong."""
    verification = verified(FakeHostSettings(attempts=()))
    assert verification.holds
    assert only_problem(verification).remedy == "push something, then ask again"


@pytest.mark.parametrize(
    ("repository", "question", "found"),
    [
        (
            HostRepository(full_name="ada/seas", default_branch="main", is_archived=False),
            QUESTION,
            "called ada/seas now",
        ),
        (HostRepository(full_name="ada/tides", default_branch="main", is_archived=True), QUESTION, "archived"),
        (FakeHostSettings().seen, replace(QUESTION, source_repo="ada/other"), "allows ada/other alone"),
    ],
)
def test_a_repository_that_cannot_be_documented(repository: HostRepository, question: Question, found: str) -> None:
    """Renamed, archived, or not the one of the settings."""
    problem = only_problem(verified(FakeHostSettings(seen=repository), question))
    assert problem.name == "repository"
    assert found in problem.found
    assert problem.remedy


def test_names_are_compared_without_case() -> None:
    """GitHub does so too."""
    assert verified(FakeHostSettings(), Question(repository="Ada/Tides", url=URL, source_repo="ADA/tides")).holds


@pytest.mark.parametrize(
    ("report", "missing", "remedy"),
    [
        ("none", "contents", "grant Contents: read and write"),
        ("none", "pull_requests", "where a branch is protected"),
        ("status", "statuses", "reports findings as a status"),
        ("check_run", "checks", "Only a GitHub App can have it"),
    ],
)
def test_a_permission_that_is_missing(report: str, missing: str, remedy: str) -> None:
    """Only what the settings use is asked for."""
    granted = {"contents", "pull_requests", "checks", "statuses"} - {missing}
    problem = only_problem(verified(FakeHostSettings(granted=granted), replace(QUESTION, report=report)))
    assert problem.verdict is Verdict.WRONG
    assert remedy in problem.remedy


def test_a_repository_that_the_credentials_do_not_see() -> None:
    """Then nothing else can be looked at."""
    (check,) = verified(FakeHostSettings(refused=("repository",))).checks
    assert check.verdict is Verdict.WRONG
    assert "refused with status 403" in check.found


@pytest.mark.parametrize(
    ("refused", "name"),
    [
        ("permissions", "permissions"),
        ("hooks", "hook"),
        ("deliveries", "deliveries"),
        ("branch", "branch"),
        ("folder", "output folder"),
    ],
)
def test_what_the_host_refuses_to_show_is_a_finding(refused: str, name: str) -> None:
    """The other checks are made all the same."""
    verification = verified(FakeHostSettings(refused=(refused,)))
    problem = only_problem(verification)
    assert (problem.name, problem.verdict) == (name, Verdict.WRONG)
    assert verification.checks[-1].name == "function"


def test_a_busy_host_is_no_finding() -> None:
    """It says nothing about the set-up, so the question stays open."""

    class Busy(FakeHostSettings):
        def hooks(self) -> tuple[()]:
            raise HostBusyError(asked="the hooks", problem="the limit is reached")

    with pytest.raises(HostBusyError):
        verified(Busy())


def test_a_branch_that_is_not_there() -> None:
    """The setting's, or the default one."""
    problem = only_problem(verified(FakeHostSettings(known_branch=None), replace(QUESTION, branch="trunk")))
    assert problem.found == "there is no branch trunk"


@pytest.mark.parametrize(
    ("protected", "rules", "word"),
    [
        (True, (), "is protected:"),
        (False, ("pull_request", "deletion"), "(pull_request)"),
        (False, ("deletion",), "takes"),
    ],
)
def test_a_protected_branch_gets_a_pull_request(protected: bool, rules: tuple[str, ...], word: str) -> None:
    """That is no failure; rules that do not hinder a commit are not mentioned."""
    branch = Branch(name="main", head=HEAD, is_protected=protected, rules=rules)
    verification = verified(FakeHostSettings(known_branch=branch))
    assert verification.holds
    assert word in next(each for each in verification.checks if each.name == "protection").found


def test_with_pull_requests_protection_does_not_matter() -> None:
    """The branch is left alone."""
    problem = only_problem(verified(FakeHostSettings(), replace(QUESTION, strategy="github_pr")))
    assert problem.verdict is Verdict.UNNEEDED


@pytest.mark.parametrize(
    ("folder", "verdict", "found"),
    [
        (Folder(is_folder=True, names=frozenset({".coderipple.json", "README.md"})), Verdict.HOLDS, "of CodeRipple"),
        (Folder(is_folder=True, names=frozenset({"a.py"})), Verdict.UNKNOWN, "somebody else"),
        (Folder(is_folder=False), Verdict.WRONG, "is a file"),
    ],
)
def test_the_output_folder(folder: Folder, verdict: Verdict, found: str) -> None:
    """Ours, somebody else's, or none."""
    checks = verified(FakeHostSettings(known_folder=folder)).checks
    check = next(each for each in checks if each.name == "output folder")
    assert check.verdict is verdict
    assert found in check.found


@pytest.mark.parametrize(
    ("status", "said", "remedy"),
    [(0, "timed out", "deploy"), (404, "", "gateway"), (500, "unhealthy", "log"), (200, "starting", "log")],
)
def test_a_function_that_is_not_well(status: int, said: str, remedy: str) -> None:
    """No answer, a wrong address, or layers that do not work."""
    problem = only_problem(verified(FakeHostSettings(), function=FakeFunctionHealth(status, said)))
    assert (problem.name, problem.verdict) == ("function", Verdict.WRONG)
    assert remedy in problem.remedy
