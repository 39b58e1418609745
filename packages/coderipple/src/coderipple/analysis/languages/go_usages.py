"""The examples of Go: functions called `Example…`, and programs below `examples`.

Comes in: the root of a file of tests or examples. Goes out: `DeclaredUsage`s, each a whole function.
Source: the documentation of the package `testing`, "Examples". What a test in the package itself does nobody outside
can, so that only packages whose names end in `_test` show how a package is used.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from coderipple.analysis.languages.nodes import text, unquoted, walk
from coderipple.analysis.languages.usages import Imported, Parse, Spelling, Wanted, lines_of, usage_of
from coderipple.analysis.usage import DeclaredUsage

if TYPE_CHECKING:
    from tree_sitter import Node

_KNOWN = """
_ any append bool byte cap clear close comparable complex complex128 complex64 copy delete error false float32
float64 imag int int16 int32 int64 int8 iota len make max min new nil panic print println real recover rune string
true uint uint16 uint32 uint64 uint8 uintptr
"""
_SPELLING = Spelling(
    names=frozenset({"identifier", "type_identifier", "package_identifier"}),
    binders=frozenset({"identifier"}),
    bindings=frozenset(
        {
            ("short_var_declaration", "left"),
            ("range_clause", "left"),
            ("receive_statement", "left"),
            ("type_switch_statement", "alias"),
            ("function_declaration", "name"),
            *((kind, "name") for kind in ("var_spec", "const_spec", "type_spec")),
            *((kind, "name") for kind in ("parameter_declaration", "variadic_parameter_declaration")),
        }
    ),
    members=frozenset({("keyed_element", "key"), ("qualified_type", "name")}),
    owners={("selector_expression", "operand"): "field", ("qualified_type", "package"): "name"},
    calls=frozenset({"call_expression", "composite_literal"}),
    texts=frozenset({"raw_string_literal"}),
    refused=frozenset(),
    known=frozenset(_KNOWN.split()),
)
_EXAMPLE = re.compile(r"Example(?:([A-Z]\w*?)(?:_([A-Z]\w*))?)?(?:_[a-z]\w*)?$")
_VERSION = re.compile(r"/v\d+$|\.v\d+$")


def go_examples(root: "Node", wanted: Wanted, _parse: Parse) -> Iterator[DeclaredUsage]:
    """Yields the examples of a package's documentation."""
    package = next((text(each) for each in root.children if each.type == "package_clause"), "")
    if package.endswith("_test"):
        for usage in _functions(root, wanted, _EXAMPLE):
            yield replace(usage, names=_with_method(usage))


def go_programs_shown(root: "Node", wanted: Wanted, _parse: Parse) -> Iterator[DeclaredUsage]:
    """Yields what a program does that is an example."""
    yield from _functions(root, wanted, re.compile("main$"))


def _functions(root: "Node", wanted: Wanted, named: re.Pattern[str]) -> Iterator[DeclaredUsage]:
    imports = dict(_imports(root, wanted))
    lines = lines_of(root)
    for node in root.children:
        name = text(node.child_by_field_name("name"))
        parameters = node.child_by_field_name("parameters")
        takes_nothing = parameters is not None and not parameters.named_child_count
        if node.type == "function_declaration" and named.match(name) and takes_nothing:
            usage = usage_of([node], imports, _SPELLING, lines, function=name)
            yield from [usage] if usage else []


def _with_method(usage: DeclaredUsage) -> tuple[str, ...]:
    """Returns what an example uses, of a type the method that it is called after, where it calls one of this name."""
    found = _EXAMPLE.match(usage.function)
    kind, method = found.groups() if found else (None, None)
    if not (kind and method and f".{method}(" in usage.code):
        return usage.names
    owners = {each for each in usage.names if each.rpartition(".")[2] == kind}
    return tuple(sorted({*usage.names, *(f"{each}.{method}" for each in owners)} - owners))


def _imports(root: "Node", wanted: Wanted) -> Iterator[tuple[str, Imported]]:
    for declaration in (each for each in root.children if each.type == "import_declaration"):
        for spec in (each for each in walk(declaration) if each.type == "import_spec"):
            path, alias = unquoted(text(spec.child_by_field_name("path"))), text(spec.child_by_field_name("name"))
            is_own = path in wanted.modules
            if alias not in {".", "_"} and (is_own or _is_allowed(path, wanted)):
                local = alias or _VERSION.sub("", path).rpartition("/")[2]
                line = f'import {alias} "{path}"' if alias else f'import "{path}"'
                yield local, Imported(line=line, origin=path if is_own else "")


def _is_allowed(path: str, wanted: Wanted) -> bool:
    is_standard = "." not in path.partition("/")[0]
    return is_standard or any(path == each or path.startswith(f"{each}/") for each in wanted.dependencies)
