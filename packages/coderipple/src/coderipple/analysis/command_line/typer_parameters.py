"""The parameters of a function, as typer turns them into arguments and options.

Comes in: a function. Goes out: `TyperParameter`s.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from coderipple.analysis.command_line.click_parameters import option_flags
from coderipple.analysis.command_line.help_texts import consistent, literal_text, shown_default
from coderipple.analysis.docstrings import first_sentence
from coderipple.analysis.syntax_tree import (
    Function,
    SyntaxTree,
    is_true,
    keyword,
    last_name,
    targets,
)

_CONTEXTS = {"Context", "CallbackParam"}
_MANY = {"list", "List", "set", "Set", "Sequence", "tuple", "Tuple"}


@dataclass(frozen=True, kw_only=True, slots=True)
class TyperParameter:
    """One parameter: an argument, an option, or neither where help hides it.

    Attributes:
        argument: As usage shows it; empty for an option.
        flags: Its spellings; none for an argument.
        summary: First sentence of its help text.
        default: Source text of its default, or None.
        first_line: First line of its declaration.
        last_line: Last line of its declaration.
        call: The `typer.Option` or `typer.Argument` that describes it.
    """

    argument: str
    flags: tuple[str, ...]
    summary: str
    default: str | None
    first_line: int
    last_line: int
    call: ast.Call | None


class TyperParameters:
    """Reads the parameters of a file's functions.

    Args:
        tree: The file.
    """

    def __init__(self, tree: SyntaxTree) -> None:
        self._tree = tree
        # Names that stand for an annotation, as in `Verbose = Annotated[bool, typer.Option("--verbose")]`.
        self._aliases = {
            target.id: node.value
            for node in tree.assignments
            if isinstance(node.value, ast.Subscript) and last_name(node.value.value) == "Annotated"
            for target in targets(node)
            if isinstance(target, ast.Name)
        }

    def of(self, function: Function, *, is_command: bool) -> Iterator[TyperParameter]:
        """Yields the parameters of a function that help shows.

        Args:
            function: The function.
            is_command: Whether the file says that typer calls it; otherwise only those count that typer describes.
        """
        for parameter, given in _with_defaults(function.args):
            annotation = parameter.annotation
            if isinstance(annotation, ast.Name):
                annotation = self._aliases.get(annotation.id, annotation)
            kind, call = _described(annotation)
            default, names = given, call.args if call is not None else []
            if isinstance(given, ast.Call) and last_name(given) in {"Option", "Argument"}:
                call = given
                default, names = given.args[0] if given.args else keyword(given, "default"), given.args[1:]
            is_plain = is_command and (kind is None or last_name(_bare(kind)) not in _CONTEXTS)
            if call is not None or is_plain:
                yield self._read(parameter, kind, default, call, names)

    def _read(
        self,
        parameter: ast.arg,
        kind: ast.expr | None,
        default: ast.expr | None,
        call: ast.Call | None,
        names: list[ast.expr],
    ) -> TyperParameter:
        is_hidden = call is not None and is_true(keyword(call, "hidden"))
        is_required = default is None or (isinstance(default, ast.Constant) and default.value is ...)
        is_option = last_name(call) == "Option" if call is not None else not is_required
        declared = tuple(option_flags(filter(None, (self._tree.text(each) for each in names))))
        flags = (declared or _derived(parameter.arg, kind)) if is_option and not is_hidden else ()
        metavar = None if call is None else self._tree.text(keyword(call, "metavar"))
        shown = metavar or _argument(parameter.arg, kind, is_required=is_required)
        described = None if call is None else self._tree.text(keyword(call, "help"))
        place = call or parameter
        return TyperParameter(
            argument="" if is_option or is_hidden else shown,
            flags=flags,
            summary=first_sentence(consistent(described, literal_text(default, self._tree))),
            default=shown_default(default, self._tree),
            first_line=place.lineno,
            last_line=place.end_lineno or place.lineno,
            call=call,
        )


def _with_defaults(arguments: ast.arguments) -> Iterator[tuple[ast.arg, ast.expr | None]]:
    positional = [*arguments.posonlyargs, *arguments.args]
    without: list[ast.expr | None] = [None] * (len(positional) - len(arguments.defaults))
    yield from zip(positional, [*without, *arguments.defaults], strict=True)
    yield from zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)


def _described(annotation: ast.expr | None) -> tuple[ast.expr | None, ast.Call | None]:
    """Returns the type of an annotation, and the call in an `Annotated` that describes the parameter."""
    match annotation:
        case ast.Subscript(value=owner, slice=ast.Tuple(elts=[kind, *more])) if last_name(owner) == "Annotated":
            calls = (each for each in more if isinstance(each, ast.Call) and last_name(each) in {"Option", "Argument"})
            return kind, next(calls, None)
        case _:
            return annotation, None


def _bare(kind: ast.expr) -> ast.expr:
    """Returns a type without its `None`."""
    match kind:
        case ast.Subscript(value=owner, slice=inner) if last_name(owner) == "Optional":
            return inner
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return right if isinstance(left, ast.Constant) and left.value is None else left
        case _:
            return kind


def _derived(name: str, kind: ast.expr | None) -> tuple[str, ...]:
    flag = name.replace("_", "-")
    is_flag = kind is not None and last_name(_bare(kind)) == "bool"
    return (f"--{flag}", f"--no-{flag}") if is_flag else (f"--{flag}",)


def _argument(name: str, kind: ast.expr | None, *, is_required: bool) -> str:
    bare = None if kind is None else _bare(kind)
    is_many = isinstance(bare, ast.Subscript) and last_name(bare.value) in _MANY
    shown = name.upper() if is_required else f"[{name.upper()}]"
    return f"{shown}..." if is_many else shown
