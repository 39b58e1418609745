"""One deployment at a time in a clone."""

import pytest
from coderipple_deployment.deployment_lock import only_deployment
from coderipple_deployment.environment import Environment
from coderipple_deployment.errors import DeploymentRunningError


def test_a_second_one_is_refused_and_a_later_one_is_not(environment: Environment) -> None:
    """It does not wait: the first may take long."""
    with only_deployment(environment), pytest.raises(DeploymentRunningError, match="another deployment runs"):  # noqa: SIM117  # the second stands inside the first
        with only_deployment(environment):
            pass
    with only_deployment(environment):
        pass
