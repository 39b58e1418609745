"""Uses in TypeScript and JavaScript: what tests do, and short programs below `examples`.

Comes in: the root of a file of tests or examples. Goes out: `DeclaredUsage`s with the imports that they need; what a
test imports from its place in the repository is imported from the package, as anybody else has to.
"""

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING

from coderipple.analysis.languages.nodes import text, unquoted, walk
from coderipple.analysis.languages.usages import (
    Imported,
    Parse,
    Spelling,
    Wanted,
    is_happy,
    lines_of,
    statements,
    usage_of,
)
from coderipple.analysis.usage import DeclaredUsage

if TYPE_CHECKING:
    from tree_sitter import Node

_KNOWN = """
AbortController Array ArrayBuffer BigInt Boolean Buffer Date Error Infinity Intl JSON Map Math Number Object Promise
Proxy Readonly Record Reflect RegExp Partial Pick Omit Set String Symbol TextDecoder TextEncoder Uint8Array URL
URLSearchParams WeakMap clearTimeout console fetch globalThis isNaN parseFloat parseInt process setTimeout
structuredClone undefined
"""
_BUILTIN_WORDS = """
@jest/globals bun:test chai vitest
assert buffer child_process crypto events fs http https net os path perf_hooks process readline stream
string_decoder timers url util worker_threads zlib
"""
_SPELLING = Spelling(
    names=frozenset({"identifier", "type_identifier", "shorthand_property_identifier"}),
    binders=frozenset({"identifier", "shorthand_property_identifier_pattern"}),
    bindings=frozenset(
        {
            ("variable_declarator", "name"),
            ("for_in_statement", "left"),
            ("required_parameter", "pattern"),
            ("optional_parameter", "pattern"),
            ("arrow_function", "parameter"),
            ("catch_clause", "parameter"),
            *((f"{kind}_declaration", "name") for kind in ("function", "class", "type_alias", "interface")),
        }
    ),
    members=frozenset({("nested_type_identifier", "name")}),
    owners={("member_expression", "object"): "property", ("nested_type_identifier", "module"): "name"},
    calls=frozenset({"call_expression", "new_expression"}),
    texts=frozenset({"template_string"}),
    refused=frozenset({"this", "super", "jsx_element", "jsx_self_closing_element", "import"}),
    known=frozenset(_KNOWN.split()),
)
_TESTS = {"test", "it"}
_BUILTIN = frozenset(_BUILTIN_WORDS.split())
_FUNCTIONS = {"arrow_function", "function_expression"}


def script_tests(root: "Node", wanted: Wanted, _parse: Parse) -> Iterator[DeclaredUsage]:
    """Yields what tests do, that are about what works."""
    imports = dict(_imports(root, wanted))
    if not any(each.origin for each in imports.values()):
        return
    lines = lines_of(root)
    for node in walk(root):
        arguments = node.child_by_field_name("arguments")
        if node.type != "call_expression" or text(node.child_by_field_name("function")) not in _TESTS or not arguments:
            continue
        given = arguments.named_children
        if len(given) == 2 and given[0].type == "string" and given[1].type in _FUNCTIONS:
            title = unquoted(text(given[0]))
            if is_happy(title):
                usage = usage_of(_shown(node, given[1]), imports, _SPELLING, lines, function=title)
                yield from [usage] if usage else []


def _shown(call: "Node", function: "Node") -> "list[Node]":
    """Returns what shows a use: the body of a test, or all of it where the body needs what the test is given."""
    block, parameters = (function.child_by_field_name(each) for each in ("body", "parameters"))
    body = statements(block) if block is not None and block.type == "statement_block" else []
    given = parameters.named_children if parameters is not None else function.children_by_field_name("parameter")
    if len(given) != 1:
        return [] if given else body
    name = text(given[0].child_by_field_name("pattern") or given[0])
    frame = re.compile(rf"{re.escape(name)}(?:\.(?:end|plan))?\(\d*\);?")  # says only when a test is over
    while body and frame.fullmatch(text(body[0])):
        body = body[1:]
    while body and frame.fullmatch(text(body[-1])):
        body = body[:-1]
    is_needed = any(text(each) == name for statement in body for each in walk(statement) if each.type == "identifier")
    return [call.parent] if is_needed and call.parent is not None else body


