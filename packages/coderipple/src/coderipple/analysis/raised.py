"""The exceptions that a file raises, with their messages.

Comes in: a syntax tree. Goes out: `RaisedException`s, in the order of the source.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from coderipple.analysis.syntax_tree import SyntaxTree, last_line, last_name

_PLACEHOLDER = "…"
# What `%` and `.format` replace; a doubled sign stands for itself.
_PERCENT = re.compile(r"%%|%(?:\([^()]*\))?[-#0 +]{0,9}[\d*]{0,9}(?:\.[\d*]{1,9})?[a-zA-Z]")
_BRACES = re.compile(r"\{\{|\}\}|\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")
_DEEPEST = 40  # parts of a message that are added to each other
_LONGEST = 500  # characters of a message


@dataclass(frozen=True, kw_only=True, slots=True)
class RaisedException:
    """An exception that is raised, or whose class makes its message.

    Attributes:
        name: The last part of the name as it is spelled.
        message: The message, `…` for each value; None where it is not literal.
        is_made: Whether the class makes it for itself.
        first_line: First line of the statement.
        last_line: Last line of the statement.
    """

    name: str
    message: str | None
    first_line: int
    last_line: int
    is_made: bool = False


def raised_exceptions(tree: SyntaxTree) -> tuple[RaisedException, ...]:
    """Returns what a file raises, and the messages that its exception classes make for themselves."""
    found = [*_raised(tree), *(each for owner in tree.classes for each in _made(owner, tree))]
    return tuple(sorted(found, key=lambda each: (each.first_line, each.name)))


def _raised(tree: SyntaxTree) -> Iterator[RaisedException]:
    for node in tree.nodes:
        if isinstance(node, ast.Raise) and node.exc is not None and _is_class(name := last_name(node.exc)):
            call = node.exc if isinstance(node.exc, ast.Call) else None
            yield RaisedException(
                name=name,
                # Of several arguments Python shows them all, as a tuple.
                message=_message(call.args[0], tree) if call is not None and len(call.args) == 1 else None,
                first_line=node.lineno,
                last_line=last_line(node),
            )


def _is_class(name: str) -> bool:
    """Tells whether a name is that of a class, as classes are spelled: `raise error` raises what was caught."""
    return name.lstrip("_")[:1].isupper()


def _made(owner: ast.ClassDef, tree: SyntaxTree) -> Iterator[RaisedException]:
    """Yields the messages that a class hands to its base: `super().__init__(f"…")`, `Exception.__init__(self, "…")`."""
    if not owner.bases:
        return
    constructors = [each for each in owner.body if isinstance(each, ast.FunctionDef) and each.name == "__init__"]
    for node in (node for each in constructors for node in ast.walk(each)):
        match node:
            case ast.Call(func=ast.Attribute(attr="__init__", value=base), args=[first, *rest]):
                is_named = isinstance(first, ast.Name) and first.id == "self"
                given = rest if is_named else [first, *rest]
                message = _message(given[0], tree) if len(given) == 1 else None
                if message is not None and (is_named or last_name(base) == "super"):
                    yield RaisedException(
                        name=owner.name,
                        message=message,
                        first_line=node.lineno,
                        last_line=last_line(node),
                        is_made=True,
                    )
            case _:
                pass


def _message(node: ast.expr, tree: SyntaxTree) -> str | None:
    """Returns a message with its values left out; None where no literal text of it is known."""
    text = _text(node, tree, _DEEPEST)
    if text is None or not text.replace(_PLACEHOLDER, "").strip():
        return None
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rpartition(' ')[0]} …"


def _text(node: ast.expr, tree: SyntaxTree, depth: int) -> str | None:
    """Returns a text with `…` for each value; None where it is nothing but a value."""
    match node:
        case ast.JoinedStr(values=values):
            return "".join(str(each.value) if isinstance(each, ast.Constant) else _PLACEHOLDER for each in values)
        case ast.BinOp() | ast.Call() if depth:
            return _composed(node, tree, depth - 1)
        case _:
            return tree.text(node)


def _composed(node: ast.BinOp | ast.Call, tree: SyntaxTree, depth: int) -> str | None:
    match node:
        case ast.BinOp(left=left, op=ast.Mod()):
            template = _text(left, tree, depth)
            return None if template is None else _PERCENT.sub(_percent, template)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            parts = [_text(each, tree, depth) for each in (left, right)]
            return None if parts == [None, None] else "".join(part or _PLACEHOLDER for part in parts)
        case ast.Call(func=ast.Attribute(attr="format", value=template_node)):
            template = _text(template_node, tree, depth)
            return None if template is None else _BRACES.sub(_brace, template)
        case ast.Call(func=ast.Name(id="_" | "gettext" | "dedent"), args=[inner, *_]):
            return _text(inner, tree, depth)
        case _:
            return None


def _percent(found: re.Match[str]) -> str:
    return "%" if found[0] == "%%" else _PLACEHOLDER


def _brace(found: re.Match[str]) -> str:
    return {"{{": "{", "}}": "}"}.get(found[0], _PLACEHOLDER)
