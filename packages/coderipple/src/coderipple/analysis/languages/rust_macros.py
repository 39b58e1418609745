"""What macros of Rust make that are defined and invoked in one file, where the match is certain.

Comes in: the root of a file. Goes out: the root of the file with the invocations among its items written out, each at
its own lines. What an expansion invokes in turn is not followed; where a fragment is unclear all stays as it is.
Source: The Rust Reference, "Macros by example".
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from coderipple.analysis.languages.nodes import text, walk
from coderipple.analysis.languages.rust_definitions import COMMENTS, is_hidden
from coderipple.analysis.languages.usages import Parse

if TYPE_CHECKING:
    from tree_sitter import Node

type Value = tuple[Node, ...] | list[Value]
type Bound = Mapping[str, Value]

# What the macros of one file may cost: the pieces that they make, and the bytes of a macro for each of its invocations.
_MOST_PIECES = 50_000
_MOST_BYTES = 1_000_000
_DOCUMENTATION = re.compile(r"(?<=\n)[ \t]*///(?!/)(.*)")
_IDENTIFIER = re.compile(r"(?!_$)(?:r#)?[^\W\d]\w*")  # keywords are some, too
_LITERALS = {f"{each}_literal" for each in ("string", "raw_string", "char", "boolean", "integer", "float")}
# Of fragments of several tokens: what one begins with beside names and literals, and what alone may follow it.
_BEGINS = {"ty": tuple("([&*<"), "expr": tuple("([!&*-")}
_ENDS = {"ty": {"{", "[", ",", "=>", ":", "=", ">", ";", "|", "as", "where"}, "expr": {",", ";", "=>"}}


class _UnclearError(Exception):
    """What a macro makes cannot be told for certain."""


def written_out(root: "Node", parse: Parse) -> "Node":
    """Returns the tree of a file with what its own macros make in place of their invocations.

    Args:
        root: The root of the file.
        parse: Parses a file.
    """
    source = root.text or b""
    pieces, place, left, bytes_left = [], 0, _MOST_PIECES, _MOST_BYTES
    for macro, node in _invoked(root):
        bytes_left -= macro.end_byte - macro.start_byte
        if left <= 0 or bytes_left <= 0:
            break
        try:
            made = list(islice(_made(_with_attributes(macro, parse), _with_attributes(node, parse)), left + 1))
        except (_UnclearError, RecursionError):
            continue
        left -= len(made)
        code = _in_lines(made, node)
        if made and left >= 0 and not parse(code).has_error:
            pieces += [source[place : node.start_byte], code]
            place = node.end_byte
    return parse(b"".join([*pieces, source[place:]])) if pieces else root


def _invoked(root: "Node") -> "Iterator[tuple[Node, Node]]":
    """Yields macros that a file defines once, each with an invocation below it."""
    waiting = [*reversed(root.named_children)]
    defined: dict[str, list[Node]] = {}
    invocations = []
    while waiting:
        item = waiting.pop()
        node = item.named_children[0] if item.type == "expression_statement" else item
        body = item.child_by_field_name("body")
        if item.type == "macro_definition":
            defined.setdefault(text(item.child_by_field_name("name")), []).append(item)
        elif node.type == "macro_invocation" and not is_hidden(item):
            invocations.append(node)
        elif item.type == "mod_item" and body is not None and not is_hidden(item):
            waiting += reversed(body.named_children)
    for node in invocations:
        macros = defined.get(text(node.child_by_field_name("macro")), [])
        if len(macros) == 1 and macros[0].start_byte < node.start_byte:
            yield macros[0], node


def _with_attributes(node: "Node", parse: Parse) -> "Node":
    """Returns a macro or an invocation with its comments as the compiler sees them: `#[doc = "…"]`."""
    code = _DOCUMENTATION.sub(lambda found: f"#[doc = {json.dumps(found[1].strip(), ensure_ascii=False)}]", text(node))
    item = parse(f"{code};".encode()).named_children[0]
    return item.named_children[0] if item.type == "expression_statement" else item


def _in_lines(made: Sequence[str | int], node: "Node") -> bytes:
    """Returns code in the lines of an invocation; a number is the row below the first one where what follows stands."""
    row, last = 0, node.end_point.row - node.start_point.row
    code = ";"  # what is said of the invocation is said of nothing that it makes
    for each in made:
        if isinstance(each, str):
            code += each.replace("\n", " ")
        elif row < each <= last:
            code += "\n" * (each - row)
            row = each
    return (code + "\n" * (last - row)).encode()


def _made(macro: "Node", node: "Node") -> Iterator[str | int]:
    """Yields what an invocation makes by the first rule that matches; nothing where none does."""
    given = node.children[-1].children[1:-1]
    for rule in (each for each in macro.named_children if each.type == "macro_rule"):
        found = _matched(rule.children[0].children[1:-1], given, 0)
        if found is not None and found[1] == len(given):
            yield from _transcribed(rule.children[-1].children[1:-1], found[0])
            return


def _matched(pattern: "Sequence[Node]", given: "Sequence[Node]", place: int) -> tuple[dict[str, Value], int] | None:
    """Returns what a pattern binds from a place on, and where it ends; None where it does not match."""
    bound: dict[str, Value] = {}
    for part in pattern:
        end = place
        if part.type == "token_repetition_pattern":
            rounds, end = _rounds(part, given, place)
            if text(part).endswith("+") and not rounds:
                return None
            bound |= {name: [each[name] for each in rounds] for name in _variables(part)}
        elif part.type == "token_binding_pattern":
            fragment = text(part.children[-1])
            end = _end(fragment, given, place, is_last=part == pattern[-1])
            bound[text(part.children[0])] = tuple(given[place:end])
            if end == place and fragment != "vis":
                return None
        elif place < len(given) and part.type == "token_tree_pattern" and given[place].type == "token_tree":
            inside = given[place].children
            found = _matched(part.children[1:-1], inside[1:-1], 0)
            if text(part.children[0]) != text(inside[0]) or found is None or found[1] != len(inside) - 2:
                return None
            bound |= found[0]
            end = place + 1
        elif place == len(given) or text(part) != text(given[place]):
            return None
        else:
            end = place + 1
        place = end
    return bound, place


def _rounds(part: "Node", given: "Sequence[Node]", place: int) -> tuple[list[dict[str, Value]], int]:
    """Returns what each round of a repetition binds, and where the last one ends."""
    inside, separator, often = _repetition(part)
    rounds: list[dict[str, Value]] = []
    while not (rounds and often == "?"):
        is_apart = bool(rounds and separator)
        if is_apart and (place == len(given) or text(given[place]) != separator):
            break
        found = _matched(inside, given, place + is_apart)
        if found is None or found[1] == place:
            break
        rounds.append(found[0])
        place = found[1]
    return rounds, place


def _repetition(part: "Node") -> "tuple[list[Node], str, str]":
    """Returns what is repeated, what stands between, and how often: `$( … ) separator *`."""
    last = max(place for place, each in enumerate(part.children) if each.type == ")")
    behind = text(part).rpartition(")")[2]
    return part.children[2:last], behind[:-1].strip(), behind[-1:]


def _variables(part: "Node") -> list[str]:
    return [text(each) for each in walk(part) if each.type == "metavariable"]


def _end(fragment: str, given: "Sequence[Node]", place: int, *, is_last: bool) -> int:
    """Returns where a fragment ends, the place where it begins for one that does not match."""
    first = text(given[place]) if place < len(given) else ""
    is_name, is_literal = _IDENTIFIER.fullmatch(first) is not None, bool(first) and given[place].type in _LITERALS
    size = None  # None where nobody can tell
    match fragment:
        case _ if not first:
            size = 0
        case "ident":
            size = int(is_name)
        case "literal" if not first.startswith("-"):
            size = int(is_literal)
        case "tt" if not first.startswith(("'", "$")):  # with what follows one token to the compiler
            size = 1
        case "vis" if place + 1 == len(given) or given[place + 1].type != "token_tree":
            size = int(first == "pub")
        case "meta" if is_last:
            size = len(given) - place
        case "ty" | "expr" if is_name or (is_literal and fragment == "expr") or first.startswith(_BEGINS[fragment]):
            return _end_of_several(fragment, given, place)
    if size is None:
        raise _UnclearError
    return place + size


def _end_of_several(fragment: str, given: "Sequence[Node]", place: int) -> int:
    depth = 0
    for end in range(place, len(given)):
        code = text(given[end])
        if end > place and not depth and (code[0] if given[end].type == "token_tree" else code) in _ENDS[fragment]:
            return end
        if set(code) <= {"<", ">"}:
            if fragment == "expr":  # a comparison, or brackets whose commas end nothing
                raise _UnclearError
            depth += code.count("<") - code.count(">")
    return len(given)


def _transcribed(body: "Sequence[Node]", bound: Bound) -> Iterator[str | int]:
    end = body[0].start_byte if body else 0
    for part in body:
        yield " " * (part.start_byte > end)
        end = part.end_byte
        if part.type == "token_repetition":
            yield from _repeated(part, bound)
        elif part.type == "token_tree":
            yield from _transcribed(part.children, bound)
        elif text(part) == "$crate":
            yield "crate"
        elif part.type == "metavariable":
            value = bound.get(text(part))
            if not isinstance(value, tuple):
                raise _UnclearError
            yield from _transcribed(value, {})
        elif part.type not in COMMENTS:
            yield text(part)


def _repeated(part: "Node", bound: Bound) -> Iterator[str | int]:
    inside, separator, _ = _repetition(part)
    columns = {name: value for name in _variables(part) if isinstance(value := bound.get(name), list)}
    lengths = {len(each) for each in columns.values()}
    if len(lengths) != 1:
        raise _UnclearError
    for number in range(*lengths):
        values = {name: value[number] for name, value in columns.items()}
        nodes = [each for value in values.values() if isinstance(value, tuple) for each in value]
        named = [each for each in nodes if each.type in {"identifier", "primitive_type"}] or nodes
        yield from (each.start_point.row for each in named[:1])
        yield separator if number else ""
        yield from _transcribed(inside, {**bound, **values})
        yield " "
