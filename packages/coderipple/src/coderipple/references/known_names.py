"""What the code of a commit calls things, and what can be said of them from that: members, calls, defaults.

Comes in: facts. Goes out: a yes or no for a name.
"""

import builtins
import keyword
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property

from coderipple.facts import Facts, Module, Symbol

LANGUAGE_NAMES = frozenset({*dir(builtins), *keyword.kwlist, *keyword.softkwlist, *sys.stdlib_module_names, "self"})
_MOST_BASES = 50  # classes above a class that are looked at


class KnownNames:
    """The names of a commit.

    Args:
        facts: What is true of the commit.
    """

    def __init__(self, facts: Facts) -> None:
        self._defined = facts.known_names
        self._literals = facts.literals
        self._imports = prefixes(facts.imported_modules) | sys.stdlib_module_names
        self._modules = frozenset(
            {each.name for each in facts.module_map} | {each.name for each in facts.modules if "/" not in each.name}
        )
        self._packages = prefixes(self._modules)
        self._public_modules = facts.modules
        self._has_map = bool(facts.module_map)

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._defined | self._literals)

    @cached_property
    def _symbols(self) -> dict[str, tuple[tuple[str, Symbol], ...]]:
        return _by_last_part(self._public_modules)

    def is_name(self, name: str) -> bool:
        """Tells whether a name, with dots or without, is one of the code, of the language or of what is imported."""
        return (
            name in self._defined
            or name in LANGUAGE_NAMES
            or name in self._imports
            or name in self._packages
            or _is_builtin_member(name)
            or self._is_member(name)
        )

    def is_literal(self, text: str) -> bool:
        """Tells whether a short text without blanks stands in the code as a literal."""
        return text in self._literals

    def is_prefix(self, text: str) -> bool:
        """Tells whether a text that ends in `_` or `*` begins a name of the code, as `TIDES_` does."""
        start = text.removesuffix("*")
        if len(start) < 3 or not text.endswith(("_", "*")):
            return False
        place = bisect_left(self._sorted, start)
        return place < len(self._sorted) and self._sorted[place].startswith(start)

    def symbols(self, name: str) -> tuple[Symbol, ...]:
        """Returns the public symbols that a name can mean, shortened from the left as people shorten names."""
        found = self._symbols.get(name.rpartition(".")[2], ())
        return tuple(symbol for full, symbol in found if f".{full}".endswith(f".{name}"))

    def is_module(self, name: str) -> bool:
        """Tells whether a name is that of a module or package of the repository."""
        return name in self._packages or (not self._has_map and name in self._defined)

    def is_importable(self, module: str, name: str) -> bool:
        """Tells whether `from module import name` works, as far as the repository shows it.

        Args:
            module: Name of the module, one of the repository or of another project.
            name: The name, or `*`.
        """
        whole = f"{module}.{name}"
        if not self.is_module(module):
            return module in self._imports if name == "*" else whole in self._imports or whole in self._defined
        is_offered = whole in self._defined or whole in self._packages or self._is_member(whole)
        return name == "*" or is_offered or (f"{module}.*" in self._defined and name in self._defined)

    def is_import(self, module: str) -> bool:
        """Tells whether `import module` works."""
        return self.is_module(module) or module in self._imports

    def _is_member(self, name: str) -> bool:
        """Tells whether a name leads to a member over a class that a module imports, or over a base of a class."""
        owner, _, member = name.rpartition(".")
        if not owner or "." in member:
            return False
        last = owner.rpartition(".")[2]
        if last != owner and owner in self._defined and last in self._symbols and f"{last}.{member}" in self._defined:
            return True
        waiting, seen = [owner], {owner}
        while waiting and len(seen) < _MOST_BASES:
            for symbol in self.symbols(waiting.pop()):
                for base in (each.partition("[")[0].rpartition(".")[2] for each in symbol.bases):
                    if f"{base}.{member}" in self._defined:
                        return True
                    if base not in seen:
                        seen.add(base)
                        waiting.append(base)
        return False


def prefixes(dotted_names: Iterable[str]) -> frozenset[str]:
    """Returns `a`, `a.b` and `a.b.c` for `a.b.c`."""
    found: set[str] = set()
    for dotted in dotted_names:
        parts = dotted.split(".")
        found.update(".".join(parts[:end]) for end in range(1, len(parts) + 1))
    return frozenset(found)


def _is_builtin_member(name: str) -> bool:
    owner, dot, member = name.partition(".")
    return bool(dot) and isinstance(getattr(builtins, owner, None), type) and hasattr(getattr(builtins, owner), member)


def _by_last_part(modules: Iterable[Module]) -> dict[str, tuple[tuple[str, Symbol], ...]]:
    found: dict[str, list[tuple[str, Symbol]]] = {}
    for full, symbol in _full_names(modules):
        found.setdefault(symbol.name.rpartition(".")[2], []).append((full, symbol))
    return {name: tuple(symbols) for name, symbols in found.items()}


def _full_names(modules: Iterable[Module]) -> Iterator[tuple[str, Symbol]]:
    for module in modules:
        yield from ((f"{module.name}.{symbol.name}", symbol) for symbol in module.symbols)
