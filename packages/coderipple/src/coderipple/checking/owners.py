"""What would refute that a name with its owner, such as `Session.run`, is gone.

Comes in: the facts of the later commit, a public name that they do not offer. Goes out: what the sources would have to
hold, and where, or nothing that could refute it.

A name alone may stand in the sources for many reasons. With its owner it is gone when its owner is: in a language that
says what is public, whatever else has that name; in one that can make names while it runs, when the files that define
the owner and what it derives from do not hold the name at all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from coderipple.facts import Facts, Symbol, SymbolKind

_STATED = frozenset({"Go", "Java", "Rust"})
"""Languages in which each declaration says whether it is public."""
_BASES = re.compile(r"\b(?:extends|implements)\s+([^{]+)|^class \S+ < (\S+)")
_ANGLES = re.compile(r"<[^<>]*>")
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_OF_EVERY_OBJECT = frozenset({"clone", "equals", "finalize", "getClass", "hashCode", "toString"})


class Refutation(NamedTuple):
    """What would show that a name is there after all.

    Attributes:
        spellings: Words that the sources would hold; none where nothing could show it.
        within: Files in which they would stand; None for any.
        beside: Words that the file in which they stand would hold, too.
    """

    spellings: tuple[str, ...]
    within: frozenset[str] | None = None
    beside: tuple[str, ...] = ()


NOTHING = Refutation(())


@dataclass(frozen=True, kw_only=True, slots=True)
class _Type:
    symbol: Symbol
    language: str
    members: frozenset[str]


class Owners:
    """The owners of names at the later commit.

    Args:
        after: Its facts.
    """

    def __init__(self, after: Facts) -> None:
        self._after = after
        self._paths = {module.name: module.path for module in after.module_map}
        self._modules = {module.name: module.path for module in after.modules}
        self._dotted = {name.replace("::", ".") for name in self._modules}
        self._types: dict[str, list[_Type]] = {}
        for module in after.modules:
            members: dict[str, set[str]] = {}
            for symbol in module.symbols:
                self._dotted.add(f"{module.name}.{symbol.name}".replace("::", "."))
                owner, _, own = symbol.name.rpartition(".")
                members.setdefault(owner, set()).add(own)
            for symbol in module.symbols:
                found = _Type(symbol=symbol, language=module.language, members=frozenset(members.get(symbol.name, ())))
                self._types.setdefault(symbol.name.rpartition(".")[2], []).append(found)

    def refutation(self, module: str, symbol: Symbol, language: str, spelling: str) -> Refutation | None:
        """Returns what would refute that a name is gone, or None where it is there.

        Args:
            module: Name of the module that offered it.
            symbol: The name, as it was offered.
            language: Its language.
            spelling: Its last part, as the sources hold it.
        """
        owner, _, own = symbol.name.rpartition(".")
        anywhere = Refutation((spelling,))
        if language == "Python":
            return self._in_python(module, owner, own) or anywhere
        if language == "Ruby" and f"{module}.{owner}".strip(".").replace("::", ".") not in self._dotted:
            # Its owner is gone, whatever has its last name elsewhere; or its file defines it as nobody reads it.
            return self._in_ruby_files(own, spelling, f"{module}::{owner}", {symbol.evidence.path})
        if not owner and language == "Ruby":
            return self._in_ruby(module, spelling) or anywhere
        last = owner.rpartition(".")[2]
        if last in self._types:
            return self._of_type(last, own, spelling, symbol, language)
        # What a module that is read offers is known; another may be offered in a way that nobody reads.
        is_known = language in _STATED or module in self._modules or (last or own) not in self._after.known_names
        return NOTHING if is_known else anywhere

    def _of_type(self, last: str, own: str, spelling: str, symbol: Symbol, language: str) -> Refutation | None:
        """Returns what would refute that a type has a member no more."""
        is_value = all(each.symbol.kind is SymbolKind.DATA and not each.members for each in self._types[last])
        if is_value and language == "TypeScript":  # nobody says what it has
            return Refutation((spelling,))
        chain = [*self._chain(last)]
        types = [each for each in chain if each is not None]
        is_inherited = any(own in each.members for each in types[len(self._types[last]) :])
        is_known = len(types) == len(chain) or (language == "Java" and own in _OF_EVERY_OBJECT)
        if not is_known or (language in {"Go", "Rust", "Ruby"} and self._may_be_lent(types, own)):
            return None if is_inherited else Refutation((spelling,))
        # Ruby's constants stand where they are defined; its methods may be made while it runs.
        if language == "Ruby" and not is_inherited and not own[:1].isupper():
            paths = {symbol.evidence.path, *(each.symbol.evidence.path for each in types)}
            return self._in_ruby_files(own, spelling, last, paths)
        return None if is_inherited else NOTHING

    def _in_ruby_files(self, own: str, spelling: str, owner: str, paths: set[str]) -> Refutation:
        """Returns that a file would hold a name beside its owner; where another type there has it, that says nothing.

        A type of Ruby may be opened in any file.
        """
        found = (each for types in self._types.values() for each in types)
        is_of_another = any(own in each.members and each.symbol.evidence.path in paths for each in found)
        beside = tuple(dict.fromkeys(re.findall(r"\w+", owner)[-3:]))
        return NOTHING if is_of_another else Refutation((spelling,), None, beside)

    def _chain(self, name: str) -> Iterator[_Type | None]:
        """Yields the types of a name and everything that they derive from; None for what nobody knows."""
        waiting, seen = [name], set()
        while waiting:
            last = waiting.pop()
            if last in seen:
                continue
            seen.add(last)
            found = self._types.get(last, [])
            if not found:
                yield None
            for each in found:
                yield each
                waiting += _bases(each)

    def _may_be_lent(self, types: list[_Type], own: str) -> bool:
        """Tells whether a member may come from what is embedded, mixed in, or implemented."""
        members = {member for each in types for member in each.members}
        for name, found in self._types.items():
            for each in found:
                if own in each.members:
                    is_mixed = each.symbol.signature.startswith(("module ", "pub trait ", "pub unsafe trait "))
                    if is_mixed or (each.language == "Go" and name in members):
                        return True
        return False

    def _in_ruby(self, module: str, own: str) -> Refutation | None:
        paths = {path for name, path in self._modules.items() if name == module}
        return Refutation((own,), frozenset(paths)) if paths else None

    def _in_python(self, module: str, owner: str, own: str) -> Refutation | None:
        after = self._after
        if not owner:
            path = self._modules.get(module) or self._paths.get(module)
            return Refutation((own,), frozenset({path, f"{path}i"})) if path else None
        last = owner.rpartition(".")[2]
        if last not in after.known_names and last not in after.literals:
            # What is imported under this name from elsewhere is not what it was; a package may still be lent it.
            return NOTHING if not any(each.rpartition(".")[2] == last for each in after.imported_modules) else None
        chain = [*self._chain(last)]
        types = [each for each in chain if each is not None]
        if len(types) != len(chain) or not types:
            return None
        paths = {each.symbol.evidence.path for each in types}
        return Refutation((own,), frozenset(paths | {f"{path}i" for path in paths}))


def _bases(found: _Type) -> Iterator[str]:
    """Yields the names of what a type derives from, as its source states them."""
    if found.language == "Python":
        for each in found.symbol.bases:
            name = each.partition("[")[0].rpartition(".")[2]
            if name not in {"object", "Generic", "Protocol", "ABC"}:
                yield name
        return
    stated = found.symbol.signature
    while (shorter := _ANGLES.sub("", stated)) != stated:
        stated = shorter
    for clause in _BASES.finditer(stated):
        stated_bases = clause[1] or clause[2]
        if found.language == "Java" and not found.symbol.signature.startswith("public interface"):
            stated_bases = clause[1].partition("implements")[0] if clause[0].startswith("extends") else ""
        for name in re.split(r"[,\s&]+", stated_bases.strip()):
            last = _NAME.findall(name)[-1:]
            yield from (one for one in last if one not in {"extends", "implements", "permits", "abstract"})
