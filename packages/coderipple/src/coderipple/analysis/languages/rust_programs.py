"""What a program in Rust takes: options of clap, by derive or by builder, and environment variables.

Comes in: the root of a syntax tree. Goes out: declared commands and options, read variables.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coderipple.analysis.command_line import CommandLine, DeclaredCommand, DeclaredOption
from coderipple.analysis.docstrings import first_sentence
from coderipple.analysis.environment import ReadVariable
from coderipple.analysis.languages.nodes import comment_before, text, unquoted, walk
from coderipple.analysis.languages.rust_definitions import attributes

if TYPE_CHECKING:
    from tree_sitter import Node

_COMMENTS = ("line_comment", "block_comment")
_READERS = {"env::var", "env::var_os", "std::env::var", "std::env::var_os"}
_MACROS = {"env", "option_env"}
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_WORDS = re.compile(r"(?<!^)(?=[A-Z])")
_SHORT = re.compile(r"\bshort\b(?:\s*=\s*'(.)')?")
_LONG = re.compile(r"\blong\b(?:\s*=\s*\"([\w-]+)\")?")
_VALUES = {key: re.compile(rf'\b{key}\s*=\s*"([^"]*)"') for key in ("env", "default_value", "help", "name", "about")}
_BUILDER = re.compile(
    r"\.(?P<key>short|long|help|about|env|default_value)\(\s*(?P<value>'.'|\"(?:[^\"\\]|\\.)*\")\s*\)", re.DOTALL
)


def rust_options(root: "Node") -> CommandLine:
    """Returns the commands and options that a file declares, if it uses clap."""
    if b"clap" not in (root.text or b""):
        return CommandLine()
    commands: list[DeclaredCommand] = []
    options: list[DeclaredOption] = []
    for node in walk(root):
        if node.type == "field_declaration":
            options += _derived(node)
        elif node.type == "enum_item" and any("Subcommand" in each for each in attributes(node)):
            commands += _subcommands(node)
        elif node.type == "call_expression" and text(node.child_by_field_name("function")).endswith("Arg::new"):
            options += _built(node)
        elif node.type == "call_expression" and text(node.child_by_field_name("function")) == "Command::new":
            commands += _built_command(node)
    return CommandLine(commands=tuple(commands), options=tuple(options))


def rust_variables(root: "Node") -> tuple[ReadVariable, ...]:
    """Returns the environment variables that a file reads, each once."""
    found: dict[str, ReadVariable] = {}
    for node in walk(root):
        for name in filter(_NAME.fullmatch, _read_names(node)):
            reading = ReadVariable(
                name=name, default=None, first_line=node.start_point.row + 1, last_line=node.end_point.row + 1
            )
            found.setdefault(name, reading)
    return tuple(found.values())


def _read_names(node: "Node") -> Iterator[str]:
    is_call = node.type == "call_expression" and text(node.child_by_field_name("function")) in _READERS
    is_macro = node.type == "macro_invocation" and text(node.child_by_field_name("macro")) in _MACROS
    if is_call or is_macro:
        literals = [each for each in walk(node) if each.type == "string_literal"]
        yield from (unquoted(text(each)) for each in literals[:1])
    elif node.type == "attribute_item" and re.search(r"#\[(?:arg|clap)\(", text(node)):
        yield from _VALUES["env"].findall(text(node))


def _derived(node: "Node") -> Iterator[DeclaredOption]:
    stated = " ".join(each for each in attributes(node) if each.startswith(("#[arg(", "#[clap(")))
    name = text(node.child_by_field_name("name"))
    short, long = _SHORT.search(stated), _LONG.search(stated)
    flags = []
    if short:
        flags.append(f"-{short[1] or name[0]}")
    if long:
        flags.append(f"--{long[1] or name.replace('_', '-')}")
    if flags and "hide = true" not in stated:
        default = _VALUES["default_value"].search(stated)
        told = _VALUES["help"].search(stated)
        described = comment_before(node, _COMMENTS, skipped=("attribute_item",), start="///")
        yield _option(node, tuple(flags), told[1] if told else described, default[1] if default else None)


def _built(node: "Node") -> Iterator[DeclaredOption]:
    """`Arg::new("port").short('p').long("port").help("…")`."""
    said = _chain(node)
    flags = tuple(filter(None, (f"-{said['short']}" if "short" in said else "", f"--{said.get('long', '')}")))
    if flags != ("--",):
        kept = tuple(each for each in flags if each != "--")
        yield _option(node, kept, said.get("help"), said.get("default_value"))


def _option(node: "Node", flags: tuple[str, ...], summary: str | None, default: str | None) -> DeclaredOption:
    return DeclaredOption(
        flags=flags,
        summary=first_sentence(summary),
        first_line=node.start_point.row + 1,
        last_line=node.end_point.row + 1,
        default=f'"{default}"' if default is not None else None,
    )


def _subcommands(node: "Node") -> Iterator[DeclaredCommand]:
    body = node.child_by_field_name("body")
    for each in (child for child in body.named_children if child.type == "enum_variant") if body is not None else ():
        stated = " ".join(attributes(each))
        named = _VALUES["name"].search(stated)
        name = named[1] if named else _WORDS.sub("-", text(each.child_by_field_name("name"))).lower()
        described = comment_before(each, _COMMENTS, skipped=("attribute_item",), start="///")
        yield _command(each, name, described)


def _built_command(node: "Node") -> Iterator[DeclaredCommand]:
    literals = [each for each in walk(node) if each.type == "string_literal"]
    if literals:
        yield _command(node, unquoted(text(literals[0])), _chain(node).get("about"))


def _command(node: "Node", name: str, summary: str | None) -> DeclaredCommand:
    return DeclaredCommand(
        name=name,
        arguments=(),
        summary=first_sentence(summary),
        first_line=node.start_point.row + 1,
        last_line=node.end_point.row + 1,
        is_attached=True,
    )


def _chain(node: "Node") -> dict[str, str]:
    """Returns what the calls right after one say, each method once, up to where another argument begins."""
    top = node
    while top.parent is not None and top.parent.type in {"field_expression", "call_expression"}:
        is_receiver = top.parent.type == "field_expression" or top.parent.child_by_field_name("function") == top
        if not is_receiver:
            break
        top = top.parent
    rest = text(top)[len(text(node)) :]
    nested = re.split(r"\.(?:arg|args|subcommand|group)\(", rest, maxsplit=1)[0]
    return {each["key"]: each["value"][1:-1] for each in reversed(list(_BUILDER.finditer(nested)))}
