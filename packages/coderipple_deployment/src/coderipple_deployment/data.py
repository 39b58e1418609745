"""Results as data, for `--json`.

Comes in: what a task found or did. Goes out: values that JSON knows; never a secret, since no result holds one.
"""

from collections.abc import Iterable
from dataclasses import asdict

from lambda_packaging.manifest import Artifact

from coderipple_deployment.deploy import Deployed, Proposal
from coderipple_deployment.links import links
from coderipple_deployment.plan import Plan
from coderipple_deployment.redrive import Failed, Redriven
from coderipple_deployment.rollback import RolledBack
from coderipple_deployment.status import Status
from coderipple_deployment.values import Alias

type Data = dict[str, object]


def plan_data(plan: Plan) -> Data:
    """Gives what would change."""
    return {"changes": [asdict(change) for change in plan.changes], "outputs": list(plan.outputs)}


def proposal_data(proposal: Proposal) -> Data:
    """Gives what would be deployed."""
    return {
        "environment": proposal.environment.name,
        "is_a_change": proposal.is_a_change,
        "artifacts": [_artifact_data(artifact) for artifact in proposal.artifacts.all],
        "differences": list(proposal.artifacts.differences),
        "secrets": list(proposal.secrets),
        **plan_data(proposal.plan),
    }


def deployed_data(deployed: Deployed) -> Data:
    """Gives how a deployment ended."""
    return {
        "ending": deployed.ending.value,
        "reason": deployed.reason,
        "seconds": round(deployed.seconds, 1),
        "alias": alias_data(deployed.alias) if deployed.alias else None,
        "newest_version": deployed.stack.newest_version if deployed.stack else None,
        "trials": [asdict(trial) for trial in deployed.trials],
        "pruned": asdict(deployed.pruned) if deployed.pruned else None,
        "remarks": list(deployed.remarks),
        "links": links(deployed.stack) if deployed.stack else {},
        "proposal": proposal_data(deployed.proposal),
    }


def alias_data(alias: Alias) -> Data:
    """Gives where the alias points."""
    canary = {"version": alias.canary[0], "share": alias.canary[1]} if alias.canary else None
    return {"version": alias.version, "canary": canary, "refused": list(alias.refused)}


def rollback_data(done: RolledBack) -> Data:
    """Gives what moved."""
    seconds = round(done.call_seconds, 3)
    return {"before": alias_data(done.before), "after": alias_data(done.after), "call_seconds": seconds}


def status_data(status: Status) -> Data:
    """Gives what is deployed."""
    return {
        "is_well": status.is_well,
        "alias": alias_data(status.alias),
        "newest_version": status.stack.newest_version,
        "versions": [asdict(version) for version in status.versions],
        "alarms": dict(status.alarms),
        "failed_pushes": status.failed_pushes,
        "links": links(status.stack),
    }


def redriven_data(redriven: Redriven) -> Data:
    """Gives what became of the queue."""
    handed_over, left = _failed_data(redriven.handed_over), _failed_data(redriven.left)
    return {"handed_over": handed_over, "left": left, "problem": redriven.problem}


def _failed_data(failed: Iterable[Failed]) -> list[Data]:
    return [{"message": one.message.id, "error": one.error} for one in failed]


def _artifact_data(artifact: Artifact) -> Data:
    sizes = {"size_bytes": artifact.size_bytes, "unzipped_bytes": artifact.unzipped_bytes}
    return {"file": artifact.file_name, "sha256": artifact.sha256, **sizes}
