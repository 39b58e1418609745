"""Commands and options of programs, as argparse, optparse, click, typer and pytest have them declared.

Comes in: the syntax tree of one file. Goes out: its `DeclaredCommand`s and `DeclaredOption`s; what help hides is none.
"""

from coderipple.analysis.command_line.click_decorators import CLICK, read_click
from coderipple.analysis.command_line.declarations import CommandLine, DeclaredCommand, DeclaredOption
from coderipple.analysis.command_line.parsers import read_parsers
from coderipple.analysis.command_line.typer_functions import read_typer
from coderipple.analysis.syntax_tree import SyntaxTree

__all__ = ["CommandLine", "DeclaredCommand", "DeclaredOption", "command_line", "declared_commands", "declared_options"]


def command_line(tree: SyntaxTree) -> CommandLine:
    """Returns the commands and options that a file declares, each in the order of the source."""
    parts = [read_parsers(tree)]
    if tree.roots & CLICK:
        typer = read_typer(tree)
        parts += [typer.command_line, read_click(tree, elsewhere=typer.read)]
    return CommandLine(
        commands=tuple(
            sorted((each for part in parts for each in part.commands), key=lambda each: (each.first_line, each.name))
        ),
        options=tuple(
            sorted(
                (each for part in parts for each in part.options),
                key=lambda each: (each.first_line, each.command, each.flags),
            )
        ),
        unread_line=parts[0].unread_line,
    )


def declared_commands(tree: SyntaxTree) -> tuple[DeclaredCommand, ...]:
    """Returns the commands that a file declares."""
    return command_line(tree).commands


def declared_options(tree: SyntaxTree) -> tuple[DeclaredOption, ...]:
    """Returns the command line options that a file declares."""
    return command_line(tree).options
