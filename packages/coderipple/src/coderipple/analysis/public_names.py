"""Which definitions a module offers, as the project itself says it.

A module offers the names in `__all__`; without one, the classes, functions, constants and aliases of types that it
defines under a name without a leading underscore, and, in a package's `__init__.py`, what it imports from the package's
private modules.

Comes in: the facts of every file. Goes out: definitions with the file that holds them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from coderipple.analysis.definitions import Definition, renamed
from coderipple.analysis.python_source import ImportedName, SourceFacts
from coderipple.facts import SymbolKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """One Python file of a tree.

    Attributes:
        path: Its path.
        name: Its dotted import name.
        facts: What it says.
    """

    path: str
    name: str
    facts: SourceFacts

    @property
    def is_package(self) -> bool:
        """Whether the file is a package's `__init__.py`."""
        return self.path.rsplit("/", 1)[-1] == "__init__.py"


class Sources:
    """The files of a tree by import name; of two with the same name, the first.

    Attributes:
        followed: Paths of the files in which what another one imports was looked for.
    """

    def __init__(self, sources: Iterable[Source]) -> None:
        self.followed: set[str] = set()
        self._by_name: dict[str, Source] = {}
        for each in sources:
            self._by_name.setdefault(each.name, each)
        self._bindings: dict[str, dict[str, dict[Definition | ImportedName, None]]] = {}

    def imported_from(self, imported: ImportedName, importer: Source) -> Source | None:
        """Returns the file that an import names, if it belongs to the tree."""
        found = self._by_name.get(absolute_module(imported, importer))
        if found is not None:
            self.followed.add(found.path)
        return found

    def bindings(self, name: str, source: Source) -> Iterable[Definition | ImportedName]:
        """Returns what a file binds to a name; `*` stands for the imports of every name."""
        if source.path not in self._bindings:
            found: dict[str, dict[Definition | ImportedName, None]] = {}
            for definition in source.facts.definitions:
                found.setdefault(definition.name, {})[definition] = None
            for imported in source.facts.imported_names:
                found.setdefault(imported.local, {})[imported] = None
            self._bindings[source.path] = found
        return self._bindings[source.path].get(name, {})


def module_name(path: str, tree: Mapping[str, str]) -> str:
    """Returns the import name of a file: from the outermost package above it down, else its own name.

    In a project's `src` every folder counts, so that a namespace without `__init__.py` is part of the name.
    """
    *folders, file_name = path.removesuffix(".py").split("/")
    own = [] if file_name == "__init__" else [file_name]
    for depth in range(1, len(folders) + 1):
        inside = folders[depth - 1 :]  # folders below a package need no `__init__.py` of their own
        if "/".join([*folders[:depth], "__init__.py"]) in tree and all(part.isidentifier() for part in inside):
            return ".".join([*inside, *own])
        if _is_import_root(folders[:depth], tree) and all(part.isidentifier() for part in folders[depth:]):
            return ".".join([*folders[depth:], *own]) or path
    return ".".join(own) or path


def public_definitions(source: Source, sources: Sources) -> Iterator[tuple[Definition, str]]:
    """Yields each public definition of a module, with the path of the file that defines it."""
    for name in _public_names(source, sources):
        found = found_definition(name, source, sources)
        if found is not None:
            definition, origin = found
            yield renamed(definition, name), origin


def offers_only_its_own(source: Source) -> bool:
    """Tells whether what a module offers depends on no other file."""
    return source.facts.exports is None and not source.is_package


def _is_import_root(folders: list[str], tree: Mapping[str, str]) -> bool:
    return folders[-1] == "src" and "/".join([*folders[:-1], "pyproject.toml"]) in tree


def _public_names(source: Source, sources: Sources) -> list[str]:
    names: list[str] = []
    modules = [source]  # and those whose every name it imports, each once: stars may go in a circle
    followed = {source.path}
    for module in modules:
        if module.facts.exports is not None:
            names += module.facts.exports
            continue
        names += [each.name for each in module.facts.definitions if _is_offered(each)]
        for each in module.facts.imported_names if source.is_package else ():
            origin = sources.imported_from(each, module) if _is_private(each) else None
            if origin is not None and each.local == "*" and origin.path not in followed:
                followed.add(origin.path)
                modules.append(origin)
            elif origin is not None and not each.local.startswith(("_", "*")):
                names.append(each.local)
    return list(dict.fromkeys(names))


def _is_offered(definition: Definition) -> bool:
    """Tells whether a definition is public where no `__all__` says so: of data, constants and aliases of types are."""
    if definition.name.startswith("_"):
        return False
    is_named = definition.signature.startswith("type ") or definition.name.isupper()
    return definition.kind is not SymbolKind.DATA or is_named


def _is_private(imported: ImportedName) -> bool:
    return any(part.startswith("_") for part in imported.module.split("."))


def found_definition(name: str, source: Source, sources: Sources) -> tuple[Definition, str] | None:
    """Returns what a name of a module stands for, imports followed, with the path of the file that defines it."""
    waiting = [(name, source)]
    seen: set[tuple[str, str]] = set()
    while waiting:
        name, source = waiting.pop()
        if (name, source.path) in seen:  # imported onward in a circle
            continue
        seen.add((name, source.path))
        onward = []
        for each in (*sources.bindings(name, source), *sources.bindings("*", source)):
            if isinstance(each, Definition):
                return each, source.path
            origin = sources.imported_from(each, source)
            if origin is not None:
                onward.append((name if each.local == "*" else each.name, origin))
        waiting += reversed(onward)  # the first import is followed first
    return None


def absolute_module(imported: ImportedName, importer: Source) -> str:
    """Returns the dotted name of the module that an import names."""
    if not imported.level:
        return imported.module
    package = importer.name.split(".") if importer.is_package else importer.name.split(".")[:-1]
    kept = package[: len(package) - (imported.level - 1)]
    return ".".join([*kept, *([imported.module] if imported.module else [])])
