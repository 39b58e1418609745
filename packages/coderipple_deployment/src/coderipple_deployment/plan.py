"""What Terraform would change, read from `terraform show -json`.

Comes in: the JSON of a plan. Goes out: a `Plan`, or the refusal of a state that is not this environment's.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from coderipple_deployment.errors import ForeignStateError

_NOTHING = (["no-op"], ["read"])
_NOT_CONFIGURED = "delete_because_no_resource_config"
_ACTIONS = {
    ("create",): "create",
    ("update",): "update",
    ("delete",): "delete",
    ("delete", "create"): "replace",
    ("create", "delete"): "replace",
    ("forget",): "forget",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One resource that would change.

    Attributes:
        action: `create`, `update`, `replace`, `delete` or `forget`.
        attributes: The names of the attributes that differ, never their values: those may be secret.
    """

    address: str
    type: str
    action: str
    attributes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that would change.

    Attributes:
        changes: Of resources.
        outputs: The names of the outputs that differ.
    """

    changes: tuple[Change, ...] = ()
    outputs: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether applying it would do nothing."""
        return not self.changes and not self.outputs

    def touches(self, *types: str) -> bool:
        """Says whether it makes, changes or replaces a resource of one of the types."""
        return any(change.type in types and change.action != "delete" for change in self.changes)

    def counts(self) -> Counter[str]:
        """Gives how many resources there are for each action."""
        return Counter(change.action for change in self.changes)


def parse_plan(data: Mapping[str, Any]) -> Plan:
    """Reads the plan out of what `terraform show -json` says."""
    outputs = data.get("output_changes", {})
    return Plan(
        changes=tuple(_changes(data.get("resource_changes", ()))),
        outputs=tuple(sorted(name for name, change in outputs.items() if change["actions"] not in _NOTHING)),
    )


def require_own_state(data: Mapping[str, Any], *, function_name: str) -> None:
    """Refuses a state that describes another project, or another function than the environment's.

    A plan against such a state would delete what somebody else runs.

    Raises:
        ForeignStateError: It is one.
    """
    resources = list(_prior_resources(data.get("prior_state", {}).get("values", {}).get("root_module", {})))
    managed = {one["address"] for one in resources}
    named = {one["values"].get("function_name") for one in resources if one["type"] == "aws_lambda_function"}
    if others := sorted(named - {function_name, None}):
        raise ForeignStateError(found=f"the function {others[0]}", expected=f"the function {function_name}")
    unknown = {
        one["address"] for one in data.get("resource_changes", ()) if one.get("action_reason") == _NOT_CONFIGURED
    } | _unconfigured(data, resources)
    if managed and managed <= unknown:
        found = f"{len(managed)} resources that are not configured here, such as {min(managed)}"
        raise ForeignStateError(found=found, expected=f"those of {function_name}")


def _unconfigured(data: Mapping[str, Any], resources: Iterable[Mapping[str, Any]]) -> set[str]:
    """Gives what the configuration does not name; a plan that destroys everything gives no reasons."""
    if "configuration" not in data:
        return set()
    named = {one["address"] for one in data["configuration"].get("root_module", {}).get("resources", ())}
    return {one["address"] for one in resources if one["address"].partition("[")[0] not in named}


def _changes(found: Iterable[Mapping[str, Any]]) -> Iterator[Change]:
    for one in found:
        actions = one["change"]["actions"]
        if actions not in _NOTHING and one.get("mode") != "data":
            action = _ACTIONS.get(tuple(actions), "+".join(actions))
            attributes = tuple(_different(one["change"])) if action in {"update", "replace"} else ()
            yield Change(address=one["address"], type=one["type"], action=action, attributes=attributes)


def _different(change: Mapping[str, Any]) -> Iterator[str]:
    before, after = change.get("before") or {}, change.get("after") or {}
    unknown = {name for name, found in (change.get("after_unknown") or {}).items() if _is_unknown(found)}
    for name in sorted(before.keys() | after.keys() | unknown):
        if name in unknown or before.get(name) != after.get(name):
            yield name


def _is_unknown(found: Any) -> bool:
    """Says whether a part of an attribute is unknown; Terraform tells that of each part, `false` for what is known."""
    if isinstance(found, Mapping):
        return any(map(_is_unknown, found.values()))
    return any(map(_is_unknown, found)) if isinstance(found, list) else bool(found)


def _prior_resources(module: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from (one for one in module.get("resources", ()) if one.get("mode") == "managed")
    for child in module.get("child_modules", ()):
        yield from _prior_resources(child)
