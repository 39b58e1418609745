"""A changed file of code at both ends of a push, and what beside its own module can depend on the difference.

Comes in: the facts of both ends. Goes out: yes or no, and the words that differ.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from msgspec import to_builtins

from coderipple.analysis.definitions import Definition
from coderipple.analysis.error_classes import ERROR_ENDINGS, own_name
from coderipple.analysis.file_roles import is_test
from coderipple.analysis.languages import Language, language_of
from coderipple.analysis.public_names import Source, absolute_module
from coderipple.analysis.python_source import SourceFacts
from coderipple.analysis.raised import RaisedException
from coderipple.facts import SymbolKind

# What pages beside the reference are made of; definitions, imports and exceptions are looked at below.
_SHARED = ("summary", "exports", "commands", "options", "unread_options_line", "variables", "routes", "is_generated")
_NO_ERRORS = frozenset(
    {"ABC", "Enum", "Generic", "IntEnum", "NamedTuple", "Protocol", "StrEnum", "TypedDict", "object"}
)
"""Bases from which no exception comes."""
_PLACE = {"first_line", "last_line", "blob_id"}
_WORD = re.compile(r"\w+")
_DASHED = re.compile(r"[\w-]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Outside:
    """What the other files have to do with a changed one.

    Attributes:
        followed: Paths of the files in which what another one offers was looked for.
        packages: Top-level names of the repository's own modules.
        errors: Names of the exceptions that a caller can meet.
        related: Names of the classes that are derived from others, or that others are derived from.
        modules: Names of the modules in other languages than Python.
    """

    followed: frozenset[str]
    packages: frozenset[str]
    errors: frozenset[str]
    related: frozenset[str]
    modules: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangedFile:
    """A changed file.

    Attributes:
        before: What it said.
        after: What it says.
    """

    before: Source
    after: Source

    @property
    def ends(self) -> tuple[Source, Source]:
        """Both, the earlier one first."""
        return self.before, self.after

    def is_confined(self, outside: Outside) -> bool:
        """Tells whether no other module, and no page but the reference, is made of what differs."""
        before, after = (each.facts for each in self.ends)
        return (
            (self._passes_on_the_same() if self.language else self._is_passed_on_by_nobody(outside))
            and all(same_but_place(getattr(before, name), getattr(after, name)) for name in _SHARED)
            and len({_own_imports(each, outside) for each in self.ends}) == 1
            and same_but_place(*(_raised(each, outside.errors) for each in (before, after)))
            and _classes(before.definitions, outside) == _classes(after.definitions, outside)
        )

    @property
    def language(self) -> Language | None:
        """Its language; None for Python."""
        return language_of(self.after.path)

    @property
    def defines_otherwise(self) -> bool:
        """Whether what it defines differs in more than its place."""
        return not same_but_place(*(each.facts.definitions for each in self.ends))

    def _passes_on_the_same(self) -> bool:
        """Tells whether it offers what others define, and hides what its own tests may use, as before.

        What it defines itself is offered by the modules of its part, which are put together from all their files.
        """
        said = [
            (each.imported_names, each.whole, _defined_exports(each), each.attributes, _neighbours(each))
            for each in (self.before.facts, self.after.facts)
        ]
        return said[0] == said[1]

    def _is_passed_on_by_nobody(self, outside: Outside) -> bool:
        before, after = (each.facts for each in self.ends)
        offered = [(each.definitions, each.imported_names) for each in (before, after)]
        return (
            self._is_self_contained()
            and (self.after.path not in outside.followed or same_but_place(*offered))
            and _may_hold_anything(before) == _may_hold_anything(after)
        )

    def _is_self_contained(self) -> bool:
        """Tells whether it offers nothing that another file defines."""
        exports = {*(self.after.facts.exports or ())}
        names = ({definition.name for definition in each.facts.definitions} for each in self.ends)
        return not self.after.is_package and all(exports <= each for each in names)

    def differing_words(self) -> set[str]:
        """Returns the words that it says at one end alone, and the names of what it defines differently."""
        old, new = (dict(_definitions("", each.facts.definitions)) for each in self.ends)
        defined = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
        # Who means a member says its name, so that its owner, which may be told everywhere, is the same.
        changed = {name.rpartition(".")[2] for name in defined}
        for before, after in zip(*map(_said, self.ends), strict=True):
            changed |= before ^ after
        return defined.union(word for each in changed for word in words(each))


def same_but_place(before: object, after: object) -> bool:
    """Tells whether facts are the same, whatever else stands in their file."""
    return without_place(before) == without_place(after)


def without_place(value: object) -> object:
    """Returns facts without where they stand in their file."""
    return _dropped(to_builtins(value, order="deterministic"))


def is_word(text: str) -> bool:
    """Tells whether a text is one name without dots."""
    return _WORD.fullmatch(text) is not None


def words(text: str) -> Iterator[str]:
    """Yields a text itself, and the names that stand in it."""
    yield text
    yield from _WORD.findall(text)
    yield from _DASHED.findall(text)


def _own_imports(source: Source, outside: Outside) -> frozenset[str]:
    """Returns what a file imports from the repository itself, which the map of the code shows."""
    language = language_of(source.path)
    if language is not None:
        # Names may follow from what is imported by its place.
        by_place = (each for each in source.facts.imported_modules if each.startswith("."))
        return frozenset((*language.imports(source, outside.modules), *by_place))
    names = [f"{absolute_module(each, source)}.{each.name}" for each in source.facts.imported_names]
    return frozenset(
        each for each in (*names, *source.facts.imported_modules) if each.partition(".")[0] in outside.packages
    )


def _raised(facts: SourceFacts, errors: Collection[str]) -> list[RaisedException]:
    return [each for each in facts.raised if each.name in errors]


def _classes(definitions: Iterable[Definition], outside: Outside, owner: str = "") -> dict[str, object]:
    """Returns what exceptions and inherited members depend on, which follow every class to its bases."""
    found: dict[str, object] = {}
    for each in definitions:
        name = f"{owner}{each.name}"
        may_be_error = each.kind is SymbolKind.CLASS or each.bases  # as values are in Go
        if may_be_error and not _is_no_error(each, outside):
            constructed = {"__init__", "__str__"} & {member.name for member in each.members}
            said = (each.summary, each.signature) if each.name in outside.errors else ()
            found[name] = (each.bases, constructed, said)
        found |= _classes(each.members, outside, f"{name}.")
    return found


def _is_no_error(definition: Definition, outside: Outside) -> bool:
    """Tells of a class that it is no exception, and takes no part in what is one; classes are known by their names."""
    name, bases = definition.name, set(map(own_name, definition.bases))
    is_elsewhere = name in outside.errors or name in outside.related or name.endswith(ERROR_ENDINGS)
    return bases <= _NO_ERRORS and not is_elsewhere


def _may_hold_anything(facts: SourceFacts) -> frozenset[str]:
    """Returns what makes a module have names that nobody sees: imports of every name, and a `__getattr__`."""
    stars = {each.module for each in facts.imported_names if each.local == "*"}
    return frozenset(stars | {each.name for each in facts.definitions if each.name == "__getattr__"})


def _said(source: Source) -> tuple[frozenset[str], ...]:
    """Returns the names that a file says, each kind by itself: what is a name here may be a text there."""
    facts = source.facts
    if is_test(source.path):
        return (facts.imported_modules,)
    imports = frozenset(f"{each.module}.{each.name}.{each.local}" for each in facts.imported_names)
    return facts.names, facts.literals, facts.attributes, facts.imported_modules, imports


def _defined_exports(facts: SourceFacts) -> set[str]:
    """Returns what a file names as exported and defines, which a slip may make it do no more."""
    return {*(facts.exports or ())}.intersection(each.name for each in facts.definitions)


def _neighbours(facts: SourceFacts) -> set[frozenset[str]]:
    """Returns the names that begin on one line, of which pages that go by places see one alone.

    Where a file as a whole has a name elsewhere, as a namespace of TypeScript, that is on the first line.
    """
    names: dict[int, set[str]] = {}
    for each in (one for one in facts.definitions if one.kind is not SymbolKind.DATA or one.bases):
        names.setdefault(each.first_line, set()).add(each.name)
    return {frozenset(each) for line, each in names.items() if len(each) > 1 or (line == 1 and facts.exports)}


def _definitions(owner: str, definitions: Iterable[Definition]) -> Iterator[tuple[str, object]]:
    for each in definitions:
        yield f"{owner}{each.name}", (each.kind, each.signature, each.parameters, each.bases)
        yield from _definitions(f"{owner}{each.name}.", each.members)


def _dropped(value: object) -> object:
    match value:
        case dict():
            return {key: _dropped(each) for key, each in value.items() if key not in _PLACE}
        case list() | tuple():
            return [_dropped(each) for each in value]
        case _:
            return value
