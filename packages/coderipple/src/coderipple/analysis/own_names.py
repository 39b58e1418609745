"""Which dotted names of the repository's own modules exist.

Comes in: the files of a tree. Goes out: `OwnNames`. That a test or an example uses a name, or imports it, does not make
it exist: what is used may be gone.
"""

from collections.abc import Iterable, Iterator

from coderipple.analysis.definitions import Definition
from coderipple.analysis.public_names import Source, Sources, absolute_module, found_definition
from coderipple.analysis.python_source import ImportedName
from coderipple.facts import SymbolKind


class OwnNames:
    """The names of the repository's own modules.

    Args:
        code: The files whose packages are the repository's own; tests are none.
        every: Every file of the tree that can be read.
        unread: Names of the modules that cannot; whatever they are said to hold may exist.
    """

    def __init__(self, code: Iterable[Source], every: Iterable[Source], unread: Iterable[str] = ()) -> None:
        every = tuple(every)
        self._consulted: set[str] = set()
        self._sources = Sources(every)
        self._by_name = {each.name: each for each in reversed(every)}  # of two with one name, the first
        self._unread = frozenset(unread)
        names = {*self._by_name, *self._unread}
        self._modules = names | {before for name in names for before in _before(name)}
        self._packages = {each.name.partition(".")[0] for each in code}
        self._known: dict[str, bool] = {}
        self._imports: dict[str, dict[str, ImportedName]] = {}

    @property
    def consulted(self) -> frozenset[str]:
        """Paths of the files in which names were looked for so far."""
        return frozenset(self._consulted | self._sources.followed)

    def may_exist(self, dotted: str) -> bool:
        """Tells whether a name exists, or is that of somebody else's module."""
        if dotted.partition(".")[0] not in self._packages:
            return True
        if dotted not in self._known:
            self._known[dotted] = self._exists(dotted)
        return self._known[dotted]

    def is_used_rightly(self, dotted: str, user: Source) -> bool:
        """Tells whether a name that a file uses may exist; what stands before its dots may be an imported module."""
        first, _, rest = dotted.partition(".")
        imported = self._locals(user).get(first) if rest else None
        return self.may_exist(dotted if imported is None else f"{self.imported(imported, user)}.{rest}")

    @staticmethod
    def imported(name: ImportedName, importer: Source) -> str:
        """Returns the whole name of what a file imports."""
        return f"{absolute_module(name, importer)}.{name.name}"

    def is_module(self, name: str) -> bool:
        """Tells whether a module, or a package without a file of its own, exists."""
        return name in self._modules

    def is_own(self, name: str) -> bool:
        """Tells whether a module would be the repository's own."""
        return name.partition(".")[0] in self._packages

    def _locals(self, user: Source) -> dict[str, ImportedName]:
        if user.path not in self._imports:
            self._imports[user.path] = {each.local: each for each in user.facts.imported_names}
        return self._imports[user.path]

    def _exists(self, dotted: str) -> bool:
        parts = dotted.split(".")
        module = next((name for name in (dotted, *_before(dotted)) if name in self._modules), "")
        rest = parts[module.count(".") + 1 :] if module else parts
        source = self._by_name.get(module)
        if not rest or module in self._unread:
            return True
        if source is None:  # a package without a file of its own holds modules alone
            return False
        self._consulted.add(source.path)
        if rest[0].startswith("__") and rest[0].endswith("__"):
            return True
        found = found_definition(rest[0], source, self._sources)
        return self._is_bound(rest[0], source) if found is None else _holds(found[0], rest[1:])

    def _is_bound(self, name: str, source: Source) -> bool:
        """Tells whether a module binds a name to what is not defined in this repository, or may bind any."""
        if name in source.facts.names or any(self._sources.bindings("__getattr__", source)):
            return True
        bound = (*self._sources.bindings(name, source), *self._sources.bindings("*", source))
        imports = [each for each in bound if isinstance(each, ImportedName)]
        return any(
            (self._sources.imported_from(each, source) is None and not self.is_own(absolute_module(each, source)))
            or self.is_module(self.imported(each, source))
            for each in imports
        )


def _holds(definition: Definition, parts: list[str]) -> bool:
    """Tells whether a definition may hold members; what a class takes over from another nobody looks up."""
    if not parts or definition.kind is not SymbolKind.CLASS or definition.bases or parts[0].startswith("__"):
        return True
    member = next((each for each in definition.members if each.name == parts[0]), None)
    return member is not None and _holds(member, parts[1:])


def _before(dotted: str) -> Iterator[str]:
    """Yields the packages around a name, the nearest first."""
    while "." in dotted:
        dotted = dotted.rpartition(".")[0]
        yield dotted
