"""The settings that a repository keeps itself: `.coderipple.toml`, or `[tool.coderipple]` of its `pyproject.toml`.

Comes in: the content of the files at the root. Goes out: the settings with them, or a `ConfigurationError` that names
file and key. Environment variables win over the file, the file over the defaults.
"""

import glob
import re
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from coderipple.config import ROLES, Config, checked_output_dir
from coderipple.errors import ConfigurationError
from coderipple.pages import DOCUMENTS, MANIFEST_PATH
from coderipple.ports import Repository

SETTINGS_FILE = ".coderipple.toml"
SETTINGS_FILES = (SETTINGS_FILE, "pyproject.toml")
"""Files at the root of the repository in which settings may stand."""

_SWITCHABLE = tuple(page for page in DOCUMENTS if page not in {"hub", "decisions"})


def settings_at(repository: Repository, commit_id: str, config: Config) -> Config:
    """Returns the settings with those that a repository keeps at a commit, and where it has documents of ours.

    Raises:
        ConfigurationError: See `with_repository_settings`.
        RepositoryError: The repository cannot be read.
    """
    tree = repository.tree(commit_id)
    files = {path: repository.blob(tree[path]) for path in SETTINGS_FILES if path in tree}
    folders = (path.removesuffix(f"/{MANIFEST_PATH}") for path in tree if path.endswith(f"/{MANIFEST_PATH}"))
    return with_repository_settings(config, files)._replace(document_folders=tuple(sorted(folders)))


def documented_paths(config: Config) -> Callable[[str], bool]:
    """Returns a function that tells whether a path is part of what is documented: neither a document nor ignored."""
    folders = tuple(f"{each}/" for each in (config.output_dir, *config.document_folders))
    patterns = [re.compile(glob.translate(each, recursive=True, include_hidden=True)) for each in _globs(config)]

    def is_documented(path: str) -> bool:
        return not path.startswith(folders) and not any(each.match(path) for each in patterns)

    return is_documented


def _globs(config: Config) -> Iterator[str]:
    """Yields patterns of whole paths: as in a .gitignore, one without a slash at any depth; and all below."""
    for pattern in config.ignored_paths:
        stem = pattern.strip("/")
        anchored = stem if "/" in pattern.rstrip("/") else f"**/{stem}"
        yield from (anchored, f"{anchored}/**")


def with_repository_settings(config: Config, files: Mapping[str, bytes]) -> Config:
    """Returns the settings with those of a repository.

    Args:
        config: What the environment says, and the defaults.
        files: Path to content of those of `SETTINGS_FILES` that the repository has.

    Raises:
        ConfigurationError: A file cannot be read, both have settings, or a key or value is unknown.
    """
    found = {path: table for path, content in files.items() if (table := _table(path, content)) is not None}
    if len(found) > 1:
        raise ConfigurationError(
            setting="pyproject.toml: tool.coderipple",
            value="",
            expected="one place for settings",
            problem=f"is given, and {SETTINGS_FILE} too",
            remedy="Move all of them into one of the two",
        )
    for path, table in found.items():
        read = {name: value for key, given in table.items() for name, value in _read(path, key, given).items()}
        config = config._replace(**{name: value for name, value in read.items() if name not in config.explicit})
    return config


def _table(path: str, content: bytes) -> dict[str, Any] | None:
    try:
        document = tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        if path != SETTINGS_FILE:  # a broken manifest is told as that, not as settings
            return None
        raise ConfigurationError(
            setting=path, value="", expected="a file in TOML", problem=f"cannot be read: {error}"
        ) from error
    if path == SETTINGS_FILE:
        return document
    tool = document.get("tool")
    table = tool.get("coderipple") if isinstance(tool, dict) else None
    return table if isinstance(table, dict) else None


