"""Parses a file with its language's grammar.

Comes in: bytes and a language. Goes out: `SourceFacts`, or why there are none. What a file says before and after an
error of syntax still counts. Lines are counted as Python counts them: CRLF, CR and LF each end one.
"""

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from coderipple.analysis.definitions import Definition
from coderipple.analysis.languages.language import Language
from coderipple.analysis.languages.nodes import BROKEN
from coderipple.analysis.python_source import SIZE_LIMIT_BYTES, SourceFacts, SourceProblem

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32",  # before that of UTF-16, which begins it
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# How a definition, its comment or what is said of it for tools begins, where it stands in no other one.
_BEGINNING = re.compile(rb"(?!(?:end|else|elsif|rescue|ensure|when|in|where|extends|implements)\b)[A-Za-z@]|#\[|//[/!]|/\*\*")
_MOST_SLIPS = 10  # in one file; each costs a parse
_LONGEST_LINE_BYTES = 20_000  # nobody writes such a line; a minified bundle is one


class MissingGrammar(Exception):  # noqa: N818 - an outcome that the reader turns into a warning
    """The grammar of a language is not installed."""


def read_source(source: bytes, language: Language, ending: str) -> SourceFacts | SourceProblem:
    """Reads one file.

    Args:
        source: The file's bytes.
        language: Its language.
        ending: How its name ends, one of the language's.

    Raises:
        MissingGrammar: The grammar is not installed.
    """
    parser = _parser(language.grammars[ending])
    if len(source) > SIZE_LIMIT_BYTES:
        return SourceProblem(reason=f"{len(source)} bytes, more than {SIZE_LIMIT_BYTES}")
    try:
        source = _plain(source)
    except UnicodeDecodeError as error:
        return SourceProblem(reason=f"not in the encoding that its first bytes name: {error}")
    if b"\0" in source:
        return SourceProblem(reason="NUL bytes, as no text has them")
    if any(len(line) > _LONGEST_LINE_BYTES for line in source.split(b"\n")):
        return SourceProblem(reason=f"a line of more than {_LONGEST_LINE_BYTES} bytes, as in a minified bundle")
    try:
        return _whole(language.read(_root(parser, source)))
    except RecursionError:
        return SourceProblem(reason="nested more deeply than can be read")


def _plain(source: bytes) -> bytes:
    """Returns a file in UTF-8, which alone the grammars read, each line ended by LF.

    Of what names no encoding and is no UTF-8, the bytes in question become the character for what cannot be read:
    names of programs rarely have any, and a description with one is left out.
    """
    for mark, encoding in _MARKS.items():
        if source.startswith(mark):
            source = source.decode(encoding).removeprefix("\ufeff").encode("utf-8")
            break
    return source.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _root(parser: "Parser", source: bytes) -> "Node":
    """Returns the tree of a file; a slip that takes what follows it with it is blanked, as long as that helps."""
    root = parser.parse(source).root_node
    for _ in range(_MOST_SLIPS):
        rows = next(filter(None, map(_swallowing, root.children)), None) if root.has_error else None
        if rows is None:
            return root
        lines = source.split(b"\n")
        lines[rows.start : rows.stop] = [b""] * len(rows)
        again = b"\n".join(lines)
        other = parser.parse(again).root_node
        if _slips(other) >= _slips(root):
            return root
        source, root = again, other
    return root


def _swallowing(node: "Node") -> range | None:
    """Returns the rows of a slip up to where something else begins, which the slip took for a part of itself."""
    if not node.has_error:
        return None
    start = node.start_point.row
    lines = (node.text or b"").split(b"\n")
    others = (number for number, line in enumerate(lines[1:], 1) if _BEGINNING.match(line))
    return next((range(start, start + number) for number in others), None)


def _slips(root: "Node") -> int:
    found, waiting = 0, [root]
    while waiting:
        node = waiting.pop()
        found += node.is_error or node.is_missing
        waiting += [each for each in node.children if each.has_error or each.is_missing]
    return found


def _whole(facts: SourceFacts) -> SourceFacts:
    """Returns facts without the definitions whose head has a slip: nobody can tell where it ends."""
    definitions = tuple(_without_broken(facts.definitions))
    return facts if definitions == facts.definitions else replace(facts, definitions=definitions)


def _without_broken(found: Iterable[Definition]) -> Iterator[Definition]:
    for each in found:
        if BROKEN not in each.signature:
            members = tuple(_without_broken(each.members))
            yield each if members == each.members else replace(each, members=members)


@cache
def grammar_version(grammar: str) -> str:
    """Returns the versions that decide what a grammar makes of a file.

    Raises:
        MissingGrammar: It is not installed.
    """
    module = grammar.rpartition(".")[0]
    try:
        return f"{version('tree-sitter')} {version(module.replace('_', '-'))}"
    except PackageNotFoundError as error:
        raise MissingGrammar(module) from error


@cache
def _parser(grammar: str) -> "Parser":
    module, _, function = grammar.rpartition(".")
    try:
        from tree_sitter import Language as Grammar  # noqa: PLC0415 - an extra, which Python alone does not need
        from tree_sitter import Parser  # noqa: PLC0415

        return Parser(Grammar(getattr(import_module(module), function)()))
    except ModuleNotFoundError as error:
        raise MissingGrammar(module) from error
