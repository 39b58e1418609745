"""What a file of TypeScript or JavaScript offers to those who import it, with what it passes on of other files.

Comes in: what each file says. Goes out: names, each with its definition and the file that holds that.
Source: ECMAScript's "ResolveExport"; Node's and TypeScript's "Module resolution".
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from coderipple.analysis.definitions import Definition
from coderipple.analysis.languages.typescript_definitions import renamed
from coderipple.analysis.languages.typescript_entries import DECLARATIONS, ENDINGS, imported_places
from coderipple.facts import SymbolKind

if TYPE_CHECKING:
    from coderipple.analysis.public_names import Source

type Exported = dict[str, tuple[Definition, str] | None]
"""Name to definition and file; None where another project, or what cannot be read, defines it. `*` is any name."""

_DEEPEST = 20  # files that pass on what another one passes on
_DEEPEST_NAMESPACES = 3  # names that hold everything of a file, one inside another
_MOST_NAMES = 10_000  # of one file, until what such names hold is left out


class _Name(NamedTuple):
    """Where an exported name leads.

    Attributes:
        path: The file that exports it.
        definition: What it is there, if the file defines it.
        origin: The file that it comes from, if it is passed on of one that can be read.
        name: Its name there, `*` for everything that the file exports.
    """

    path: str
    definition: Definition | None = None
    origin: "Source | None" = None
    name: str = ""


class Surfaces:
    """What files offer; each file is looked at once, whoever passes it on.

    Args:
        by_path: The files by path, and those that can be imported by name by their names.
    """

    def __init__(self, by_path: "Mapping[str, Source]") -> None:
        self._by_path = by_path
        self._names: dict[str, dict[str, _Name]] = {}
        self._passed: dict[str, list[Source | None]] = {}

    def of(self, source: "Source", around: frozenset[str] = frozenset()) -> Exported:
        """Returns what a file exports by name, what it passes on of other files too; its own goes first.

        Args:
            source: The file.
            around: The files that hold everything of this one under a name; one may hold itself.
        """
        found: Exported = {}
        around |= {source.path}
        for local, first in self._names_of(source).items():
            name = self._followed(first)
            found[local] = _defined(local, name) if name is not None else None
            inside = name.origin if name is not None else None
            if inside is not None and len(found) < _MOST_NAMES:
                is_new = inside.path not in around and len(around) < _DEEPEST_NAMESPACES
                theirs = self.of(inside, around) if is_new else _own(inside)
                found |= _members(local, inside, theirs)
        return found

    def _followed(self, name: _Name) -> _Name | None:
        """Returns the name that a name leads to in the end, or None where that is nowhere."""
        for _ in range(_DEEPEST):
            if name.definition is not None or (name.origin is not None and name.name == "*"):
                return name
            there = self._names_of(name.origin).get(name.name) if name.origin is not None else None
            if there is None:
                return None
            name = there
        return None

    def _names_of(self, source: "Source") -> dict[str, _Name]:
        """Returns the names that a file exports; the nearest file that states a name says where it leads."""
        if source.path not in self._names:
            found: dict[str, _Name] = {}
            for each in reversed([*self._reached(source)]):
                theirs = self._stated(each) if each is not None else {"*": _Name("")}
                found |= {local: name for local, name in theirs.items() if local != "default" or each is source}
            self._names[source.path] = found
        return self._names[source.path]

    def _stated(self, source: "Source") -> dict[str, _Name]:
        """Returns the names that a file itself says that it exports."""
        found = {name: _Name(path, definition) for name, (definition, path) in _own_definitions(source)}
        for each in source.facts.imported_names:
            known = found.get(each.local)
            if each.local != "*" and (known is None or each.name == "*"):
                origin = resolved(each.module, source.path, self._by_path)
                found[each.local] = _Name(source.path, known.definition if known else None, origin, each.name)
        return found

    def _reached(self, source: "Source") -> "Iterator[Source | None]":
        """Yields a file and those that it passes on as a whole, the nearest first; None for what nobody can read."""
        seen: set[str] = set()
        level: list[Source | None] = [source]
        for _ in range(_DEEPEST):
            following: list[Source | None] = []
            for each in level:
                if each is None or each.path not in seen:
                    yield each
                    following += self._passed_on(each) if each is not None else ()
                seen.add(each.path if each is not None else "")
            level = following

    def _passed_on(self, source: "Source") -> "list[Source | None]":
        if source.path not in self._passed:
            modules = (each.module for each in source.facts.imported_names if each.local == "*")
            self._passed[source.path] = [resolved(each, source.path, self._by_path) for each in modules]
        return self._passed[source.path]


def _own_definitions(source: "Source") -> Iterator[tuple[str, tuple[Definition, str]]]:
    definitions = {each.name: each for each in source.facts.definitions}
    for name in source.facts.exports or ():
        if name in definitions:  # what a slip broke is defined no more
            yield name, (definitions[name], source.path)


def _own(source: "Source") -> Exported:
    return dict(_own_definitions(source))


def _defined(local: str, name: _Name) -> tuple[Definition, str]:
    """Returns what a name is under the name by which it is exported."""
    if name.definition is not None:
        return renamed(name.definition, local), name.path
    assert name.origin is not None  # noqa: S101  # what has no definition holds everything of a file
    whole = Definition(
        kind=SymbolKind.CLASS,
        name=local,
        signature=f"namespace {local}",
        parameters=(),
        summary=name.origin.facts.summary,
        first_line=1,
        last_line=1,
    )
    return whole, name.origin.path


def _members(local: str, origin: "Source", theirs: Exported) -> Exported:
    """Returns what can be reached by a name that holds everything that a file exports."""
    hidden = {origin.facts.whole, "default", "*"}
    return {
        f"{local}.{name}": (replace(one[0], name=f"{local}.{name}"), one[1])
        for name, one in theirs.items()
        if one is not None and name not in hidden and not name.startswith("_")
    }


def resolved[T](module: str, importer: str, by_path: Mapping[str, T]) -> T | None:
    """Returns the file that an import names, as Node and TypeScript look for it.

    Args:
        module: What is imported.
        importer: Path of the file that imports it.
        by_path: The files by path, and those that can be imported by name by their names.
    """
    if not module.startswith("."):
        return by_path.get(module)
    for place in imported_places(importer, [module]):
        for ending in ("", *sorted(ENDINGS, key=DECLARATIONS.__contains__)):
            if f"{place}{ending}" in by_path:
                return by_path[f"{place}{ending}"]
    return None
