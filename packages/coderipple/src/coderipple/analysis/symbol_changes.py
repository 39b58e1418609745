"""What differs between the public symbols of two commits.

Comes in: the facts of both. Goes out: `SurfaceChange`s; what only has another name is told as renamed.
"""

import re
from collections.abc import Iterator, Mapping

from coderipple.analysis.differences import change, lifetime
from coderipple.analysis.signature_changes import signature_changes
from coderipple.facts import Facts, Module, Symbol
from coderipple.values import Subject, SurfaceChange


def symbol_changes(base: Facts, head: Facts) -> Iterator[SurfaceChange]:
    """Yields the differences between public symbols, modules sorted by name, then symbols."""
    old = {each.name: each for each in base.modules}
    new = {each.name: each for each in head.modules}
    for name in sorted(old.keys() | new.keys()):
        was, now = old.get(name), new.get(name)
        if was == now:
            continue
        found = list(_module_changes(name, was, now))
        yield from found
        if was and now and not found and _module_page(was) != _module_page(now):
            detail = f"`{name}` is described or ordered differently"
            yield change(Subject.SYMBOL, name, was, now, detail, module=name)


def _module_changes(module: str, was: Module | None, now: Module | None) -> Iterator[SurfaceChange]:
    old = {each.name: each for each in was.symbols} if was else {}
    new = {each.name: each for each in now.symbols} if now else {}
    renamed = _renamed(old, new) if was and now else {}
    for name in sorted(old.keys() | new.keys()):
        before, after = old.get(name), new.get(name)
        if before is None and name in renamed.values():
            continue
        evidence = (after or before or old[name]).evidence
        for detail in _symbol_details(name, before, after, renamed):
            yield change(Subject.SYMBOL, name, before, after, detail, module=module, evidence=evidence)


def _renamed(old: Mapping[str, Symbol], new: Mapping[str, Symbol]) -> dict[str, str]:
    """Returns old name to new name of what differs in its name alone; nothing where it could be several, or chance."""
    gone = {name: each for name, each in old.items() if name not in new and each.summary}
    came = {name: each for name, each in new.items() if name not in old}
    found: dict[str, str] = {}
    for name, was in gone.items():
        alike = [each for each, now in came.items() if _is_alike(was, now)]
        others = [each for each, other in gone.items() if _is_alike(was, other)]
        if len(alike) == 1 and others == [name]:
            found[name] = alike[0]
    return found


def _is_alike(one: Symbol, other: Symbol) -> bool:
    is_described = one.summary == other.summary or _nameless(one) == _nameless(other)
    return is_described and _shape(one) == _shape(other)


def _shape(symbol: Symbol) -> tuple[object, ...]:
    own = symbol.name.rpartition(".")[2]
    shape = [each.replace(own, "", 1) for each in symbol.signature.split("\n")]
    return symbol.kind, symbol.name.removesuffix(own), tuple(shape), symbol.evidence.path


def _nameless(symbol: Symbol) -> str:
    """Returns the description of a symbol without its name, with which that of Go begins."""
    own = symbol.name.rpartition(".")[2]
    return re.sub(rf"(?<!\w){re.escape(own)}(?!\w)", "", symbol.summary)


def _module_page(module: Module) -> tuple[object, ...]:
    symbols = [(each.name, each.kind, each.signature, each.summary, each.evidence.path) for each in module.symbols]
    return module.path, module.summary, symbols


def _symbol_details(name: str, was: Symbol | None, now: Symbol | None, renamed: Mapping[str, str]) -> Iterator[str]:
    if was is not None and name in renamed:
        yield f"`{name}` is called `{renamed[name]}` now"
    elif was is None or now is None:
        yield from lifetime(f"`{name}`", was, now)
    else:
        yield from signature_changes(was, now)
        if now.summary != was.summary:
            yield f"the description of `{name}` changed"
        if now.evidence.path != was.evidence.path:
            yield f"`{name}` moved to {now.evidence.path}"