def _read(path: str, key: str, value: Any) -> dict[str, Any]:
    """Returns the fields of the settings that one key gives."""
    if key == "budgets" and isinstance(value, dict):
        return {name: given for inner, each in value.items() for name, given in _budget(path, inner, each).items()}
    if key == "budgets":
        raise _wrong(f"{path}: {key}", value, f"a table with {' or '.join(_BUDGETS)}", "Name the budget: budgets.NAME")
    if key not in _READERS:
        raise _unknown(path, key, [*_READERS, "budgets"])
    field, read = _READERS[key]
    return {field: read(f"{path}: {key}", value)}


def _budget(path: str, key: str, value: Any) -> dict[str, Any]:
    if key not in _BUDGETS:
        raise _unknown(path, f"budgets.{key}", [f"budgets.{each}" for each in _BUDGETS])
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise _wrong(f"{path}: budgets.{key}", value, "a whole number above 0")
    return {_BUDGETS[key]: value}


def _names(allowed: tuple[str, ...]) -> Callable[[str, Any], tuple[str, ...]]:
    def read(setting: str, value: Any) -> tuple[str, ...]:
        names = tuple(dict.fromkeys(_texts(setting, value)))
        for each in names:
            if each not in allowed:
                raise _misnamed(setting, f"has {each!r}", each, allowed)
        return names

    return read


def _roles(setting: str, value: Any) -> tuple[str, ...]:
    roles = _names(ROLES)(setting, value)
    if not roles:
        raise _wrong(setting, value, f"one or more of {', '.join(ROLES)}", "Remove the key to have all of them")
    return roles


def _patterns(setting: str, value: Any) -> tuple[str, ...]:
    patterns = _texts(setting, value)
    for each in patterns:
        if each.startswith("!") or not each.strip("/ "):
            raise ConfigurationError(
                setting=setting,
                value=each,
                expected="patterns of paths, none of which takes another back",
                problem=f"has {each!r}",
                remedy="Remove it, and make the others narrower",
            )
    return patterns


def _texts(setting: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) and each for each in value):
        raise _wrong(setting, value, "a list of texts")
    return tuple(value)


def _branch(setting: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _wrong(setting, value, "the name of a branch")
    return value


def _output(setting: str, value: Any) -> str:
    if not isinstance(value, str):
        raise _wrong(setting, value, "a folder inside the repository, such as 'docs/generated'")
    return checked_output_dir(setting, value)


def _score(setting: str, value: Any) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not (is_number and 0 <= value <= 100):
        raise _wrong(setting, value, "a number from 0 to 100, without quotes")
    return float(value)


_READERS: dict[str, tuple[str, Callable[[str, Any], object]]] = {
    "roles": ("enabled_agents", _roles),
    "branch": ("branch", _branch),
    "output": ("output_dir", _output),
    "ignore": ("ignored_paths", _patterns),
    "pages_off": ("pages_off", _names(_SWITCHABLE)),
    "min_quality_score": ("min_quality_score", _score),
}
_BUDGETS = {"changed_lines": "most_changed_lines", "interface_symbols": "most_interface_symbols"}


def _unknown(path: str, key: str, known: Collection[str]) -> ConfigurationError:
    return _misnamed(f"{path}: {key}", "is no setting", key, known)


def _misnamed(setting: str, problem: str, name: str, known: Collection[str]) -> ConfigurationError:
    nearest = get_close_matches(name, known, n=1)
    remedy = f"Perhaps {nearest[0]!r} is meant" if nearest else "Remove it"
    return ConfigurationError(
        setting=setting, value=name, expected=f"one of {', '.join(known)}", problem=problem, remedy=remedy
    )


def _wrong(setting: str, value: object, expected: str, remedy: str = "") -> ConfigurationError:
    return ConfigurationError(
        setting=setting, value=str(value), expected=expected, problem=f"is {_as_toml(value)}", remedy=remedy
    )


def _as_toml(value: object) -> str:
    """Returns a value as it stands in the file, nearly."""
    return str(value).lower() if isinstance(value, bool) else repr(value)
