"""Takes a deployment away.

Comes in: an environment. Goes out: a `Destroyed`, with what stays on purpose.
"""

from collections.abc import Callable
from dataclasses import dataclass

from coderipple_deployment.environment import Environment
from coderipple_deployment.interrupts import interrupted_as
from coderipple_deployment.plan import Plan
from coderipple_deployment.ports import Account, Person, Terraform
from coderipple_deployment.preflight import require_account

HALF_DESTROYED = "a part is gone already and the rest stands; destroy again, and it goes on from there"
STAYING = (
    "versions of layers (force_destroy is false)",
    "secrets, which can be restored for 30 days",
    "the key of KMS, whose deletion AWS delays",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Destroyed:
    """What became of the deployment.

    Attributes:
        is_done: Whether it was taken away, or there was none; False if the person declined.
        staying: What stays on purpose.
    """

    is_done: bool
    plan: Plan
    staying: tuple[str, ...] = ()


def destroy(
    environment: Environment,
    variables: dict[str, object],
    *,
    terraform: Terraform,
    account: Account,
    person: Person,
    show: Callable[[Plan], None],
) -> Destroyed:
    """Takes everything away that Terraform made.

    Args:
        environment: Which deployment.
        variables: Those of the artifacts, which Terraform wants to know even now.
        terraform: Takes it away.
        account: Whose credentials these are.
        person: Who decides.
        show: Shows what would go.
    """
    terraform.require_version()
    require_account(environment, account)
    terraform.init()
    plan = terraform.plan(variables, destroy=True)
    show(plan)
    if plan.changes and not person.agrees(f"Take {environment.name} away for good?"):
        return Destroyed(is_done=False, plan=plan)
    with interrupted_as(HALF_DESTROYED):
        if plan.changes:
            terraform.apply(plan)
    return Destroyed(is_done=True, plan=plan, staying=() if environment.force_destroy else STAYING)
