"""Parses a file with its language's grammar.

Comes in: bytes and a language. Goes out: `SourceFacts`, or why there are none. What a file says before and after an
error of syntax still counts. Lines are counted as Python counts them: CRLF, CR and LF each end one.
"""

import codecs
from dataclasses import replace
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from coderipple.analysis.languages.language import Language
from coderipple.analysis.languages.slips import in_step, template_line, without_broken
from coderipple.analysis.languages.usages import Wanted
from coderipple.analysis.python_source import SIZE_LIMIT_BYTES, SourceFacts, SourceProblem
from coderipple.analysis.unwritten import is_marked_generated
from coderipple.analysis.usage import DeclaredUsage

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32",  # before that of UTF-16, which begins it
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_LONGEST_LINE_BYTES = 20_000  # nobody writes such a line; a minified bundle is one

_LONG_MEAN_BYTES = 300  # of the lines of a file, of which one alone may be a table
_SHORT_BYTES = 4_000


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
    if reason := _unreadable(source):
        return SourceProblem(reason=reason)
    try:
        return _facts(parser, source, language)
    except RecursionError:
        return SourceProblem(reason="nested more deeply than can be read")


def _facts(parser: "Parser", source: bytes, language: Language) -> SourceFacts | SourceProblem:
    root = parser.parse(source).root_node
    line = template_line(root, source)
    if line is not None:
        return SourceProblem(reason=f"a template, as line {line} shows")
    whole = language.written_out(in_step(parser, source, root), lambda code: parser.parse(code).root_node)
    facts = without_broken(language.read(whole))
    if whole is not root:  # what a slip made unclear, and what a macro is given, is named in the file all the same
        written = language.read(root)
        facts = replace(facts, names=facts.names | written.names, literals=facts.literals | written.literals)
    return replace(facts, is_generated=True) if is_marked_generated(source) else facts


def _unreadable(source: bytes) -> str:
    """Returns why a file is none that a person writes, or an empty string."""
    if b"\0" in source:
        return "NUL bytes, as no text has them"
    lines = source.split(b"\n")
    if any(len(line) > _LONGEST_LINE_BYTES for line in lines):
        return f"a line of more than {_LONGEST_LINE_BYTES} bytes, as in a minified bundle"
    if len(source) > max(_SHORT_BYTES, _LONG_MEAN_BYTES * len(lines)):
        return f"lines of more than {_LONG_MEAN_BYTES} bytes in the mean, as in a minified bundle"
    return ""


def read_usages(
    source: bytes, language: Language, ending: str, wanted: Wanted, *, role: str
) -> tuple[DeclaredUsage, ...]:
    """Returns the uses of the interface in one file, those that parse by themselves.

    Args:
        source: The file's bytes.
        language: Its language.
        ending: How its name ends, one of the language's.
        wanted: What they can be uses of.
        role: What the file is for, see `Language.usages`.
    """
    parser = _parser(language.grammars[ending])
    source = _plain(source)  # who reads the file for its facts says where that fails

    def parse(code: bytes) -> "Node":
        return parser.parse(code).root_node

    found = language.usages[role](parse(source), wanted, parse)
    return tuple(each for each in found if "\ufffd" not in each.code and not parse(each.code.encode()).has_error)


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
