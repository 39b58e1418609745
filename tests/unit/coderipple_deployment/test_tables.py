"""Results read well at a terminal, and their data has the same facts."""

import io
import json
from dataclasses import replace

import pytest
from coderipple_deployment.artifacts import read_artifacts
from coderipple_deployment.data import (
    deployed_data,
    plan_data,
    proposal_data,
    redriven_data,
    rollback_data,
    status_data,
)
from coderipple_deployment.deploy import Deployed, Proposal
from coderipple_deployment.destroy import Destroyed
from coderipple_deployment.environment import Environment
from coderipple_deployment.plan import Change, Plan
from coderipple_deployment.pruning import Pruned
from coderipple_deployment.redrive import Failed, Redriven
from coderipple_deployment.releasing import Ending
from coderipple_deployment.rollback import RolledBack
from coderipple_deployment.smoke import Trial
from coderipple_deployment.status import Status
from coderipple_deployment.tables import (
    deployed_summary,
    destroyed_line,
    plan_table,
    proposal_tables,
    redriven_lines,
    rollback_line,
    status_tables,
)
from coderipple_deployment.values import Alias, Message, Version
from fakes.deployment import STACK
from lambda_packaging.project import Project
from rich.console import Console, RenderableType

PLAN = Plan(
    changes=(
        Change(address='aws_x.y["[a]"]', type="aws_x", action="update", attributes=("a", "b", "c", "d", "e", "f")),
        Change(address="aws_x.z", type="aws_x", action="create"),
        Change(address="aws_x.w", type="aws_x", action="delete"),
    )
)


def shown(text: RenderableType) -> str:
    """Returns what a person would see."""
    stream = io.StringIO()
    Console(file=stream, width=200, highlight=False).print(text)
    return stream.getvalue()


@pytest.fixture
def proposal(environment: Environment, proven: Project) -> Proposal:
    """A proposal with everything in it."""
    artifacts = replace(read_artifacts(proven, architecture="x86_64"), differences=("function.zip grew by 2 KB",))
    return Proposal(environment=environment, artifacts=artifacts, plan=PLAN, secrets=("sample/webhook-secret",))


def test_a_proposal_shows_sizes_differences_secrets_and_changes(proposal: Proposal) -> None:
    """Names of secrets, and of attributes, never values."""
    text = shown(proposal_tables(proposal))
    for words in (
        "function.zip",
        "ledger: function.zip grew by 2 KB",
        "the secret sample/webhook-secret will be stored",
    ):
        assert words in text
    assert 'aws_x.y["[a]"]' in text
    assert "a, b, c, d and 2 more" in text
    assert "1 to create, 1 to delete, 1 to update" in text
    data = proposal_data(proposal)
    assert json.loads(json.dumps(data))["artifacts"][2]["file"] == "function.zip"


def test_no_changes_are_told_in_terraforms_words() -> None:
    """And outputs alone are outputs alone."""
    assert shown(plan_table(Plan())) == "No changes.\n"
    assert "outputs alone" in shown(plan_table(Plan(outputs=("region",))))
    assert plan_data(Plan(outputs=("region",))) == {"changes": [], "outputs": ["region"]}


def test_a_deployment_ends_with_its_reason_and_links(proposal: Proposal) -> None:
    """What was tried, what was removed, what should be known."""
    deployed = Deployed(
        ending=Ending.ROLLED_BACK,
        reason="the alarm sample-errors fired",
        proposal=proposal,
        stack=STACK,
        alias=Alias(version=1, refused=(2,)),
        trials=(Trial(name="health", holds=True, detail="fine"), Trial(name="ping", holds=False, detail="no")),
        pruned=Pruned(versions=(1,), layer_versions=("a:1",)),
        remarks=("slow",),
        seconds=65,
    )
    text = shown(deployed_summary(deployed))
    for words in (
        "✓ health: fine",
        "✗ ping: no",
        "! slow",
        "1 old versions",
        "rolled back: the alarm sample-errors fired, the alias is at version 1; refused: 2 (1 min 5 s)",
        "https://api.example/webhook",
        "log-groups/log-group/%252Faws%252Flambda%252Fsample",
    ):
        assert words in text
    data = json.loads(json.dumps(deployed_data(deployed)))
    assert (data["ending"], data["alias"]["refused"], data["links"]["webhook"]) == (
        "rolled back",
        [2],
        "https://api.example/webhook",
    )


def test_a_declined_deployment_has_nothing_to_link_to(proposal: Proposal) -> None:
    """The first one, to which somebody said no."""
    deployed = Deployed(ending=Ending.DECLINED, reason="nobody agreed", proposal=proposal)
    assert shown(deployed_summary(deployed)) == "declined: nobody agreed (0 s)\n"
    assert deployed_data(deployed)["links"] == {}


def test_a_rollback_says_how_quick_it_was() -> None:
    """In milliseconds, and what is refused now."""
    done = RolledBack(
        before=Alias(version=2, canary=(3, 0.1)), after=Alias(version=2, refused=(3,)), call_seconds=0.0521
    )
    assert shown(rollback_line(done)) == (
        "rolled back: the alias was at version 2 with 10% to 3, is at version 2; refused: 3 (52 ms)\n"
    )
    assert rollback_data(done)["call_seconds"] == 0.052


def test_the_status_shows_who_serves() -> None:
    """Which version is what, which alarm fires, how many pushes wait."""
    status = Status(
        stack=replace(STACK, newest_version=3),
        alias=Alias(version=1, canary=(3, 0.1), refused=(2,)),
        versions=tuple(Version(number=number, published_at="2026-01-02") for number in (1, 2, 3)),
        alarms={"sample-errors": "ALARM", "sample-age": "OK"},
        failed_pushes=2,
    )
    text = shown(status_tables(status))
    for words in ("canary, 10%, newest", "serves", "refused", "ALARM", "2 failed pushes wait; `invoke redrive`"):
        assert words in text
    assert json.loads(json.dumps(status_data(status)))["alias"]["canary"] == {"version": 3, "share": 0.1}


def test_what_was_redriven_is_listed_with_its_error() -> None:
    """And what stays."""
    message = Message(id="m1", body="{}", receipt="r")
    redriven = Redriven(
        handed_over=(Failed(message=message, event=b"{}", error="status 500 [x]"),),
        left=(Failed(message=replace(message, id="m2"), event=None, error="no JSON"),),
    )
    assert "handed over again: m1 (status 500 [x])" in shown(redriven_lines(redriven))
    assert "stays: m2 (no JSON)" in shown(redriven_lines(redriven))
    assert redriven_data(redriven)["left"] == [{"message": "m2", "error": "no JSON"}]


def test_that_a_state_is_empty_is_not_told_as_that_nothing_is_left(environment: Environment) -> None:
    """It may be another clone's state that knows what runs."""
    empty = destroyed_line(Destroyed(is_done=True, plan=Plan()), environment)
    assert empty == "nothing was taken away: the state of development, in this clone, holds nothing"
    assert destroyed_line(Destroyed(is_done=True, plan=PLAN), environment) == "3 resources are gone; nothing stays"
    assert destroyed_line(Destroyed(is_done=False, plan=PLAN), environment) == "nothing was changed"
