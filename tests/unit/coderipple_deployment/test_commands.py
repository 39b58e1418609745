"""The options of the tasks are read before anything else happens."""

from pathlib import Path

import pytest
from coderipple_deployment.commands import read_caution, rollback_environment, show_logs
from coderipple_deployment.environment import Environment
from coderipple_deployment.errors import OptionError
from coderipple_deployment.releasing import Caution


@pytest.mark.parametrize(
    ("canary", "bake", "caution"),
    [
        ("", "", Caution()),
        ("10", "", Caution(canary_percent=10, bake_seconds=600)),
        ("10", "30m", Caution(canary_percent=10, bake_seconds=1800)),
        ("", "5m", Caution(bake_seconds=300)),
        ("", "0", Caution()),
    ],
)
def test_how_careful_to_be(canary: str, bake: str, caution: Caution) -> None:
    """Nothing is watched unless it is asked for; a canary is watched for ten minutes."""
    assert read_caution(canary, bake) == caution


@pytest.mark.parametrize(
    ("canary", "bake", "words"),
    [
        ("0", "", "--canary is '0'; expected percent"),
        ("100", "", "--canary is '100'"),
        ("ten", "", "--canary is 'ten'"),
        ("-5", "", "--canary is '-5'"),
        ("10", "0", "--bake is '0'; expected some time"),
        ("10", "10", "--bake is '10'; expected a duration"),
    ],
)
def test_what_makes_no_sense_is_refused(canary: str, bake: str, words: str) -> None:
    """With what was expected."""
    with pytest.raises(OptionError, match=words):
        read_caution(canary, bake)


def test_other_options_are_refused_as_well(environment: Environment) -> None:
    """Before AWS is asked for anything."""
    root: Path = environment.folder.parents[1]
    with pytest.raises(OptionError, match="--to is 'latest'; expected the number of a version"):
        rollback_environment(root, "development", to="latest", as_json=False)
    with pytest.raises(OptionError, match="--since is 'yesterday'"):
        show_logs(root, "development", since="yesterday", follow=False, as_json=False)
