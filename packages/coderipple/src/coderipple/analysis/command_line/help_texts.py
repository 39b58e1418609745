"""Defaults and help texts of options as a user meets them.

Comes in: expressions and texts of a declaration. Goes out: a default that is a value, a help text without placeholders
and without a default that is not so.
"""

import ast
import builtins
import re
from collections.abc import Mapping
from contextlib import suppress

from coderipple.analysis.syntax_tree import SyntaxTree, default_source

_LONGEST = 2_000  # characters of a help text that are looked at; a sentence of it is shown
_PLACEHOLDER = re.compile(r"%\((\w{1,40})\)[#0 +-]{0,4}[\d.]{0,6}[a-zA-Z]|%(?:(default|prog)\b|%)")
_UNKNOWN = "\0"  # stands where a value is not known until its clause is dropped
# It begins where a clause can, so that the search takes linear time.
_CLAUSE = re.compile(rf"(?<![^\n.,;:()\[\]])[^\n.,;:()\[\]{_UNKNOWN}]*+(?:: *)?{_UNKNOWN}[^\n.,;()\[\]]*+")
_EMPTY = re.compile(r" ?[(\[][\s,;:.]*[)\]]")
_STRAY = re.compile(r"(?<=[(\[])[\s,;]+|[\s,;:]+(?=[)\],;.]|$)|^[\s,;:.]+")
_STATED = re.compile(
    r"""\s?[(\[](?:the\s)?default(?:s\sto|\sis|\svalue)?[:=\s]{1,3}["'`]{0,2}([^\s,;()\[\]"'`]{1,80})["'`]{0,2}\.?[)\]]""",
    re.IGNORECASE,
)
_SPELLINGS = {
    "True": {"true", "yes", "on", "enabled", "1"},
    "False": {"false", "no", "off", "disabled", "0", "none"},
}
_NUMBER = re.compile(r"[-+]?\d[\d_.]*")


def shown_default(node: ast.expr | None, tree: SyntaxTree) -> str | None:
    """Returns the source of a default; what is called to make one is no value that a user meets."""
    return None if node is None or _is_called(node, tree) else default_source(node)


def literal_text(node: ast.expr | None, tree: SyntaxTree) -> str | None:
    """Returns a literal value as `str` shows it; None where it is none, or `None`."""
    text = tree.text(node)
    if text is not None or node is None:
        return text
    with suppress(ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        value = ast.literal_eval(node)
        return None if value is None or value is ... else str(value)
    return None


def expanded(text: str, values: Mapping[str, str | None]) -> str:
    """Returns a help text with its placeholders filled; a clause with one that nobody knows is dropped."""

    def filled(found: re.Match[str]) -> str:
        name = found[1] or found[2]
        return "%" if name is None else values.get(name) or _UNKNOWN

    text = _PLACEHOLDER.sub(filled, text[:_LONGEST])
    if _UNKNOWN not in text:
        return text
    return _STRAY.sub("", _EMPTY.sub("", _CLAUSE.sub("", text))).strip()


def consistent(text: str | None, default: str | None) -> str | None:
    """Returns a help text without the `(default: 3)` that is not its default.

    Args:
        text: The help text.
        default: The default as a user sees it; None where it is not known.
    """
    if text is None or default is None:
        return text
    return _STATED.sub(lambda found: found[0] if _agrees(found[1], default) else "", text[:_LONGEST])


def _agrees(stated: str, default: str) -> bool:
    """Tells whether two spellings may mean one value: `3.0` and `3`, `30s` and `30`, `off` and `False`."""
    stated = stated.rstrip(".")
    numbers = [_NUMBER.match(each) for each in (stated, default)]
    if numbers[0] and numbers[1]:
        with suppress(ValueError):
            return float(numbers[0][0]) == float(numbers[1][0])
    return stated.casefold() == default.casefold() or stated.casefold() in _SPELLINGS.get(default, ())


def _is_called(node: ast.expr, tree: SyntaxTree) -> bool:
    if not isinstance(node, ast.Name):
        return isinstance(node, ast.Lambda)
    is_builtin = node.id not in tree.names and callable(getattr(builtins, node.id, None))
    return node.id in tree.callables or is_builtin
