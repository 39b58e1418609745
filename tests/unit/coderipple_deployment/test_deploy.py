"""A deployment goes on only while everything holds, and whatever ends it early leaves the old version serving."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from coderipple_deployment.deploy import Deployed, Proposal, deploy
from coderipple_deployment.environment import Environment
from coderipple_deployment.errors import (
    AccountError,
    AlarmFiringError,
    AlarmMissingError,
    AliasMovedError,
    AwsError,
    ConfirmationError,
    CredentialsError,
    DeploymentInterruptedError,
    HalfAppliedError,
    LostStateError,
    MissingSecretError,
    NotDeployedError,
    NotRestoredError,
    WorkTreeError,
)
from coderipple_deployment.releasing import Caution, Ending
from coderipple_deployment.values import Alias, Answer
from fakes.deployment import (
    NOTHING,
    FakeAccount,
    FakePerson,
    FakeSecrets,
    FakeWorkTree,
    World,
    empty_world,
    healthy,
    running_world,
)
from lambda_packaging.project import Project

CANARY = Caution(canary_percent=10, bake_seconds=600)
AT_ONCE_AND_WATCHED = Caution(bake_seconds=60)
GIVEN = {"CODERIPPLE_WEBHOOK_SECRET": "s3cret", "CODERIPPLE_GITHUB_TOKEN": "token"}
type Run = Callable[..., Deployed]


@pytest.fixture
def run(environment: Environment, proven: Project) -> Run:
    """Deploys into a world."""

    def deploy_into(
        world: World,
        caution: Caution = Caution(),  # noqa: B008  # frozen
        *,
        force: bool = False,
        environ: Mapping[str, str] | None = None,
        where: Environment = environment,
        show: Callable[[Proposal], None] = lambda _: None,
        applied: Callable[[], None] = lambda: None,
    ) -> Deployed:
        asked = {"force": force, "environ": environ or {}, "show": show, "applied": applied}
        return deploy(where, proven, caution, **asked, ports=world.ports())

    return deploy_into


def test_the_first_deployment_stores_the_secrets_and_tries_the_version(run: Run) -> None:
    """Everything from nothing; the alias is Terraform's own then."""
    world, shown = empty_world(), list[Proposal]()
    done = run(world, environ=GIVEN, show=shown.append)
    assert (done.ending, done.alias) == (Ending.RELEASED, Alias(version=1))
    assert world.terraform.done == ["version", "init", "plan", "apply"]
    assert world.secrets.stored == {"sample/webhook-secret": "s3cret", "sample/github-credentials": "token"}
    assert [trial.name for trial in done.trials] == ["health", "signed ping", "dry run of a push"]
    assert shown == [done.proposal]
    assert world.releases.moves == []


def test_terraform_gets_the_artifacts_and_no_secret(run: Run) -> None:
    """Their names and hashes, as the manifest has them."""
    world = empty_world()
    done = run(world, environ=GIVEN)
    given = world.terraform.variables
    assert set(given) == {"artifacts", "layers_through_s3"}
    described = given["artifacts"]
    assert isinstance(described, dict)
    assert described["function"] == {
        "file": "function.zip",
        "sha256": done.proposal.artifacts.function.sha256,
    }
    assert "s3cret" not in f"{given}{done}"


def test_nothing_to_do_does_nothing(run: Run) -> None:
    """No question, no apply, no invocation, no move."""
    world = running_world()
    world.terraform.next_plan = NOTHING
    done = run(world)
    assert done.ending is Ending.UNCHANGED
    assert world.terraform.done == ["version", "init", "plan"]
    assert (world.person.asked, world.invocations.invoked, world.releases.moves) == ([], [], [])


def test_a_change_is_released_at_once_and_old_versions_go(run: Run) -> None:
    """Without a canary the alias moves once; the last ten versions stay."""
    world = running_world(version=12)
    done = run(world)
    assert (done.ending, done.alias and done.alias.version) == (Ending.RELEASED, 13)
    assert world.releases.moves == [Alias(version=13, served_before=12)]
    assert world.releases.deleted == [1, 2, 3]
    assert done.pruned is not None
    assert done.pruned.versions == (1, 2, 3)


def test_that_old_versions_stay_is_no_failure(run: Run) -> None:
    """It is told."""
    world = running_world(version=12)
    world.releases.fails = AwsError(doing="deleting version 1", code="TooManyRequestsException", detail="slow down")
    done = run(world)
    assert done.ending is Ending.RELEASED
    assert "slow down" in done.remarks[0]


def test_the_new_version_is_tried_before_anybody_is_served_by_it(run: Run) -> None:
    """Health, ping and dry run of the new one, and the dry run of the old one to compare with."""
    world = running_world()
    run(world)
    assert world.invocations.invoked == [2, 2, 2, 1]


