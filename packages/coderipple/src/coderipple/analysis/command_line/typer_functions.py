"""Commands and options that the parameters of functions declare to typer.

Comes in: a syntax tree. Goes out: a `TyperReading`. A parameter without a default is an argument, one with a default an
option, unless `typer.Option` or `typer.Argument` say otherwise.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coderipple.analysis.command_line.declarations import CommandLine, DeclaredCommand, DeclaredOption
from coderipple.analysis.command_line.typer_apps import TyperApp, typer_apps
from coderipple.analysis.command_line.typer_parameters import TyperParameter, TyperParameters
from coderipple.analysis.docstrings import first_sentence
from coderipple.analysis.syntax_tree import Function, SyntaxTree, dotted_name, is_true, keyword, last_line, last_name


@dataclass(frozen=True, kw_only=True, slots=True)
class TyperReading:
    """What typer declares.

    Attributes:
        command_line: Its commands and options.
        read: Identities of the functions and calls that are typer's.
    """

    command_line: CommandLine
    read: frozenset[int]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Registration:
    function: Function
    app: str
    call: ast.Call | None
    kind: str  # command, callback or run


def read_typer(tree: SyntaxTree) -> TyperReading:
    """Returns what a file declares to typer."""
    if "typer" not in tree.roots:
        return TyperReading(command_line=CommandLine(), read=frozenset())
    apps = typer_apps(tree)
    reader = TyperParameters(tree)
    registered = {id(each.function): each for each in _registrations(tree, apps)}
    programs = _programs(registered, apps)
    commands: list[DeclaredCommand] = []
    options: list[DeclaredOption] = []
    read: set[int] = set(registered)
    for function in tree.functions:
        registration = registered.get(id(function))
        parameters = tuple(reader.of(function, is_command=registration is not None))
        read |= {id(each.call) for each in parameters if each.call is not None}
        if registration is None:
            options += _options(parameters, "")
        elif not _is_hidden(registration):
            is_program = id(function) in programs
            command = _command(registration, parameters, apps, is_program=is_program)
            commands += [command] if command.name else []
            options += _options(parameters, "" if is_program else command.name)
    written = {each.name for each in commands}
    commands += [each for each in _groups(apps) if each.name not in written]
    line = CommandLine(commands=tuple(commands), options=tuple(options))
    return TyperReading(command_line=line, read=frozenset(read))


def _registrations(tree: SyntaxTree, apps: Mapping[str, TyperApp]) -> Iterator[_Registration]:
    functions = {each.name: each for each in tree.functions}
    for function in tree.functions:
        for decorator in function.decorator_list:
            call = decorator if isinstance(decorator, ast.Call) else None
            target = decorator.func if isinstance(decorator, ast.Call) else decorator
            if isinstance(target, ast.Attribute) and target.attr in {"command", "callback"}:
                app = dotted_name(target.value)
                if app in apps or "click" not in tree.roots or _is_described(function):
                    yield _Registration(function=function, app=app, call=call, kind=target.attr)
    for each in tree.calls:
        match each:
            case ast.Call(func=ast.Attribute(attr="run"), args=[ast.Name(id=name)]) if (
                tree.origin(each.func) == "typer.run" and name in functions
            ):
                yield _Registration(function=functions[name], app="", call=None, kind="run")
            case ast.Call(
                func=ast.Call(func=ast.Attribute(attr="command" | "callback" as kind, value=owner)) as made,
                args=[ast.Name(id=name)],
            ) if dotted_name(owner) in apps and name in functions:
                yield _Registration(function=functions[name], app=dotted_name(owner), call=made, kind=kind)
            case _:
                pass


def _groups(apps: Mapping[str, TyperApp]) -> Iterator[DeclaredCommand]:
    """Yields the apps that hang on others, as far as no callback stands for them."""
    for app in apps.values():
        if app.prefix and app.call is not None:
            yield DeclaredCommand(
                name=app.prefix,
                arguments=(),
                summary=first_sentence(app.help),
                first_line=app.call.lineno,
                last_line=last_line(app.call),
                is_attached=True,
            )


def _is_described(function: Function) -> bool:
    """Tells whether a parameter is described to typer: then its command is typer's, wherever its app is made."""
    every = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    defaults = [each for each in (*function.args.defaults, *function.args.kw_defaults) if each is not None]
    return any(isinstance(each, ast.Call) and last_name(each) in {"Option", "Argument"} for each in defaults) or any(
        isinstance(each.annotation, ast.Subscript) and last_name(each.annotation.value) == "Annotated" for each in every
    )


def _programs(registered: Mapping[int, _Registration], apps: Mapping[str, TyperApp]) -> set[int]:
    """Returns the functions that are programs: run as such, callbacks at the top, and the only command of an app."""
    by_app: dict[str, list[_Registration]] = {}
    for each in registered.values():
        by_app.setdefault(each.app, []).append(each)
    programs: set[int] = set()
    for name, members in by_app.items():
        app = apps.get(name)
        is_alone = len(members) == 1 and app is not None and not app.has_parts
        for each in members:
            is_top = app is None or not app.prefix
            if each.kind == "run" or (is_top and (each.kind == "callback" or is_alone)):
                programs.add(id(each.function))
    return programs


def _command(
    registration: _Registration,
    parameters: tuple[TyperParameter, ...],
    apps: Mapping[str, TyperApp],
    *,
    is_program: bool,
) -> DeclaredCommand:
    function = registration.function
    app = apps.get(registration.app)
    prefix = app.prefix if app else ""
    own = "" if registration.kind == "callback" else _name(registration)
    return DeclaredCommand(
        name=function.name if is_program else f"{prefix} {own}".strip(),
        arguments=tuple(each.argument for each in parameters if each.argument),
        summary=first_sentence(_help(registration)),
        first_line=function.lineno,
        last_line=last_line(function),
        function=function.name,
        is_program=is_program,
        is_attached=not is_program,
    )


def _name(registration: _Registration) -> str:
    call = registration.call
    given = None if call is None else call.args[0] if call.args else keyword(call, "name")
    if isinstance(given, ast.Constant) and isinstance(given.value, str):
        return given.value
    return registration.function.name.lower().replace("_", "-")


def _help(registration: _Registration) -> str | None:
    given = None if registration.call is None else keyword(registration.call, "help")
    if isinstance(given, ast.Constant) and isinstance(given.value, str):
        return given.value
    text = ast.get_docstring(registration.function)
    return None if text is None else text.partition("\f")[0].replace("\b", "")


def _is_hidden(registration: _Registration) -> bool:
    return registration.call is not None and is_true(keyword(registration.call, "hidden"))


def _options(parameters: tuple[TyperParameter, ...], command: str) -> list[DeclaredOption]:
    return [
        DeclaredOption(
            flags=each.flags,
            summary=each.summary,
            first_line=each.first_line,
            last_line=each.last_line,
            command=command,
            default=each.default,
        )
        for each in parameters
        if each.flags
    ]
