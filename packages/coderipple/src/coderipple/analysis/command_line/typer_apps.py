"""The apps of typer in a file, and what is typed to reach each.

Comes in: a syntax tree. Goes out: `TyperApp`s by the name of their variable.
"""

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from coderipple.analysis.syntax_tree import SyntaxTree, dotted_name, keyword, targets

_DEEPEST = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class TyperApp:
    """One app.

    Attributes:
        prefix: What is typed before its commands; empty for a program.
        has_parts: Whether other apps hang on it, so that even a single command has a name.
        call: The call that hangs it on another, if one does.
        help: Its help text, or None.
    """

    prefix: str
    has_parts: bool
    call: ast.Call | None = None
    help: str | None = None


def typer_apps(tree: SyntaxTree) -> Mapping[str, TyperApp]:
    """Returns the apps that a file makes."""
    made = {
        name: node.value
        for node in tree.assignments
        if isinstance(node.value, ast.Call) and tree.origin(node.value.func) == "typer.Typer"
        for target in targets(node)
        if (name := dotted_name(target))
    }
    hung: dict[str, ast.Call] = {}
    above: dict[str, tuple[str, str]] = {}
    for call in tree.calls:
        match call:
            case ast.Call(func=ast.Attribute(attr="add_typer", value=owner), args=[part, *_]):
                name = dotted_name(part)
                hung[name] = call
                above[name] = (dotted_name(owner), _setting("name", call, made.get(name), tree) or "")
            case _:
                pass
    owners = {owner for owner, _ in above.values()}
    return {
        name: TyperApp(
            prefix=_prefix(name, above),
            has_parts=name in owners,
            call=hung.get(name),
            help=_setting("help", hung.get(name), call, tree),
        )
        for name, call in made.items()
    }


def _setting(name: str, hung: ast.Call | None, made: ast.Call | None, tree: SyntaxTree) -> str | None:
    """Returns what is said of an app where it is hung on another, otherwise where it is made."""
    texts = (tree.text(keyword(call, name)) for call in (hung, made) if call is not None)
    return next(filter(None, texts), None)


def _prefix(name: str, above: Mapping[str, tuple[str, str]]) -> str:
    parts: list[str] = []
    while name in above and len(parts) < _DEEPEST:
        name, part = above[name]
        parts.append(part)
    return " ".join(filter(None, reversed(parts)))
