"""Commands and options that click's decorators declare.

Comes in: a syntax tree. Goes out: a `CommandLine`. An option belongs to the command whose function it decorates, also
by way of a variable or a function of the file that holds it; one that decorates no command of the file belongs to none.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from coderipple.analysis.command_line.click_parameters import click_argument, click_option
from coderipple.analysis.command_line.declarations import MOST_OPTIONS, CommandLine, DeclaredCommand, DeclaredOption
from coderipple.analysis.docstrings import first_sentence
from coderipple.analysis.syntax_tree import Function, SyntaxTree, dotted_name, is_true, keyword, last_line, last_name

CLICK = frozenset({"click", "typer", "rich_click", "asyncclick"})

_PARAMETERS = {
    *("option", "Option", "argument", "Argument"),
    *("version_option", "password_option", "confirmation_option", "help_option"),
}
_SUFFIXES = {"command", "cmd", "group", "grp"}
_PROGRAMS = {"main", "cli"}
_DEEPEST = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class _Command:
    function: Function
    decorator: ast.expr
    group: str  # the variable of its group; empty where it is none's
    name: str


def read_click(tree: SyntaxTree, *, elsewhere: frozenset[int]) -> CommandLine:
    """Returns what click's decorators declare.

    Args:
        tree: The file.
        elsewhere: Identities of the functions and calls that another reader understood.
    """
    calls = [each for each in tree.calls if last_name(each) in _PARAMETERS and id(each) not in elsewhere]
    commands = {each.function.name: each for each in _commands(tree) if id(each.function) not in elsewhere}
    return _Reading(tree, calls, commands).command_line()


class _Reading:
    def __init__(self, tree: SyntaxTree, calls: list[ast.Call], commands: dict[str, _Command]) -> None:
        self._tree = tree
        self._calls = {id(each): each for each in calls}
        self._commands = commands
        self._attached = dict(_attached(tree))
        self._called = {dotted_name(each.func) for each in tree.calls if isinstance(each.func, ast.Name)}
        self._held = dict(_holders(tree, commands))
        self._expanded: dict[str, tuple[ast.Call, ...]] = {}
        self._claimed: set[int] = set()
        self._depth = 0

    def command_line(self) -> CommandLine:
        commands: list[DeclaredCommand] = []
        options: list[DeclaredOption] = []
        for each in self._commands.values():
            if len(options) > MOST_OPTIONS:
                break
            parameters = [call for decorator in each.function.decorator_list for call in self._parameters(decorator)]
            self._claimed |= {id(call) for call in parameters}
            if not self._is_hidden(each):
                command = self._command(each, parameters)
                commands.append(command)
                taker = "" if command.is_program else command.name
                options += [found for call in parameters if (found := click_option(call, taker, self._tree))]
        for identity, call in self._calls.items():
            if identity not in self._claimed and (found := click_option(call, "", self._tree)):
                options.append(found)
        return CommandLine(commands=tuple(commands), options=tuple(options[:MOST_OPTIONS]))

    def _command(self, command: _Command, parameters: list[ast.Call]) -> DeclaredCommand:
        function = command.function
        is_program = self._is_program(command)
        arguments = dict.fromkeys(filter(None, (click_argument(call, self._tree) for call in parameters)))
        return DeclaredCommand(
            name=function.name if is_program else self._path(command),
            arguments=tuple(arguments),
            summary=first_sentence(_help(command, self._tree)),
            first_line=function.lineno,
            last_line=last_line(function),
            function=function.name,
            is_program=is_program,
            is_attached=bool(self._group(command)),
        )

    def _path(self, command: _Command) -> str:
        """Returns the name as it is typed: the groups that lead to it first, the program left out."""
        parts = [self._own_name(command)]
        above = self._commands.get(self._group(command))
        while above is not None and self._group(above) and len(parts) < _DEEPEST:
            parts.append(self._own_name(above))
            above = self._commands.get(self._group(above))
        return " ".join(reversed(parts))

    def _own_name(self, command: _Command) -> str:
        return self._attached.get(command.function.name, ("", ""))[1] or command.name

    def _group(self, command: _Command) -> str:
        return command.group or self._attached.get(command.function.name, ("", ""))[0]

    def _is_program(self, command: _Command) -> bool:
        """Tells whether a command is started by itself: without a group here, and called, or named like a program."""
        name = command.function.name
        return not self._group(command) and (name in _PROGRAMS or name in self._called)

    def _is_hidden(self, command: _Command) -> bool:
        for _ in range(_DEEPEST):
            if isinstance(command.decorator, ast.Call) and is_true(keyword(command.decorator, "hidden")):
                return True
            above = self._commands.get(self._group(command))
            if above is None:
                return False
            command = above
        return False

    def _parameters(self, decorator: ast.AST) -> Iterator[ast.Call]:
        """Yields the declarations in a decorator, those that it names by way of a variable or function too."""
        for node in ast.walk(decorator):
            if id(node) in self._calls:
                yield self._calls[id(node)]
            elif isinstance(node, ast.Name):
                yield from self._by_name(node.id)

    def _by_name(self, name: str) -> tuple[ast.Call, ...]:
        if name not in self._expanded and name in self._held and self._depth < _DEEPEST:
            self._expanded[name] = ()  # where names hold each other in a circle
            self._depth += 1
            self._expanded[name] = tuple({id(each): each for each in self._parameters(self._held[name])}.values())
            self._depth -= 1
        return self._expanded.get(name, ())


def _commands(tree: SyntaxTree) -> Iterator[_Command]:
    for function in tree.functions:
        for decorator in function.decorator_list:
            if last_name(decorator) in {"command", "group"} and (named := _name(function, decorator, tree)):
                target = decorator.func if isinstance(decorator, ast.Call) else decorator
                owner = dotted_name(target.value) if isinstance(target, ast.Attribute) else ""
                is_library = tree.names.get(owner, owner).partition(".")[0] in CLICK
                yield _Command(function=function, decorator=decorator, group="" if is_library else owner, name=named)
                break


def _name(function: Function, decorator: ast.expr, tree: SyntaxTree) -> str:
    """Returns the name of a command as click derives it; an empty string where it is computed."""
    if isinstance(decorator, ast.Call):
        given = decorator.args[0] if decorator.args else keyword(decorator, "name")
        if given is not None and getattr(given, "value", "") is not None:
            return tree.text(given) or ""
    name = function.name.lower().replace("_", "-")
    left, _, suffix = name.rpartition("-")
    return left if left and suffix in _SUFFIXES else name


def _attached(tree: SyntaxTree) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yields the functions that `group.add_command(function, "name")` attaches, with group and given name."""
    for call in tree.calls:
        match call:
            case ast.Call(func=ast.Attribute(attr="add_command", value=group), args=[ast.Name(id=name), *rest]):
                given = rest[0] if rest else keyword(call, "name")
                yield name, (dotted_name(group), tree.text(given) or "")
            case _:
                pass


def _holders(tree: SyntaxTree, commands: dict[str, _Command]) -> Iterator[tuple[str, ast.AST]]:
    """Yields the names that may hold declarations: variables, and functions that are no command."""
    for node in tree.assignments:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if node.value is not None:
            yield from ((each.id, node.value) for each in targets if isinstance(each, ast.Name))
    yield from ((each.name, each) for each in tree.functions if each.name not in commands)


def _help(command: _Command, tree: SyntaxTree) -> str | None:
    """Returns the help text of a command, without click's marks in it."""
    given = None
    if isinstance(command.decorator, ast.Call):
        given = tree.text(keyword(command.decorator, "help")) or tree.text(keyword(command.decorator, "short_help"))
    text = given or ast.get_docstring(command.function)
    return None if text is None else text.partition("\f")[0].replace("\b", "")
