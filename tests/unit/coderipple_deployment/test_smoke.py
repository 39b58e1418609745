"""A version is tried by health, ping and dry run, in this order, and compared with the one that serves."""

from collections.abc import Mapping

from coderipple_deployment.environment import Environment
from coderipple_deployment.push_events import DRY_RUN
from coderipple_deployment.smoke import Trial, try_version
from coderipple_deployment.values import Answer
from fakes.deployment import FakeInvocations, healthy


def tried(invocations: FakeInvocations, environment: Environment, *, live: int | None = 1) -> tuple[Trial, ...]:
    """Tries version 2."""
    return try_version(2, live=live, environment=environment, secret="s3cret", invocations=invocations)


def dry_run_answers(answer: Answer) -> FakeInvocations:
    """Returns a version 2 that works but for its dry run."""
    invocations = FakeInvocations()
    invocations.answers[2] = lambda event: answer if DRY_RUN in event else healthy(event)
    return invocations


def test_a_good_version_passes(environment: Environment) -> None:
    """What it would write is told beside what the serving one would."""
    trials = tried(FakeInvocations(), environment)
    assert all(trial.holds for trial in trials)
    assert trials[-1].detail == "2 documents would be written; version 1: 2"


def test_nothing_is_compared_where_nothing_else_serves(environment: Environment) -> None:
    """The first version, and one that serves already."""
    for live in (None, 2):
        invocations = FakeInvocations()
        assert tried(invocations, environment, live=live)[-1].detail == "2 documents would be written"
        assert invocations.invoked == [2, 2, 2]


def test_what_comes_after_a_failure_is_left_out(environment: Environment) -> None:
    """A function without its layers need not document anything."""
    invocations = FakeInvocations()
    invocations.answers[2] = lambda _: Answer(status=200, body={"status": "healthy", "layers_functional": False})
    assert tried(invocations, environment) == (
        Trial(name="health", holds=False, detail="answered 200: no reason given"),
    )


def test_a_ping_that_is_refused_fails(environment: Environment) -> None:
    """The stored secret is not the one that signs."""

    def refuses(event: Mapping[str, object]) -> Answer:
        return Answer(status=401, body={"error": "wrong signature"}) if event.get("body") else healthy(event)

    invocations = FakeInvocations()
    invocations.answers[2] = refuses
    assert tried(invocations, environment)[-1] == Trial(
        name="signed ping", holds=False, detail="answered 401: wrong signature"
    )


def test_a_dry_run_that_is_not_admitted_fails_with_the_reason(environment: Environment) -> None:
    """As where the environment names another branch than the repository."""
    answer = Answer(status=202, body={"skipped": "the push is to the branch main, not to the default branch trunk"})
    trial = tried(dry_run_answers(answer), environment)[-1]
    assert (trial.holds, "not to the default branch trunk" in trial.detail) == (False, True)


def test_a_version_that_knows_no_dry_run_fails(environment: Environment) -> None:
    """It would have worked for real: that must not pass for a trial."""
    assert not tried(dry_run_answers(Answer(status=200, body={"documentation_updated": True})), environment)[-1].holds


def test_that_the_serving_version_fails_the_same_way_is_told(environment: Environment) -> None:
    """Then it is the world, not the version; it is not released all the same."""
    broken = Answer(status=500, body={"error": "HostBusyError"})
    invocations = dry_run_answers(broken)
    invocations.answers[1] = lambda _: broken
    trial = tried(invocations, environment)[-1]
    assert (trial.holds, trial.detail) == (False, "answered 500: HostBusyError; version 1 answers the same")


def test_a_broken_serving_version_does_not_hinder_its_repair(environment: Environment) -> None:
    """There is nothing to compare with."""
    invocations = FakeInvocations()
    invocations.answers[1] = lambda _: Answer(status=0, problem="Timeout")
    assert tried(invocations, environment)[-1].holds


def test_other_documents_are_told_and_pass(environment: Environment) -> None:
    """A new version may well write more."""
    answer = Answer(
        status=200, body={"documentation_updated": False, "documents": [{"path": "README.md"}], "skipped": None}
    )
    trial = tried(dry_run_answers(answer), environment)[-1]
    assert (trial.holds, trial.detail) == (True, "1 documents would be written; version 1: 2, 1 differ")


def test_nothing_to_write_passes_where_the_serving_version_writes_nothing_either(environment: Environment) -> None:
    """The documents are up to date."""
    nothing = Answer(
        status=200, body={"documentation_updated": False, "documents": "odd", "skipped": "nothing changed"}
    )
    invocations = dry_run_answers(nothing)
    invocations.answers[1] = lambda _: nothing
    assert tried(invocations, environment)[-1].detail == "0 documents would be written (nothing changed); version 1: 0"
