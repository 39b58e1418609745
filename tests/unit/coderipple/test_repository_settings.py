"""The settings that a repository keeps itself."""

import re

import pytest
from coderipple.config import Config, get_config
from coderipple.errors import ConfigurationError
from coderipple.repository_settings import documented_paths, settings_at, with_repository_settings
from fakes.repository import FakeRepository

FILE = ".coderipple.toml"
EVERYTHING = b"""
roles = ["historian"]
branch = "stable"
output = "docs/generated"
ignore = ["legacy/", "*.gen.py"]
pages_off = ["patterns", "troubleshooting"]
min_quality_score = 75

[budgets]
changed_lines = 40
interface_symbols = 99
"""


def read(content: bytes | str, path: str = FILE, **environ: str) -> Config:
    """Returns the settings with those of one file."""
    given = content.encode() if isinstance(content, str) else content
    return with_repository_settings(get_config(environ), {path: given})


@pytest.mark.parametrize(
    ("path", "content"),
    [
        (FILE, EVERYTHING),
        (
            "pyproject.toml",
            b"[tool.coderipple]\n" + EVERYTHING.replace(b"[budgets]", b"[tool.coderipple.budgets]"),
        ),
    ],
)
def test_every_key_reaches_its_setting(path: str, content: bytes) -> None:
    """In a file of its own as in the manifest."""
    config = read(content, path)
    assert config.enabled_agents == ("historian",)
    assert config.branch == "stable"
    assert config.output_dir == "docs/generated"
    assert config.ignored_paths == ("legacy/", "*.gen.py")
    assert config.pages_off == ("patterns", "troubleshooting")
    assert config.min_quality_score == 75
    assert config.most_changed_lines == 40
    assert config.most_interface_symbols == 99


def test_variables_win_over_the_file() -> None:
    """What the environment sets stays, what it leaves open comes from the file."""
    config = read(EVERYTHING, CODERIPPLE_OUTPUT_DIR="here", CODERIPPLE_BRANCH="main", CODERIPPLE_MIN_QUALITY_SCORE="10")
    assert (config.output_dir, config.branch, config.min_quality_score) == ("here", "main", 10)
    assert config.enabled_agents == ("historian",)


@pytest.mark.parametrize(
    ("path", "content"),
    [
        (FILE, b""),
        ("pyproject.toml", b""),
        ("pyproject.toml", b"[["),
        ("pyproject.toml", b"tool = 1"),
        ("pyproject.toml", b"[tool]\ncoderipple = 1"),
        ("pyproject.toml", b"\xff"),
    ],
)
def test_without_settings_nothing_changes(path: str, content: bytes) -> None:
    """A manifest that is broken is told as that elsewhere."""
    assert read(content, path) == get_config({})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "page_off = []",
            r"^\.coderipple\.toml: page_off is no setting; expected one of .*\. Perhaps 'pages_off' is meant$",
        ),
        ("x = 1", r"\.coderipple\.toml: x is no setting; expected one of roles, .*, budgets\. Remove it$"),
        (
            "budgets.lines = 1",
            r"\.coderipple\.toml: budgets\.lines is no setting; expected one of budgets\.changed_lines, ",
        ),
        (
            "budgets = 1",
            r"^\.coderipple\.toml: budgets is 1; expected a table with changed_lines or interface_symbols\. Name the ",
        ),
        ("budgets.changed_lines = 0", "budgets.changed_lines is 0; expected a whole number above 0"),
        ("budgets.changed_lines = true", "budgets.changed_lines is true; expected a whole number above 0"),
        ("roles = ['poet']", r"toml: roles has 'poet'; expected one of tourist_guide, .*, historian\. Remove it$"),
        ("roles = ['historians']", r"roles has 'historians'; expected one of .*\. Perhaps 'historian' is meant$"),
        (
            "roles = []",
            r"roles is \[\]; expected one or more of tourist_guide, .*\. Remove the key to have all of them$",
        ),
        ("roles = 'historian'", "roles is 'historian'; expected a list of texts"),
        ("pages_off = ['hub']", "pages_off has 'hub'; expected one of discovery, "),
        ("ignore = [1]", r"ignore is \[1\]; expected a list of texts"),
        (
            "ignore = ['a', '!a/b']",
            r"ignore has '!a/b'; expected patterns of paths, .*\. Remove it, and make the others ",
        ),
        ("ignore = ['/']", "ignore has '/'; expected patterns of paths, "),
        ("branch = ''", "branch is ''; expected the name of a branch"),
        ("output = '../x'", "output is '../x'; expected a folder inside the repository"),
        ("output = 1", "output is 1; expected a folder inside the repository"),
        ("min_quality_score = '60'", "min_quality_score is '60'; expected a number from 0 to 100, without quotes"),
        ("min_quality_score = 101", "min_quality_score is 101; expected a number from 0 to 100"),
        ("min_quality_score = nan", "min_quality_score is nan; expected a number from 0 to 100"),
        ("min_quality_score = true", "min_quality_score is true; expected a number from 0 to 100"),
        ("[[", "^.coderipple.toml cannot be read: .*; expected a file in TOML"),
    ],
)
def test_what_cannot_be_used_is_named(content: str, message: str) -> None:
    """File, key and value, what was expected, and the nearest key that exists."""
    with pytest.raises(ConfigurationError, match=message):
        read(content)


