"""What a program in Go takes: options of `flag`, pflag, cobra and urfave/cli, and environment variables.

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

_VALUES = (
    "Bool|Int|Int8|Int16|Int32|Int64|Uint|Uint8|Uint16|Uint32|Uint64|Float32|Float64|String|Duration|"
    "StringSlice|StringArray|IntSlice|BoolSlice|IP|StringToString"
)
_FLAG = re.compile(rf"^(?:(?:{_VALUES})(?P<var>Var)?|(?P<bare>Count|Func|(?P<value>Var)))(?P<short>P)?$")
_CLI_FLAG = re.compile(r"^cli\.\w+Flag$")
_TAG = re.compile(r"\b(?:env|envconfig):\"([A-Za-z_][A-Za-z0-9_]*)")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_READERS = {"os.Getenv", "os.LookupEnv", "syscall.Getenv", "viper.BindEnv"}


def go_options(root: "Node") -> CommandLine:
    """Returns the commands and options that a file declares."""
    text_of_file = root.text or b""
    has_flags = any(each in text_of_file for each in (b'"flag"', b"pflag", b"cobra", b"urfave/cli"))
    if not has_flags:
        return CommandLine()
    has_pflag = any(each in text_of_file for each in (b"pflag", b"cobra"))
    commands: list[DeclaredCommand] = []
    options: list[DeclaredOption] = []
    for node in walk(root):
        if node.type == "call_expression":
            options += _flag(node, dashes="--" if has_pflag else "-")
        elif node.type == "composite_literal":
            commands += _cobra_command(node)
            options += _cli_flag(node)
    return CommandLine(commands=tuple(commands), options=tuple(options))


def go_variables(root: "Node") -> tuple[ReadVariable, ...]:
    """Returns the environment variables that a file reads, each once."""
    found: dict[str, ReadVariable] = {}
    for node in walk(root):
        for name in _read_names(node):
            found.setdefault(
                name,
                ReadVariable(
                    name=name, default=None, first_line=node.start_point.row + 1, last_line=node.end_point.row + 1
                ),
            )
    return tuple(found.values())


def _read_names(node: "Node") -> Iterator[str]:
    if node.type == "call_expression" and text(node.child_by_field_name("function")) in _READERS:
        names = [_string(each) for each in _arguments(node)]
        yield from (each for each in names[-1:] if each and _NAME.fullmatch(each))
    elif node.type == "field_declaration":
        yield from _TAG.findall(text(node.child_by_field_name("tag")))
    elif node.type == "keyed_element" and text(node).startswith(("EnvVars:", "Sources:")):
        yield from (unquoted(text(each)) for each in walk(node) if each.type == "interpreted_string_literal")


def _flag(node: "Node", *, dashes: str) -> Iterator[DeclaredOption]:
    function = node.child_by_field_name("function")
    if function is None or function.type != "selector_expression":
        return
    found = _FLAG.match(text(function.child_by_field_name("field")))
    if found is None:
        return
    arguments = _arguments(node)[1 if found["var"] or found["value"] else 0 :]
    name, short = (_string(each) for each in (*arguments[:2], None, None)[:2])
    rest = arguments[2 if found["short"] else 1 :]
    if name is None or not re.fullmatch(r"[\w.-]+", name) or len(rest) != (1 if found["bare"] else 2):
        return  # `x.String("a", "b")` of something else
    usage = _string(rest[-1])
    if usage is None:
        return
    short = short if found["short"] else None
    default = text(rest[0]) if len(rest) > 1 else None
    yield DeclaredOption(
        flags=tuple(filter(None, (f"-{short}" if short else "", f"{dashes}{name}"))),
        summary=first_sentence(usage),
        first_line=node.start_point.row + 1,
        last_line=node.end_point.row + 1,
        default=default if default not in {'""', "nil", "false"} else None,
    )


def _cli_flag(node: "Node") -> Iterator[DeclaredOption]:
    if not _CLI_FLAG.match(text(node.child_by_field_name("type"))):
        return
    values = _fields(node)
    name = _string(values.get("Name"))
    if name:
        aliases = [unquoted(text(each)) for each in _strings(values.get("Aliases"))]
        yield DeclaredOption(
            flags=tuple(f"-{each}" if len(each) == 1 else f"--{each}" for each in (*aliases, name)),
            summary=first_sentence(_string(values.get("Usage"))),
            first_line=node.start_point.row + 1,
            last_line=node.end_point.row + 1,
            default=text(values["Value"]) if "Value" in values else None,
        )


def _cobra_command(node: "Node") -> Iterator[DeclaredCommand]:
    if text(node.child_by_field_name("type")) != "cobra.Command":
        return
    values = _fields(node)
    use = (_string(values.get("Use")) or "").split()
    if use:
        yield DeclaredCommand(
            name=use[0],
            arguments=tuple(use[1:]),
            summary=first_sentence(_string(values.get("Short")) or _string(values.get("Long"))),
            first_line=node.start_point.row + 1,
            last_line=node.end_point.row + 1,
            is_attached=True,
        )


def _fields(node: "Node") -> "dict[str, Node]":
    body = node.child_by_field_name("body")
    pairs = [each.named_children for each in body.named_children if each.type == "keyed_element"] if body else []
    return {text(pair[0]): _value(pair[1]) for pair in pairs if len(pair) == 2}


def _value(node: "Node") -> "Node":
    return node.named_children[0] if node.type == "literal_element" and node.named_children else node


def _arguments(node: "Node") -> "list[Node]":
    arguments = node.child_by_field_name("arguments")
    return list(arguments.named_children) if arguments else []


def _strings(node: "Node | None") -> "Iterator[Node]":
    return (each for each in walk(node) if each.type == "interpreted_string_literal") if node is not None else iter(())


def _string(node: "Node | None") -> str | None:
    """Returns the value of a literal without escapes; None where the value is computed."""
    if node is None or node.type not in {"interpreted_string_literal", "raw_string_literal"}:
        return None
    return unquoted(text(node)).replace('\\"', '"').replace("\\n", " ").replace("\\t", " ")
