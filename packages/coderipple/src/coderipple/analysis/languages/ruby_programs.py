"""What a program in Ruby takes: options of OptionParser and Thor, and environment variables.

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

_FLAG = re.compile(r"^(--?)(\[no-\])?([A-Za-z0-9][\w-]*)")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LITERALS = {"integer", "float", "string", "true", "false"}
_OPTIONS = {"option", "method_option", "class_option"}  # of Thor
_READERS = {"fetch", "key?", "has_key?", "include?", "[]", "dig"}


def ruby_options(root: "Node") -> CommandLine:
    """Returns the commands and options that a file declares, if it uses a library that reads command lines."""
    whole = root.text or b""
    commands: list[DeclaredCommand] = []
    options: list[DeclaredOption] = []
    has_thor, has_parser = b"Thor" in whole, b"OptionParser" in whole or b"optparse" in whole
    for node in walk(root) if has_thor or has_parser else ():
        if node.type == "call":
            options += _of_option_parser(node) if has_parser else ()
            options += _of_thor(node) if has_thor else ()
            commands += _command(node) if has_thor else ()
    return CommandLine(commands=tuple(commands), options=tuple(options))


def ruby_variables(root: "Node") -> tuple[ReadVariable, ...]:
    """Returns the environment variables that a file reads, each once."""
    found: dict[str, ReadVariable] = {}
    for node in walk(root):
        for name, default in _readings(node):
            reading = ReadVariable(
                name=name, default=default, first_line=node.start_point.row + 1, last_line=node.end_point.row + 1
            )
            found.setdefault(name, reading)
    return tuple(found.values())


def _readings(node: "Node") -> Iterator[tuple[str, str | None]]:
    if node.type == "element_reference" and text(node.child_by_field_name("object")) == "ENV":
        name = string_of(node.named_children[1]) if len(node.named_children) == 2 else None
        parent = node.parent
        is_written = parent is not None and parent.child_by_field_name("left") == node
        is_assigned = is_written and parent is not None and parent.type == "assignment"
        if name and _NAME.fullmatch(name) and not is_assigned:
            yield name, _alternative(node)
    elif node.type == "call" and text(node.child_by_field_name("receiver")) == "ENV":
        given = arguments(node)
        name = string_of(given[0]) if given and text(node.child_by_field_name("method")) in _READERS else None
        if name and _NAME.fullmatch(name):
            has_default = len(given) > 1 and given[1].type in _LITERALS
            yield name, text(given[1]) if has_default else None


def _alternative(node: "Node") -> str | None:
    """Returns the literal after `||`."""
    parent = node.parent
    if parent is None or parent.type != "binary" or parent.child_by_field_name("left") != node:
        return None
    value = parent.child_by_field_name("right")
    is_default = text(parent.child_by_field_name("operator")) == "||" and value is not None and value.type in _LITERALS
    return text(value) if is_default else None


def _of_option_parser(node: "Node") -> Iterator[DeclaredOption]:
    """`opts.on("-p", "--port PORT", Integer, "where to listen")`."""
    if text(node.child_by_field_name("method")) not in {"on", "on_head", "on_tail"}:
        return
    said = [each for each in map(string_of, arguments(node)) if each]
    flags: list[str] = []
    for each in said:
        if found := _FLAG.match(each):
            flags += [f"{found[1]}{found[3]}", *([f"{found[1]}no-{found[3]}"] if found[2] else [])]
    if flags:
        yield _option(node, tuple(flags), next((each for each in said if not each.startswith("-")), None), None)


def _of_thor(node: "Node") -> Iterator[DeclaredOption]:
    """`option :port, aliases: "-p", type: :numeric, default: 8080, desc: "where to listen"`."""
    given = arguments(node)
    if node.child_by_field_name("receiver") is not None or not given:
        return
    name = symbol_of(given[0])
    if text(node.child_by_field_name("method")) in _OPTIONS and name:
        details = _pairs(given)
        parts = walk(details["aliases"]) if "aliases" in details else ()
        aliases = [each for part in parts if (each := string_of(part))]
        default = details.get("default")
        flags = (*(each if each.startswith("-") else f"-{each}" for each in aliases), f"--{name.replace('_', '-')}")
        shown = text(default) if default is not None and default.type in _LITERALS else None
        yield _option(node, flags, string_of(details.get("desc")), shown)


def _option(node: "Node", flags: tuple[str, ...], summary: str | None, default: str | None) -> DeclaredOption:
    return DeclaredOption(
        flags=flags,
        summary=first_sentence(summary),
        first_line=node.start_point.row + 1,
        last_line=node.start_point.row + 1,
        default=default,
    )


def _command(node: "Node") -> Iterator[DeclaredCommand]:
    """`desc "serve PLACE", "Serves tables"` of Thor."""
    said = [string_of(each) for each in arguments(node)]
    if node.child_by_field_name("receiver") is None and text(node.child_by_field_name("method")) == "desc" and said:
        usage = (said[0] or "").split()
        if len(said) == 2 and usage:
            yield DeclaredCommand(
                name=usage[0],
                arguments=tuple(usage[1:]),
                summary=first_sentence(said[1]),
                first_line=node.start_point.row + 1,
                last_line=node.end_point.row + 1,
                is_attached=True,
            )


def arguments(call: "Node") -> "list[Node]":
    """Returns what a call is given."""
    given = call.child_by_field_name("arguments")
    return [each for each in given.named_children if each.type != "comment"] if given is not None else []


def symbol_of(node: "Node") -> str:
    """Returns the name that `:name` or `"name"` stands for, an empty string for anything else."""
    return text(node).removeprefix(":") if node.type == "simple_symbol" else string_of(node) or ""


def string_of(node: "Node | None") -> str | None:
    """Returns the value of a literal; None where it is computed."""
    if node is None or node.type != "string" or any(each.type == "interpolation" for each in node.named_children):
        return None
    return unquoted(text(node)).replace('\\"', '"')


def _pairs(given: "list[Node]") -> "dict[str, Node]":
    pairs = [each for each in given if each.type == "pair"]
    found = ((text(each.child_by_field_name("key")).strip(":"), each.child_by_field_name("value")) for each in pairs)
    return {key: value for key, value in found if value is not None}
