"""The module as it is written: complete, in order, explained, and nothing in it that nobody needs."""

import re
from pathlib import Path

import pytest
from fakes.terraform_source import MODULE, files, outputs, parse, resource, resources, text_without_comments, variables

EXAMPLES = [MODULE / "environments" / f"{name}.tfvars" for name in ("development", "production")]


def test_names_are_in_order() -> None:
    """Variables and outputs, so that one finds them."""
    assert list(variables()) == sorted(variables())
    assert list(outputs()) == sorted(outputs())


@pytest.mark.parametrize("name", sorted(variables()))
def test_a_variable_is_complete(name: str) -> None:
    """It has a type and a description in whole sentences, is held to its values, and is used."""
    variable = variables()[name]
    assert variable["type"]
    assert variable["description"].endswith(".")
    assert variable["type"] == "bool" or variable["validation"], "a value that cannot be used must be refused"
    assert re.search(rf"\bvar\.{name}\b", _used_text(name)), "nothing uses it"


def _used_text(name: str) -> str:
    own = re.compile(rf'variable "{name}" \{{\n.*?\n\}}\n', re.DOTALL)
    return own.sub("", text_without_comments())


@pytest.mark.parametrize("name", sorted(outputs()))
def test_an_output_is_described(name: str) -> None:
    """In a whole sentence."""
    assert outputs()[name]["description"].endswith(".")


@pytest.mark.parametrize("example", EXAMPLES, ids=[each.stem for each in EXAMPLES])
def test_an_example_is_complete(example: Path) -> None:
    """It sets what has no default but what the task sets, in order, by known names, and is named as its environment."""
    text = example.read_text(encoding="utf-8")
    values = [name for name in parse(text) if not name.startswith("__")]
    required = {name for name, variable in variables().items() if "default" not in variable} - {"artifacts"}
    assert required <= set(values) <= set(variables())
    assert values == sorted(values)
    assert parse(text)["environment"] == example.stem


def test_the_module_says_neither_where_its_state_is_nor_which_aws_it_is_for() -> None:
    """Both are the environment's: the task chooses the state, AWS's own variables choose AWS or an emulator."""
    text = text_without_comments()
    for word in ("backend", "endpoints", "skip_credentials_validation", "skip_requesting_account_id"):
        assert word not in text


def test_no_secret_is_in_the_module() -> None:
    """Neither its state nor a plan can hold one: there are places for secrets, and nothing that fills them."""
    kinds = {kind for kind, _, _ in resources()}
    assert "aws_secretsmanager_secret" in kinds
    assert "aws_secretsmanager_secret_version" not in kinds
    assert not [name for name in variables() if re.search(r"secret|token$|password|credential", name)]


def test_nothing_is_built_here() -> None:
    """Terraform takes archives with their hashes; no program runs in it."""
    assert not re.search(
        r"local-exec|remote-exec|\bexternal\b|archive_file|null_resource|terraform_data", text_without_comments()
    )


def test_the_function_is_replaced_without_a_gap() -> None:
    """The new one is made before the old one goes, as the specification says."""
    lifecycle = resource("aws_lambda_function", "coderipple_orchestrator")["lifecycle"][0]
    assert lifecycle["create_before_destroy"] is True


def test_the_alias_is_the_tasks() -> None:
    """No apply moves it: else the next one would undo a rollback."""
    lifecycle = resource("aws_lambda_alias", "live")["lifecycle"][0]
    assert set(lifecycle["ignore_changes"]) == {"${description}", "${function_version}", "${routing_config}"} or set(
        lifecycle["ignore_changes"]
    ) == {"description", "function_version", "routing_config"}


def test_each_file_is_about_one_concern() -> None:
    """None is so long that its first screen does not tell what it is about."""
    lengths = {name: len((MODULE / name).read_text(encoding="utf-8").splitlines()) for name in files()}
    assert {name: length for name, length in lengths.items() if length > 140 and name != "variables.tf"} == {}
