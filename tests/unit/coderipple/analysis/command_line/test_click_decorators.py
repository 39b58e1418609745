"""Options and commands that click's decorators declare."""

import ast

import pytest
from coderipple.analysis.command_line import CommandLine, command_line
from coderipple.analysis.syntax_tree import read_tree


def read(source: str) -> CommandLine:
    """Returns what a source declares."""
    return command_line(read_tree(ast.parse(source)))


def takers(source: str) -> list[tuple[str, tuple[str, ...]]]:
    """Returns which command takes which flags."""
    return [(each.command, each.flags) for each in read(source).options]


def test_options_belong_to_the_commands_that_they_decorate() -> None:
    """Groups lead to their commands, also when they are attached later; a program's own options belong to none."""
    source = '''
import click
@click.group()
@click.option("--debug/--no-debug", default=False)
def cli():
    """Tides. Of harbours."""
@cli.command("add")
@click.argument("path")
@click.option("-n", "--name", "name", default="x", help="Name. Of it.")
def add_it(path, name):
    """Adds it."""
@cli.group()
def remote(): ...
@remote.command(help="Shows.")
@click.option("-v", is_flag=True)
def show_all(): ...
@click.command()
@click.option("--force")
def push(): ...
cli.add_command(push, name="send")
@cli.command(hidden=True)
@click.option("--secret")
def internal(): ...
'''
    found = read(source)
    assert [(each.name, each.arguments, each.summary, each.is_program) for each in found.commands] == [
        ("cli", (), "Tides.", True),
        ("add", ("PATH",), "Adds it.", False),
        ("remote", (), "", False),
        ("remote show-all", (), "Shows.", False),
        ("send", (), "", False),
    ]
    assert [(each.command, each.flags, each.default, each.summary) for each in found.options] == [
        ("", ("--debug", "--no-debug"), "False", ""),
        ("add", ("-n", "--name"), "'x'", "Name."),
        ("remote show-all", ("-v",), None, ""),
        ("send", ("--force",), None, ""),
    ]


@pytest.mark.parametrize(
    ("decorator", "function", "expected"),
    [
        ("click.command()", "build_it", "build-it"),
        ("click.command", "build_it", "build-it"),
        ("click.command()", "build_command", "build"),
        ("click.command()", "build_cmd", "build"),
        ("click.group()", "remote_grp", "remote"),
        ("click.group()", "remote_group", "remote"),
        ("click.command()", "command", "command"),
        ("click.command()", "Build", "build"),
        ("click.command(None)", "build", "build"),
        ('click.command("go_on")', "build", "go_on"),
        ('click.command(name="go")', "build", "go"),
        ("group.command()", "build", "build"),
        ("other.cli.command()", "build", "build"),
        ("rich.command()", "build", "build"),
    ],
)
def test_a_command_is_named_as_click_does(decorator: str, function: str, expected: str) -> None:
    """Underscores become hyphens, and the last word goes where it only says what the function is."""
    source = f"import click\nimport rich_click as rich\n@{decorator}\ndef {function}(): ..."
    assert [each.name for each in read(source).commands] == [expected]


@pytest.mark.parametrize(
    ("rest", "expected"),
    [("", "go"), ("\ngo()", ""), ('\nif __name__ == "__main__":\n    go()', "")],
)
def test_a_command_that_is_called_is_a_program(rest: str, expected: str) -> None:
    """Its options belong to no command; where nobody calls it, another file may make it a command."""
    assert takers(f'import click\n@click.command()\n@click.option("-x")\ndef go(): ...{rest}') == [(expected, ("-x",))]


@pytest.mark.parametrize(
    ("declaration", "flags"),
    [
        ('click.option("-o/--output")', ("-o", "--output")),
        ('click.option("--a/--no-a", "-a/ ")', ("--a", "--no-a", "-a")),
        ('click.option(" /--no-a")', ("--no-a",)),
        ('click.option("/debug;/no-debug")', ("/debug", "/no-debug")),
        ('click.option("+w")', ("+w",)),
        ('click.version_option("1.0")', ("--version",)),
        ('click.version_option("1.0", "-V", "--version")', ("-V", "--version")),
        ("click.password_option()", ("--password",)),
        ("click.confirmation_option()", ("--yes",)),
        ('click.option("--x", hidden=False)', ("--x",)),
        ('optgroup.option("--x")', ("--x",)),
    ],
)
def test_the_spellings_of_an_option(declaration: str, flags: tuple[str, ...]) -> None:
    """They are those that help shows, the opposite of a flag included."""
    assert takers(f"import click\n@click.command()\n@{declaration}\ndef main(): ...") == [("", flags)]


