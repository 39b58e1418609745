"""What the code of one commit calls by a name and the code of a later one does not.

Comes in: the facts of both commits, what differs between them. Goes out: `RemovedNames`.

A name that is only one of many words, such as `run`, is looked for with its owner (`tides.run`, `Session.run`); a name
that nobody writes by chance (`read_tables`, `TideTable`, `TIDES_HARBOUR`) wherever code stands.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from coderipple.checking.owners import Owners
from coderipple.facts import Facts, Symbol
from coderipple.values import SurfaceChange

_SUCCESSOR = re.compile(r"is called `([^`]+)` now$")
_CAMEL = re.compile(r"[a-z0-9][A-Z]|[A-Z]{2,}[a-z]")
_PARTS = re.compile(r"[^/:.@]+")  # of the name of a module, in whatever language
_WORD = re.compile(r"\w+")
_PLACEHOLDER = re.compile(r"\{[^}]*\}|<[^>]*>|:\w+")

_OFFERED = frozenset({"class", "function", "method", "property", "data"})

# Words of packaging, which documents of plug-ins show whether the repository itself is packed so or not.
_PACKAGING = frozenset({"console_scripts", "gui_scripts", "entry_points", "install_requires", "package_data"})


class Removed(NamedTuple):
    """Something that is gone.

    Attributes:
        name: Its name.
        noun: What it was.
        successor: What it is called now, or an empty string where nobody knows.
        spellings: What the sources would still hold if it were there after all.
        language: Of the code.
        within: Files in which they would stand; None for any.
        beside: Words that the file in which they stand would hold, too.
    """

    name: str
    noun: str
    successor: str
    spellings: tuple[str, ...]
    language: str = "Python"
    within: frozenset[str] | None = None
    beside: tuple[str, ...] = ()

    @property
    def was_offered(self) -> bool:
        """Whether users could import or call it."""
        return self.noun in _OFFERED


@dataclass(frozen=True, kw_only=True, slots=True)
class RemovedNames:
    """What is gone, by the way in which a document spells it.

    Attributes:
        words: Names that nobody writes by chance.
        dotted: Names with their owner, and modules.
        plain: Public names that are ordinary words.
        options: Options of programs.
        commands: Commands as they are typed after their program.
        routes: HTTP routes, placeholders as `{}`.
        paths: Files and folders of the earlier commit.
        programs: Programs of either commit.
        packages: Import packages of either commit.
        others: Import packages of other projects that either commit uses.
        modules: Names of the modules of either commit in languages beside Python.
        gone: Of these, the names of those that the later commit does not have.
    """

    words: Mapping[str, Removed]
    dotted: Mapping[str, Removed]
    plain: Mapping[str, Removed]
    options: Mapping[str, Removed]
    commands: Mapping[str, Removed]
    routes: Mapping[str, Removed]
    paths: Mapping[str, Removed]
    programs: frozenset[str]
    packages: frozenset[str]
    others: frozenset[str] = frozenset()
    modules: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()

    @property
    def last_words(self) -> frozenset[bytes]:
        """The last word of everything that is gone and may be told in a docstring."""
        named = (each for group in (self.words, self.dotted, self.plain, self.options) for each in group)
        return frozenset(found[-1].encode() for each in named if (found := _WORD.findall(each)))


def removed_names(
    before: Facts, after: Facts, changes: Iterable[SurfaceChange], moved: Mapping[str, str]
) -> RemovedNames:
    """Returns what is gone.

    Args:
        before: The facts of the earlier commit, every path included.
        after: Those of the later one.
        changes: What differs, renamed symbols and options told as that.
        moved: Path of each file that only has another path now, to that path.
    """
    successors = dict(_successors(changes))
    found = [*_symbols(before, after, successors)]
    modules = [*_modules(before, after, moved)]
    owners = Owners(after)
    there = frozenset(_offered_spellings(after))
    node = {each.name.rpartition("/")[2] for each in before.projects if each.ecosystem == "node"}
    exact = [one for module, symbol, each in found if (one := _exact(module, symbol, each, owners)) is not None]
    # Python shows what it defines in ways that nobody can list; elsewhere what is not exported is not there.
    symbols = [each for _, symbol, each in found if each.language != "Python" or symbol.name not in after.known_names]
    named = {_last(each.name): each for each in symbols if is_distinctive(_last(each.name))}
    return RemovedNames(
        words=_by_name((*_other_names(before, after), *_parameters(before, after), *_variables(before, after))) | named,
        dotted={spelling: each for each in exact for spelling in _spellings(each, node) if spelling not in there}
        | _by_name(modules),
        plain={_last(each.name): each for each in symbols if each.noun in _nouns_alone(each.language)},
        options=_by_name(_options(before, after, successors)),
        commands=_by_name(_commands(before, after)),
        routes={static_route(each.name): each for each in _routes(before, after)},
        paths=_by_name(_paths(before, after, moved)),
        programs=frozenset(_programs(before)) | frozenset(_programs(after)),
        packages=_packages(before) | _packages(after),
        others=_others(before) | _others(after),
        gone=frozenset(each.name for each in before.modules) - frozenset(each.name for each in after.modules),
        modules=frozenset(
            each.name for facts in (before, after) for each in facts.modules if each.language != "Python"
        ),
    )


def _nouns_alone(language: str) -> frozenset[str]:
    """Returns what may be told by an ordinary word; constants of JavaScript and TypeScript are often objects."""
    return frozenset({"class", "function", "data"} if language == "TypeScript" else {"class", "function"})


def is_distinctive(name: str) -> bool:
    """Tells whether nobody writes a word by chance: it has an underscore or a capital letter inside."""
    return len(name) >= 5 and ("_" in name.strip("_") or bool(_CAMEL.search(name)))


def static_route(path: str) -> str:
    """Returns a route without the names of its placeholders."""
    return _PLACEHOLDER.sub("{}", path)


def _by_name(removed: Iterable[Removed]) -> dict[str, Removed]:
    return {each.name: each for each in removed}


def _last(dotted: str) -> str:
    return dotted.rpartition(".")[2]


def _successors(changes: Iterable[SurfaceChange]) -> Iterator[tuple[str, str]]:
    for each in changes:
        if found := _SUCCESSOR.search(each.detail):
            yield f"{each.module}.{each.name}" if each.module else each.name, found[1]


def _symbols(before: Facts, after: Facts, successors: Mapping[str, str]) -> Iterator[tuple[str, Symbol, Removed]]:
    """Yields the public names that no module offers now, each with its module and its name in it."""
    offered = {symbol.name for module in after.modules for symbol in module.symbols}
    passed_on = {name for module in after.modules for name in module.passed_on}
    unknown = _may_be_passed_on(before, after)
    for module in before.modules:
        if "/" in module.name and module.language == "Python":  # a script that nobody imports
            continue
        for symbol in module.symbols:
            # A class of Python may have as a field what it had as a property.
            is_there = (
                symbol.name in offered
                or _last(symbol.name) in unknown
                or not passed_on.isdisjoint({symbol.name, symbol.name.partition(".")[0]})
                or ("." in symbol.name and module.language == "Python" and symbol.name in after.known_names)
            )
            if not is_there and not symbol.name.startswith("_"):
                successor = successors.get(f"{module.name}.{symbol.name}", "")
                spelling = _last(symbol.name).removesuffix("!")
                dotted = _dotted(module.name, symbol.name)
                gone = Removed(dotted, symbol.kind.value, successor, (spelling,), module.language)
                yield module.name, symbol, gone


def _may_be_passed_on(before: Facts, after: Facts) -> frozenset[str]:
    """Returns what modules offered that pass on everything of another project now: who knows what that has."""
    is_open = {module.name for module in after.modules if "*" in module.passed_on}
    return frozenset(_last(each.name) for module in before.modules if module.name in is_open for each in module.symbols)


def _dotted(module: str, symbol: str) -> str:
    """Returns a name as a mention of it is read: dots for whatever a language writes, no `!`, `?` or `=` behind it."""
    return ".".join((*_PARTS.findall(module), symbol.rstrip("!?=")))


def _offered_spellings(facts: Facts) -> Iterator[str]:
    for module in facts.modules:
        for symbol in module.symbols:
            name = _dotted(module.name, symbol.name)
            yield from _spellings(Removed(name, symbol.kind.value, "", (), module.language))


def _exact(module: str, symbol: Symbol, removed: Removed, owners: Owners) -> Removed | None:
    """Returns what a name with its owner means, with what would refute it; None where it is there."""
    found = owners.refutation(module, symbol, removed.language, removed.spellings[0])
    return removed._replace(**found._asdict()) if found is not None else None


def _parameters(before: Facts, after: Facts) -> Iterator[Removed]:
    parameters = {
        each.lstrip("*") for module in before.modules for symbol in module.symbols for each in symbol.parameters
    }
    for name in parameters - after.known_names:
        if is_distinctive(name):
            yield Removed(name, "parameter", "", (name,))


def _spellings(symbol: Removed, projects: Iterable[str] = ()) -> Iterator[str]:
    """Yields the dotted ways to write a name that starts at a package, outside Python at the last part of its path.

    Args:
        symbol: What is gone.
        projects: Names of the packages of JavaScript, which are also what people call what they import.
    """
    parts = symbol.name.split(".")
    yield symbol.name
    is_any = symbol.language != "Python"
    if symbol.language in {"JavaScript", "TypeScript"} and symbol.noun in {"class", "function", "data"}:
        yield from (f"{each}.{_last(symbol.name)}" for each in projects)
    yield from (".".join(parts[start:]) for start in range(1, len(parts) - 1) if is_any or parts[start][:1].isupper())


def _packages(facts: Facts) -> frozenset[str]:
    names = [_PARTS.findall(each.name) for each in facts.module_map]
    return frozenset(each[0] for each in names if each) | _last_parts(facts)


def _last_parts(facts: Facts) -> frozenset[str]:
    """Returns how packages of Go are called where they are used: by the last part of their path."""
    names = [_PARTS.findall(each.name) for each in facts.modules if each.language != "Python"]
    return frozenset(each[-1] for each in names if each)


def _others(facts: Facts) -> frozenset[str]:
    """Returns the import packages of other projects that the code uses."""
    return frozenset(each.partition(".")[0] for each in facts.imported_modules) - _packages(facts)


def _other_names(before: Facts, after: Facts) -> Iterator[Removed]:
    """Yields what the code named without offering it: parameters, fields, private functions, keys of settings."""
    own = _packages(before)
    borrowed = {_last(each) for each in before.imported_modules if each.partition(".")[0] not in own}
    borrowed |= _may_be_passed_on(before, after)
    for name in before.known_names - after.known_names - after.literals - borrowed:
        if "." not in name and is_distinctive(name):
            yield Removed(name, "name", "", (name,))
    for name in before.literals - after.literals - after.known_names - _PACKAGING:
        if name.isidentifier() and is_distinctive(name):
            yield Removed(name, "setting or key", "", (name,))


def _modules(before: Facts, after: Facts, moved: Mapping[str, str]) -> Iterator[Removed]:
    still = {each.name for each in after.module_map} | after.known_names | after.imported_modules
    packages = {name.rpartition(".")[0] for name in still}
    names = {each.path: each.name for each in after.module_map}
    for each in before.module_map:
        if each.name not in still and each.name not in packages and ("." in each.name or is_distinctive(each.name)):
            successor = names.get(moved.get(each.path, ""), "")
            yield Removed(each.name, "module", successor, (each.name,))
    there = {*(_dotted(each.name, "").rstrip(".") for each in after.modules), *_offered_spellings(after)}
    for module in before.modules:
        name = ".".join(_PARTS.findall(module.name))
        if module.language in {"Ruby", "Rust"} and "." in name and name not in there:
            yield Removed(name, "module", "", (), module.language)


def _options(before: Facts, after: Facts, successors: Mapping[str, str]) -> Iterator[Removed]:
    still = {flag for each in after.options for flag in each.flags}
    understood = {each.evidence.path for each in after.options}
    for option in before.options:
        for flag in option.flags:
            if flag.startswith("--") and len(flag) > 3 and flag not in still:
                # Where none of a file's options is read any more, they may come from elsewhere.
                other = () if option.evidence.path in understood else (flag[2:].replace("-", "_"), flag[2:])
                yield Removed(flag, "option", successors.get(flag, ""), (flag, *other))


def _commands(before: Facts, after: Facts) -> Iterator[Removed]:
    still = {each.name for each in after.commands} | {_last_word(each.name) for each in after.commands}
    for each in before.commands:
        word = _last_word(each.name)
        if each.name not in still and word not in still and not word.startswith("-"):
            yield Removed(each.name, "command", "", (word, word.replace("-", "_")))
    scripts = set(_programs(after))
    for name in _programs(before):
        if name not in scripts and name not in still:
            yield Removed(name, "command", "", (name,))


def _last_word(name: str) -> str:
    return name.rpartition(" ")[2]


def _programs(facts: Facts) -> Iterator[str]:
    for project in facts.projects:
        yield from project.scripts


def _variables(before: Facts, after: Facts) -> Iterator[Removed]:
    still = {each.name: each for each in after.variables}
    came = [each for each in after.variables if each.name not in {other.name for other in before.variables}]
    for each in before.variables:
        if each.name in still or "_" not in each.name:
            continue
        alike = [new.name for new in came if each.summary and new.summary == each.summary]
        field = (_last(each.field),) if each.field else ()
        successor = alike[0] if len(alike) == 1 else ""
        yield Removed(each.name, "environment variable", successor, (each.name, *field))


def _routes(before: Facts, after: Facts) -> Iterator[Removed]:
    still = {static_route(each.path) for each in after.routes}
    served = {each.handler for each in after.routes}
    for each in before.routes:
        if static_route(each.path) not in still and static_route(each.path).strip("/{}"):
            # A handler that is there, but serves nothing that is read, may still serve this.
            handler = () if each.handler in served else (_last(each.handler),)
            yield Removed(each.path, "route", "", tuple(filter(None, (each.path, *handler))))


def _paths(before: Facts, after: Facts, moved: Mapping[str, str]) -> Iterator[Removed]:
    for path in before.paths - after.paths:
        yield Removed(path, "file", moved.get(path, ""), (path,))
    for folder in folders(before.paths) - folders(after.paths):
        yield Removed(folder, "folder", "", (folder,))


def folders(paths: Iterable[str]) -> frozenset[str]:
    """Returns every folder above the given files."""
    found: set[str] = set()
    for path in paths:
        while (path := path.rpartition("/")[0]) and path not in found:
            found.add(path)
    return frozenset(found)
