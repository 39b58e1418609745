"""The errors that a package of Go gives its callers: types with a method `Error`, and values that `errors.New` makes.

Comes in: the root of a syntax tree, what it defines. Goes out: the definitions, each error with `error` as what it is;
the messages of the values.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from coderipple.analysis.definitions import Definition
from coderipple.analysis.languages.nodes import text, unquoted, walk
from coderipple.analysis.raised import RaisedException
from coderipple.facts import SymbolKind

if TYPE_CHECKING:
    from tree_sitter import Node

_METHOD = re.compile(r"func \(.*\) Error\(\) string$")


def with_errors(
    root: "Node", definitions: tuple[Definition, ...]
) -> tuple[tuple[Definition, ...], tuple[RaisedException, ...]]:
    """Returns the definitions of a file with what is an error among them, and the messages of errors.

    Args:
        root: The file.
        definitions: What it defines.
    """
    raised = tuple(_made(root))
    types = {each.name.partition(".")[0] for each in definitions if _METHOD.match(each.signature)}
    values = {each.name for each in raised}
    return tuple(
        replace(each, bases=("error",))
        if (each.kind is SymbolKind.CLASS and each.name in types)
        or (each.kind is SymbolKind.DATA and each.name in values)
        else each
        for each in definitions
    ), raised


def _made(root: "Node") -> Iterator[RaisedException]:
    """Yields the exported variables of a file that are errors with a literal message."""
    for declaration in (each for each in root.children if each.type == "var_declaration"):
        for spec in (each for each in walk(declaration) if each.type == "var_spec"):
            names = [text(each) for each in spec.children_by_field_name("name")]
            value = spec.child_by_field_name("value")
            calls = value.named_children if value is not None else []
            if len(names) == len(calls) == 1 and names[0][:1].isupper():
                message = _message(calls[0])
                if message:
                    yield RaisedException(
                        name=names[0],
                        message=message,
                        first_line=spec.start_point.row + 1,
                        last_line=spec.end_point.row + 1,
                    )


def _message(call: "Node") -> str:
    arguments = call.child_by_field_name("arguments")
    given = arguments.named_children if arguments is not None else []
    is_new = text(call.child_by_field_name("function")) == "errors.New" and len(given) == 1
    if not is_new or given[0].type != "interpreted_string_literal" or "\\" in text(given[0]):
        return ""
    return unquoted(text(given[0]))
