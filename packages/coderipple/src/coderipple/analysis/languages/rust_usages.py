"""Uses in Rust: the code in documentation, what tests outside of `src` do, and `main` of programs below `examples`.

Comes in: the root of a file. Goes out: `DeclaredUsage`s with the declarations that they need.
Source: The rustdoc book, "Documentation tests": what an attribute says of a block of code, lines that begin with `# `.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from coderipple.analysis.languages.nodes import text, walk
from coderipple.analysis.languages.rust_uses import used_names
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
from coderipple.analysis.python_source import ImportedName
from coderipple.analysis.usage import DeclaredUsage

if TYPE_CHECKING:
    from tree_sitter import Node


_KNOWN = """
AsMut AsRef Box Clone Copy Debug Default Drop Eq Err Fn FnMut FnOnce From Hash Into IntoIterator Iterator None Ok
Option Ord PartialEq PartialOrd Result Self Send Some String Sync ToOwned ToString Vec alloc assert assert_eq
assert_ne core dbg drop eprintln format matches panic print println std vec write writeln bool char f32 f64 i128 i16
i32 i64 i8 isize str u128 u16 u32 u64 u8 usize _
"""
_SPELLING = Spelling(
    names=frozenset({"identifier", "type_identifier"}),
    binders=frozenset({"identifier", "shorthand_field_identifier"}),
    bindings=frozenset(
        {
            *((kind, "pattern") for kind in ("let_declaration", "parameter", "for_expression", "let_condition")),
            *((kind, "name") for kind in ("function_item", "struct_item", "enum_item", "const_item", "static_item")),
            ("match_arm", "pattern"),
            ("closure_parameters", None),
        }
    ),
    members=frozenset(
        {
            ("scoped_identifier", "name"),
            ("scoped_type_identifier", "name"),
            ("use_declaration", "argument"),
            ("attribute_item", ""),
        }
    ),
    owners={("scoped_identifier", "path"): "name", ("scoped_type_identifier", "path"): "name"},
    calls=frozenset({"call_expression", "struct_expression", "macro_invocation"}),
    texts=frozenset({"string_literal", "raw_string_literal"}),
    refused=frozenset({"crate", "super", "self"}),
    known=frozenset(_KNOWN.split()),
    separator="::",
)
_FENCE = re.compile(r"^ {0,3}```(?!`)\s*(.*?)\s*$")
_RUN = {"", "rust", "no_run", "should_run"}
_EDITION = re.compile(r"edition\d{4}$")
_DOC = re.compile(r"\s*//[/!] ?(.*)")


def rust_tests(root: "Node", wanted: Wanted, _parse: Parse) -> Iterator[DeclaredUsage]:
    """Yields what tests do, that are about what works."""
    for node in root.children:
        name = text(node.child_by_field_name("name"))
        mark = node.prev_named_sibling
        is_test = node.type == "function_item" and text(mark) == "#[test]"
        body = statements(node.child_by_field_name("body"))
        needs_function = any(each.type == "try_expression" for one in body for each in walk(one))
        if is_test and is_happy(name) and not needs_function:
            usage = usage_of(body, _reached(root, body, wanted), _SPELLING, lines_of(root), function=name)
            yield from _named(usage, wanted)


def rust_programs_shown(root: "Node", wanted: Wanted, _parse: Parse) -> Iterator[DeclaredUsage]:
    """Yields what a program does that is an example."""
    for node in root.children:
        if node.type == "function_item" and text(node.child_by_field_name("name")) == "main":
            usage = usage_of([node], _reached(root, [node], wanted), _SPELLING, lines_of(root), function="main")
            yield from _named(usage, wanted)


def rust_documentation(root: "Node", wanted: Wanted, parse: Parse) -> Iterator[DeclaredUsage]:
    """Yields the code in the documentation of a file, which `cargo test` runs."""
    for first, last, code in _blocks(lines_of(root)):
        inner = parse(code)
        if not inner.has_error:
            shown = statements(inner)
            usage = usage_of(shown, _reached(inner, shown, wanted), _SPELLING, code.split(b"\n"), is_whole=True)
            if usage is not None:
                usage = replace(usage, code=code.decode("utf-8", "replace").rstrip(), first_line=first, last_line=last)
            yield from _named(usage, wanted)


def _blocks(lines: list[bytes]) -> Iterator[tuple[int, int, bytes]]:
    """Yields the blocks of code that documentation shows and that run as they are: first line, last line, text."""
    start: int | None = None
    is_run = False
    code: list[str] = []
    for number, line in enumerate(lines, 1):
        found = _DOC.match(line.decode("utf-8", "replace"))
        fence = _FENCE.match(found[1]) if found else None
        if found is None:
            start = None
        elif fence and start is None:
            words = {each for each in re.split(r"[,\s]+", fence[1]) if not _EDITION.match(each)} or {""}
            start, is_run, code = number, words <= _RUN, []
        elif fence and start is not None:
            if is_run and number > start + 1:
                yield start + 1, number - 1, "\n".join(code).strip("\n").encode()
            start = None
        elif found[1] != "#" and not found[1].startswith("# "):
            code.append(found[1])


def _imports(root: "Node", wanted: Wanted) -> dict[str, Imported]:
    """Returns what a file declares to use, and the crates that need no declaration."""
    crates = {each.partition("::")[0] for each in wanted.modules}
    found = {each: Imported(line="", origin=each) for each in crates}
    for node in (each for each in root.children if each.type == "use_declaration"):
        for each in map(_itself, used_names(node)):
            crate = each.module.partition("::")[0] or each.name
            is_own = crate in crates
            if each.local != "*" and (is_own or crate in {"std", "core", "alloc"} | _crates(wanted)):
                whole = "::".join(filter(None, (each.module, each.name)))
                found[each.local] = Imported(line=_line(each, whole), origin=whole if is_own else "")
    return found


def _reached(root: "Node", shown: "list[Node]", wanted: Wanted) -> dict[str, Imported]:
    """Returns what a file declares to use, and what it may mean of the one module of which it uses everything.

    Whether the module has that is asked later.
    """
    found = _imports(root, wanted)
    used = (each for node in root.children if node.type == "use_declaration" for each in used_names(node))
    everything = {each.module for each in used if each.local == "*" and each.module in wanted.modules}
    own = {text(each.child_by_field_name("name")) for each in root.children}
    for module in everything if len(everything) == 1 else ():
        names = {text(each) for node in shown for each in walk(node) if each.type in _SPELLING.names}
        for name in sorted(names - own - _SPELLING.known - found.keys()):
            found[name] = Imported(line=f"use {module}::*;", origin=f"{module}::{name}")  # with its traits
    return found


def _itself(each: ImportedName) -> ImportedName:
    """Returns `a::b as c` of `a::b::{self as c}`."""
    if each.name != "self":
        return each
    module, _, name = each.module.rpartition("::")
    return replace(each, module=module, name=name, local=name if each.local == "self" else each.local)


def _crates(wanted: Wanted) -> set[str]:
    return {each.replace("-", "_") for each in wanted.dependencies}


def _line(each: ImportedName, whole: str) -> str:
    return f"use {whole};" if each.local == each.name else f"use {whole} as {each.local};"


def _named(usage: DeclaredUsage | None, wanted: Wanted) -> Iterator[DeclaredUsage]:
    """Yields a use with its names as modules offer them: `tides::Table::new` becomes `tides.Table.new`."""
    names = [_name(each, wanted) for each in usage.names] if usage else []
    if usage is not None:
        code = usage.code.removeprefix("\n")
        yield replace(usage, names=tuple(sorted(filter(None, names))), code=code)


def _name(path: str, wanted: Wanted) -> str:
    parts = path.split("::")
    for end in range(len(parts), 0, -1):
        module = "::".join(parts[:end])
        if module in wanted.modules:
            return ".".join([module, *parts[end:]]) if end < len(parts) else ""
    return path
