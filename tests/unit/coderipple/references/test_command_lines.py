"""Which command lines can be typed."""

from dataclasses import replace

import pytest
from coderipple.facts import Command, EntryPoint, Evidence, Option, Requirement
from coderipple.references import Reference, ReferenceKind, Vocabulary
from fakes.facts import facts_of

HERE = Evidence(path="tides/cli.py", first_line=1, last_line=1, blob_id="")
BASE = facts_of(
    {
        "pyproject.toml": '[project]\nname = "tide-tables"\nversion = "1.2"\ndependencies = ["click>=8"]\n'
        'scripts.tides = "tides.cli:run"\n'
        '[project.optional-dependencies]\nfast = ["numpy"]\n[build-system]\nrequires = []\n',
        "tides/__init__.py": "",
        "tides/cli.py": 'import os\nos.environ["TIDES_HARBOUR"]\n\n\ndef run(harbour): ...\n',
        "data/hull.csv": "",
    }
)
PROJECT = replace(
    BASE.projects[0],
    entry_points=(EntryPoint(group="console_scripts", name="tides", target="tides.cli:run"),),
    requirements=(
        Requirement(name="click", specifier=">=8"),
        Requirement(name="numpy", specifier="", group="fast"),
    ),
)
NODE = replace(PROJECT, name="tide-page", ecosystem="node", scripts=(), requirements=(), entry_points=())


def command(name: str, *arguments: str) -> Command:
    """Returns a command."""
    return Command(name=name, arguments=arguments, summary="", evidence=HERE)


def option(*flags: str, command: str = "") -> Option:
    """Returns an option."""
    return Option(flags=flags, summary="", evidence=HERE, command=command)


FACTS = replace(
    BASE,
    projects=(PROJECT, NODE),
    commands=(command("run"), command("replay", "PATH", "[REVISIONS]..."), command("watch")),
    options=(
        option("-v", "--verbose"),
        option("--json", command="replay"),
        option("--interval", command="watch"),
        option("--once", command="run"),
    ),
)
VOCABULARY = Vocabulary(FACTS)


def holds(line: str) -> bool:
    """Asks the vocabulary."""
    return VOCABULARY.holds(Reference(ReferenceKind.BLOCK, line, "console"), document="x.md")


@pytest.mark.parametrize(
    "line",
    [
        "tides",
        "tides --help",
        "tides replay PATH --json",
        "tides replay . --json",
        "tides replay [PATH]",
        "tides replay data/hull.csv",
        "tides --verbose replay PATH",
        "tides --once watch",
        "tides watch --interval 5 -v",
        "tides watch --interval INTERVAL",
        "tides [OPTIONS] COMMAND [ARGS]...",
        "replay PATH",
        "TIDES_HARBOUR=Hull tides watch",
        "python -m tides",
        "python -m pip install .",
        "python -m pip install -e '.[fast]'",
        "pip install tide-tables",
        "pip install 'tide-tables[fast]'",
        "pip install 'click>=8'",
        "pip install tide-tables==1.2",
        "pip install 'tide-tables>=1,<2'",
        "uv add tide-tables@1.2",
        "pipx install tide-tables",
        "uv add tide-tables",
        "npm install tide-page",
        "python tides/cli.py",
    ],
)
def test_what_can_be_typed(line: str) -> None:
    """Programs with their commands, options and placeholders, and what installs them."""
    assert holds(line)


@pytest.mark.parametrize(
    "line",
    [
        "tides replai PATH",
        "tides replay PAHT",
        "tides replay data/york.csv",
        "tides watch --json",
        "tides replay --interval 5",
        "tides watch PATH",
        "tides watch --interval soon",
        "tides watch --once",
        "pip install tide-tables==99",
        "pip install 'tide-tables>=2'",
        "pip install tide-tables@1.3",
        "tides --quiet",
        "waves",
        "YORK=1 tides",
        "python -m harbour",
        "python harbour",
        "python -m pip install harbour",
        "pip install run",
        "pip install 'tide-tables[slow]'",
        "cargo add tide-tables",
        "tides && rm -rf /",
        "tides # gone()",
        "tides 'unbalanced",
        "",
    ],
)
def test_what_cannot(line: str) -> None:
    """Another command's option, a value nobody declared, a name that is no distribution."""
    assert not holds(line)
