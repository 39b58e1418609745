"""What people wrote for people inside of code: docstrings of Python, comments of the other languages.

Comes in: the path and the content of a source. Goes out: its docstrings as documents, or the code without such prose. A
name that only prose holds is not there any more; and prose may be as much out of date as a page.
"""

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

_COMMENTED = (".ts", ".mts", ".cts", ".tsx", ".js", ".mjs", ".cjs", ".jsx", ".java", ".go", ".rs")
_COMMENT = rb"/\*.*?\*/|(?<![:\"'`\\])//[^\n]*"
# What stays: strings, for `'src/*'` begins no comment, and what is not closed up to the end, in linear time.
_STRING = rb"\"(?:[^\"\\\n]|\\.)*+\"?|'(?:[^'\\\n]|\\.)*+'?|`(?:[^`\\]|\\.)*+`?"
_STRING_OF_RUST = rb"\"(?:[^\"\\]|\\.)*+\"?|'\\?\"'"  # `'` alone begins a lifetime
_PROSE_OR_CODE, _PROSE_OR_CODE_OF_RUST = (
    re.compile(_COMMENT + rb"|(" + string + rb"|/\*.*+)", re.DOTALL) for string in (_STRING, _STRING_OF_RUST)
)
_RUBY_COMMENT = re.compile(rb"^[ \t]*#[^\n]*|^=begin\b.*?(?:^=end\b|\Z)", re.DOTALL | re.MULTILINE)
_OPENING = re.compile(r"^[rRuU]?(?:\"\"\"|'''|\"|')")
_CLOSING = re.compile(r"(?:\"\"\"|'''|\"|')\s*$")


class Docstring(NamedTuple):
    """A docstring.

    Attributes:
        text: Its lines as the source has them, without quotes and the indentation that they share.
        line: Line of the file on which it begins, from 1.
        is_public: Whether it is of a module, class or function that users may call.
    """

    text: str
    line: int
    is_public: bool


def docstrings(content: bytes) -> list[Docstring]:
    """Returns the docstrings of a Python file in its order; none of one that cannot be read."""
    try:
        tree = ast.parse(content)
        lines = content.decode("utf-8").splitlines()
        return [*_docstrings(tree, lines, is_public=True)]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _docstrings(
    node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef, lines: list[str], *, is_public: bool
) -> Iterator[Docstring]:
    first = node.body[0] if node.body else None
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        start, end = first.value.lineno, first.value.end_lineno or first.value.lineno
        yield Docstring(_plain(lines[start - 1 : end]), start, is_public)
    is_scope = isinstance(node, ast.Module | ast.ClassDef)
    for each in node.body:
        if isinstance(each, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            is_open = is_public and is_scope and not each.name.startswith("_")
            yield from _docstrings(each, lines, is_public=is_open)


def _plain(lines: list[str]) -> str:
    """Returns the text between the quotes, every line in its place, as far left as it goes."""
    first = _OPENING.sub("", lines[0].lstrip())
    rest = lines[1:]
    indent = min((len(each) - len(each.lstrip()) for each in rest if each.strip()), default=0)
    return _CLOSING.sub("", "\n".join([first, *(each[indent:] for each in rest)]))


def without_prose(path: str, content: bytes) -> bytes:
    """Returns a source without its docstrings and comments, in the languages in which they are known."""
    if path.endswith(_COMMENTED):
        pattern = _PROSE_OR_CODE_OF_RUST if path.endswith(".rs") else _PROSE_OR_CODE
        return pattern.sub(lambda found: found[1] or b" ", content)
    if path.endswith(".rb"):
        return _RUBY_COMMENT.sub(b"", content)
    if not path.endswith(".py"):
        return content
    lines = content.split(b"\n")
    for each in docstrings(content):
        for number in range(each.line - 1, min(each.line + each.text.count("\n"), len(lines))):
            lines[number] = b""
    return b"\n".join(lines)
