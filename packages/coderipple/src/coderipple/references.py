"""The references to code in a Markdown text, and whether they are true of a commit.

A reference is text that claims that something exists: a code span, a relative link, an import or command in a code
block, and in running text any word that is spelled like code (`snake_case`, `call()`, `--option`, `a/path.py`).

Comes in: Markdown, facts. Goes out: `Reference`s, and a yes or no for each.
"""

import ast
import builtins
import keyword
import posixpath
import re
import shlex
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache
from typing import NamedTuple
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from coderipple.facts import Facts

# Repetitions are possessive (`*+`): what a word took it does not give back, so that no text takes quadratic time.
_CODE_WORD = re.compile(
    r"(?<![\w/.-])"
    r"(?:--[a-z][\w-]*+|(?=[A-Za-z_])(?:[^\W_]*+_)++\w++|[A-Za-z_][\w.]*+\(\)"
    r"|(?:[\w.-]++/)++(?<=/)[\w-]++\.[a-z]{1,5}+)"
    r"(?![\w/])"
)
_ADDRESS = re.compile(r"\b(?:https?://|ftp://|www\.)\S+", re.IGNORECASE)  # GitHub makes links of these
_LANGUAGE_NAMES = frozenset({*dir(builtins), *keyword.kwlist, *keyword.softkwlist, *sys.stdlib_module_names, "self"})
# Programs that a reader has when they have Python; what follows them on a line is checked word by word.
_LAUNCHERS = frozenset({"python", "pip"})
_LAUNCHER_WORDS = frozenset({"-m", "pip", "install", "-e"})


class ReferenceKind(StrEnum):
    """Where a reference stands."""

    SPAN = "code span"
    LINK = "link"
    BLOCK = "code block"
    WORD = "word"
    HTML = "HTML"


class Reference(NamedTuple):
    """One reference.

    Attributes:
        kind: Where it stands.
        text: The reference itself: the span, the target of the link, a line of the block, the word.
        language: Language of a code block.
    """

    kind: ReferenceKind
    text: str
    language: str = ""


def code_references(markdown: str) -> tuple[Reference, ...]:
    """Returns the references of a text, in its order; quotations are the quoted person's and left out."""
    return tuple(_from_tokens(_parser().parse(markdown)))


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")  # making one takes longer than a sentence to parse


def _from_tokens(tokens: Iterable[Token]) -> Iterator[Reference]:
    quotation = 0
    for token in tokens:
        quotation += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        if quotation:
            continue
        if token.type in {"fence", "code_block"}:
            yield from _from_block(token.info.split(" ", 1)[0].strip(), token.content)
        if token.type == "html_block":
            yield Reference(ReferenceKind.HTML, token.content.strip())
        yield from _from_inline(token.children or [])


def _from_block(language: str, content: str) -> Iterator[Reference]:
    if language == "python":
        yield Reference(ReferenceKind.BLOCK, content, language)
        return
    for line in content.splitlines():
        if line.strip():
            yield Reference(ReferenceKind.BLOCK, line.strip().removeprefix("$ "), language)


def _from_inline(tokens: Iterable[Token]) -> Iterator[Reference]:
    inside_link = False
    for token in tokens:
        inside_link = token.type == "link_open" or (inside_link and token.type != "link_close")
        if token.type == "code_inline":
            yield Reference(ReferenceKind.SPAN, token.content)
        elif token.type == "text" and not inside_link:  # a link is judged by its target
            yield from (Reference(ReferenceKind.LINK, address) for address in _ADDRESS.findall(token.content))
            yield from (Reference(ReferenceKind.WORD, word) for word in _CODE_WORD.findall(token.content))
        elif token.type in {"link_open", "image"}:
            yield Reference(ReferenceKind.LINK, str(token.attrs.get("href") or token.attrs.get("src") or ""))
        elif token.type == "html_inline":
            yield Reference(ReferenceKind.HTML, token.content)