def test_a_version_that_fails_its_trial_is_refused(run: Run) -> None:
    """The old one serves, and the next deployment knows."""
    world = running_world()
    world.invocations.answers[2] = lambda _: Answer(status=500, body={"error": "ImportError"})
    done = run(world)
    assert done.ending is Ending.REFUSED
    assert "health of version 2: answered 500: ImportError" in done.reason
    assert world.releases.moves == [Alias(version=1, refused=(2,))]


def test_a_first_version_that_fails_its_trial_is_told(run: Run) -> None:
    """There is nothing to go back to."""
    world = empty_world()
    world.invocations.answers[1] = lambda _: Answer(status=0, problem="Runtime.ImportModuleError: no")
    done = run(world, environ=GIVEN)
    assert done.ending is Ending.FAILED
    assert world.releases.moves == []


def test_a_canary_is_promoted_after_a_quiet_bake(run: Run) -> None:
    """Ten percent first, everything then."""
    world = running_world()
    done = run(world, CANARY)
    assert done.ending is Ending.RELEASED
    assert world.releases.moves == [Alias(version=1, canary=(2, 0.1)), Alias(version=2, served_before=1)]
    assert world.clock.passed == 600


def test_terraform_is_free_before_the_version_is_tried(run: Run) -> None:
    """In a bake of minutes `status` has to answer, which needs it."""
    world, invoked = running_world(), list[int]()
    run(world, CANARY, applied=lambda: invoked.append(len(world.invocations.invoked)))
    assert (invoked, world.terraform.done[-1]) == ([0], "apply")


def test_an_alarm_in_the_bake_takes_the_canary_back(run: Run) -> None:
    """By itself, with the alarm's name; the version is refused from then on."""
    world = running_world()
    world.alarms.on_look = lambda look: world.alarms.firing.update({"sample-canary-errors"} if look == 4 else ())
    done = run(world, CANARY)
    assert (done.ending, done.reason) == (Ending.ROLLED_BACK, "the alarm sample-canary-errors fired")
    assert world.releases.moves[-1] == Alias(version=1, refused=(2,))
    assert world.clock.passed < 600


def test_an_alarm_after_the_flip_takes_it_back(run: Run) -> None:
    """Without a canary everybody was on the new version, for as long as it took to notice."""
    world = running_world()
    world.alarms.on_look = lambda look: world.alarms.firing.update({"sample-errors"} if look == 3 else ())
    done = run(world, AT_ONCE_AND_WATCHED)
    assert done.ending is Ending.ROLLED_BACK
    assert world.releases.moves == [Alias(version=2, served_before=1), Alias(version=1, refused=(2,))]


def test_an_alarm_that_fires_before_is_an_error(run: Run) -> None:
    """It could tell nothing about a new version; nothing is planned."""
    world = running_world()
    world.alarms.firing = {"sample-errors"}
    with pytest.raises(AlarmFiringError, match="sample-errors fires already"):
        run(world, CANARY)
    assert world.terraform.done == ["version", "init"]
    assert run(world).ending is Ending.RELEASED  # not watched, not asked


def test_an_alarm_that_is_not_there_is_an_error(run: Run) -> None:
    """Nobody would notice a bad version; the old one serves."""
    world = running_world()
    world.alarms.names.remove("sample-canary-errors")
    with pytest.raises(AlarmMissingError, match="sample-canary-errors"):
        run(world, CANARY)
    assert world.releases.moves[-1] == Alias(version=1)


def test_who_moves_the_alias_meanwhile_wins(run: Run) -> None:
    """A rollback by hand in the bake is neither overwritten nor promoted over."""
    world = running_world()

    def roll_back_by_hand(passed: float) -> None:
        if passed > 30:
            world.releases.point(Alias(version=1, refused=(2,)))

    world.clock.on_wait = roll_back_by_hand
    with pytest.raises(AliasMovedError, match="is at version 1; expected at version 1 with 10% to 2"):
        run(world, CANARY)
    assert world.releases.moves[-1] == Alias(version=1, refused=(2,))


def test_a_refused_version_needs_force(run: Run) -> None:
    """After a rollback nothing releases the version again by itself."""
    world = running_world(version=2)
    world.releases.current = Alias(version=1, refused=(2,))
    world.terraform.next_plan = NOTHING
    done = run(world)
    assert (done.ending, world.releases.moves) == (Ending.REFUSED, [])
    assert "--force" in done.reason
    forced = run(world, force=True)
    assert (forced.ending, world.releases.moves) == (Ending.RELEASED, [Alias(version=2, served_before=1)])


def test_a_version_after_the_refused_one_is_released(run: Run) -> None:
    """The repaired one; what was refused stays so."""
    world = running_world(version=2)
    world.releases.current = Alias(version=1, refused=(2,))
    assert run(world).ending is Ending.RELEASED
    assert world.releases.moves == [Alias(version=3, refused=(2,), served_before=1)]


