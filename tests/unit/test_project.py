"""The project itself: settings that are read, a tree in the documents that is the one on the disk."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from coderipple import config
from coderipple.cli import main
from coderipple.config import Config
from fakes.clones import git

ROOT = Path(__file__).parents[2]
SOURCES = [*(ROOT / "packages").glob("*/src/**/*.py"), *(ROOT / "functions").rglob("*.py")]


@pytest.fixture(scope="module")
def read_settings() -> set[str]:
    """Names of the settings that modules read."""
    texts = (path.read_text() for path in SOURCES if path.name != "config.py")
    return {name for text in texts for name in re.findall(r"config\.(\w+)", text)}


@pytest.mark.parametrize("setting", Config._fields)
def test_every_setting_has_a_reader(read_settings: set[str], setting: str) -> None:
    """A setting that nothing reads does not exist."""
    assert setting in read_settings, f"no module reads config.{setting}"


def test_the_environment_is_read_in_one_module() -> None:
    """No other module of the engine names `os.environ` or `os.getenv`."""
    engine = [path for path in SOURCES if "coderipple/src/coderipple/" in path.as_posix()]
    found = [path.name for path in engine if re.search(r"os\.(environ|getenv)\b", path.read_text())]
    assert set(found) <= {"config.py", "process_environment.py"}  # the second looks for it in the code of others
    assert "import os" not in next(path for path in engine if path.name == "process_environment.py").read_text()


def commands_below(group: click.Group) -> Iterator[click.Command]:
    """Yields the commands of a group, and those of the groups in it."""
    for command in group.commands.values():
        if isinstance(command, click.Group):
            yield from commands_below(command)
        else:
            yield command


def test_the_readme_tells_every_setting_and_option() -> None:
    """What the configuration reads and the command takes stands in the README, and nothing that neither knows."""
    readme = (ROOT / "README.md").read_text()
    read = set(re.findall(r'"(CODERIPPLE_\w+)"', inspect.getsource(config)))
    assert set(re.findall(r"CODERIPPLE_\w+", readme)) == read
    parameters = [parameter for command in commands_below(main) for parameter in command.params]
    options = {option for parameter in parameters for option in parameter.opts if option.startswith("--")}
    documented = set(re.findall(r"(?<=[\s`])--[a-z-]+", readme))
    assert options <= documented


def shown_paths(document: str) -> Iterator[str]:
    """Yields the paths of the tree in a document: a name a line, two spaces a level, then perhaps a remark.

    A package's folder stands for its sources, `packages/x/m.py` for `packages/x/src/x/m.py`.
    """
    block = re.search(r"<!-- tree -->\s*```\w*\n(.*?)```", document, re.DOTALL)
    assert block, "expected a code block after <!-- tree -->"
    parents: list[str] = []
    for line in block.group(1).splitlines():
        if line.strip():
            depth = (len(line) - len(line.lstrip())) // 2
            name = re.split(r"\s{2,}", line.strip())[0].rstrip("/")
            parents[depth:] = [name]
            yield re.sub(r"^packages/(\w+)/", r"packages/\1/src/\1/", "/".join(parents))


def test_a_tree_is_read_by_its_indentation() -> None:
    """A remark, a slash at the end and a deeper level are understood."""
    document = "x\n<!-- tree -->\n\n```\na/\n  b.py  a remark\n  c/d\n    e.py\npackages/\n  x/\n    m.py\n```\n"
    assert list(shown_paths(document)) == [
        *("a", "a/b.py", "a/c/d", "a/c/d/e.py", "packages", "packages/x", "packages/x/src/x/m.py")
    ]


def test_the_tree_in_the_architecture_is_the_tree_on_the_disk() -> None:
    """Every top-level entry and every module of the packages is there, and nothing that does not exist."""
    files = git(ROOT, "ls-files", "--cached", "--others", "--exclude-standard").splitlines()
    existing = [each for each in files if (ROOT / each).exists()]
    top = {each.split("/", 1)[0] for each in existing}
    modules = {each for each in existing if re.fullmatch(r"packages/\w+/src/.+\.py", each)}
    expected = top | {each for each in modules if not each.endswith("/__init__.py")}
    shown = list(shown_paths((ROOT / "ARCHITECTURE.md").read_text()))
    assert sorted(expected - set(shown)) == []
    assert [each for each in shown if not (ROOT / each).exists()] == []
    assert len(shown) == len(set(shown))
