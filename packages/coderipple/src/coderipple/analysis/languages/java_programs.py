"""What a program in Java takes: options of picocli, JCommander and Commons CLI, and environment variables.

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

_LIBRARIES = (b"picocli", b"com.beust.jcommander", b"org.apache.commons.cli")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def java_options(root: "Node") -> CommandLine:
    """Returns the commands and options that a file declares, if it uses a library that reads command lines."""
    if not any(each in (root.text or b"") for each in _LIBRARIES):
        return CommandLine()
    commands: list[DeclaredCommand] = []
    options: list[DeclaredOption] = []
    for node in walk(root):
        if node.type == "annotation":
            options += _annotated(node)
            commands += _command(node)
        elif node.type == "method_invocation" and text(node.child_by_field_name("name")) == "addOption":
            options += _added(node)
    return CommandLine(commands=tuple(commands), options=tuple(options))


def java_variables(root: "Node") -> tuple[ReadVariable, ...]:
    """Returns the environment variables that a file reads, each once."""
    found: dict[str, ReadVariable] = {}
    for node in walk(root):
        if node.type == "method_invocation" and text(node.child_by_field_name("name")) == "getenv":
            names = _strings(node.child_by_field_name("arguments"))[:1]
            for name in filter(_NAME.fullmatch, names):
                reading = ReadVariable(
                    name=name, default=None, first_line=node.start_point.row + 1, last_line=node.end_point.row + 1
                )
                found.setdefault(name, reading)
    return tuple(found.values())


def _annotated(node: "Node") -> Iterator[DeclaredOption]:
    """`@Option(names = {"-p", "--port"}, description = "…")` of picocli, `@Parameter(names = …)` of JCommander."""
    if text(node.child_by_field_name("name")).rpartition(".")[2] not in {"Option", "Parameter"}:
        return
    values = _pairs(node)
    flags = tuple(each for each in _strings(values.get("names")) if each.startswith("-"))
    if flags and text(values.get("hidden")) != "true":
        default = _strings(values.get("defaultValue"))
        yield DeclaredOption(
            flags=flags,
            summary=first_sentence(" ".join(_strings(values.get("description")))),
            first_line=node.start_point.row + 1,
            last_line=node.end_point.row + 1,
            default=f'"{default[0]}"' if default else None,
        )


def _command(node: "Node") -> Iterator[DeclaredCommand]:
    if text(node.child_by_field_name("name")).rpartition(".")[2] != "Command":
        return
    values = _pairs(node)
    names = _strings(values.get("name"))
    if names:
        yield DeclaredCommand(
            name=names[0],
            arguments=(),
            summary=first_sentence(" ".join(_strings(values.get("description")))),
            first_line=node.start_point.row + 1,
            last_line=node.end_point.row + 1,
            is_attached=True,
        )


def _added(node: "Node") -> Iterator[DeclaredOption]:
    """`addOption("p", "port", true, "…")` of Commons CLI."""
    arguments = node.child_by_field_name("arguments")
    given = list(arguments.named_children) if arguments is not None else []
    texts = [unquoted(text(each)) if each.type == "string_literal" else None for each in given]
    if len(texts) == 4 and texts[0] is not None and texts[1] is not None and texts[3] is not None:
        yield DeclaredOption(
            flags=(f"-{texts[0]}", f"--{texts[1]}"),
            summary=first_sentence(texts[3]),
            first_line=node.start_point.row + 1,
            last_line=node.end_point.row + 1,
        )


def _pairs(node: "Node") -> "dict[str, Node]":
    arguments = node.child_by_field_name("arguments")
    pairs = [each for each in arguments.named_children if each.type == "element_value_pair"] if arguments else []
    found = ((each.child_by_field_name("key"), each.child_by_field_name("value")) for each in pairs)
    return {text(key): value for key, value in found if value is not None}


def _strings(node: "Node | None") -> list[str]:
    return [unquoted(text(each)) for each in walk(node) if each.type == "string_literal"] if node is not None else []
