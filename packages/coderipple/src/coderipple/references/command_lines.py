"""Whether a command line can be typed as it stands: its program, its commands, its options, its arguments.

Comes in: one line. Goes out: a yes or no.
"""

import posixpath
import re
import shlex
from collections.abc import Iterable, Iterator, Sequence

from packaging.specifiers import InvalidSpecifier, SpecifierSet

from coderipple.facts import Command, Facts, Project
from coderipple.markup import on_one_line
from coderipple.references.known_names import KnownNames

LONGEST_CHARACTERS = 2_000
# What every program of click and argparse understands, and how their help shows what can be left out.
_ALWAYS = frozenset({"--help", "-h"})
_PLACEHOLDERS = frozenset({"[OPTIONS]", "COMMAND", "[ARGS]..."})
_METAVARS = frozenset({"TEXT", "INTEGER", "FLOAT", "PATH", "FILE", "FILENAME", "DIRECTORY", "N"})
_PYTHONS = frozenset({"python", "python3", "py"})
_PIP_FLAGS = frozenset({"-e", "--editable", "-r", "--requirement", "-U", "--upgrade"})
# How the packages of each ecosystem are brought in: the words that come before names of distributions.
_INSTALLERS = {
    "python": (
        ("pip", "install"),
        ("pipx", "install"),
        ("uv", "add"),
        ("uv", "pip", "install"),
        ("uv", "tool", "install"),
    ),
    "node": (("npm", "install"), ("npm", "ci"), ("npx",), ("yarn", "add"), ("pnpm", "add"), ("pnpm", "install")),
    "rust": (("cargo", "add"), ("cargo", "install"), ("cargo", "build"), ("cargo", "run"), ("cargo", "test")),
    "go": (("go", "get"), ("go", "install"), ("go", "build"), ("go", "test")),
}
_EXTRAS = re.compile(r"(.*?)\[([\w.,-]+)\]")
_VERSION = re.compile(r"(?<=.)(?:@[\w.^~-]+|[=<>!~]=.*)$")
_ASSIGNMENT = re.compile(r"([A-Za-z_]\w*)=")


