"""The files of a commit in languages beside Python.

Comes in: a tree, an earlier one, the projects. Goes out: `OtherSources`, what `FactsReader` puts together.
"""

import posixpath
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from coderipple.analysis.file_facts import FileFacts
from coderipple.analysis.file_roles import is_aside, is_example, is_foreign, is_test
from coderipple.analysis.languages import MissingGrammar, grammar_version, language_of, read_source, read_usages
from coderipple.analysis.languages.language import Language, OfferedModule
from coderipple.analysis.languages.named import Named
from coderipple.analysis.languages.usages import Wanted
from coderipple.analysis.public_names import Source
from coderipple.analysis.python_source import SourceFacts, SourceProblem
from coderipple.analysis.unwritten import Unwritten
from coderipple.analysis.usage import DeclaredUsage
from coderipple.facts import Module, Project, SourceModule

type Tree = Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class OtherLinks:
    """How the files of a tree hang together.

    Attributes:
        placed: Of each file of the code the name of its module, and the part that it is put together with, see
            `Language.parts`; the latter is empty where it offers nothing.
        importable: Of each language the names of the modules that uses can import.
        hidden: Of each language the members that only tests can use.
    """

    placed: Mapping[str, tuple[str, str]]
    importable: Mapping[str, frozenset[str]]
    hidden: Mapping[str, frozenset[str]]


@dataclass(kw_only=True, slots=True)
class OtherSources:
    """What the files of a tree say.

    Attributes:
        by_language: The files of each language, sorted by path.
        stale: Of a file that cannot be read now, the blob that it had earlier.
        unread: Paths of those that cannot be read at all, and the names of their modules.
        problems: Why something is not read.
        generated: Paths of those that a program wrote: what they define is known, and offered to nobody.
    """

    by_language: dict[str, tuple[Language, list[Source]]] = field(default_factory=dict)
    stale: dict[str, str] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    generated: set[str] = field(default_factory=set)

    @property
    def code(self) -> list[Source]:
        """The files that are no tests."""
        return [each for language, sources in self.by_language.values() for each in sources if not is_test(each.path)]

    @property
    def users(self) -> list[Source]:
        """The files that users run or import."""
        return [each for each in self.code if not is_aside(each.path) and each.path not in self.generated]

    def named(self, modules: Iterable[Module], projects: Iterable[Project]) -> dict[str, Named]:
        """Returns the names that uses can name, by language.

        Args:
            modules: The public modules.
            projects: The projects, whose requirements a use may import.
        """
        modules, projects = tuple(modules), tuple(projects)
        found: dict[str, Named] = {}
        for name, (language, sources) in self.by_language.items():
            code = [each for each in sources if not is_test(each.path)]
            members = (member for each in code for member in each.facts.attributes)
            hidden = frozenset(each.rpartition(".")[2] for each in members)
            found[name] = Named(language, modules, projects, [each.path for each in code], hidden)
        return found

    def offered(self) -> Iterator[OfferedModule]:
        """Yields the modules that users can import.

        What a program wrote is offered where a module that is somebody's own passes it on; else by its name alone.
        """
        for language, reachable in self._reachable():
            own = {each.path: each.name for each in reachable if each.path in self.generated}
            for module in language.offered(reachable):
                written = [each[0].name for each in module.definitions if own.get(each[1]) == module.name]
                kept = tuple(each for each in module.definitions if own.get(each[1]) != module.name)
                passed_on = (*module.passed_on, *written)
                yield replace(module, definitions=kept, passed_on=passed_on) if written else module

    def module_map(self) -> Iterator[SourceModule]:
        """Yields the modules and which others each imports, sorted by name."""
        for language, reachable in self._reachable():
            written = [each for each in reachable if each.path not in self.generated]
            names = frozenset(each.name for each in written)
            for name in sorted(names):
                files = [each for each in written if each.name == name]
                imported = {found for each in files for found in language.imports(each, names)} - {name}
                described = next((each for each in files if each.facts.summary), files[0])
                yield SourceModule(
                    name=name,
                    path=described.path,
                    summary=described.facts.summary,
                    imports=tuple(sorted(imported)),
                    package=language.package_of(name, described.path),
                    separator=language.separator,
                )

    def _reachable(self) -> Iterator[tuple[Language, list[Source]]]:
        for language, sources in self.by_language.values():
            yield language, [each for each in sources if not is_test(each.path) and not is_aside(each.path)]

    def links(self, named: Mapping[str, Named]) -> OtherLinks:
        """Returns how the files hang together; the argument is that of `OtherLanguages.usages`."""
        parts = {
            path: f"{language.name} {part}"
            for language, reachable in self._reachable()
            for path, part in language.parts(reachable).items()
        }
        return OtherLinks(
            placed={each.path: (each.name, parts.get(each.path, "")) for each in self.code},
            importable={name: each.modules for name, each in named.items()},
            hidden={name: each.hidden for name, each in named.items()},
        )

    def names(self) -> Iterator[str]:
        """Yields every name that the code defines, those of members with their owner too."""
        for language, sources in self.by_language.values():
            for each in (source for source in sources if not is_test(source.path)):
                yield from each.facts.names
                yield from _shortened(each.name, language.separator)
                for definition in each.facts.definitions:
                    yield definition.name
                    yield from (f"{definition.name}.{member.name}" for member in definition.members)


