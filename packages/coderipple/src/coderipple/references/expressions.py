"""Whether a Python expression in a text, such as `low(day=1)`, names what exists, as it exists.

Comes in: the text of an expression. Goes out: a yes or no.
"""

import ast
import re
from collections.abc import Collection, Iterator

from coderipple.facts import Symbol, SymbolKind
from coderipple.references.foreign import is_foreign
from coderipple.references.known_names import KnownNames

LONGEST_CHARACTERS = 2_000
# Python reads `--json` as the module json with two signs before it, and `run -v` as a difference.
_OPTION = re.compile(r"(?:^|(?<=[\w)\]])\s)\s*+--?[^\W\d]")
_QUOTED = re.compile(r"'[^']*+'|\"[^\"]*+\"")
_SAID_OF_ANYTHING = frozenset({"0", "1", "-1"})


def parsed(text: str) -> ast.expr | None:
    """Returns the syntax tree of an expression, or None where the text is none."""
    if len(text) > LONGEST_CHARACTERS:
        return None
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def is_true_expression(text: str, names: KnownNames, values: Collection[str]) -> bool:
    """Tells whether a text is an expression of known names whose calls fit the functions that they call.

    Args:
        text: The text.
        names: The names of the commit.
        values: Source texts of the values that the commit gives, such as defaults.
    """
    if _OPTION.search(_QUOTED.sub("", text)):
        return False
    expression = parsed(text)
    if expression is None:
        return _is_keyword(text, names)
    try:
        return _is_true(expression, names, values)
    except (RecursionError, MemoryError, ValueError):
        return False


def _is_true(expression: ast.expr, names: KnownNames, values: Collection[str]) -> bool:
    match expression:
        case ast.Name():
            return False  # a bare name was looked up already
        case ast.Attribute() if dotted_name(expression):
            return False
        case ast.Constant() | ast.UnaryOp(operand=ast.Constant()):
            return _is_value(expression, names, values)
        case _:
            nodes = list(ast.walk(expression))
            return (
                all(names.is_name(name) for name in expression_names(expression))
                and all(call_fits(each, names) for each in nodes if isinstance(each, ast.Call))
                and all(_is_member(each, names) for each in nodes if isinstance(each, ast.Attribute))
            )


def _is_member(attribute: ast.Attribute, names: KnownNames) -> bool:
    """Tells whether what is asked of a new object, as in `Table().high`, is a member of its public class."""
    made = dotted_name(attribute.value.func) if isinstance(attribute.value, ast.Call) else ""
    is_class = any(each.kind is SymbolKind.CLASS for each in names.symbols(made)) if made else False
    return not is_class or names.is_name(f"{made}.{attribute.attr}")


def _is_value(expression: ast.expr, names: KnownNames, values: Collection[str]) -> bool:
    """Tells whether a constant by itself is a value that the code has."""
    text = ast.unparse(expression)
    value = expression.value if isinstance(expression, ast.Constant) else None
    is_short = isinstance(value, str) and (len(value) <= 1 or names.is_literal(value) or is_foreign(value))
    return text in values or text in _SAID_OF_ANYTHING or is_short


def _is_keyword(text: str, names: KnownNames) -> bool:
    """Tells whether a text is an argument by its keyword, as in `methods=["GET"]`."""
    name, equals, value = text.partition("=")
    if not equals or not name.isidentifier() or value.startswith("=") or not names.is_name(name):
        return False
    if any(symbol.signature.startswith((f"{name} =", f"{name}:")) for symbol in names.symbols(name)):
        return False  # a constant has one value, and its signature states it
    expression = parsed(value)
    return expression is not None and all(names.is_name(each) for each in expression_names(expression))


def dotted_name(expression: ast.expr) -> str:
    """Returns a name with its dots, or an empty string where anything else stands between them."""
    parts: list[str] = []
    while isinstance(expression, ast.Attribute):
        parts.append(expression.attr)
        expression = expression.value
    return ".".join([expression.id, *reversed(parts)]) if isinstance(expression, ast.Name) else ""


def expression_names(expression: ast.AST) -> Iterator[str]:
    """Yields the names that an expression does not bind itself, a dotted name as one, keywords too."""
    bound = {each.id for each in ast.walk(expression) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}
    bound |= {each.arg for each in ast.walk(expression) if isinstance(each, ast.arg)}
    waiting = [expression]
    while waiting:
        node = waiting.pop()
        dotted = dotted_name(node) if isinstance(node, ast.Name | ast.Attribute) else ""
        if dotted:
            if dotted.partition(".")[0] not in bound:
                yield dotted
            continue
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.arg
        waiting += ast.iter_child_nodes(node)