@pytest.mark.parametrize(
    "source",
    [
        '@option("--x")\ndef f(): ...',
        'import click\n@click.option("--x", hidden=True)\ndef f(): ...',
        'import click\n@click.option("name")\ndef f(): ...',
        "import click\n@click.option(NAME)\ndef f(): ...",
        'import click\n@click.option("--")\ndef f(): ...',
        'import click\n@click.argument("--x")\ndef f(): ...',
    ],
)
def test_what_declares_no_option(source: str) -> None:
    """Without click, a hidden option, and a declaration without a spelling."""
    assert takers(source) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('@click.option("--color/--no-color", help=HELP)\ndef f(): ...', [("", ("--color", "--no-color"))]),
        ('option = click.option("-x")', [("", ("-x",))]),
        (
            'json = click.option("--json")\n@c.command()\n@json\ndef a(): ...\n@c.command()\n@json\ndef b(): ...',
            [("a", ("--json",)), ("b", ("--json",))],
        ),
        (
            (
                'def common(f):\n for o in (click.option("-x"), click.option("-y")): f = o(f)\n'
                "@c.command()\n@common\ndef a(): ..."
            ),
            [("a", ("-x",)), ("a", ("-y",))],
        ),
        (
            'x = click.option("-x")\ndef common(f): return x(f)\n@c.command()\n@common\ndef a(): ...',
            [("a", ("-x",))],
        ),
        ('O = [click.option("-x")]\n@c.command()\n@add(O)\ndef a(): ...', [("a", ("-x",))]),
        ("def common(f): return common(f)\n@c.command()\n@common\ndef a(): ...", []),
        ('X = click.Option(["--x", "-x"], help="X.")', [("", ("--x", "-x"))]),
        ('X = click.Option(param_decls=["--x"])', [("", ("--x",))]),
    ],
)
def test_declarations_that_are_reused(source: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    """A variable, a list or a function holds them; what decorates no command of the file belongs to none."""
    assert takers(f"import click\n{source}") == expected


@pytest.mark.parametrize(
    ("declaration", "expected"),
    [
        ('"path"', "PATH"),
        ('"path", required=False', "[PATH]"),
        ('"path", default="."', "[PATH]"),
        ('"paths", nargs=-1', "[PATHS]..."),
        ('"paths", nargs=-1, required=True', "PATHS..."),
        ('"pair", nargs=2', "PAIR..."),
        ('"path", metavar="FILE"', "FILE"),
        ('"kind", type=click.Choice(["a", "b"])', "{a|b}"),
        ('"kind", type=click.Choice(["a", "b"]), required=False', "[a|b]"),
        ('"kind", type=click.Choice(KINDS)', "KIND"),
    ],
)
def test_an_argument_is_shown_as_in_help(declaration: str, expected: str) -> None:
    """The shape is that of click's usage."""
    (found,) = read(f"import click\n@click.command()\n@click.argument({declaration})\ndef main(): ...").commands
    assert found.arguments == (expected,)


def test_marks_in_a_docstring_are_not_help() -> None:
    """What click cuts off or uses for its layout is left out."""
    (found,) = read('import click\n@click.command()\ndef go():\n    """\\b\\nGoes\\fnever shown"""').commands
    assert found.summary == "Goes"


def test_groups_in_a_circle_end() -> None:
    """Groups that hang on each other have a name of bounded length."""
    source = "import click\n@b.group()\ndef a(): ...\n@a.group()\ndef b(): ..."
    assert [each.function for each in read(source).commands] == ["a", "b"]


def test_a_default_that_is_made_is_not_shown() -> None:
    """Neither is a text's default that is another one."""
    source = (
        'import click\n@click.command()\n@click.option("--a", default=list, help="A.")\n'
        '@click.option("--b", default=5, help="B (default: 3).")\ndef go(): ...\n'
    )
    found = command_line(read_tree(ast.parse(source))).options
    assert [(each.default, each.summary) for each in found] == [(None, "A."), ("5", "B.")]
