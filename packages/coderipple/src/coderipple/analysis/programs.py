"""Which commands of a file are programs, as the manifests say it.

Comes in: a file and the projects of its repository. Goes out: the functions that entry points start, by name.
"""

from collections.abc import Container, Iterable

from coderipple.analysis.command_line import DeclaredCommand
from coderipple.analysis.public_names import Source
from coderipple.facts import Project

_SCRIPTS = {"console_scripts", "gui_scripts"}


def started_functions(source: Source, projects: Iterable[Project]) -> dict[str, str]:
    """Returns the functions of a file that scripts of a project start, with the name that is typed."""
    found: dict[str, str] = {}
    for entry in sorted((each for project in projects for each in project.entry_points), key=lambda each: each.name):
        module, _, function = entry.target.split("[", 1)[0].strip().partition(":")
        if entry.group in _SCRIPTS and module.strip() == source.name:
            found.setdefault(function.strip(), entry.name)
    return found


def is_program(command: DeclaredCommand, started: Container[str]) -> bool:
    """Tells whether a command is a program itself.

    Args:
        command: The command.
        started: The functions of its file that scripts start.
    """
    return command.is_program or (not command.is_attached and command.function in started)