def test_a_name_that_stands_twice_counts_once() -> None:
    """In the file as in the variable."""
    assert read("roles = ['historian', 'historian']").enabled_agents == ("historian",)
    assert read("", CODERIPPLE_ENABLED_AGENTS="historian,historian").enabled_agents == ("historian",)


def test_there_is_one_place_for_settings() -> None:
    """Nobody has to guess which of two counts."""
    files = {FILE: b"roles = ['historian']", "pyproject.toml": b"[tool.coderipple]\nroles = ['historian']"}
    message = (
        "pyproject.toml: tool.coderipple is given, and .coderipple.toml too; expected one place for settings. Move "
    )
    with pytest.raises(ConfigurationError, match=re.escape(message)):
        with_repository_settings(get_config({}), files)


def test_settings_are_those_of_a_commit() -> None:
    """What is committed counts, at the commit that is documented."""
    repository = FakeRepository()
    without = repository.commit("begin", {"m.py": ""})
    given = repository.commit("settings", {FILE: "output = 'docs/x'"})
    assert settings_at(repository, without, get_config({})).output_dir == "coderipple"
    assert settings_at(repository, given, get_config({})).output_dir == "docs/x"


@pytest.mark.parametrize(
    ("pattern", "path", "ignored"),
    [
        ("legacy", "legacy/a.py", True),
        ("legacy/", "src/legacy/a/b.py", True),
        ("legacy", "src/legacy.py", False),
        ("*.gen.py", "a/b.gen.py", True),
        ("/a/*.py", "a/b.py", True),
        ("a/*.py", "a/b/c.py", False),
        ("a/**/c.py", "a/b/b/c.py", True),
        (".hidden", "x/.hidden/y", True),
        ("[", "[", True),
    ],
)
def test_patterns_are_those_of_a_gitignore(pattern: str, path: str, ignored: bool) -> None:
    """Without a slash at any depth, with one from the root; a folder with all that is below it."""
    config = get_config({})._replace(ignored_paths=(pattern,))
    assert documented_paths(config)(path) is not ignored


def test_documents_in_an_earlier_folder_are_not_documented_either() -> None:
    """The manifest tells them; without it they are anybody's. One at the root stands beside no documents."""
    repository = FakeRepository()
    files = {"old/.coderipple.json": "{}", "docs/README.md": "", ".coderipple.json": "{}"}
    config = settings_at(repository, repository.commit("move", files), get_config({}))
    is_documented = documented_paths(config)
    assert config.document_folders == ("old",)
    assert not is_documented("old/decisions/0001-a.md")
    assert is_documented("docs/README.md")


def test_the_documents_are_not_documented() -> None:
    """The output folder is never a source."""
    is_documented = documented_paths(get_config({}))
    assert not is_documented("coderipple/README.md")
    assert is_documented("coderipple.py")
