"""Results for a person at a terminal.

Comes in: what a task found or did. Goes out: what rich prints.
"""

from collections.abc import Iterator

from lambda_packaging.sizes import format_bytes
from rich.box import SIMPLE
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table

from coderipple_deployment.deploy import Deployed, Proposal
from coderipple_deployment.destroy import Destroyed
from coderipple_deployment.durations import format_duration
from coderipple_deployment.environment import Environment
from coderipple_deployment.links import links
from coderipple_deployment.plan import Plan
from coderipple_deployment.redrive import Redriven
from coderipple_deployment.rollback import RolledBack
from coderipple_deployment.status import Status
from coderipple_deployment.values import Alias, Stack
from coderipple_deployment.watch import FIRING

_SIGNS = {"create": "[green]+[/]", "update": "[yellow]~[/]", "replace": "[yellow]±[/]", "delete": "[red]-[/]"}
_SHOWN_ATTRIBUTES = 4


def proposal_tables(proposal: Proposal) -> Group:
    """Gives what would be deployed: sizes, what differs from the ledger, what changes."""
    artifacts = Table("artifact", "zipped", "unzipped", box=SIMPLE)
    for artifact in proposal.artifacts.all:
        artifacts.add_row(artifact.file_name, format_bytes(artifact.size_bytes), format_bytes(artifact.unzipped_bytes))
    differences = [f"ledger: {escape(line)}" for line in proposal.artifacts.differences] or ["as the ledger has it"]
    secrets = [f"the secret {name} will be stored" for name in proposal.secrets]
    return Group(artifacts, *differences, *secrets, plan_table(proposal.plan))


def plan_table(plan: Plan) -> RenderableType:
    """Gives a line for each resource that would change."""
    if plan.is_empty:
        return "No changes."
    table = Table("", "resource", "what differs", box=SIMPLE, title=_counted(plan))
    for change in plan.changes:
        shown = ", ".join(change.attributes[:_SHOWN_ATTRIBUTES])
        more = len(change.attributes) - _SHOWN_ATTRIBUTES
        told = f"{shown} and {more} more" if more > 0 else shown
        table.add_row(_SIGNS.get(change.action, "?"), escape(change.address), told)
    return table


def deployed_summary(deployed: Deployed) -> Group:
    """Gives how it ended, what was tried, and where to look."""
    return Group(*_deployed_lines(deployed))


def _deployed_lines(deployed: Deployed) -> Iterator[RenderableType]:
    for trial in deployed.trials:
        yield f"{'[green]✓[/]' if trial.holds else '[red]✗[/]'} {trial.name}: {escape(trial.detail)}"
    for remark in deployed.remarks:
        yield f"[yellow]![/] {escape(remark)}"
    if deployed.pruned and (deployed.pruned.versions or deployed.pruned.layer_versions):
        versions, layers = deployed.pruned.versions, deployed.pruned.layer_versions
        yield f"removed: {len(versions)} old versions, {len(layers)} old versions of layers"
    served = f", the alias is {alias_words(deployed.alias)}" if deployed.alias else ""
    colour = "green" if deployed.ending.is_good else "red"
    taken = format_duration(deployed.seconds)
    yield f"[{colour}]{deployed.ending.value}[/]: {escape(deployed.reason)}{served} ({taken})"
    if deployed.stack:
        yield from _link_lines(deployed.stack)


def alias_words(alias: Alias) -> str:
    """Gives where the alias points, with what was refused."""
    refused = f"; refused: {', '.join(map(str, alias.refused))}" if alias.refused else ""
    return f"{alias}{refused}"


def rollback_line(done: RolledBack) -> str:
    """Gives what moved, and how quickly."""
    moved = f"was {done.before}, is {alias_words(done.after)}"
    return f"[green]rolled back[/]: the alias {moved} ({done.call_seconds * 1000:.0f} ms)"


def destroyed_line(done: Destroyed, environment: Environment) -> str:
    """Gives what went and what stays; that a state is empty does not say that AWS is."""
    if not done.is_done:
        return "nothing was changed"
    if not done.plan.changes:
        place = environment.backend if environment.backend.is_file() else "this clone"
        return f"nothing was taken away: the state of {environment.name}, in {place}, holds nothing"
    return f"{len(done.plan.changes)} resources are gone; {'; '.join(done.staying) or 'nothing stays'}"


def status_tables(status: Status) -> Group:
    """Gives versions, alarms, the queue and where to look."""
    versions = Table("version", "published", "", box=SIMPLE)
    for version in reversed(status.versions):
        versions.add_row(str(version.number), version.published_at, _role(version.number, status))
    alarms = Table("alarm", "state", box=SIMPLE)
    for name, state in sorted(status.alarms.items()):
        alarms.add_row(name, f"[red]{state}[/]" if state == FIRING else state)
    waiting = f"{status.failed_pushes} failed pushes wait" + ("; `invoke redrive`" if status.failed_pushes else "")
    head = f"{status.stack.function_name}: {alias_words(status.alias)}"
    return Group(head, versions, alarms, waiting, *_link_lines(status.stack))


def redriven_lines(redriven: Redriven) -> Group:
    """Gives a line for each failed push."""
    lines = [f"handed over again: {one.message.id} ({escape(one.error)})" for one in redriven.handed_over]
    lines += [f"[red]stays[/]: {one.message.id} ({escape(one.error)})" for one in redriven.left]
    lines += [f"[red]stopped[/]: {escape(redriven.problem)}"] if redriven.problem else []
    return Group(*lines, f"{len(redriven.handed_over)} handed over, {len(redriven.left)} stay in the queue")


def _role(number: int, status: Status) -> str:
    alias = status.alias
    roles = ["serves"] if number == alias.version else []
    roles += [f"canary, {alias.canary[1]:.0%}"] if alias.canary and number == alias.canary[0] else []
    roles += ["refused"] if number in alias.refused else []
    roles += ["newest"] if number == status.stack.newest_version else []
    return ", ".join(roles)


def _counted(plan: Plan) -> str:
    return ", ".join(f"{count} to {action}" for action, count in sorted(plan.counts().items())) or "outputs alone"


def _link_lines(stack: Stack) -> Iterator[str]:
    """Gives lines, not a table: an address that is cut off is none."""
    for name, address in links(stack).items():
        yield f"{name:<10} [link={address}]{address}[/link]"
