"""The settings, and the only place that reads the environment.

Comes in: a mapping of environment variables. Goes out: a `Config`, or a `ConfigurationError` that names the
variable, its value and what was expected. Standard library only: the acknowledging path imports this module.
"""

import os
from collections.abc import Mapping
from typing import NamedTuple

from coderipple.errors import ConfigurationError

ROLES = ("tourist_guide", "building_inspector", "historian")
STRATEGIES = ("local", "github_direct", "github_pr")
EXECUTIONS = ("inline", "asynchronous")
REPORTS = ("none", "status", "check_run")
# The variables of what a repository can set for itself too, and their fields.
_SHARED = {
    "CODERIPPLE_OUTPUT_DIR": "output_dir",
    "CODERIPPLE_ENABLED_AGENTS": "enabled_agents",
    "CODERIPPLE_MIN_QUALITY_SCORE": "min_quality_score",
    "CODERIPPLE_BRANCH": "branch",
}
_MODEL_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.:/_-")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class Config(NamedTuple):
    """Every setting, checked.

    Attributes:
        source_repo: `owner/name` of the one repository that may be written to; empty means any.
        output_dir: Folder of the documents, relative to the repository's root, `/` between its parts.
        enabled_agents: The roles that may write.
        min_quality_score: A section that scores less (0 to 100) is not published.
        doc_strategy: Where documents go: `local` is a working tree, `github_direct` a commit on the branch,
            `github_pr` a pull request.
        repository_path: The clone that the `local` strategy reads and writes.
        webhook_secrets: Secrets of the webhook's signature, any of which may have signed; several while one is changed.
        layer_based: Whether the code must come from Lambda layers; the health check holds it to that.
        architecture: Name of the deployment's shape, repeated in the answers.
        inside_lambda: Whether this process runs in AWS Lambda or its emulator.
        log_level: The lowest level that is logged.
        branch: The branch whose pushes are worked off; empty means the default branch.
        ignored_paths: Patterns of paths that are no part of what is documented.
        pages_off: Pages that are not written.
        most_changed_lines: Lines of existing documents that one push may change; None for any number.
        most_interface_symbols: Public symbols that one page of the reference may hold.
        document_folders: Folders of the commit that hold documents of ours, also those of an earlier `output_dir`.
        explicit: The fields that a variable sets; a repository's own settings do not change these.
        webhook_secret_arn: Where AWS Secrets Manager holds the webhook's secrets; empty means nowhere.
        execution: `inline` works a webhook off at once, `asynchronous` hands it over to an invocation of its own.
        github_api_url: Base address of GitHub's REST API, no slash at its end.
        github_token: A token for the API; empty means that none is configured.
        github_credentials_arn: Where AWS Secrets Manager holds the token or the App's key; empty means nowhere.
        github_login: The login that our commits and events come from; empty means unknown.
        github_report: How findings about a pull request are reported.
        most_commits_per_hour: Commits of documents on a branch within an hour, from which on no further one is made.
        bedrock_model: Id of the model, or the inference profile, of Amazon Bedrock that phrases the facts; empty means
            that they speak for themselves.
        cache_dir: Folder of this machine for what can be read again; empty means that nothing is kept.
        inside_ci: Whether this process runs in a pipeline, where nobody looks at it while it runs.
    """

    source_repo: str
    output_dir: str
    enabled_agents: tuple[str, ...]
    min_quality_score: float
    doc_strategy: str
    repository_path: str
    webhook_secrets: tuple[str, ...]
    layer_based: bool
    architecture: str
    inside_lambda: bool
    log_level: str
    branch: str
    ignored_paths: tuple[str, ...] = ()
    pages_off: tuple[str, ...] = ()
    most_changed_lines: int | None = None
    most_interface_symbols: int = 150
    document_folders: tuple[str, ...] = ()
    explicit: frozenset[str] = frozenset()
    webhook_secret_arn: str = ""
    execution: str = "inline"
    github_api_url: str = "https://api.github.com"
    github_token: str = ""
    github_credentials_arn: str = ""
    github_login: str = ""
    github_report: str = "none"
    most_commits_per_hour: int = 50
    bedrock_model: str = ""
    cache_dir: str = ""
    inside_ci: bool = False

    def __repr__(self) -> str:
        """Shows every setting but the secrets."""
        shown = self._asdict()
        shown["webhook_secrets"] = ("***",) * len(self.webhook_secrets)
        shown["github_token"] = "***" if self.github_token else ""
        return f"Config({', '.join(f'{name}={value!r}' for name, value in shown.items())})"


