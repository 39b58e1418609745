"""How a command is typed."""

import pytest
from coderipple.agents.typed_commands import TypedCommands
from coderipple.references import Vocabulary, code_references
from fakes.facts import facts_of

CLI = """import click
@click.group()
def cli(): ...
@cli.command()
@click.argument("path")
@click.argument("tables", nargs=-1)
def drop(path, tables): ...
@cli.group()
def remote(): ...
@remote.command()
@click.argument("name", metavar="NAME OF IT")
def add(name): ...
@remote.command()
@click.argument("name")
def cut(name): ...
def run(): ...
def other(): ...
"""
SCRIPTS = '[project]\nname = "tides"\n[project.scripts]\n'
ONE = {"pyproject.toml": f'{SCRIPTS}tides = "tides.cli:cli"\n', "tides/__init__.py": "", "tides/cli.py": CLI}


def typed(files: dict[str, str]) -> dict[str, str]:
    """Returns the usage line of each command, by its name."""
    facts = facts_of(files)
    commands = TypedCommands(facts)
    return {each.name: commands.line(each) for each in facts.commands}


def test_a_command_is_typed_after_the_program_of_its_file() -> None:
    """With the groups before it; also where the entry point starts another function of the file."""
    for script in ('tides = "tides.cli:cli"\n', 'a-tides = "tides.cli:run"\nb-tides = "tides.cli:run"\n'):
        program = script.partition(" ")[0]
        found = typed(ONE | {"pyproject.toml": SCRIPTS + script})
        assert found["drop"] == f"{program} drop PATH [TABLES]..."
        assert found["remote cut"] == f"{program} remote cut NAME"


def test_the_program_itself_is_typed_alone() -> None:
    """As its script is called; where another function starts it, as its own function is."""
    assert typed(ONE)["tides"] == "tides"
    assert typed(ONE | {"pyproject.toml": f'{SCRIPTS}tides = "tides.cli:run"\n'})["cli"] == "cli"


@pytest.mark.parametrize(
    "scripts",
    ["", 'tides = "tides.cli:cli"\nmoons = "tides.cli:other"\n', 'tides = "tides:cli"\n', 'tides = "gone.cli:cli"\n'],
)
def test_a_command_of_no_certain_program_is_typed_as_it_is(scripts: str) -> None:
    """None, two, or one of another file."""
    found = typed(ONE | {"pyproject.toml": SCRIPTS + scripts})
    assert found["drop"] == "drop PATH [TABLES]..."


def test_what_is_shown_of_arguments_can_be_told_apart() -> None:
    """One of several words is no word of a command line."""
    assert typed(ONE)["remote add"] == "remote add NAME OF IT"


def test_every_usage_line_is_true() -> None:
    """The gate knows each of them."""
    vocabulary = Vocabulary(facts_of(ONE))
    references = code_references(" ".join(f"`{line}`" for line in typed(ONE).values()))
    assert len(references) == 5
    assert all(vocabulary.holds(each, document="o/d.md") for each in references)
