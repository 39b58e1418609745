"""A deployment, in order: `deploy` is the one place that knows it.

Comes in: an environment, a built project, how careful to be, the ports. Goes out: a `Deployed`, or an error after which
whatever served before still serves.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from lambda_packaging.progress import Progress
from lambda_packaging.project import Project

from coderipple_deployment.artifacts import Artifacts
from coderipple_deployment.environment import Environment
from coderipple_deployment.errors import AwsError, NotDeployedError
from coderipple_deployment.interrupts import interrupted_as
from coderipple_deployment.plan import Plan
from coderipple_deployment.ports import (
    Account,
    Alarms,
    Clock,
    Invocations,
    Person,
    Releases,
    Secrets,
    Terraform,
    WorkTree,
)
from coderipple_deployment.preflight import Prepared, prepare
from coderipple_deployment.pruning import Pruned, prune
from coderipple_deployment.releasing import Caution, Ending, Release, refuse, release
from coderipple_deployment.smoke import Trial, try_version
from coderipple_deployment.values import Alias, Stack

NOTHING_CHANGED = "nothing was changed"
HALF_APPLIED = (
    "what Terraform had begun it has ended, and the alias points where it did; deploy again, and it goes on from there"
)
NOT_RELEASED = "the version that served before still serves; deploy again to release the new one"
NOT_TRIED = "the alias points where it did, and the deployment was not tried to its end; `invoke status` shows it"
RELEASED = "the new version is released; old versions are looked through the next time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """Everything outside that a deployment needs."""

    terraform: Terraform
    account: Account
    work_tree: WorkTree
    secrets: Secrets
    releases: Releases
    invocations: Invocations
    alarms: Alarms
    clock: Clock
    person: Person
    progress: Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a person is asked about.

    Attributes:
        secrets: The names of those that would be stored.
    """

    environment: Environment
    artifacts: Artifacts
    plan: Plan
    secrets: tuple[str, ...] = ()

    @property
    def is_a_change(self) -> bool:
        """Whether there is anything to agree to."""
        return not self.plan.is_empty or bool(self.secrets)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployed:
    """How a deployment ended.

    Attributes:
        reason: Why, in a sentence.
        stack: What is deployed; None where the person declined the first deployment.
        trials: How the newest version was tried.
        remarks: What did not hinder the deployment, but should be known.
    """

    ending: Ending
    reason: str
    proposal: Proposal
    stack: Stack | None = None
    alias: Alias | None = None
    trials: tuple[Trial, ...] = ()
    pruned: Pruned | None = None
    remarks: tuple[str, ...] = ()
    seconds: float = 0.0


def deploy(
    environment: Environment,
    project: Project,
    caution: Caution,
    *,
    force: bool,
    environ: Mapping[str, str],
    show: Callable[[Proposal], None],
    applied: Callable[[], None],
    ports: Ports,
) -> Deployed:
    """Deploys what was built; the order of it.

    Args:
        environment: Where to.
        project: What was built.
        caution: How carefully the new version is released.
        force: Whether a version that was refused may be released all the same.
        environ: Where secrets may be given.
        show: Shows what would be done, before anybody is asked.
        applied: Is called when Terraform is needed no more.
        ports: Everything outside.

    Raises:
        DeploymentError: Something does not hold.
        DeploymentInterruptedError: Ctrl-C; it says what the deployment is like now.
    """
    started = ports.clock.seconds()
    with interrupted_as(NOTHING_CHANGED):
        prepared = prepare_with(ports, environment, project, environ=environ, is_watched=caution.is_watched)
        with ports.progress.step("planned"):
            plan = ports.terraform.plan(prepared.artifacts.as_variables())
        proposal = propose(environment, prepared, plan)
        show(proposal)
        if proposal.is_a_change and not ports.person.agrees(f"Deploy this to {environment.name}?"):
            return Deployed(ending=Ending.DECLINED, reason="nobody agreed", proposal=proposal, stack=prepared.before)
        before = ports.releases.alias()
    with interrupted_as(HALF_APPLIED):
        stack = apply(proposal, prepared, ports)
        applied()
    is_new = before is not None and before.version != stack.newest_version
    with interrupted_as(NOT_RELEASED if is_new else NOT_TRIED):
        released, trials = bring_out(stack, proposal, prepared, caution, before=before, force=force, ports=ports)
    with interrupted_as(RELEASED):
        pruned, remarks = tidy(stack, released, ports)
    return Deployed(
        ending=released.ending,
        reason=released.reason,
        proposal=proposal,
        stack=stack,
        alias=released.alias,
        trials=trials,
        pruned=pruned,
        remarks=remarks,
        seconds=ports.clock.seconds() - started,
    )


def prepare_with(
    ports: Ports, environment: Environment, project: Project, *, environ: Mapping[str, str], is_watched: bool
) -> Prepared:
    """Checks what must hold before anything is planned."""
    with ports.progress.step("checked"):
        return prepare(
            environment,
            project,
            terraform=ports.terraform,
            account=ports.account,
            work_tree=ports.work_tree,
            secrets=ports.secrets,
            alarms=ports.alarms,
            environ=environ,
            is_watched=is_watched,
        )


