"""How a signature changed, in words.

Comes in: a symbol as it was and as it is. Goes out: one plain sentence a difference.
"""

import ast
from collections.abc import Iterator
from itertools import chain

from coderipple.facts import Symbol, SymbolKind


def signature_changes(was: Symbol, now: Symbol) -> Iterator[str]:
    """Yields what differs between two signatures of one name."""
    name = f"`{now.name}`"
    if was.kind is not now.kind:
        yield f"{name} is a {now.kind.value} now, it was a {was.kind.value}"
        return
    if was.signature == now.signature:  # parsing both costs more than all else that is compared
        return
    if "\n" in was.signature + now.signature:
        yield from _forms(name, was.signature.split("\n"), now.signature.split("\n"))
        return
    old, new = _arguments(was), _arguments(now)
    if old is None or new is None or now.kind is SymbolKind.DATA:
        yield f"{name} is `{now.signature}` now, it was `{was.signature}`"
        return
    found = [*_parameters(name, old, new), *_results(name, was, now)]
    yield from found
    if not found:
        yield f"the signature of {name} changed"


def _forms(name: str, old: list[str], new: list[str]) -> Iterator[str]:
    """Yields which overloads a name gained and lost."""
    yield from (f"{name} can be used as `{each}` now" for each in new if each not in old)
    yield from (f"{name} can no longer be used as `{each}`" for each in old if each not in new)


def _arguments(symbol: Symbol) -> dict[str, tuple[str, str, str]] | None:
    """Returns kind, annotation and default of each parameter, in order; None where the signature says none."""
    definition = _parsed(symbol)
    if definition is None:
        return None
    stated = definition.args
    positional = [*stated.posonlyargs, *stated.args]
    defaults = [None] * (len(positional) - len(stated.defaults)) + list(stated.defaults)
    found = {}
    for parameter, default in zip(positional, defaults, strict=True):
        kind = "by position" if parameter in stated.posonlyargs else "by position or keyword"
        found[parameter.arg] = (kind, _source(parameter.annotation), _source(default))
    for parameter, default in zip(stated.kwonlyargs, stated.kw_defaults, strict=True):
        found[parameter.arg] = ("by keyword", _source(parameter.annotation), _source(default))
    for prefix, rest in (("*", stated.vararg), ("**", stated.kwarg)):
        if rest is not None:
            found[prefix + rest.arg] = ("", _source(rest.annotation), "")
    return found


def _parsed(symbol: Symbol) -> ast.FunctionDef | None:
    text = symbol.signature.removeprefix("async ").removeprefix(symbol.name)
    try:
        (definition,) = ast.parse(f"def f{text if text.startswith('(') else '()' + text}: ...").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return definition if isinstance(definition, ast.FunctionDef) else None


def _parameters(name: str, old: dict[str, tuple[str, str, str]], new: dict[str, tuple[str, str, str]]) -> Iterator[str]:
    gained = [each for each in new if each not in old]
    lost = [each for each in old if each not in new]
    if gained:
        yield f"{name} gained {_spans(gained)}"
    if lost:
        yield f"{name} lost {_spans(lost)}"
    common = [each for each in new if each in old]
    yield from chain.from_iterable(_one(name, each, old[each], new[each]) for each in common)
    if common != [each for each in old if each in new]:
        yield f"the parameters of {name} have another order"


def _one(name: str, parameter: str, old: tuple[str, str, str], new: tuple[str, str, str]) -> Iterator[str]:
    (old_kind, old_type, old_default), (kind, annotation, default) = old, new
    if kind != old_kind:
        yield f"`{parameter}` of {name} is given {kind} now, it was {old_kind}"
    if annotation != old_type:
        yield f"`{parameter}` of {name} is typed {_value(annotation)} now, it was {_value(old_type)}"
    if default != old_default:
        yield f"`{parameter}` of {name} has the default {_value(default)} now, it was {_value(old_default)}"


def _results(name: str, was: Symbol, now: Symbol) -> Iterator[str]:
    old, new = _parsed(was), _parsed(now)
    result, before = (_source(each.returns) if each else "" for each in (new, old))
    if result != before:
        yield f"{name} gives {_value(result)} now, it was {_value(before)}"
    if now.signature.startswith("async ") != was.signature.startswith("async "):
        yield f"{name} is {'asynchronous' if now.signature.startswith('async ') else 'synchronous'} now"


def _source(node: ast.expr | None) -> str:
    return ast.unparse(node) if node is not None else ""


def _value(text: str) -> str:
    return f"`{text}`" if text else "nothing"


def _spans(names: list[str]) -> str:
    return ", ".join(f"`{each}`" for each in names)
