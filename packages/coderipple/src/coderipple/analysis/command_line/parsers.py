"""Commands and options that are added to a parser object: by argparse, optparse and pytest.

Comes in: a syntax tree. Goes out: a `CommandLine`. Which command an option belongs to is told by where its parser comes
from: a variable, a group of it, a parameter and the calls that fill it, or a parser that is the parent of others.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from coderipple.analysis.command_line.declarations import MOST_OPTIONS, CommandLine, DeclaredCommand, DeclaredOption
from coderipple.analysis.command_line.help_texts import consistent, expanded, literal_text, shown_default
from coderipple.analysis.command_line.parser_objects import Parser, ParserObjects
from coderipple.analysis.docstrings import first_sentence
from coderipple.analysis.syntax_tree import (
    SyntaxTree,
    dotted_name,
    keyword,
    last_line,
    last_name,
    targets,
)

# The calls that declare options, and the libraries of which a file imports one when it means that.
_OPTION_CALLS = {
    "add_argument": frozenset({"argparse"}),
    "add_option": frozenset({"optparse"}),
    "make_option": frozenset({"optparse"}),
    "addoption": frozenset({"pytest"}),
}
# How a parser is called where it is handed in, without its library being imported: by Django, by pytest.
_PARSER = re.compile(r"parser|group", re.IGNORECASE)
_SUPPRESSED = {"SUPPRESS", "SUPPRESS_HELP"}
# How usage shows an argument that may be given several times or not at all.
_SHAPES = {
    **dict.fromkeys(("?", "OPTIONAL"), "[{}]"),
    **dict.fromkeys(("*", "ZERO_OR_MORE"), "[{} ...]"),
    **dict.fromkeys(("+", "ONE_OR_MORE"), "{0} [{0} ...]"),
    **dict.fromkeys(("...", "REMAINDER"), "..."),
}
_MOST_REPEATED = 4


def read_parsers(tree: SyntaxTree) -> CommandLine:
    """Returns what a file adds to parsers.

    A browser's `options.add_argument("--headless")` declares nothing: neither its name nor the call that made it
    speaks of a parser.
    """
    adding = [call for call in tree.calls if last_name(call) in _OPTION_CALLS]
    if not adding and not any(last_name(call) in {"ArgumentParser", "add_parser"} for call in tree.calls):
        return CommandLine()
    objects = ParserObjects(tree)
    built = _built(tree)
    options: list[DeclaredOption] = []
    wrapped = _wrapped(tree)
    unread: list[int] = []
    arguments: dict[str, list[str]] = {}
    suppressed = [parser for parser in objects.parsers if _is_suppressed(parser.call)]
    hidden = {name for parser in suppressed for name in objects.names(parser)} - {""}
    set_later = _SetDefaults(tree, objects)
    for call in sorted(adding, key=lambda each: (each.lineno, each.col_offset)):
        owner = objects.owner(call)
        is_known = owner is not None and owner.is_known
        if _is_suppressed(call) or not (is_known or _declares(call, tree.roots, built)):
            continue
        if len(options) > MOST_OPTIONS:
            break
        names = sorted(objects.names(owner) - hidden) if owner is not None else [""]
        prefixes = _prefixes(owner, tree)
        if flags := tuple(_flags(call, tree, prefixes)):
            option = _option(call, flags, set_later.default(call, flags), _program(owner, tree), tree)
            options += [replace(option, command=name) for name in names]
        elif _is_computed(call, prefixes) and id(call) not in wrapped:
            unread.append(call.lineno)
        elif owner is not None and (shown := _argument(call, tree, prefixes)):
            for name in names:
                arguments.setdefault(name, []).append(shown)
    return CommandLine(
        commands=tuple(_commands(objects, arguments, hidden, tree)),
        options=tuple(options[:MOST_OPTIONS]),
        unread_line=min(unread, default=None),
    )


def _wrapped(tree: SyntaxTree) -> frozenset[int]:
    """Returns the calls, by identity, in functions called like what they wrap: those who call these are read."""
    wrappers = [each for each in tree.functions if each.name in _OPTION_CALLS]
    return frozenset(id(node) for each in wrappers for node in ast.walk(each) if isinstance(node, ast.Call))


def _is_computed(call: ast.Call, prefixes: str) -> bool:
    """Tells whether a call adds an option whose spelling nobody can read: `*flags`, `f"--{name}"`, `"--" + name`."""
    match call.args:
        case [ast.Starred(), *_]:
            return True
        case [ast.JoinedStr(values=[ast.Constant(value=str(text)), *_]), *_]:
            return text[:1] in prefixes
        case [ast.BinOp(left=ast.Constant(value=str(text))), *_]:
            return text[:1] in prefixes
        case _:
            return False


def _commands(
    objects: ParserObjects, arguments: Mapping[str, list[str]], hidden: set[str], tree: SyntaxTree
) -> Iterator[DeclaredCommand]:
    seen: set[str] = set()
    for parser in (each for each in objects.parsers if not each.children):  # what lends its options is no command
        for name in sorted(objects.names(parser) - hidden):
            typed = name or (parser.function if parser.is_program else "")
            if not typed or typed in seen:
                continue
            seen.add(typed)
            description = tree.text(keyword(parser.call, "help")) or tree.text(keyword(parser.call, "description"))
            yield DeclaredCommand(
                name=typed,
                arguments=tuple(arguments.get(name, ())),
                summary=first_sentence(description),
                first_line=parser.call.lineno,
                last_line=last_line(parser.call),
                function="" if name else parser.function,
                is_program=not name,
                is_attached=bool(name),
            )


class _SetDefaults:
    """What `parser.set_defaults(name=value)` says, which may be something else than the options themselves."""

    def __init__(self, tree: SyntaxTree, objects: ParserObjects) -> None:
        self._objects = objects
        self._found: dict[tuple[object, str | None], list[tuple[int, ast.expr]]] = {}
        for call in (each for each in tree.calls if last_name(each) == "set_defaults"):
            for given in call.keywords:
                self._found.setdefault((self._owner(call), given.arg), []).append((call.lineno, given.value))
        self._tree = tree

    def default(self, call: ast.Call, flags: tuple[str, ...]) -> ast.expr | None:
        """Returns the default that counts for an option: of several the last, its own where it comes later."""
        stated = keyword(call, "default")
        long = next((each for each in flags if each[:2] == each[0] * 2), flags[0])
        name = self._tree.text(keyword(call, "dest")) or long.lstrip(long[0]).replace("-", "_")
        found = self._found.get((self._owner(call), name), [])
        later = [value for line, value in found if stated is None or line > call.lineno]
        return later[-1] if later else stated

    def _owner(self, call: ast.Call) -> object:
        owner = self._objects.owner(call)
        return owner or (dotted_name(call.func.value) if isinstance(call.func, ast.Attribute) else "")


def _option(
    call: ast.Call, flags: tuple[str, ...], default: ast.expr | None, program: str | None, tree: SyntaxTree
) -> DeclaredOption:
    text = tree.text(keyword(call, "help"))
    value = literal_text(default, tree)
    if text is not None:
        kind = keyword(call, "type")
        known = {"default": value, "prog": program, "type": last_name(kind) if kind is not None else None}
        known |= {name: literal_text(keyword(call, name), tree) for name in ("dest", "metavar", "const", "nargs")}
        text = expanded(text, known)
    return DeclaredOption(
        flags=flags,
        summary=first_sentence(consistent(text, value)),
        first_line=call.lineno,
        last_line=last_line(call),
        default=None if default is None or last_name(default) in _SUPPRESSED else shown_default(default, tree),
    )


def _program(owner: Parser | None, tree: SyntaxTree) -> str | None:
    """Returns how a program calls itself, where its parser says so."""
    return tree.text(keyword(owner.call, "prog")) if owner is not None else None


def _prefixes(owner: Parser | None, tree: SyntaxTree) -> str:
    """Returns the characters with which the options of a parser begin."""
    return (tree.text(keyword(owner.call, "prefix_chars")) if owner is not None else None) or "-"


def _flags(call: ast.Call, tree: SyntaxTree, prefixes: str) -> Iterator[str]:
    action = keyword(call, "action")
    for argument in call.args:
        text = tree.text(argument)
        if text and text[0] in prefixes and text.strip(prefixes):
            yield text
            if action is not None and last_name(action) == "BooleanOptionalAction" and text.startswith("--"):
                yield f"--no-{text[2:]}"


def _argument(call: ast.Call, tree: SyntaxTree, prefixes: str) -> str:
    """Returns a positional argument as argparse's usage shows it; an empty string where nobody can tell its name."""
    name = tree.text(keyword(call, "metavar")) or _choices(call) or (tree.text(call.args[0]) if call.args else None)
    nargs = keyword(call, "nargs")
    if not name or name[0] in prefixes:
        return ""
    count = nargs.value if isinstance(nargs, ast.Constant) else None if nargs is None else last_name(nargs)
    if isinstance(count, int):
        return " ".join([name] * min(max(count, 1), _MOST_REPEATED))
    return _SHAPES.get(str(count), "{}").format(name)


