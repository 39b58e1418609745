"""Options and commands that the parameters of functions declare to typer."""

import ast

import pytest
from coderipple.analysis.command_line import CommandLine, command_line
from coderipple.analysis.syntax_tree import read_tree


def read(source: str) -> CommandLine:
    """Returns what a source declares."""
    return command_line(read_tree(ast.parse(source)))


@pytest.mark.parametrize(
    ("parameter", "flags", "default", "summary"),
    [
        ("name: str = 'x'", ("--name",), "'x'", ""),
        ("dry_run: bool = False", ("--dry-run", "--no-dry-run"), "False", ""),
        ("on: bool | None = None", ("--on", "--no-on"), None, ""),
        ("on: Optional[bool] = None", ("--on", "--no-on"), None, ""),
        ("on: bool = typer.Option(False, '--force')", ("--force",), "False", ""),
        ("on: bool = typer.Option(False, '--a/--no-a', '-a/-A')", ("--a", "--no-a", "-a", "-A"), "False", ""),
        ("name: str = typer.Option(..., help='Who. Or what.')", ("--name",), None, "Who."),
        ("name: str = typer.Option(default='x')", ("--name",), "'x'", ""),
        ("name: Annotated[str, typer.Option('--as', '-a', help='Who.')] = 'x'", ("--as", "-a"), "'x'", "Who."),
        ("name: Annotated[str, typer.Option()]", ("--name",), None, ""),
        ("name: Name = 'x'", ("--called",), "'x'", "How."),
        ("*, name: str = 'x'", ("--name",), "'x'", ""),
    ],
)
def test_a_parameter_is_an_option(parameter: str, flags: tuple[str, ...], default: str | None, summary: str) -> None:
    """A default makes an option; its spelling is given or derived from the parameter."""
    alias = "Name = Annotated[str, typer.Option('--called', help='How.')]\n" if "Name " in parameter else ""
    source = (
        f"import typer\n{alias}"
        f"app = typer.Typer()\n@app.command()\ndef go({parameter}): ...\n@app.command()\ndef rest(): ..."
    )
    (found,) = read(source).options
    assert (found.command, found.flags, found.default, found.summary) == ("go", flags, default, summary)


@pytest.mark.parametrize(
    ("parameter", "expected"),
    [
        ("name: str", ("NAME",)),
        ("name: str = typer.Argument('x')", ("[NAME]",)),
        ("name: str = typer.Argument(...)", ("NAME",)),
        ("name: Annotated[str, typer.Argument(metavar='WHO')]", ("WHO",)),
        ("names: list[str]", ("NAMES...",)),
        ("name: Annotated[str, typer.Argument(hidden=True)]", ()),
        ("name: str = typer.Option('x', hidden=True)", ()),
        ("ctx: typer.Context", ()),
        ("*names, **more", ()),
    ],
)
def test_a_parameter_is_an_argument(parameter: str, expected: tuple[str, ...]) -> None:
    """What has no default is an argument; help hides some, and the context is none."""
    found = read(f"import typer\ndef go({parameter}): ...\ntyper.run(go)")
    assert ([each.arguments for each in found.commands], found.options) == ([expected], ())


def test_apps_that_hang_on_others() -> None:
    """Their name is typed first; a callback at the top is the program, and one below it its group."""
    source = '''
import typer
app = typer.Typer(help="All.")
users = typer.Typer(help="Users. All of them.")
items = typer.Typer(name="things")
app.add_typer(users, name="users")
app.add_typer(items)
@app.callback()
def run(verbose: bool = False):
    """Runs it."""
@users.command("add")
def add_user(name: str, admin: bool = False):
    """Adds a user."""
@items.callback()
def things(kind: str = ""): ...
@items.command(hidden=True)
def secret(x: int = 1): ...
'''
    found = read(source)
    assert [(each.name, each.summary, each.is_program) for each in found.commands] == [
        ("users", "Users.", False),
        ("run", "Runs it.", True),
        ("users add", "Adds a user.", False),
        ("things", "", False),
    ]
    assert [(each.command, each.flags[0]) for each in found.options] == [
        ("", "--verbose"),
        ("users add", "--admin"),
        ("things", "--kind"),
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("app = typer.Typer()\n@app.command()\ndef go(x: int = 1): ...", ("go", "")),
        ("@app.command()\ndef go_on(x: int = 1): ...", ("go-on", "go-on")),
        ("import click\n@app.command()\ndef go(x: int = typer.Option(1)): ...", ("go", "go")),
        (
            "app = typer.Typer()\ndef go(x: int = 1): ...\napp.command('y')(go)\n@app.command()\ndef z(): ...",
            ("y", "y"),
        ),
    ],
)
def test_the_only_command_of_an_app_is_the_program(source: str, expected: tuple[str, str]) -> None:
    """Typer does not ask for its name; of an app that another file makes nobody can tell."""
    found = read(f"import typer\n{source}")
    assert (found.commands[0].name, found.options[0].command) == expected


def test_a_function_that_nobody_registers_keeps_what_is_described() -> None:
    """Another file may register it; a plain parameter is none of typer's then."""
    found = read('import typer\ndef f(a, b=1, x=typer.Option(1, "--count", help="How many")): ...')
    assert [(each.command, each.flags, each.summary) for each in found.options] == [("", ("--count",), "How many")]
    assert found.commands == ()


def test_click_and_typer_in_one_file() -> None:
    """Each command is read once, by the library that it belongs to."""
    source = (
        "import click, typer\napp = typer.Typer()\n@app.command()\ndef a(x: int = 1): ...\n@app.command()\n"
        'def b(): ...\n@click.command()\n@click.option("--y")\ndef c(x): ...'
    )
    found = read(source)
    assert [each.name for each in found.commands] == ["a", "b", "c"]
    assert [(each.command, each.flags) for each in found.options] == [("a", ("--x",)), ("c", ("--y",))]