def _shortened(name: str, separator: str) -> Iterator[str]:
    """Yields the ways in which people shorten a name: from the left, and in a diagram from the right."""
    parts = name.split(separator)
    yield from (separator.join(parts[start:]) for start in range(len(parts)))
    yield from (separator.join(parts[:end]) for end in range(1, len(parts)))


class OtherLanguages:
    """Reads such files; content that two trees share is read once.

    Args:
        files: Reads single files.
        language_of: Tells the language of a file, judged by its path.
    """

    def __init__(self, files: FileFacts, language_of: Callable[[str], Language | None] = language_of) -> None:
        self._files = files
        self._language_of = language_of

    def read(self, tree: Tree, earlier: Tree, projects: Iterable[Project], unwritten: Unwritten) -> OtherSources:
        """Returns what the files of a tree say; one that cannot be read now is as it was earlier."""
        found = OtherSources()
        missing: Counter[tuple[str, str]] = Counter()
        by_language: dict[str, tuple[Language, dict[str, SourceFacts]]] = {}
        for path in sorted(tree):
            language = self._language_of(path)
            if language is None or unwritten.is_unread(path) or is_foreign(path):
                continue
            try:
                facts = self._of(path, tree, earlier, language, found)
            except MissingGrammar:
                missing[language.name, language.extra] += 1
                continue
            if facts is not None:
                by_language.setdefault(language.name, (language, {}))[1][path] = facts
                if not is_test(path) and unwritten.is_generated(path, is_marked=facts.is_generated):
                    found.generated.add(path)
        projects = tuple(projects)
        for name, (language, files) in by_language.items():
            names = language.module_names(files, projects)
            sources = [Source(path=path, name=names[path], facts=facts) for path, facts in files.items()]
            found.by_language[name] = (language, sources)
        found.problems += [
            f"{count} files of {name} are not read: pip install 'coderipple[{extra}]' brings what reads them"
            for (name, extra), count in missing.items()
        ]
        return found

    def read_some(self, names: Mapping[str, str], tree: Tree, unwritten: Unwritten) -> OtherSources:
        """Returns what some files of the code say, which can all be read.

        Args:
            names: The names of their modules by path.
            tree: The tree.
            unwritten: Which of its files nobody wrote for it.
        """
        found = OtherSources()
        for path in sorted(names):
            language, facts = self._language_of(path), self.source(path, tree[path])
            if language is not None and isinstance(facts, SourceFacts):
                _, sources = found.by_language.setdefault(language.name, (language, []))
                sources.append(Source(path=path, name=names[path], facts=facts))
                if unwritten.is_generated(path, is_marked=facts.is_generated):
                    found.generated.add(path)
        return found

    def source(self, path: str, blob_id: str) -> SourceFacts | SourceProblem:
        """Returns what a file says.

        Raises:
            MissingGrammar: The grammar of its language is not installed.
        """
        language = self._language_of(path)
        return self._facts(blob_id, path, language) if language is not None else SourceProblem(reason="no code")

    def usages(
        self, others: OtherSources, named: Mapping[str, Named], tree: Tree
    ) -> dict[str, tuple[DeclaredUsage, ...]]:
        """Returns the uses of the public interface that files show.

        Args:
            others: The files.
            named: The names that uses in each language can name.
            tree: Path to blob id.
        """
        return {
            each.path: self.usages_in(each, tree[each.path], named[name])
            for name, (_, sources) in others.by_language.items()
            for each in sources
            if each.path not in others.generated
        }

    def usages_in(self, source: Source, blob_id: str, named: Named) -> tuple[DeclaredUsage, ...]:
        """Returns the uses of the public interface that one file shows.

        Args:
            source: The file.
            blob_id: Its content.
            named: The names that uses in its language can name.
        """
        role = _role(source.path)
        if not named.modules or role not in named.language.usages:
            return ()
        return self._usages(source.path, blob_id, named.language, named.wanted(source), role)

    def _usages(
        self, path: str, blob_id: str, language: Language, wanted: Wanted, role: str
    ) -> tuple[DeclaredUsage, ...]:
        ending = _ending(path, language)
        known = repr(
            (
                sorted(wanted.modules),
                sorted(wanted.homes.items()),
                sorted(wanted.dependencies),
                sorted(wanted.hidden),
                role,
                ending,
            )
        )
        reader = (
            f"{sha256(known.encode('utf-8', 'surrogatepass')).hexdigest()} {grammar_version(language.grammars[ending])}"
        )
        return self._files.usages(
            blob_id, reader, lambda content: read_usages(content, language, ending, wanted, role=role)
        )

    def _of(self, path: str, tree: Tree, earlier: Tree, language: Language, found: OtherSources) -> SourceFacts | None:
        facts = self._facts(tree[path], path, language)
        if isinstance(facts, SourceFacts):
            return facts
        found.problems.append(f"{path}: not read, {facts.reason}")
        before = self._facts(earlier[path], path, language) if path in earlier else facts
        if isinstance(before, SourceFacts):
            found.stale[path] = earlier[path]
            return before
        found.unread.append(path)
        return None

    def _facts(self, blob_id: str, path: str, language: Language) -> SourceFacts | SourceProblem:
        ending = _ending(path, language)
        reader = f"{ending} {grammar_version(language.grammars[ending])}"
        return self._files.source(blob_id, reader, lambda content: read_source(content, language, ending))


def _ending(path: str, language: Language) -> str:
    return next(each for each in language.grammars if posixpath.basename(path).endswith(each))


def _role(path: str) -> str:
    return "example" if is_example(path) else "test" if is_test(path) else "" if is_aside(path) else "code"
