"""The settings: their defaults, their checks, and what an error tells."""

from pathlib import Path

import pytest
from coderipple.config import ROLES, get_config
from coderipple.errors import ConfigurationError


def test_nothing_needs_to_be_set() -> None:
    """Without any variable every setting has its documented default."""
    assert get_config({})._asdict() == {
        "source_repo": "",
        "output_dir": "coderipple",
        "enabled_agents": ROLES,
        "min_quality_score": 60.0,
        "doc_strategy": "local",
        "repository_path": ".",
        "webhook_secrets": (),
        "layer_based": False,
        "architecture": "single-lambda-with-layers",
        "inside_lambda": False,
        "bedrock_model": "",
        "log_level": "INFO",
        "branch": "",
        "ignored_paths": (),
        "pages_off": (),
        "most_changed_lines": None,
        "most_interface_symbols": 150,
        "document_folders": (),
        "explicit": frozenset(),
        "webhook_secret_arn": "",
        "execution": "inline",
        "github_api_url": "https://api.github.com",
        "github_token": "",
        "github_credentials_arn": "",
        "github_login": "",
        "github_report": "none",
        "most_commits_per_hour": 50,
        "cache_dir": "",
        "inside_ci": False,
    }


def test_every_setting_can_be_set() -> None:
    """Each variable reaches its setting, typed."""
    config = get_config(
        {
            "CODERIPPLE_SOURCE_REPO": "ada/tides",
            "CODERIPPLE_OUTPUT_DIR": "docs/generated",
            "CODERIPPLE_ENABLED_AGENTS": " historian, tourist_guide ,",
            "CODERIPPLE_MIN_QUALITY_SCORE": "72.5",
            "CODERIPPLE_DOC_STRATEGY": "local",
            "CODERIPPLE_REPOSITORY_PATH": "/clone",
            "CODERIPPLE_WEBHOOK_SECRET": "hush\nolder",
            "CODERIPPLE_LAYER_BASED": "True",
            "CODERIPPLE_ARCHITECTURE": "mine",
            "AWS_LAMBDA_FUNCTION_NAME": "orchestrator",
            "CODERIPPLE_LOG_LEVEL": "DEBUG",
            "CODERIPPLE_BRANCH": "stable",
        }
    )
    assert config.branch == "stable"
    assert config.explicit == {"output_dir", "enabled_agents", "min_quality_score", "branch"}
    assert config.source_repo == "ada/tides"
    assert config.output_dir == "docs/generated"
    assert config.enabled_agents == ("historian", "tourist_guide")
    assert config.min_quality_score == 72.5
    assert config.repository_path == "/clone"
    assert config.webhook_secrets == ("hush", "older")
    assert config.layer_based
    assert config.architecture == "mine"
    assert config.inside_lambda
    assert config.log_level == "DEBUG"


@pytest.mark.parametrize(("value", "is_ci"), [("true", True), ("1", True), ("false", False), ("0", False), ("", False)])
def test_a_pipeline_says_so(value: str, is_ci: bool) -> None:
    """By the variable that all of them set."""
    assert get_config({"CI": value}).inside_ci == is_ci


def test_the_environment_of_the_process_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a mapping the variables of the process count."""
    monkeypatch.setenv("CODERIPPLE_OUTPUT_DIR", "here")
    assert get_config().output_dir == "here"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("CODERIPPLE_SOURCE_REPO", "tides"),
        ("CODERIPPLE_SOURCE_REPO", "a/b/c"),
        ("CODERIPPLE_SOURCE_REPO", "/tides"),
        ("CODERIPPLE_OUTPUT_DIR", ""),
        ("CODERIPPLE_OUTPUT_DIR", "/etc"),
        ("CODERIPPLE_OUTPUT_DIR", "../docs"),
        ("CODERIPPLE_OUTPUT_DIR", "docs/../.."),
        ("CODERIPPLE_OUTPUT_DIR", "docs/"),
        ("CODERIPPLE_OUTPUT_DIR", ".git"),
        ("CODERIPPLE_OUTPUT_DIR", "docs/.git"),
        ("CODERIPPLE_OUTPUT_DIR", "docs\\generated"),
        ("CODERIPPLE_OUTPUT_DIR", "a\nb"),
        ("CODERIPPLE_OUTPUT_DIR", "a\x1b[31m"),
        ("CODERIPPLE_ENABLED_AGENTS", ""),
        ("CODERIPPLE_ENABLED_AGENTS", "historian,poet"),
        ("CODERIPPLE_MIN_QUALITY_SCORE", "high"),
        ("CODERIPPLE_MIN_QUALITY_SCORE", "101"),
        ("CODERIPPLE_MIN_QUALITY_SCORE", "-1"),
        ("CODERIPPLE_MIN_QUALITY_SCORE", "nan"),
        ("CODERIPPLE_DOC_STRATEGY", "pigeon"),
        ("CODERIPPLE_GITHUB_API_URL", "https://git.example:https/api/v3"),
        ("CODERIPPLE_GITHUB_API_URL", "https://git.example:99999"),
        ("CODERIPPLE_GITHUB_API_URL", "https://[::1"),
        ("CODERIPPLE_LAYER_BASED", "maybe"),
        ("CODERIPPLE_LOG_LEVEL", "loud"),
        ("CODERIPPLE_BEDROCK_MODEL", "a model"),
        ("CODERIPPLE_BEDROCK_MODEL", "anthropic/claude"),
        ("CODERIPPLE_BEDROCK_MODEL", "-model"),
        ("CODERIPPLE_BEDROCK_MODEL", "arn:aws:s3:eu-west-1:123456789012:inference-profile/eu.example"),
        ("CODERIPPLE_BEDROCK_MODEL", "arn:aws:bedrock:eu-west-1:123456789012:inference-profile"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(variable: str, value: str) -> None:
    """The error tells the variable, the value and what was expected."""
    with pytest.raises(ConfigurationError) as raised:
        get_config({variable: value})
    assert raised.value.setting == variable
    assert raised.value.value == value
    assert str(raised.value) == f"{variable} is {value!r}; expected {raised.value.expected}"


def test_a_setting_that_is_missing_is_named() -> None:
    """An error about a variable that is not set says so instead of showing a value."""
    error = ConfigurationError(setting="CODERIPPLE_X", value=None, expected="a word")
    assert str(error) == "CODERIPPLE_X is not set; expected a word"


def test_the_secret_is_never_shown() -> None:
    """A log line with the settings does not hold the secret."""
    shown = repr(get_config({"CODERIPPLE_WEBHOOK_SECRET": "hush"}))
    assert "hush" not in shown
    assert "webhook_secrets=('***',)" in shown
    assert "webhook_secrets=()" in repr(get_config({}))
    assert "hush" not in str(get_config({"CODERIPPLE_WEBHOOK_SECRET": "hush"}))


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"HOME": "/home/ada"}, "/home/ada/.cache/coderipple"),
        ({"HOME": "/home/ada", "XDG_CACHE_HOME": "/var/cache/ada"}, "/var/cache/ada/coderipple"),
        ({"HOME": "/home/ada", "XDG_CACHE_HOME": "relative"}, "/home/ada/.cache/coderipple"),
        ({"HOME": "/home/ada", "AWS_LAMBDA_FUNCTION_NAME": "orchestrator"}, str(Path("/", "tmp", "coderipple"))),
        ({"HOME": "not/absolute"}, ""),
    ],
)
def test_where_is_kept_what_can_be_read_again(environ: dict[str, str], expected: str) -> None:
    """In the user's own folder for it; a function has one place to write."""
    assert get_config(environ).cache_dir == expected