def get_config(environ: Mapping[str, str] | None = None) -> Config:
    """Reads and checks the settings.

    Args:
        environ: The variables to read; the process's own when left out.

    Raises:
        ConfigurationError: A variable has a value that cannot be used.
    """
    environ = os.environ if environ is None else environ
    return Config(
        source_repo=_repository_name(environ.get("CODERIPPLE_SOURCE_REPO", "")),
        output_dir=checked_output_dir("CODERIPPLE_OUTPUT_DIR", environ.get("CODERIPPLE_OUTPUT_DIR", "coderipple")),
        enabled_agents=_roles(environ.get("CODERIPPLE_ENABLED_AGENTS", ",".join(ROLES))),
        min_quality_score=checked_score(
            "CODERIPPLE_MIN_QUALITY_SCORE", environ.get("CODERIPPLE_MIN_QUALITY_SCORE", "60")
        ),
        doc_strategy=_one_of("CODERIPPLE_DOC_STRATEGY", environ.get("CODERIPPLE_DOC_STRATEGY", "local"), STRATEGIES),
        repository_path=environ.get("CODERIPPLE_REPOSITORY_PATH", "."),
        webhook_secrets=tuple(filter(None, environ.get("CODERIPPLE_WEBHOOK_SECRET", "").splitlines())),
        layer_based=_flag("CODERIPPLE_LAYER_BASED", environ.get("CODERIPPLE_LAYER_BASED", "false")),
        architecture=environ.get("CODERIPPLE_ARCHITECTURE", "single-lambda-with-layers"),
        inside_lambda=bool(environ.get("AWS_LAMBDA_FUNCTION_NAME", "")),
        log_level=_one_of("CODERIPPLE_LOG_LEVEL", environ.get("CODERIPPLE_LOG_LEVEL", "INFO"), LOG_LEVELS),
        branch=environ.get("CODERIPPLE_BRANCH", ""),
        explicit=frozenset(field for variable, field in _SHARED.items() if environ.get(variable)),
        webhook_secret_arn=environ.get("CODERIPPLE_WEBHOOK_SECRET_ARN", ""),
        execution=_one_of("CODERIPPLE_EXECUTION", environ.get("CODERIPPLE_EXECUTION", "inline"), EXECUTIONS),
        github_api_url=_api_url(environ.get("CODERIPPLE_GITHUB_API_URL", "https://api.github.com")),
        github_token=_token(environ.get("CODERIPPLE_GITHUB_TOKEN", "")),
        github_credentials_arn=environ.get("CODERIPPLE_GITHUB_CREDENTIALS_ARN", ""),
        github_login=environ.get("CODERIPPLE_GITHUB_LOGIN", ""),
        github_report=_one_of("CODERIPPLE_GITHUB_REPORT", environ.get("CODERIPPLE_GITHUB_REPORT", "none"), REPORTS),
        most_commits_per_hour=_count(
            "CODERIPPLE_MOST_COMMITS_PER_HOUR", environ.get("CODERIPPLE_MOST_COMMITS_PER_HOUR", "50")
        ),
        bedrock_model=_model(environ.get("CODERIPPLE_BEDROCK_MODEL", "")),
        cache_dir=_cache_dir(environ),
        inside_ci=environ.get("CI", "").lower() not in {"", "0", "false"},
    )


