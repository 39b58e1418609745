"""Options and arguments as click's calls declare them.

Comes in: a call of `click.option`, `click.argument` or one of their kin. Goes out: what help shows of it.
"""

import ast
from collections.abc import Iterable, Iterator

from coderipple.analysis.command_line.declarations import DeclaredOption
from coderipple.analysis.command_line.help_texts import consistent, literal_text, shown_default
from coderipple.analysis.docstrings import first_sentence
from coderipple.analysis.syntax_tree import SyntaxTree, is_true, keyword, last_line, last_name

# Decorators that name their option themselves, unless other names are given.
_NAMED = {
    "version_option": ("--version", "Show the version and exit."),
    "password_option": ("--password", ""),
    "confirmation_option": ("--yes", "Confirm the action without prompting."),
    "help_option": ("--help", "Show this message and exit."),
}


def click_option(call: ast.Call, command: str, tree: SyntaxTree) -> DeclaredOption | None:
    """Returns the option that a call declares; None for an argument, and for what help does not show."""
    kind = last_name(call)
    if is_true(keyword(call, "hidden")) or kind in {"argument", "Argument"}:
        return None
    named, described = _NAMED.get(kind, ("", ""))
    flags = tuple(option_flags(_declarations(call, tree))) or ((named,) if named else ())
    if not flags:
        return None
    default = keyword(call, "default")
    return DeclaredOption(
        flags=flags,
        summary=first_sentence(consistent(tree.text(keyword(call, "help")) or described, literal_text(default, tree))),
        first_line=call.lineno,
        last_line=last_line(call),
        command=command,
        default=shown_default(default, tree),
    )


def click_argument(call: ast.Call, tree: SyntaxTree) -> str:
    """Returns a positional argument as click's usage shows it; an empty string for anything else."""
    names = [text for text in _declarations(call, tree) if text.isidentifier()]
    if last_name(call) != "argument" or not names:
        return ""
    if metavar := tree.text(keyword(call, "metavar")):
        return metavar
    nargs = keyword(call, "nargs")
    is_many = isinstance(nargs, ast.UnaryOp) or (isinstance(nargs, ast.Constant) and nargs.value not in {1, None})
    required = keyword(call, "required")
    default = keyword(call, "default")
    is_required = is_true(required) if required is not None else default is None and not isinstance(nargs, ast.UnaryOp)
    return _shown(_choice(call) or names[0].upper(), is_required=is_required) + ("..." if is_many else "")


def option_flags(declarations: Iterable[str]) -> Iterator[str]:
    """Yields the spellings in click's declarations: `-o`, `--color/--no-color`, `/debug;/no-debug`."""
    for text in declarations:
        if not text.isidentifier():
            for part in text.split(";" if text.startswith("/") else "/", 1):
                flag = part.strip()
                if flag.strip("-") and not flag[0].isalnum():
                    yield flag


def _declarations(call: ast.Call, tree: SyntaxTree) -> Iterator[str]:
    """Yields the names that a call declares; a class takes them as a list."""
    for each in [*call.args, keyword(call, "param_decls")]:
        parts = each.elts if isinstance(each, ast.List | ast.Tuple) else [each]
        yield from filter(None, (tree.text(part) for part in parts))


def _shown(name: str, *, is_required: bool) -> str:
    if is_required:
        return name
    return f"[{name.strip('{}')}]" if name.startswith("{") else f"[{name}]"


def _choice(call: ast.Call) -> str:
    """Returns the values of a literal `click.Choice`, as click shows them; otherwise an empty string."""
    match keyword(call, "type"):
        case ast.Call(args=[ast.List(elts=values) | ast.Tuple(elts=values), *_]) as kind if last_name(kind) == "Choice":
            texts = [each.value for each in values if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            return f"{{{'|'.join(texts)}}}" if texts and len(texts) == len(values) else ""
        case _:
            return ""
