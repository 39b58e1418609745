"""A plan is read from Terraform's JSON, and one against somebody else's state is refused."""

from typing import Any

import pytest
from coderipple_deployment.errors import ForeignStateError
from coderipple_deployment.plan import Change, Plan, parse_plan, require_own_state


def change(address: str, *actions: str, **facts: Any) -> dict[str, Any]:
    """Returns what `terraform show -json` says about a resource."""
    inner = {name: facts.pop(name) for name in ("before", "after", "after_unknown") if name in facts}
    return {
        "address": address,
        "type": address.partition(".")[0],
        "mode": "managed",
        "change": {"actions": list(actions), **inner},
        **facts,
    }


def test_only_what_changes_is_in_the_plan() -> None:
    """Nothing that stays, nothing that is only read."""
    data = {
        "resource_changes": [
            change("aws_sqs_queue.a", "no-op"),
            change("aws_kms_key.b", "create", after={"x": 1}),
            change("aws_lambda_function.c", "update", before={"x": 1, "y": 2}, after={"x": 1, "y": 3}),
            change("aws_lambda_layer_version.d", "create", "delete", before={"arn": 1}, after_unknown={"arn": True}),
            change("aws_sns_topic.e", "delete", before={"x": 1}),
            change("aws_sns_topic.f", "forget"),
            {**change("aws_iam_policy_document.g", "read"), "mode": "data"},
        ],
        "output_changes": {"newest_version": {"actions": ["update"]}, "region": {"actions": ["no-op"]}},
    }
    plan = parse_plan(data)
    assert [(one.address, one.action, one.attributes) for one in plan.changes] == [
        ("aws_kms_key.b", "create", ()),
        ("aws_lambda_function.c", "update", ("y",)),
        ("aws_lambda_layer_version.d", "replace", ("arn",)),
        ("aws_sns_topic.e", "delete", ()),
        ("aws_sns_topic.f", "forget", ()),
    ]
    assert plan.outputs == ("newest_version",)
    assert plan.counts() == {"create": 1, "update": 1, "replace": 1, "delete": 1, "forget": 1}


def test_what_is_known_to_stay_does_not_differ() -> None:
    """Terraform names the parts of each block, also where none of them is unknown."""
    same = {"architectures": ["x86_64"], "environment": [{"variables": {"A": "1"}}], "hash": "1", "tags": {"a": "1"}}
    unknown = {"architectures": [False], "environment": [{"variables": {}}], "version": True, "tags": {"a": True}}
    data = {"resource_changes": [change("aws_x.y", "update", before=same, after=same, after_unknown=unknown)]}
    assert parse_plan(data).changes[0].attributes == ("tags", "version")


def test_a_plan_without_changes_is_empty() -> None:
    """An output alone is a change: it has to be written into the state."""
    assert parse_plan({}).is_empty
    assert not Plan(outputs=("region",)).is_empty


def test_no_value_is_kept() -> None:
    """It may be a secret."""
    data = {"resource_changes": [change("aws_x.y", "update", before={"a": "s3cret"}, after={"a": "t0ken"})]}
    assert parse_plan(data) == Plan(
        changes=(Change(address="aws_x.y", type="aws_x", action="update", attributes=("a",)),)
    )
    assert "s3cret" not in repr(parse_plan(data))


def prior(*resources: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Returns a plan whose state holds resources."""
    module = {"resources": [{"mode": "managed", "values": {}, **one} for one in resources]}
    return {"prior_state": {"values": {"root_module": {"child_modules": [module]}}}, **changes}


def test_the_state_of_another_function_is_refused() -> None:
    """Its plan would take away what somebody runs."""
    data = prior({"address": "a.f", "type": "aws_lambda_function", "values": {"function_name": "theirs"}})
    with pytest.raises(ForeignStateError, match="it holds the function theirs; expected the function ours"):
        require_own_state(data, function_name="ours")
    require_own_state(data, function_name="theirs")


def test_the_state_of_another_configuration_is_refused() -> None:
    """Nothing in it is configured here."""
    foreign = change("aws_vpc.a", "delete", action_reason="delete_because_no_resource_config")
    data = prior({"address": "aws_vpc.a", "type": "aws_vpc"}, resource_changes=[foreign])
    with pytest.raises(ForeignStateError, match=r"1 resources that are not configured here, such as aws_vpc.a"):
        require_own_state(data, function_name="ours")


def test_a_destruction_of_what_is_not_configured_here_is_refused() -> None:
    """Terraform gives no reasons there, but it shows what the configuration names."""
    configured = {"root_module": {"resources": [{"address": "aws_sqs_queue.q"}]}}
    gone = change("aws_vpc.a", "delete")
    foreign = prior({"address": "aws_vpc.a", "type": "aws_vpc"}, resource_changes=[gone], configuration=configured)
    with pytest.raises(ForeignStateError, match=r"such as aws_vpc\.a"):
        require_own_state(foreign, function_name="ours")
    ours = {"address": "aws_sqs_queue.q[0]", "type": "aws_sqs_queue"}
    require_own_state(prior(ours, resource_changes=[gone], configuration=configured), function_name="ours")


def test_an_own_state_may_hold_something_that_is_no_longer_configured() -> None:
    """As after a commit that removes a resource; and an empty state is anybody's."""
    gone = change("aws_vpc.a", "delete", action_reason="delete_because_no_resource_config")
    ours = {"address": "aws_sqs_queue.q", "type": "aws_sqs_queue"}
    require_own_state(
        prior({"address": "aws_vpc.a", "type": "aws_vpc"}, ours, resource_changes=[gone]), function_name="x"
    )
    require_own_state({}, function_name="x")
