"""The exceptions that a caller can meet, with the messages that come with them.

Comes in: the public modules, what every file raises. Goes out: the project's own `ErrorClass`es.
"""

import builtins
from collections.abc import Iterable, Iterator, Mapping

from coderipple.analysis.definitions import Definition
from coderipple.analysis.evidence import make_evidence
from coderipple.analysis.public_names import Source
from coderipple.analysis.raised import RaisedException
from coderipple.facts import ErrorClass, Module, RaisedMessage, Symbol, SymbolKind

_BUILTIN = frozenset(
    name for name, value in vars(builtins).items() if isinstance(value, type) and issubclass(value, BaseException)
)
_ELSEWHERE = {"Throwable", "error"}  # of Java and Go; what other languages have ends as Python's do
ERROR_ENDINGS = ("Error", "Exception", "Warning")
_MOST_BASES = 50


def error_classes(
    modules: Iterable[Module], sources: Iterable[Source], tree: Mapping[str, str]
) -> tuple[ErrorClass, ...]:
    """Returns the exceptions, sorted by module and name.

    Args:
        modules: The public modules.
        sources: The files that users run or import.
        tree: Path to blob id.
    """
    modules, sources = tuple(modules), sorted(sources, key=lambda each: each.path)
    classes = [definition for source in sources for definition in source.facts.definitions if _may_be_error(definition)]
    bases = {each.name: each.bases for each in classes}
    messages = _messages(sources, tree, _Speakers(classes))
    own = [
        ErrorClass(
            module=module.name,
            name=symbol.name,
            summary=symbol.summary,
            messages=messages.get(symbol.name, ()),
            evidence=symbol.evidence,
        )
        for module, symbol in _homes(modules)
        if _is_error(symbol.name, bases)
    ]
    return tuple(sorted(own, key=lambda each: (each.module, each.name)))


def _homes(modules: Iterable[Module]) -> Iterator[tuple[Module, Symbol]]:
    """Yields each public class once, with the module that defines it, or that alone offers it."""
    homes: dict[tuple[str, str], tuple[Module, Symbol]] = {}
    for module in modules:
        for symbol in module.symbols:
            if _may_be_error(symbol) and "." not in symbol.name:
                place = (symbol.evidence.path, f"{symbol.evidence.first_line}")
                is_home = symbol.evidence.path == module.path
                if is_home or place not in homes:
                    homes[place] = (module, symbol)
    yield from homes.values()


def _may_be_error(each: Definition | Symbol) -> bool:
    """Tells whether something is a class, or as in Go a value that is an error."""
    return each.kind is SymbolKind.CLASS or bool(each.bases)


def _is_error(name: str, bases: Mapping[str, tuple[str, ...]]) -> bool:
    """Tells whether a class derives from an exception: of the language, or of elsewhere by how it is called."""
    waiting, seen = [name], {name}
    while waiting and len(seen) < _MOST_BASES:
        for base in map(own_name, bases.get(waiting.pop(), ())):
            if base in _BUILTIN | _ELSEWHERE or (base not in bases and base.endswith(ERROR_ENDINGS)):
                return True
            if base not in seen:
                seen.add(base)
                waiting.append(base)
    return False


def own_name(base: str) -> str:
    """Returns the last part of a base as it is written, without its parameters."""
    return base.partition("[")[0].rpartition(".")[2]


class _Speakers:
    """Which classes turn what they are given into another message."""

    def __init__(self, classes: Iterable[Definition]) -> None:
        self._methods: dict[str, set[str]] = {}
        self._bases: dict[str, set[str]] = {}
        for each in classes:  # two classes of one name are taken for one: what either of them does may happen
            self._methods.setdefault(each.name, set()).update(member.name for member in each.members)
            self._bases.setdefault(each.name, set()).update(map(own_name, each.bases))

    def says(self, raised: RaisedException) -> bool:
        """Tells whether who meets an exception reads the message that was given to it."""
        above = self._bases.get(raised.name, set())
        constructed = self._defining(above if raised.is_made else {raised.name}, "__init__")
        return not constructed and not self._defining({raised.name}, "__str__")

    def _defining(self, names: Iterable[str], method: str) -> bool:
        waiting = [*names]
        seen = {*waiting}
        while waiting and len(seen) < _MOST_BASES:
            name = waiting.pop()
            if method in self._methods.get(name, ()):
                return True
            onward = self._bases.get(name, set()) - seen
            seen |= onward
            waiting += onward
        return bool(waiting)


def _messages(
    sources: Iterable[Source], tree: Mapping[str, str], speakers: _Speakers
) -> dict[str, tuple[RaisedMessage, ...]]:
    """Returns the messages of each exception, by its name; of the same message the first place."""
    found: dict[str, dict[str, RaisedMessage]] = {}
    for source in sources:
        for each in source.facts.raised:
            if each.message is not None and speakers.says(each):
                found.setdefault(each.name, {}).setdefault(each.message, _message(each, source, tree))
    return {name: tuple(messages.values()) for name, messages in found.items()}


def _message(raised: RaisedException, source: Source, tree: Mapping[str, str]) -> RaisedMessage:
    text = raised.message or ""
    symbol = f"{raised.name}: {text}"
    return RaisedMessage(text=text, evidence=make_evidence(raised, source.path, tree, symbol, text))