def test_a_refused_version_under_a_new_number_needs_force_too(run: Run) -> None:
    """A changed setting publishes the same code once more; it undoes no rollback."""
    world = running_world(version=2)
    world.releases.current = Alias(version=1, refused=(2,))
    world.releases.codes = {1: "good", 2: "bad", 3: "bad"}
    done = run(world)
    assert (done.ending, world.releases.moves) == (Ending.REFUSED, [])
    assert "version 3 has code and layers of 2, which was refused or rolled back before" in done.reason
    world.terraform.next_plan = NOTHING
    assert run(world, force=True).ending is Ending.RELEASED


def test_a_repaired_setting_of_a_code_that_serves_is_released(run: Run) -> None:
    """What was refused there was the setting."""
    world = running_world(version=2)
    world.releases.current = Alias(version=1, refused=(2,))
    world.releases.codes = {1: "good", 2: "good", 3: "good"}
    assert run(world).ending is Ending.RELEASED


def test_what_a_killed_canary_left_is_cleared(run: Run) -> None:
    """A share for a version that nobody watches any more."""
    world = running_world(version=2)
    world.releases.current = Alias(version=2, canary=(1, 0.1))
    world.terraform.next_plan = NOTHING
    assert run(world).ending is Ending.UNCHANGED
    assert world.releases.moves == [Alias(version=2)]


def test_a_change_without_a_version_is_tried_and_not_released(run: Run) -> None:
    """An alarm's threshold, or a new secret."""
    world = running_world()
    world.terraform.publishes = False
    assert run(world).ending is Ending.UPDATED
    world.terraform.next_plan = NOTHING
    done = run(world, environ={"CODERIPPLE_WEBHOOK_SECRET": "new"})
    assert done.ending is Ending.UPDATED
    assert world.secrets.put_names == ["sample/webhook-secret"]
    assert world.releases.moves == []


def test_a_missing_secret_is_an_error_before_anything_is_planned(run: Run) -> None:
    """Never a default; both are named at once."""
    world = empty_world()
    with pytest.raises(MissingSecretError, match="CODERIPPLE_WEBHOOK_SECRET and CODERIPPLE_GITHUB_CREDENTIALS or"):
        run(world)
    assert world.terraform.done == ["version"]


def test_the_wrong_account_is_refused(run: Run, make_environment: Callable[..., Environment]) -> None:
    """Before Terraform is initialized."""
    world = empty_world()
    world.account = FakeAccount("999999999999")
    where = make_environment(more='allowed_account_ids = ["123456789012"]')
    with pytest.raises(AccountError, match="belong to the account 999999999999; expected 123456789012"):
        run(world, environ=GIVEN, where=where)
    assert world.terraform.done == ["version"]


def test_a_runner_keeps_no_state(run: Run) -> None:
    """It is gone tomorrow, and the next run would make everything once more; an emulator may be gone too."""
    world = running_world()
    with pytest.raises(LostStateError, match="CI is set, and development keeps its state in this clone alone"):
        run(world, environ=GIVEN | {"CI": "true"})
    assert world.terraform.done == ["version"]
    run(world, environ=GIVEN | {"CI": "true", "AWS_ENDPOINT_URL": "http://127.0.0.1:1"})


def test_production_gets_only_what_is_committed(run: Run, make_environment: Callable[..., Environment]) -> None:
    """Elsewhere a draft may run."""
    world = running_world()
    world.work_tree = FakeWorkTree("functions/greeter/greet.py")
    with pytest.raises(WorkTreeError, match=r"not committed \(functions/greeter/greet.py\)"):
        run(world, where=make_environment("production"))
    assert run(world).ending is Ending.RELEASED


def test_who_does_not_agree_gets_nothing(run: Run) -> None:
    """A no is an answer; that nobody is there to ask is an error."""
    world = running_world()
    world.person = FakePerson(says_yes=False)
    assert run(world).ending is Ending.DECLINED
    world.person = FakePerson(is_there=False)
    with pytest.raises(ConfirmationError, match="expected --yes"):
        run(world)
    assert "apply" not in world.terraform.done


@pytest.mark.parametrize("phase", ["version", "init", "plan"])
def test_ctrl_c_before_the_apply_changes_nothing(run: Run, phase: str) -> None:
    """And says so."""
    world = running_world()
    world.terraform.fails[phase] = KeyboardInterrupt()
    with pytest.raises(DeploymentInterruptedError, match="nothing was changed"):
        run(world, CANARY)
    assert "apply" not in world.terraform.done


def test_ctrl_c_in_the_apply_says_how_to_go_on(run: Run) -> None:
    """The alias is where it was."""
    world = running_world()
    world.terraform.fails["apply"] = KeyboardInterrupt()
    with pytest.raises(DeploymentInterruptedError, match="deploy again"):
        run(world)
    assert world.releases.moves == []
    del world.terraform.fails["apply"]
    assert run(world).ending is Ending.RELEASED


