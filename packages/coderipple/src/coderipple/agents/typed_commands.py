"""How a command is typed: its program, its name, its arguments.

Comes in: the facts at the head. Goes out: a usage line a command.
"""

import re

from coderipple.facts import Command, Facts, Project

_PROGRAM_FUNCTIONS = {"main", "cli"}  # a program that another function starts has the name of its own
_SCRIPTS = {"console_scripts", "gui_scripts"}
_PLAIN = re.compile(r"[^-\s'\"\\=][^\s'\"\\]*")


class TypedCommands:
    """The usage lines of a commit.

    Args:
        facts: What is true of the commit.
    """

    def __init__(self, facts: Facts) -> None:
        self._programs = _programs(facts)
        self._scripts = {name for project in facts.projects for name in project.scripts}
        self._names: dict[str, set[str]] = {}
        for command in facts.commands:
            self._names.setdefault(command.evidence.path, set()).add(command.name)

    def line(self, command: Command) -> str:
        """Returns how a command is typed; without its program where nobody can tell which one it belongs to."""
        usage = " ".join([command.name, *command.arguments])
        program = self._programs.get(command.evidence.path, "")
        return f"{program} {usage}" if program and self._is_below(command) else usage

    def _is_below(self, command: Command) -> bool:
        """Tells whether a command is surely typed after the program of its file, the groups before it known."""
        names = self._names[command.evidence.path]
        words = command.name.split(" ")
        groups = {" ".join(words[:end]) for end in range(1, len(words))}
        is_plain = all(_PLAIN.fullmatch(each) and each not in names for each in command.arguments)
        is_program = command.name in self._scripts | _PROGRAM_FUNCTIONS
        return not is_program and groups <= names and is_plain


def _programs(facts: Facts) -> dict[str, str]:
    """Returns the program of each file that starts a single one, as it is typed."""
    found: dict[str, dict[str, str]] = {}
    paths = {each.name: each.path for each in facts.module_map}
    for project in facts.projects:
        for module, function, name in _started(project):
            path = paths.get(module, "")
            if path.startswith(f"{project.folder}/" if project.folder else ""):
                found.setdefault(path, {}).setdefault(function, name)
    return {path: next(iter(names.values())) for path, names in found.items() if path and len(names) == 1}


def _started(project: Project) -> list[tuple[str, str, str]]:
    """Returns module, function and name of each program that a project installs, in the order of the names."""
    scripts = sorted((each for each in project.entry_points if each.group in _SCRIPTS), key=lambda each: each.name)
    return [(*_target(each.target), each.name) for each in scripts]


def _target(text: str) -> tuple[str, str]:
    module, _, function = text.split("[", 1)[0].partition(":")
    return module.strip(), function.strip()
