"""What a few files in languages beside Python offer and show, without the files that have nothing to do with them.

A module may be made of several files, and pass on what other files define: files that are put together are read
together, and what they give is what all files would give of them.

Comes in: paths, how the files of the base hang together. Goes out: `OtherSources`, `DeclaredUsage`s.
"""

from collections.abc import Collection, Iterable

from coderipple.analysis.changed_files import ChangedFile
from coderipple.analysis.facts import FactsReader, Tree, other_modules
from coderipple.analysis.languages import Language, language_of
from coderipple.analysis.languages.files import OtherLinks, OtherSources
from coderipple.analysis.languages.named import Named
from coderipple.analysis.public_names import Source
from coderipple.analysis.unwritten import Unwritten
from coderipple.analysis.usage import DeclaredUsage
from coderipple.facts import Module, Project


class Parts:
    """Reads files with those that they are put together with.

    Args:
        links: How the files hang together; the trees that are read have the same files.
        projects: The projects.
        unwritten: Which files nobody wrote for the repository.
        reader: Reads files.
    """

    def __init__(
        self, links: OtherLinks, projects: Iterable[Project], unwritten: Unwritten, reader: FactsReader
    ) -> None:
        self._links = links
        self._projects = tuple(projects)
        self._unwritten = unwritten
        self._reader = reader
        self._paths: dict[str, list[str]] = {}  # by language

    def sources(self, changed: Iterable[ChangedFile], tree: Tree) -> OtherSources:
        """Returns all that makes the modules of changed files, where what these define differs.

        Args:
            changed: The files, in languages beside Python.
            tree: The tree.
        """
        parts = (self._links.placed.get(each.after.path, ("", "")) for each in changed if each.defines_otherwise)
        return self._read({part for _, part in parts}, tree)

    def usages(self, source: Source, tree: Tree) -> tuple[DeclaredUsage, ...]:
        """Returns the uses of the public interface that a file shows."""
        language = language_of(source.path)
        if language is None:
            return ()
        known = self._named(language, ())
        parts = {self._links.placed[path][1] for path in known.targets(source).values()}
        modules = sorted(other_modules(self._read(parts, tree), tree), key=lambda each: each.name)
        named = self._named(language, modules) if parts else known
        return self._reader.other_usages(source, tree[source.path], named)

    def _read(self, parts: Collection[str], tree: Tree) -> OtherSources:
        names = {path: name for path, (name, part) in self._links.placed.items() if part and part in parts}
        return self._reader.other_sources(names, tree, self._unwritten)

    def _named(self, language: Language, modules: Iterable[Module]) -> Named:
        """Returns what uses can name, of modules by their names alone where these are not given."""
        names = self._links.importable.get(language.name, frozenset())
        every = (Module(name=each, path="", summary="", symbols=(), language=language.name) for each in names)
        if language.name not in self._paths:
            self._paths[language.name] = [each for each in self._links.placed if language_of(each) == language]
        hidden = self._links.hidden.get(language.name, frozenset())
        return Named(language, [*every, *modules], self._projects, self._paths[language.name], hidden)