class CommandLines:
    """The command lines that are true of a commit.

    Args:
        facts: What is true of the commit.
        names: Its names.
        paths: Its files and folders.
    """

    def __init__(self, facts: Facts, names: KnownNames, paths: frozenset[str]) -> None:
        self._facts = facts
        self._names = names
        self._paths = paths
        self._variables = frozenset(each.name for each in facts.variables)
        self._versions = {each.name: each.version for each in facts.projects}
        self._installable = frozenset(_installable(facts))
        self._programs = {
            script: (project, _functions(project).get(script, ""))
            for project in facts.projects
            for script in project.scripts
        }
        self._flags_of: dict[str, set[str]] = {}
        for option in facts.options:
            self._flags_of.setdefault(option.command, set()).update(map(on_one_line, option.flags))
        self._every_flag = frozenset(flag for each in self._flags_of.values() for flag in each)
        self._commands: dict[str, list[Command]] = {}
        for command in facts.commands:
            # Of `remote add` the last word is typed after `remote`.
            self._commands.setdefault(command.name.rpartition(" ")[2], []).append(command)

    def holds(self, line: str) -> bool:
        """Tells whether a line can be typed."""
        if len(line) > LONGEST_CHARACTERS:
            return False
        try:
            words = shlex.split(line)
        except ValueError:  # a quotation that does not end
            return False
        while words and (assigned := _ASSIGNMENT.match(words[0])):
            if assigned[1] not in self._variables:
                return False
            words = words[1:]
        return bool(words) and self._is_call(words)

    def is_flag(self, text: str) -> bool:
        """Tells whether any command of the repository takes an option."""
        return text in self._every_flag or (text in _ALWAYS and bool(self._programs or self._commands))

    def _is_call(self, words: Sequence[str]) -> bool:
        if words[0] in _PYTHONS:
            return self._is_python(words[1:])
        if self._is_installation(words):
            return True
        if words[0] in self._programs:
            project, function = self._programs[words[0]]
            return self._is_usage(words[1:], self._commands.get(function, []), folder=project.folder)
        return words[0] in self._commands and self._is_usage(words[1:], self._commands[words[0]], folder="")

    def _is_python(self, words: Sequence[str]) -> bool:
        match words:
            case []:
                return True
            case ["-m", "pip", *_]:
                return len(words) == 2 or self._is_installation(words[1:])
            case ["-m", module, *rest]:
                return self._names.is_import(module) and self._is_usage(rest, [], folder="")
            case [path, *rest]:
                is_there = posixpath.normpath(path) in self._paths or path in self._paths
                return is_there and self._is_usage(rest, [], folder="")
        return False

    def _is_installation(self, words: Sequence[str]) -> bool:
        ecosystems = {"python", *(each.ecosystem for each in self._facts.projects)}
        for ecosystem in sorted(ecosystems & _INSTALLERS.keys()):
            for start in _INSTALLERS[ecosystem]:
                if tuple(words[: len(start)]) == start:
                    return all(word in _PIP_FLAGS or self._is_installable(word) for word in words[len(start) :])
        return False

    def _is_installable(self, word: str) -> bool:
        if found := _EXTRAS.fullmatch(word):
            groups = {each.group for project in self._facts.projects for each in project.requirements}
            groups |= {extra for project in self._facts.projects for extra in project.extras}
            return groups.issuperset(found[2].split(",")) and self._is_installable(found[1])
        name = _VERSION.sub("", word)
        return (
            word in self._installable
            or (name in self._installable and _is_version(word.removeprefix(name), self._versions.get(name, "")))
            or posixpath.normpath(word) in {".", *self._paths}
        )

    def _is_usage(self, words: Sequence[str], commands: list[Command], *, folder: str) -> bool:
        """Tells whether words can follow a program, or a command of it."""
        path = {"", *(each.name for each in commands)}
        flag = ""
        for word in words:
            if word.startswith("-") and word != "-":
                flag = word.split("=", 1)[0]
                if flag not in _ALWAYS and not any(flag in self._flags_of.get(each, ()) for each in path):
                    return False
                continue
            inside = [each for each in self._commands.get(word, []) if _is_in(each, folder)]
            if inside:
                commands = inside
                path = {"", *(each.name for each in inside)}  # an option of a command comes before its commands
            elif not (self._is_operand(word, commands) or (flag and self._is_value(word, flag))):
                return False
            flag = ""
        return True

    def _is_operand(self, word: str, commands: Iterable[Command]) -> bool:
        declared = {_bare(argument) for each in commands for argument in each.arguments}
        if word in _PLACEHOLDERS:
            return bool(self._commands)
        return bool(declared) and (_bare(word) in declared or posixpath.normpath(word) in {".", *self._paths})

    def _is_value(self, word: str, flag: str) -> bool:
        """Tells whether a word can be the value of the option before it."""
        metavar = flag.lstrip("-").replace("-", "_").upper()
        return word in _METAVARS or word == metavar or word.isdecimal() or posixpath.normpath(word) in self._paths


def _functions(project: Project) -> dict[str, str]:
    """Returns the name of the function that each command of a project starts."""
    return {each.name: each.target.rpartition(":")[2].rpartition(".")[2].strip() for each in project.entry_points}


def _installable(facts: Facts) -> Iterator[str]:
    for project in facts.projects:
        yield project.name
        yield from project.dependencies
        for each in project.requirements:
            yield from (each.name, f"{each.name}{each.specifier}")


def _is_version(stated: str, version: str) -> bool:
    """Tells whether what comes after the name of a distribution allows for a version; an unknown one is allowed for."""
    try:
        return not version or SpecifierSet(stated.replace("@", "==", 1)).contains(version, prereleases=True)
    except InvalidSpecifier:  # of another ecosystem
        return stated.lstrip("@^~=") == version


def _bare(argument: str) -> str:
    return argument.removesuffix("...").strip("[]<>").removesuffix("...").lower()


def _is_in(command: Command, folder: str) -> bool:
    return not folder or command.evidence.path.startswith(f"{folder}/")