def call_fits(call: ast.Call, names: KnownNames) -> bool:
    """Tells whether a call fits one of the public functions that its name can mean; where none is known it does."""
    meant = [each for each in names.symbols(dotted_name(call.func)) if "(" in each.signature]
    if not meant or not (call.args or call.keywords):
        return True
    return any(_fits(call, symbol, names) for symbol in meant)


def call_runs(call: ast.Call, name: str, names: KnownNames) -> bool:
    """Tells whether a call in a program passes what a public function takes; what it passes is the program's own.

    Args:
        call: The call.
        name: What it calls, with the name that an import gave it resolved.
        names: The names of the commit.
    """
    declared = [_declared(each) for each in names.symbols(name) if "(" in each.signature]
    return not declared or any(each is None or _takes(call, each) for each in declared)


def _fits(call: ast.Call, symbol: Symbol, names: KnownNames) -> bool:
    arguments = _declared(symbol)
    if arguments is None:
        return True
    shown = tuple(each.id for each in call.args if isinstance(each, ast.Name))
    if len(shown) == len(call.args) and not call.keywords and shown == symbol.parameters:
        return True  # every parameter by its name, those that only a keyword fills too
    named = zip(call.args, _positional(arguments), strict=False)
    stands = all(_may_stand_for(argument, parameter, names) for argument, parameter in named)
    return stands and _takes(call, arguments) and (_is_elided(call) or _agrees(call, arguments))


def _takes(call: ast.Call, arguments: ast.arguments) -> bool:
    """Tells whether a function takes the arguments of a call, by their number and their keywords."""
    positional = _positional(arguments)
    given = [each.arg for each in call.keywords if each.arg]
    elided = _is_elided(call)
    if not elided and len(call.args) > len(positional) and not arguments.vararg:
        return False
    by_keyword = {each.arg for each in (*arguments.args, *arguments.kwonlyargs)}
    if not arguments.kwarg and not by_keyword.issuperset(given):
        return False
    return elided or not ({*_required(arguments)} - {*positional[: len(call.args)]} - {*given})


def _positional(arguments: ast.arguments) -> list[str]:
    return [each.arg for each in (*arguments.posonlyargs, *arguments.args)]


def _required(arguments: ast.arguments) -> list[str]:
    positional = _positional(arguments)
    required = positional[: len(positional) - len(arguments.defaults)]
    return required + [
        each.arg for each, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if default is None
    ]


def _is_elided(call: ast.Call) -> bool:
    """Tells whether a call leaves out what it passes, as `f(...)` and `f(*args)` do."""
    is_unpacked = any(each.arg is None for each in call.keywords)
    return is_unpacked or any(isinstance(each, ast.Starred) or _is_ellipsis(each) for each in call.args)


def _may_stand_for(argument: ast.expr, parameter: str, names: KnownNames) -> bool:
    """Tells whether a bare name is the parameter that it stands for, or a thing that can be passed."""
    if not isinstance(argument, ast.Name) or argument.id == parameter:
        return True
    return bool(names.symbols(argument.id)) and not argument.id.islower()


def _agrees(call: ast.Call, arguments: ast.arguments) -> bool:
    """Tells whether a call that repeats a whole signature repeats its defaults too."""
    stated = _defaults(arguments)
    given = {each.arg: ast.unparse(each.value) for each in call.keywords if each.arg}
    shown = [each.id for each in call.args if isinstance(each, ast.Name)]
    is_signature = bool(stated) and given.keys() == stated.keys() and shown == _required(arguments)
    return not is_signature or given == stated


def _defaults(arguments: ast.arguments) -> dict[str, str]:
    positional = [*arguments.posonlyargs, *arguments.args]
    with_default = positional[len(positional) - len(arguments.defaults) :]
    found = {each.arg: ast.unparse(value) for each, value in zip(with_default, arguments.defaults, strict=True)}
    for each, value in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if value is not None:
            found[each.arg] = ast.unparse(value)
    return found


def _is_ellipsis(expression: ast.expr) -> bool:
    return isinstance(expression, ast.Constant) and expression.value is ...


def _declared(symbol: Symbol) -> ast.arguments | None:
    """Returns the parameters that a signature states."""
    head, bracket, rest = symbol.signature.removeprefix("async ").partition("(")
    try:
        (function,) = ast.parse(f"def {head.rpartition('.')[2]}{bracket}{rest}: ...").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return function.args if isinstance(function, ast.FunctionDef) else None
