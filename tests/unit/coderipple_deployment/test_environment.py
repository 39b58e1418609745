"""An environment is its file of variables, with the defaults of Terraform's own where the file says nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from coderipple_deployment.environment import Environment, read_environment
from coderipple_deployment.errors import EnvironmentFileError, OptionError

ROOT = Path(__file__).parents[3]
type MakeEnvironment = Callable[..., Environment]


def test_what_the_file_says_stands_over_the_defaults(make_environment: MakeEnvironment) -> None:
    """And what neither says has a plain value."""
    more = 'aws_region = "eu-north-1"\nallowed_account_ids = ["123456789012"]\nforce_destroy = true\nbranch = null'
    found = make_environment(more=more)
    assert (found.region, found.architecture, found.function_name) == ("eu-north-1", "x86_64", "sample")
    assert (found.repository, found.branch) == ("ada/thumbnails", "main")
    assert (found.allowed_account_ids, found.timeout_seconds, found.force_destroy) == (("123456789012",), 900, True)


def test_only_production_is_production(make_environment: MakeEnvironment) -> None:
    """By its name."""
    assert make_environment("production").is_production
    assert not make_environment("staging").is_production


@pytest.mark.parametrize("name", ["", "../secrets", "Production", "a" * 40, "-x"])
def test_a_name_that_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    """Before anything is read."""
    with pytest.raises(OptionError, match="--environment"):
        read_environment(tmp_path, name)


def test_a_missing_file_names_those_that_are_there(make_environment: MakeEnvironment) -> None:
    """So that a typing error is found at once."""
    root = make_environment().folder.parents[1]
    with pytest.raises(EnvironmentFileError, match=r"stagign.tfvars is missing.*There are development"):
        read_environment(root, "stagign")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ('aws_region = "', "cannot be read"),
        ("aws_region = 7", "aws_region = 7; expected a text"),
        ('allowed_account_ids = "123456789012"', "expected a list of texts"),
        ('lambda_timeout = "long"', "expected a whole number"),
        ('environment = "production"', "says environment = 'production'; expected 'development'"),
        ('lambda_function_name = "${var.project_name}-x"', "expected a text"),
    ],
)
def test_a_file_that_cannot_be_used_says_where(make_environment: MakeEnvironment, more: str, words: str) -> None:
    """With the value and what was expected."""
    with pytest.raises(EnvironmentFileError, match=words.replace("$", r"\$")):
        make_environment(more=more)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "infra/terraform/environments").glob("*.tfvars")), ids=lambda it: it.stem
)
def test_the_examples_of_this_repository_can_be_read(path: Path) -> None:
    """With the defaults of its own variables."""
    assert read_environment(ROOT, path.stem).name == path.stem