class Vocabulary:
    """Everything that a text about one commit may name.

    Args:
        facts: What is true of the commit.
        document_paths: Paths of the documents in the repository, the ones being written too.
        commit_ids: Ids of the commits that may be named, whole or shortened.
    """

    def __init__(self, facts: Facts, *, document_paths: Iterable[str] = (), commit_ids: Iterable[str] = ()) -> None:
        self._facts = facts
        self._paths = facts.paths | _folders(facts.paths) | frozenset(document_paths)
        self._file_names = frozenset(path.rsplit("/", 1)[-1] for path in facts.paths)
        self._flags = frozenset(flag for option in facts.options for flag in option.flags)
        self._commands = frozenset(name for project in facts.projects for name in project.scripts)
        self._signatures = frozenset(_folded(each.signature) for module in facts.modules for each in module.symbols)
        self._imports = _prefixes(facts.imported_modules) | sys.stdlib_module_names
        self._literals = frozenset(_folded(each) for each in _literals(facts))
        self._distributions = frozenset(_distributions(facts))
        self._commit_ids = tuple(commit_ids)

    def holds(self, reference: Reference, *, document: str) -> bool:
        """Tells whether a reference is true.

        Args:
            reference: The reference.
            document: Path in the repository of the document that holds it; links are relative to it.
        """
        match reference.kind:
            case ReferenceKind.HTML:
                return False  # generated text is plain Markdown
            case ReferenceKind.LINK:
                return self._is_path(reference.text, document)
            case ReferenceKind.BLOCK if reference.language == "python":
                return self._is_sample(reference.text)
            case ReferenceKind.BLOCK:
                return self._is_command_line(reference.text)
            case _:
                return self._is_known(reference.text)

    def _is_known(self, text: str) -> bool:
        name = text.removesuffix("()").removeprefix(".")  # people write `.close()` for a method
        return (
            name in self._facts.known_names
            or name in _LANGUAGE_NAMES
            or text in self._signatures
            or text in self._flags
            or text in self._literals
            or name in self._imports
            or text in self._distributions
            or text.removeprefix("./").rstrip("/") in self._paths
            or text in self._file_names
            or self._is_commit(text)
            or self._is_command_line(text)
            or self._is_expression(text)
        )

    def _is_expression(self, text: str) -> bool:
        """Tells whether a text is an expression whose every name is known, such as `(first, rest)`."""
        try:
            expression = ast.parse(text.strip(), mode="eval").body
            if isinstance(expression, ast.Name | ast.Attribute):
                return False  # a bare name was looked up already
            return all(self._is_name(name) for name in _expression_names(expression))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False

    def _is_name(self, name: str) -> bool:
        return name in self._facts.known_names or name in _LANGUAGE_NAMES or name in self._imports

    def _is_commit(self, text: str) -> bool:
        return len(text) >= 7 and any(each.startswith(text) for each in self._commit_ids)

    def _is_command_line(self, line: str) -> bool:
        try:
            command, *words = shlex.split(line)
        except ValueError:  # nothing on the line, or a quotation that does not end
            return False
        if command in _LAUNCHERS:
            return all(word in _LAUNCHER_WORDS or self._is_operand(word) for word in words)
        return command in self._commands and all(word.split("=", 1)[0] in self._flags for word in words)

    def _is_operand(self, word: str) -> bool:
        path = posixpath.normpath(word)
        return word in self._facts.known_names or path == "." or path in self._paths

    def _is_sample(self, source: str) -> bool:
        try:
            module = ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
        return all(name in self._facts.known_names or name in self._imports for name in _imported(module))

    def _is_path(self, target: str, document: str) -> bool:
        quoted, _, anchor = target.partition("#")
        path = unquote(quoted)
        if not path or anchor or ":" in path.split("/", 1)[0]:
            return False  # neither anchors nor addresses are facts of the commit
        return posixpath.normpath(posixpath.join(posixpath.dirname(document), path)) in self._paths


def _folded(text: str) -> str:
    return " ".join(text.splitlines())  # as a code span shows it


def _folders(paths: Iterable[str]) -> frozenset[str]:
    return frozenset(folder for path in paths for folder in _parents(path))


def _parents(path: str) -> Iterator[str]:
    while path := path.rpartition("/")[0]:
        yield path


def _prefixes(dotted_names: Iterable[str]) -> frozenset[str]:
    """Returns `a`, `a.b` and `a.b.c` for `a.b.c`."""
    found: set[str] = set()
    for dotted in dotted_names:
        parts = dotted.split(".")
        found.update(".".join(parts[:end]) for end in range(1, len(parts) + 1))
    return frozenset(found)


def _literals(facts: Facts) -> Iterator[str]:
    for variable in facts.variables:
        yield variable.name
        yield variable.default or variable.name
    for project in facts.projects:
        yield project.runtime or project.name
        yield project.folder or project.name


def _distributions(facts: Facts) -> Iterator[str]:
    for project in facts.projects:
        yield project.name
        yield from project.dependencies
        yield from project.scripts


def _expression_names(expression: ast.expr) -> Iterator[str]:
    """Yields the names of an expression, a dotted name as one."""
    match expression:
        case ast.Name(id=name):
            yield name
        case ast.Attribute():
            yield ast.unparse(expression).removesuffix("()")
        case _:
            for child in ast.iter_child_nodes(expression):
                match child:
                    case ast.keyword(arg=str(name), value=value):
                        yield name
                        yield from _expression_names(value)
                    case ast.expr():
                        yield from _expression_names(child)
                    case _:
                        pass


def _imported(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (alias.name for alias in node.names if alias.name != "*")
