"""Parses a file with its language's grammar.

Comes in: bytes and a language. Goes out: `SourceFacts`, or why there are none. What a file says before and after an
error of syntax still counts.
"""

from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from coderipple.analysis.languages.language import Language
from coderipple.analysis.python_source import SIZE_LIMIT_BYTES, SourceFacts, SourceProblem

if TYPE_CHECKING:
    from tree_sitter import Parser

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
    if any(len(line) > _LONGEST_LINE_BYTES for line in source.split(b"\n")):
        return SourceProblem(reason=f"a line of more than {_LONGEST_LINE_BYTES} bytes, as in a minified bundle")
    try:
        return language.read(parser.parse(source.removeprefix(b"\xef\xbb\xbf")).root_node)
    except RecursionError:
        return SourceProblem(reason="nested more deeply than can be read")


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