def _choices(call: ast.Call) -> str:
    choices = keyword(call, "choices")
    if not isinstance(choices, ast.List | ast.Tuple):
        return ""
    values = [str(each.value) for each in choices.elts if isinstance(each, ast.Constant)]
    return f"{{{','.join(values)}}}" if len(values) == len(choices.elts) else ""


def _is_suppressed(call: ast.Call) -> bool:
    text = keyword(call, "help")
    return text is not None and (last_name(text) in _SUPPRESSED or getattr(text, "value", None) == "==SUPPRESS==")


def _built(tree: SyntaxTree) -> dict[str, bool]:
    """Returns the names that are bound to the result of a call, and whether one of these calls makes a parser."""
    built: dict[str, bool] = {}
    for node in tree.assignments:
        if isinstance(node.value, ast.Call):
            is_parser = _PARSER.search(last_name(node.value)) is not None
            for target in targets(node):
                built[last_name(target)] = built.get(last_name(target), False) or is_parser
    return built


def _declares(call: ast.Call, imported: Iterable[str], built: Mapping[str, bool]) -> bool:
    libraries = _OPTION_CALLS[last_name(call)]
    name = last_name(call.func.value) if isinstance(call.func, ast.Attribute) else ""
    if _PARSER.search(name) or built.get(name):
        return True
    if last_name(call) == "make_option":
        return not libraries.isdisjoint(imported)
    return not libraries.isdisjoint(imported) and name not in built and "option" not in name.lower()
