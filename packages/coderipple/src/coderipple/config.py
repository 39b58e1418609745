"""The settings, and the only place that reads the environment.

Comes in: a mapping of environment variables. Goes out: a `Config`, or a `ConfigurationError` that names the
variable, its value and what was expected. Standard library only: the acknowledging path imports this module.
"""

import os
from collections.abc import Mapping
from typing import NamedTuple

from coderipple.errors import ConfigurationError

ROLES = ("tourist_guide", "building_inspector", "historian")
STRATEGIES = ("local",)
# The variables of what a repository can set for itself too, and their fields.
_SHARED = {
    "CODERIPPLE_OUTPUT_DIR": "output_dir",
    "CODERIPPLE_ENABLED_AGENTS": "enabled_agents",
    "CODERIPPLE_MIN_QUALITY_SCORE": "min_quality_score",
    "CODERIPPLE_BRANCH": "branch",
}
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class Config(NamedTuple):
    """Every setting, checked.

    Attributes:
        source_repo: `owner/name` of the one repository that may be written to; empty means any.
        output_dir: Folder of the documents, relative to the repository's root, `/` between its parts.
        enabled_agents: The roles that may write.
        min_quality_score: A section that scores less (0 to 100) is not published.
        doc_strategy: Where documents go: `local` is a working tree.
        repository_path: The clone that the `local` strategy reads and writes.
        webhook_secret: Secret of the webhook's signature; empty means that none is configured.
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
    """

    source_repo: str
    output_dir: str
    enabled_agents: tuple[str, ...]
    min_quality_score: float
    doc_strategy: str
    repository_path: str
    webhook_secret: str
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

    def __repr__(self) -> str:
        """Shows every setting but the secret."""
        shown = self._asdict() | {"webhook_secret": "***" if self.webhook_secret else ""}
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
        webhook_secret=environ.get("CODERIPPLE_WEBHOOK_SECRET", ""),
        layer_based=_flag("CODERIPPLE_LAYER_BASED", environ.get("CODERIPPLE_LAYER_BASED", "false")),
        architecture=environ.get("CODERIPPLE_ARCHITECTURE", "single-lambda-with-layers"),
        inside_lambda=bool(environ.get("AWS_LAMBDA_FUNCTION_NAME", "")),
        log_level=_one_of("CODERIPPLE_LOG_LEVEL", environ.get("CODERIPPLE_LOG_LEVEL", "INFO"), LOG_LEVELS),
        branch=environ.get("CODERIPPLE_BRANCH", ""),
        explicit=frozenset(field for variable, field in _SHARED.items() if environ.get(variable)),
    )


def _one_of(setting: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise ConfigurationError(setting=setting, value=value, expected=f"one of {', '.join(allowed)}")
    return value


def _flag(setting: str, value: str) -> bool:
    return _one_of(setting, value.lower(), ("true", "false")) == "true"


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
