"""What a program in TypeScript or JavaScript takes: options of commander, cac, yargs and Node, and variables.

Comes in: the root of a syntax tree. Goes out: declared commands and options, read variables.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coderipple.analysis.command_line import CommandLine, DeclaredCommand, DeclaredOption
from coderipple.analysis.docstrings import first_sentence
from coderipple.analysis.environment import ReadVariable
from coderipple.analysis.languages.nodes import text, unquoted, walk

if TYPE_CHECKING:
    from tree_sitter import Node

_FLAGS = re.compile(r"(?<![\w-])--?[A-Za-z0-9][\w.-]*")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_ENVIRONMENTS = {"process.env", "import.meta.env", "Bun.env"}
_LIBRARIES = (b"commander", b"cac", b"yargs", b"parseArgs", b"sade", b"@oclif", b"caporal")


def script_options(root: "Node") -> CommandLine:
    """Returns the commands and options that a file declares, if it uses a library that reads command lines."""
    if not any(each in (root.text or b"") for each in _LIBRARIES):
        return CommandLine()
    commands: list[DeclaredCommand] = []
    options: list[DeclaredOption] = []
    for node in walk(root):
        if node.type == "call_expression":
            options += _option(node)
            options += _parse_args(node)
            commands += _command(node)
    return CommandLine(
        commands=tuple(sorted(commands, key=lambda each: each.first_line)),
        options=tuple(sorted(options, key=lambda each: each.first_line)),
    )


def script_variables(root: "Node") -> tuple[ReadVariable, ...]:
    """Returns the environment variables that a file reads, each once."""
    found: dict[str, ReadVariable] = {}
    for node in walk(root):
        for name, default in _readings(node):
            if _NAME.fullmatch(name):
                reading = ReadVariable(
                    name=name, default=default, first_line=node.start_point.row + 1, last_line=node.end_point.row + 1
                )
                found.setdefault(name, reading)
    return tuple(found.values())


def _readings(node: "Node") -> Iterator[tuple[str, str | None]]:
    if node.type == "member_expression" and text(node.child_by_field_name("object")) in _ENVIRONMENTS:
        if not _is_written(node):
            yield text(node.child_by_field_name("property")), _default(node)
    elif node.type == "subscript_expression" and text(node.child_by_field_name("object")) in _ENVIRONMENTS:
        index = node.child_by_field_name("index")
        if index is not None and index.type == "string" and not _is_written(node):
            yield unquoted(text(index)), _default(node)
    elif node.type == "call_expression" and text(node.child_by_field_name("function")) == "Deno.env.get":
        yield from ((each, _default(node)) for each in (_string(one) for one in _arguments(node)[:1]) if each)
    elif node.type == "variable_declarator" and text(node.child_by_field_name("value")) in _ENVIRONMENTS:
        pattern = node.child_by_field_name("name")
        for each in pattern.named_children if pattern is not None else ():
            if each.type == "shorthand_property_identifier_pattern":
                yield text(each), None
            elif each.type == "object_assignment_pattern":
                yield text(each.child_by_field_name("left")), text(each.child_by_field_name("right"))
            elif each.type == "pair_pattern":
                yield text(each.child_by_field_name("key")), None


def _is_written(node: "Node") -> bool:
    parent = node.parent
    return parent is not None and parent.type == "assignment_expression" and parent.child_by_field_name("left") == node


def _default(node: "Node") -> str | None:
    parent = node.parent
    if parent is None or parent.type != "binary_expression" or parent.child_by_field_name("left") != node:
        return None
    value = parent.child_by_field_name("right")
    is_default = text(parent.child_by_field_name("operator")) in {"??", "||"}
    return text(value) if is_default and value is not None and value.type in {"string", "number"} else None


def _option(node: "Node") -> Iterator[DeclaredOption]:
    """`.option("-p, --port <n>", "text", default)` of commander and cac; `.option("port", {…})` of yargs."""
    method, arguments = _method(node), _arguments(node)
    first = _string(arguments[0]) if arguments else None
    if method not in {"option", "requiredOption"} or not first:
        return
    details = _object(arguments[1]) if len(arguments) > 1 else {}
    if first.startswith("-"):
        flags = tuple(_FLAGS.findall(first.split("<")[0].split("[")[0]))
        summary = _string(arguments[1]) if len(arguments) > 1 else None
        default = text(arguments[-1]) if len(arguments) > 2 and arguments[-1].type in {"string", "number"} else None
        default = text(details["default"]) if "default" in details else default
    elif details:
        aliases = (
            [unquoted(text(each)) for each in walk(details["alias"]) if each.type == "string"]
            if ("alias" in details)
            else []
        )
        flags = tuple(f"-{each}" if len(each) == 1 else f"--{each}" for each in (*aliases, first))
        summary = next((_string(details[key]) for key in ("describe", "description", "desc") if key in details), None)
        default = text(details["default"]) if "default" in details else None
    else:
        return
    if flags:
        yield _declared(node, arguments[0], flags, summary, default)


def _parse_args(node: "Node") -> Iterator[DeclaredOption]:
    """`parseArgs({ options: { port: { type, short, default } } })` of Node."""
    if text(node.child_by_field_name("function")).rpartition(".")[2] != "parseArgs":
        return
    given = _object(_arguments(node)[0]) if _arguments(node) else {}
    for name, value in (_object(given["options"]) if "options" in given else {}).items():
        details = _object(value)
        short = _string(details.get("short"))
        default = text(details["default"]) if "default" in details else None
        yield _declared(value, value, tuple(filter(None, (f"-{short}" if short else "", f"--{name}"))), None, default)


def _declared(
    node: "Node", start: "Node", flags: tuple[str, ...], summary: str | None, default: str | None
) -> DeclaredOption:
    return DeclaredOption(
        flags=flags,
        summary=first_sentence(summary),
        first_line=start.start_point.row + 1,
        last_line=node.end_point.row + 1,
        default=default,
    )


def _command(node: "Node") -> Iterator[DeclaredCommand]:
    arguments = _arguments(node)
    usage = (_string(arguments[0]) or "").split() if arguments and _method(node) == "command" else []
    if usage and re.fullmatch(r"[a-z][\w:.-]*", usage[0]):
        yield DeclaredCommand(
            name=usage[0],
            arguments=tuple(usage[1:]),
            summary=first_sentence(_string(arguments[1]) if len(arguments) > 1 else _description(node)),
            first_line=arguments[0].start_point.row + 1,
            last_line=node.end_point.row + 1,
            is_attached=True,
        )


def _description(node: "Node") -> str | None:
    """Returns what `.description(…)` says right after a call in the same chain."""
    member = node.parent
    call = member.parent if member is not None and member.type == "member_expression" else None
    if call is None or call.type != "call_expression" or _method(call) != "description":
        return None
    arguments = _arguments(call)
    return _string(arguments[0]) if arguments else None


def _method(node: "Node") -> str:
    function = node.child_by_field_name("function")
    return text(function.child_by_field_name("property")) if function is not None else ""


def _arguments(node: "Node") -> "list[Node]":
    arguments = node.child_by_field_name("arguments")
    return [each for each in arguments.named_children if each.type != "comment"] if arguments else []


def _object(node: "Node | None") -> "dict[str, Node]":
    pairs = [each for each in node.named_children if each.type == "pair"] if node is not None else []
    found = ((each.child_by_field_name("key"), each.child_by_field_name("value")) for each in pairs)
    return {unquoted(text(key)): value for key, value in found if value is not None}


def _string(node: "Node | None") -> str | None:
    if node is None or node.type not in {"string", "template_string"} or "${" in text(node):
        return None
    return unquoted(text(node)).replace("\\'", "'").replace('\\"', '"').replace("\\n", " ")
