"""What a release does is tested with the whole deployment; here is what stands alone."""

import pytest
from coderipple_deployment.releasing import Caution, Ending


@pytest.mark.parametrize("ending", list(Ending))
def test_a_good_ending_is_what_was_asked_for(ending: Ending) -> None:
    """Everything else is exit code 1."""
    assert ending.is_good == (ending.value in {"released", "unchanged", "updated"})


def test_only_a_bake_watches() -> None:
    """However small the canary."""
    assert Caution(bake_seconds=1).is_watched
    assert not Caution(canary_percent=10).is_watched
