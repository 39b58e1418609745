"""What must hold before anything is planned.

Comes in: an environment and the ports. Goes out: what will be deployed, or the first reason why not.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from lambda_packaging.project import Project

from coderipple_deployment.artifacts import Artifacts, read_artifacts
from coderipple_deployment.environment import Environment
from coderipple_deployment.errors import AccountError, LostStateError, WorkTreeError
from coderipple_deployment.ports import Account, Alarms, Secrets, Terraform, WorkTree
from coderipple_deployment.stored_secrets import ChosenSecrets, choose_secrets
from coderipple_deployment.values import Stack
from coderipple_deployment.watch import require_quiet


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What a deployment starts from.

    Attributes:
        before: What is deployed already; None if nothing, or only a part.
    """

    artifacts: Artifacts
    secrets: ChosenSecrets
    before: Stack | None


def require_account(environment: Environment, account: Account) -> None:
    """Refuses the credentials of an account that the environment does not allow.

    Raises:
        AccountError: They are.
    """
    found = account.account_id()
    allowed = environment.allowed_account_ids
    if allowed and found not in allowed:
        raise AccountError(account=found, allowed=allowed, environment=environment.name)


def require_committed(environment: Environment, work_tree: WorkTree) -> None:
    """Refuses to put into production what no commit holds.

    Raises:
        WorkTreeError: The work tree has changes.
    """
    if environment.is_production and (changed := work_tree.changed_paths()):
        raise WorkTreeError(changed=changed)


def require_lasting_state(environment: Environment, environ: Mapping[str, str]) -> None:
    """Refuses to keep the state on a runner of a pipeline; that of an emulator may go with it.

    Raises:
        LostStateError: It would be kept there.
    """
    is_passing = bool(environ.get("CI")) and not environ.get("AWS_ENDPOINT_URL")
    if is_passing and not environment.backend.is_file():
        raise LostStateError(environment=environment.name)


def prepare(
    environment: Environment,
    project: Project,
    *,
    terraform: Terraform,
    account: Account,
    work_tree: WorkTree,
    secrets: Secrets,
    alarms: Alarms,
    environ: Mapping[str, str],
    is_watched: bool,
) -> Prepared:
    """Checks everything that can be known before anything is planned, the cheap things first.

    Raises:
        DeploymentError: Something does not hold; nothing was changed.
        ManifestError: The artifacts are missing, or were changed after the build.
    """
    terraform.require_version()
    require_committed(environment, work_tree)
    require_lasting_state(environment, environ)
    artifacts = read_artifacts(project, architecture=environment.architecture)
    require_account(environment, account)
    chosen = choose_secrets(environment, secrets, environ)
    terraform.init()
    before = terraform.stack()
    if is_watched and before:
        require_quiet(alarms, tuple(before.alarm_names.values()))
    return Prepared(artifacts=artifacts, secrets=chosen, before=before)