def test_ctrl_c_in_the_trial_leaves_the_alias(run: Run) -> None:
    """Nobody was served by the new version."""
    world = running_world()
    world.invocations.fails = KeyboardInterrupt()
    with pytest.raises(DeploymentInterruptedError, match="still serves"):
        run(world)
    assert world.releases.moves == []


def test_ctrl_c_in_the_trial_of_what_serves_already_names_no_version_before(run: Run) -> None:
    """The first version serves from the apply on: there is none that served before, and none to release."""
    world = empty_world()
    world.invocations.fails = KeyboardInterrupt()
    with pytest.raises(DeploymentInterruptedError, match="the alias points where it did, and the deployment was not"):
        run(world, environ=GIVEN)


def test_ctrl_c_after_the_release_says_that_it_is_released(run: Run) -> None:
    """Only what is old was still looked through."""
    world = running_world(version=12)
    world.releases.on_delete = _raise_interrupt
    with pytest.raises(DeploymentInterruptedError, match="the new version is released"):
        run(world)
    assert world.releases.moves == [Alias(version=13, served_before=12)]


@pytest.mark.parametrize("caution", [CANARY, AT_ONCE_AND_WATCHED])
def test_ctrl_c_in_the_bake_brings_the_old_version_back(run: Run, caution: Caution) -> None:
    """It is not refused: nothing was found against it."""
    world = running_world()
    world.clock.on_wait = _raise_interrupt
    with pytest.raises(DeploymentInterruptedError, match="still serves"):
        run(world, caution)
    assert world.releases.moves[-1] == Alias(version=1)


@pytest.mark.parametrize("error", [SystemExit(143), AwsError(doing="looking", code="Throttling", detail="no")])
def test_whatever_else_ends_the_bake_brings_the_old_version_back(run: Run, error: BaseException) -> None:
    """SIGTERM as CI sends it, and an AWS that does not answer."""
    world = running_world()

    def fail(look: int) -> None:
        if look > 2:
            raise error

    world.alarms.on_look = fail
    with pytest.raises(type(error)):
        run(world, CANARY)
    assert world.releases.moves[-1] == Alias(version=1)


def test_that_the_old_version_could_not_be_brought_back_is_told(run: Run) -> None:
    """As with credentials that expire in the bake: nobody must believe that the old one serves."""
    world = running_world()

    def lose_credentials(look: int) -> None:
        if look > 2:
            world.releases.unreadable = CredentialsError(problem="ExpiredToken")
            raise world.releases.unreadable

    world.alarms.on_look = lose_credentials
    with pytest.raises(NotRestoredError, match=r"ExpiredToken.* Version 2 may still be served.*`invoke rollback`"):
        run(world, CANARY)


def test_an_apply_that_stops_in_the_middle_is_gone_on_with(run: Run) -> None:
    """The next deployment releases what the first one published."""
    world = running_world()
    world.terraform.fails["apply"] = HalfAppliedError(command="apply", said="Error: no")
    with pytest.raises(HalfAppliedError):
        run(world)
    assert world.releases.moves == []
    del world.terraform.fails["apply"]
    assert run(world).ending is Ending.RELEASED


def test_a_first_deployment_that_stopped_before_the_function_is_gone_on_with(run: Run) -> None:
    """There are no outputs yet; the secrets were not stored, so they are asked for again."""
    world = empty_world()
    world.terraform.next_plan = NOTHING
    with pytest.raises(NotDeployedError, match="sample is not deployed to development"):
        run(world, environ=GIVEN)
    with pytest.raises(MissingSecretError):
        run(world)


def test_a_dry_run_that_loses_every_document_is_refused(run: Run) -> None:
    """A version may write other documents than the old one, but not none."""
    world = running_world()

    def answer(event: Mapping[str, object]) -> Answer:
        found = healthy(event)
        return replace(found, body={**found.body, "documents": []}) if "documents" in found.body else found

    world.invocations.answers[2] = answer
    done = run(world)
    assert done.ending is Ending.REFUSED
    assert "0 documents would be written; version 1: 2" in done.reason


def test_nothing_that_is_told_holds_a_secret(run: Run) -> None:
    """Neither the result nor the progress."""
    world = empty_world()
    world.secrets = FakeSecrets()
    done = run(world, environ={"CODERIPPLE_WEBHOOK_SECRET": "s3cret", "CODERIPPLE_GITHUB_CREDENTIALS": "t0ken"})
    assert not {"s3cret", "t0ken"} & set(f"{done!r} {world.progress.said} {world.progress.steps}".split("'"))


def _raise_interrupt(_number: float) -> None:
    raise KeyboardInterrupt