def _cache_dir(environ: Mapping[str, str]) -> str:
    """Returns the user's folder for what can be made again, as XDG and Windows name it; a function has but one."""
    if environ.get("AWS_LAMBDA_FUNCTION_NAME"):
        return f"{environ.get('TMPDIR') or '/tmp'}/coderipple"  # noqa: S108 - nobody else is in a function's sandbox
    home = environ.get("HOME", "")
    named = (environ.get("XDG_CACHE_HOME", ""), environ.get("LOCALAPPDATA", ""), home and os.path.join(home, ".cache"))  # noqa: PTH118 - pathlib takes a tenth of the acknowledging path's time
    folder = next((each for each in named if os.path.isabs(each)), "")  # noqa: PTH117
    return os.path.join(folder, "coderipple") if folder else ""  # noqa: PTH118


def _one_of(setting: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise ConfigurationError(setting=setting, value=value, expected=f"one of {', '.join(allowed)}")
    return value


def _flag(setting: str, value: str) -> bool:
    return _one_of(setting, value.lower(), ("true", "false")) == "true"


def _count(setting: str, value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 10 and int(value) > 0):
        raise ConfigurationError(setting=setting, value=value, expected="a whole number from 1 on")
    return int(value)


def _model(value: str) -> str:
    arn = value.split(":", 5)  # arn, partition, service, region, account, kind/id
    is_arn = len(arn) == 6 and arn[2] == "bedrock" and all((arn[1], arn[3])) and all(arn[5].partition("/"))
    is_named = is_arn if arn[0] == "arn" else "/" not in value
    if value and (not is_named or not value[0].isalnum() or len(value) > 2048 or set(value) - _MODEL_CHARACTERS):
        raise ConfigurationError(
            setting="CODERIPPLE_BEDROCK_MODEL",
            value=value[:100],
            expected="the id of a model or of an inference profile in Bedrock, or its ARN",
        )
    return value


def _api_url(value: str) -> str:
    """Returns the address, checked: a token goes there, so it is https, or this very machine."""
    scheme, _, rest = value.partition("://")
    host, colon, port = rest.partition("/")[0].partition(":")
    is_safe = scheme == "https" or (scheme == "http" and host in {"127.0.0.1", "localhost"})
    is_port = not colon or (port.isascii() and port.isdecimal() and len(port) < 6 and int(port) < 65536)
    if not is_safe or not host or not is_port or "@" in rest or not value.isprintable() or set(value) & set(" ?#[]"):
        raise ConfigurationError(
            setting="CODERIPPLE_GITHUB_API_URL",
            value=value if "@" not in value else "(withheld, it may hold a password)",
            expected="https://api.github.com, or https://HOST/api/v3 of a GitHub Enterprise Server",
        )
    return value.rstrip("/")


def _token(value: str) -> str:
    value = value.strip()
    if not value.isascii() or not value.isprintable() or " " in value:
        raise ConfigurationError(
            setting="CODERIPPLE_GITHUB_TOKEN", value="(withheld)", expected="a token of one line, without blanks"
        )
    return value


def _repository_name(value: str) -> str:
    if value and (value.count("/") != 1 or not all(value.split("/"))):
        raise ConfigurationError(setting="CODERIPPLE_SOURCE_REPO", value=value, expected="owner/name, or nothing")
    return value


def checked_output_dir(setting: str, value: str) -> str:
    """Returns a folder for the documents; `setting` is named where it cannot be one."""
    parts = value.split("/")
    is_plain = value.isprintable() and "\\" not in value
    if not all(parts) or not is_plain or any(part.startswith(".") for part in parts):
        raise ConfigurationError(
            setting=setting,
            value=value,
            expected="a folder inside the repository, such as docs/generated, no part starting with a dot and no "
            "control character",
        )
    return value


def checked_score(setting: str, value: str) -> float:
    """Returns a score; `setting` is named where it cannot be one."""
    try:
        score = float(value)
    except ValueError:
        score = -1.0
    if not 0 <= score <= 100:
        raise ConfigurationError(setting=setting, value=value, expected="a number from 0 to 100")
    return score


def _roles(value: str) -> tuple[str, ...]:
    roles = tuple(dict.fromkeys(role.strip() for role in value.split(",") if role.strip()))
    unknown = [role for role in roles if role not in ROLES]
    if unknown or not roles:
        raise ConfigurationError(
            setting="CODERIPPLE_ENABLED_AGENTS",
            value=value,
            expected=f"a comma-separated list of {', '.join(ROLES)}",
        )
    return roles