def script_programs_shown(root: "Node", wanted: Wanted, _parse: Parse) -> Iterator[DeclaredUsage]:
    """Yields what a program does that is an example, after its imports."""
    every = [each for each in root.named_children if each.type not in {"comment", "hash_bang_line"}]
    body = every[len(list(takewhile(_is_import, every))) :]
    usage = usage_of(body, dict(_imports(root, wanted)), _SPELLING, lines_of(root))
    yield from [usage] if usage else []


def _is_import(node: "Node") -> bool:
    is_required = node.type in {"lexical_declaration", "variable_declaration"} and "require(" in text(node)
    return node.type == "import_statement" or is_required or text(node).strip("; \"'") == "use strict"


def _imports(root: "Node", wanted: Wanted) -> Iterator[tuple[str, Imported]]:
    for node in root.named_children:
        if node.type == "import_statement":
            specifier = node.child_by_field_name("source")
            for name, local in _of_import(node):
                yield from _import(specifier, name, local, wanted, is_required=False)
        elif _is_import(node):
            for declarator in (each for each in node.named_children if each.type == "variable_declarator"):
                call = declarator.child_by_field_name("value")
                arguments = call.child_by_field_name("arguments") if call is not None else None
                if call is not None and text(call.child_by_field_name("function")) == "require" and arguments:
                    for name, local in _of_require(declarator.child_by_field_name("name")):
                        yield from _import(
                            next(iter(arguments.named_children), None), name, local, wanted, is_required=True
                        )


def _of_import(node: "Node") -> Iterator[tuple[str, str]]:
    """Yields the names that a statement imports, there and here; `*` for all of them."""
    clause = next((each for each in node.named_children if each.type == "import_clause"), None)
    for each in clause.named_children if clause is not None else ():
        if each.type == "identifier":
            yield "default", text(each)
        elif each.type == "namespace_import":
            yield "*", text(next(iter(each.named_children), None))
        else:
            for one in each.named_children:
                name = text(one.child_by_field_name("name"))
                yield name, text(one.child_by_field_name("alias")) or name


def _of_require(pattern: "Node | None") -> Iterator[tuple[str, str]]:
    if pattern is not None and pattern.type == "identifier":
        yield "*", text(pattern)
    for each in pattern.named_children if pattern is not None and pattern.type == "object_pattern" else ():
        if each.type == "shorthand_property_identifier_pattern":
            yield text(each), text(each)
        elif each.type == "pair_pattern":
            yield text(each.child_by_field_name("key")), text(each.child_by_field_name("value"))


def _import(
    specifier: "Node | None", name: str, local: str, wanted: Wanted, *, is_required: bool
) -> Iterator[tuple[str, Imported]]:
    written = unquoted(text(specifier))
    quote = text(specifier)[:1]
    home = written if written in wanted.modules else wanted.homes.get(f"{written} {name}", "")
    if not (home or _is_allowed(written, wanted)):
        return
    module = f"{quote}{home or written}{quote}"
    renamed = f"{name}: {local}" if is_required else f"{name} as {local}"
    shown = f"{{ {name if name == local else renamed} }}" if name not in {"*", "default"} else local
    if is_required:
        line = f"const {shown} = require({module});"
    else:
        line = f"import {'* as ' if name == '*' else ''}{shown} from {module};"
    origin = "" if not home else home if name == "*" else f"{home}.{name}"
    yield local, Imported(line=line, origin=origin)


def _is_allowed(module: str, wanted: Wanted) -> bool:
    is_builtin = module.startswith("node:") or module in _BUILTIN or module.partition("/")[0] in _BUILTIN
    return is_builtin or any(module == each or module.startswith(f"{each}/") for each in wanted.dependencies)
