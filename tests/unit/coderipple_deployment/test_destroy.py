"""A deployment is taken away only by somebody who agrees."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from coderipple_deployment.destroy import Destroyed, destroy
from coderipple_deployment.environment import Environment
from coderipple_deployment.errors import AccountError, DeploymentInterruptedError
from coderipple_deployment.plan import Plan
from fakes.deployment import FUNCTION_CHANGE, NOTHING, FakeAccount, FakePerson, FakeReleases, FakeTerraform

type Take = Callable[..., Destroyed]


@pytest.fixture
def terraform() -> FakeTerraform:
    """Something is deployed."""
    return FakeTerraform(FakeReleases())


@pytest.fixture
def take(environment: Environment, terraform: FakeTerraform) -> Take:
    """Takes it away."""

    def take_away(person: FakePerson | None = None, where: Environment = environment, **more: object) -> Destroyed:
        shown: list[Plan] = []
        done = destroy(
            where,
            {"artifacts": {}},
            terraform=terraform,
            account=FakeAccount(),
            person=person or FakePerson(),
            show=shown.append,
        )
        assert shown == [done.plan]
        return done

    return take_away


def test_what_stays_on_purpose_is_told(take: Take, environment: Environment, terraform: FakeTerraform) -> None:
    """Nothing, where the environment is for trying out."""
    assert "secrets, which can be restored for 30 days" in take().staying
    assert terraform.done == ["version", "init", "plan -destroy", "apply"]
    assert take(where=replace(environment, force_destroy=True)).staying == ()


def test_nothing_goes_without_a_yes(take: Take, terraform: FakeTerraform) -> None:
    """And where nothing is, nobody is asked."""
    assert not take(FakePerson(says_yes=False)).is_done
    assert "apply" not in terraform.done
    terraform.next_plan = NOTHING
    person = FakePerson()
    assert take(person).is_done
    assert (person.asked, "apply" in terraform.done) == ([], False)


def test_ctrl_c_says_how_to_go_on(take: Take, terraform: FakeTerraform) -> None:
    """A part is gone."""
    terraform.next_plan = FUNCTION_CHANGE
    terraform.fails["apply"] = KeyboardInterrupt()
    with pytest.raises(DeploymentInterruptedError, match="destroy again"):
        take()


def test_the_wrong_account_loses_nothing(take: Take, environment: Environment, terraform: FakeTerraform) -> None:
    """Before Terraform is initialized."""
    with pytest.raises(AccountError):
        take(where=replace(environment, allowed_account_ids=("999999999999",)))
    assert terraform.done == ["version"]