def propose(environment: Environment, prepared: Prepared, plan: Plan) -> Proposal:
    """Gives what a person is asked about."""
    names = tuple(sorted(prepared.secrets.to_store))
    return Proposal(environment=environment, artifacts=prepared.artifacts, plan=plan, secrets=names)


def apply(proposal: Proposal, prepared: Prepared, ports: Ports) -> Stack:
    """Applies the plan and stores the secrets, which need the places that Terraform makes.

    Raises:
        NotDeployedError: Terraform is done, and yet its outputs do not describe a whole stack.
    """
    stack = prepared.before
    if not proposal.plan.is_empty:
        ports.terraform.apply(proposal.plan)
        stack = ports.terraform.stack()
    if stack is None:
        environment = proposal.environment
        raise NotDeployedError(function_name=environment.function_name, environment=environment.name)
    for name, value in prepared.secrets.to_store.items():
        ports.secrets.put(name, value)
        ports.progress.say(f"{name} stored")
    return stack


def bring_out(
    stack: Stack,
    proposal: Proposal,
    prepared: Prepared,
    caution: Caution,
    *,
    before: Alias | None,
    force: bool,
    ports: Ports,
) -> tuple[Release, tuple[Trial, ...]]:
    """Tries the newest version, and releases it if it is not served yet."""
    alias, newest = served_alias(proposal.environment, ports.releases), stack.newest_version
    is_served = newest == alias.version
    if is_served and alias.canary:  # a deployment that was killed left it
        alias = ports.releases.point(replace(alias, canary=None))
    if is_served and not proposal.is_a_change:
        return Release(ending=Ending.UNCHANGED, reason="nothing differs from what is deployed", alias=alias), ()
    if not is_served and not force and (same := refused_before(newest, alias, ports.releases)):
        told = f"version {newest}" if same == newest else f"version {newest} has code and layers of {same}, which"
        reason = f"{told} was refused or rolled back before; --force releases it all the same"
        return Release(ending=Ending.REFUSED, reason=reason, alias=alias), ()
    with ports.progress.step(f"version {newest} tried"):
        trials = try_version(
            newest,
            live=None if is_served else alias.version,
            environment=proposal.environment,
            secret=prepared.secrets.signing,
            invocations=ports.invocations,
        )
    if failed := [trial for trial in trials if not trial.holds]:
        return turn_down(newest, alias, failed[0], is_served=is_served, releases=ports.releases), trials
    if is_served:
        ending, reason = (Ending.UPDATED, "no new version") if before else (Ending.RELEASED, "the first version")
        return Release(ending=ending, reason=reason, alias=alias), trials
    released = release(
        newest,
        alias,
        caution,
        alarm_names=tuple(stack.alarm_names.values()),
        releases=ports.releases,
        alarms=ports.alarms,
        clock=ports.clock,
        progress=ports.progress,
    )
    return released, trials


def served_alias(environment: Environment, releases: Releases) -> Alias:
    """Gives where the alias points.

    Raises:
        NotDeployedError: There is none.
    """
    alias = releases.alias()
    if alias is None:
        raise NotDeployedError(function_name=environment.function_name, environment=environment.name)
    return alias


def refused_before(newest: int, alias: Alias, releases: Releases) -> int | None:
    """Gives the refused version that the newest one is, be it under a number of its own.

    A changed setting publishes what lies in `dist/` once more. What has the code of the serving version is not meant:
    there it was a setting that was refused, and may be repaired.
    """
    if newest in alias.refused or not alias.refused:
        return newest if newest in alias.refused else None
    contents = {version.number: (version.code_sha256, version.layer_arns) for version in releases.versions()}
    content = contents.get(newest)
    if content is None or content == contents.get(alias.version):
        return None
    return next((number for number in alias.refused if contents.get(number) == content), None)


def turn_down(version: int, alias: Alias, failed: Trial, *, is_served: bool, releases: Releases) -> Release:
    """Says no to a version that failed a trial; where nothing else was ever served there is nothing to go back to."""
    reason = f"{failed.name} of version {version}: {failed.detail}"
    if is_served:
        return Release(ending=Ending.FAILED, reason=f"{reason}; it serves all the same, as no other does", alias=alias)
    return Release(ending=Ending.REFUSED, reason=reason, alias=refuse(version, alias, releases))


def tidy(stack: Stack, released: Release, ports: Ports) -> tuple[Pruned | None, tuple[str, ...]]:
    """Removes what is old; that this fails does not make the deployment a bad one."""
    if released.ending is not Ending.RELEASED:
        return None, ()
    try:
        with ports.progress.step("old versions looked through"):
            return prune(stack, released.alias, ports.releases), ()
    except AwsError as error:
        return None, (f"old versions stay for now: {error}",)
