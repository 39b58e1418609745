"""What the module says of the code is what the code says: settings, their values, metrics, handler and runtime."""

import inspect
import re
import tomllib
from pathlib import Path

import pytest
from coderipple import config
from coderipple.config import LOG_LEVELS, REPORTS, ROLES, STRATEGIES, Config, get_config
from coderipple.metrics import METRICS, NAMESPACE
from fakes.terraform_source import alarms, files, resource, variables

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
FUNCTION = resource("aws_lambda_function", "coderipple_orchestrator")
SETTING = re.compile(r"\bCODERIPPLE_\w+")
# No deployment has these: they are about a working tree, hold a secret, are a repository's own to set, or limit
# all alike.
NOT_DEPLOYED = {
    "CODERIPPLE_GITHUB_TOKEN",
    "CODERIPPLE_MOST_COMMITS_PER_HOUR",
    "CODERIPPLE_OUTPUT_DIR",
    "CODERIPPLE_REPOSITORY_PATH",
    "CODERIPPLE_WEBHOOK_SECRET",
}


def settings() -> set[str]:
    """Returns the settings that the function is given, or may be."""
    return {name for content in files().values() for name in SETTING.findall(str(content.get("resource")))} | {
        name for content in files().values() for name in SETTING.findall(str(content.get("locals")))
    }


def test_each_setting_has_a_reader_and_the_others_are_left_out_on_purpose() -> None:
    """A variable that the function does not read would be a promise that nobody keeps."""
    read = set(re.findall(r'"(CODERIPPLE_\w+)"', inspect.getsource(config)))
    assert settings() | NOT_DEPLOYED == read
    assert not settings() & NOT_DEPLOYED


@pytest.mark.parametrize(
    ("variable", "allowed"),
    [
        ("doc_strategy", set(STRATEGIES) - {"local"}),
        ("github_report", set(REPORTS)),
        ("log_level", set(LOG_LEVELS)),
    ],
)
def test_a_variable_allows_what_the_function_understands(variable: str, allowed: set[str]) -> None:
    """Neither more, which would fail at run time, nor less."""
    condition = variables()[variable]["validation"][0]["condition"]
    assert set(re.findall(r'"([^"]+)"', condition)) == allowed


def test_what_is_fixed_is_understood() -> None:
    """The settings that are no variable, read as the function reads them."""
    expression = str(FUNCTION["environment"][0]["variables"])
    fixed = dict(re.findall(r'(CODERIPPLE_\w+) ?[=:] ?"([^"$]*)"', expression))
    found: Config = get_config(fixed)
    assert found.enabled_agents == ROLES
    assert (found.layer_based, found.execution) == (True, "asynchronous")


def test_metrics_that_are_watched_are_told_and_each_is_shown() -> None:
    """An alarm about a metric that nobody tells would be quiet for ever."""
    watched = {each["metric"] for each in alarms().values() if each["namespace"] == NAMESPACE}
    assert watched
    assert watched <= set(METRICS)
    dashboard = str(files()["dashboard.tf"])
    assert [each for each in METRICS if f'"{each}"' not in dashboard] == []


def test_handler_and_runtime_are_those_that_are_built() -> None:
    """As the declaration of the build has them."""
    built = PROJECT["tool"]["lambda-packaging"]
    assert FUNCTION["handler"] == built["functions"][0]["handler"]
    assert variables()["lambda_runtime"]["default"] == f"python{built['python']}"
    condition = variables()["architecture"]["validation"][0]["condition"]
    assert set(re.findall(r'"([^"]+)"', condition)) == set(built["architectures"])
