"""The parsers of a file, and the commands that each of them reads.

Comes in: a syntax tree. Goes out: `ParserObjects`, which knows to which parser a call adds an option.
"""

import ast
from dataclasses import dataclass, field
from itertools import islice

from coderipple.analysis.command_line.scopes import Scope, Step, scopes
from coderipple.analysis.syntax_tree import Function, SyntaxTree, dotted_name, keyword, last_name

_GROUPS = {"add_argument_group", "add_mutually_exclusive_group", "add_option_group", "getgroup"}
_PROGRAMS = ("ArgumentParser", "OptionParser")
_DEEPEST = 20  # links from a parser to the one that it comes from
_MOST = 200  # commands that share a parser; more are made to exhaust us

_NO_CALL = ast.Call(func=ast.Name(id=""), args=[], keywords=[])


@dataclass(eq=False, kw_only=True, slots=True)
class Parser:
    """A parser, the place for its commands, or a parameter that will be one of these.

    Attributes:
        call: The call that makes it; of a parameter any call, which nobody reads.
        name: Of a command its name; empty for a program, None where nobody can tell.
        above: What it was made from.
        children: Parsers that take over its options.
        handed: Of a parameter, what the calls of its function give to it.
        is_parameter: Whether it is a parameter.
        is_program: Whether it reads the command line of a program.
        function: Name of the function that makes it.
    """

    call: ast.Call
    name: str | None = ""
    above: "Parser | None" = None
    children: list["Parser"] = field(default_factory=list)
    handed: list["Parser"] = field(default_factory=list)
    is_parameter: bool = False
    is_program: bool = False
    function: str = ""

    @property
    def is_known(self) -> bool:
        """Whether the file says that this is a parser; a parameter may be anything."""
        return not self.is_parameter or any(each.handed or not each.is_parameter for each in self.handed)


class ParserObjects:
    """The parsers of a file.

    Args:
        tree: The file.
    """

    def __init__(self, tree: SyntaxTree) -> None:
        self.parsers: list[Parser] = []
        self._tree = tree
        self._by_call: dict[int, Parser | None] = {}
        self._names: dict[int, frozenset[str]] = {}
        self._owners: dict[int, Parser] = {}
        self._bound: dict[tuple[int, str], Parser | None] = {}
        self._functions = {each.name: each for each in tree.functions}
        self._parameters: dict[tuple[str, str], Parser] = {}
        self._names_of = {id(each): dict.fromkeys(_parameters(each)) for each in tree.functions}
        for scope in scopes(tree.module):
            for step in scope.steps:
                self._take(step, scope)

    def owner(self, call: ast.Call) -> Parser | None:
        """Returns the parser to which a call adds an option, or None where the file does not say."""
        return self._owners.get(id(call))

    def names(self, parser: Parser) -> frozenset[str]:
        """Returns the commands that a parser reads; an empty name stands for a program."""
        return self._names_within(parser, _DEEPEST)

    def _names_within(self, parser: Parser, depth: int) -> frozenset[str]:
        if depth == 0 or parser.name is None:
            return frozenset({""})
        if id(parser) not in self._names:
            self._names[id(parser)] = frozenset({""})  # where parsers come from each other in a circle
            sources = parser.children or parser.handed or ([parser.above] if parser.above else [])
            above = {name for each in sources for name in self._names_within(each, depth - 1)} or {""}
            self._names[id(parser)] = frozenset(f"{name} {parser.name}".strip() for name in sorted(above)[:_MOST])
        return self._names[id(parser)]

    def _take(self, step: Step, scope: Scope) -> None:
        match step:
            case ast.Assign(targets=places, value=value):
                self._bind(places, value, scope)
            case ast.AnnAssign(target=place, value=ast.expr() as value) | ast.NamedExpr(target=place, value=value):
                self._bind([place], value, scope)
            case ast.withitem(context_expr=value, optional_vars=ast.expr() as place):
                self._bind([place], value, scope)
            case ast.Call(func=ast.Attribute(value=owner)):
                if parser := self._resolved(owner, scope):
                    self._owners[id(step)] = parser
                self._resolved(step, scope)
                self._hand_over(step, scope)
            case ast.Call():
                self._resolved(step, scope)
                self._hand_over(step, scope)
            case _:
                pass

    def _bind(self, places: list[ast.expr], value: ast.expr, scope: Scope) -> None:
        parser = self._resolved(value, scope)
        for place in places:
            if name := dotted_name(place):
                self._bound[self._key(name, scope)] = parser

    @staticmethod
    def _key(name: str, scope: Scope | None) -> tuple[int, str]:
        # What hangs on an object (`self.parser`) is seen by every method.
        return (0 if "." in name or scope is None or scope.function is None else id(scope.function), name)

    def _resolved(self, node: ast.expr, scope: Scope, depth: int = _DEEPEST) -> Parser | None:
        if isinstance(node, ast.Call):
            if id(node) not in self._by_call and depth:
                self._by_call[id(node)] = self._made(node, scope, depth - 1)
            return self._by_call.get(id(node))
        name = dotted_name(node)
        around: Scope | None = scope
        while name and around is not None:
            if (key := self._key(name, around)) in self._bound:
                return self._bound[key]
            if around.function is not None and name in self._names_of[id(around.function)]:
                return self._parameter(around.function, name)
            around = around.parent
        return None

    def _made(self, call: ast.Call, scope: Scope, depth: int) -> Parser | None:
        kind = last_name(call)
        owner = self._resolved(call.func.value, scope, depth) if isinstance(call.func, ast.Attribute) else None
        if kind in _GROUPS:
            return owner
        if kind == "OptionGroup":
            return self._resolved(call.args[0], scope, depth) if call.args else None
        if kind == "add_subparsers":
            return Parser(call=call, above=owner)
        if kind == "add_parser":
            name = self._tree.text(call.args[0]) if call.args else None
            return self._registered(Parser(call=call, name=name or None, above=owner), scope)
        if kind.endswith(_PROGRAMS):
            function = self._main(scope)
            return self._registered(Parser(call=call, is_program=True, function=function), scope)
        return None

    def _registered(self, parser: Parser, scope: Scope) -> Parser:
        self.parsers.append(parser)
        parents = keyword(parser.call, "parents")
        for each in parents.elts if isinstance(parents, ast.List | ast.Tuple) else []:
            if parent := self._resolved(each, scope):
                parent.children.append(parser)
                parent.is_program = False
        return parser

    def _main(self, scope: Scope) -> str:
        """Returns the function that a program is: the file's `main`, or the one that makes its parser."""
        return "main" if scope.function is None or "main" in self._functions else scope.function.name

    def _parameter(self, function: Function, name: str) -> Parser:
        key = (function.name, name)
        if key not in self._parameters:
            self._parameters[key] = Parser(call=_NO_CALL, is_parameter=True)
        return self._parameters[key]

    def _hand_over(self, call: ast.Call, scope: Scope) -> None:
        """Remembers which parsers a call gives to the parameters of a function of the file."""
        function = self._functions.get(last_name(call))
        if function is None:
            return
        names = self._names_of[id(function)]
        positions = islice(names, 1 if next(iter(names), "") in {"self", "cls"} else 0, None)
        given = [*zip(positions, call.args, strict=False), *((each.arg, each.value) for each in call.keywords)]
        for name, value in given:
            if name and name in names and (parser := self._resolved(value, scope)):
                handed = self._parameter(function, name).handed
                if parser not in handed and len(handed) < _MOST:
                    handed.append(parser)


def _parameters(function: Function) -> tuple[str, ...]:
    every = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return tuple(each.arg for each in every)
