"""What uses in one language can be uses of, seen from the file that shows them.

Comes in: the public modules, the projects. Goes out: `Wanted`, for each file its own.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from coderipple.analysis.languages.language import Language
from coderipple.analysis.languages.typescript_surface import resolved
from coderipple.analysis.languages.usages import Wanted
from coderipple.facts import Module, Project

if TYPE_CHECKING:
    from coderipple.analysis.public_names import Source

_ECOSYSTEMS = {"TypeScript": "node", "Go": "go", "Rust": "rust", "Java": "java"}
_PLACES = "TypeScript"  # the language in which tests name a module by its place in the repository


class Named:
    """The names that uses in one language can name.

    Args:
        language: The language.
        modules: The public modules of all languages.
        projects: The projects.
        paths: The files of the language.
        hidden: Members that only tests can use.

    Attributes:
        language: The language.
        modules: Names of its public modules, as far as anybody can import them by these.
        hidden: Members that only tests can use.
    """

    def __init__(
        self,
        language: Language,
        modules: Iterable[Module],
        projects: Iterable[Project],
        paths: Iterable[str],
        hidden: frozenset[str],
    ) -> None:
        self.language = language
        own = [each for each in projects if each.ecosystem == _ECOSYSTEMS.get(language.name)]
        packages = tuple(each.name for each in own)
        is_named_by_place = language.name == _PLACES
        found = [
            each
            for each in modules
            if each.language == language.name
            and (
                not is_named_by_place or each.name in packages or each.name.startswith(tuple(f"{x}/" for x in packages))
            )
        ]
        self.modules = frozenset(each.name for each in found)
        required = (name for each in own for name in (*each.dependencies, *(one.name for one in each.requirements)))
        self._dependencies = frozenset(required)
        self.hidden = hidden
        self._paths = {path: path for path in paths} if is_named_by_place else {}
        self._modules: dict[str, str] = {}
        self._homes: dict[tuple[str, str], str] = {}
        for module in found:
            self._modules.setdefault(module.path, module.name)
            for symbol in (each for each in module.symbols if "." not in each.name):
                self._homes.setdefault((symbol.evidence.path, symbol.name), module.name)

    def wanted(self, source: "Source") -> Wanted:
        """Returns what a file can use."""
        homes = dict(self._named(source))
        return Wanted(
            modules=self.modules, homes=homes, dependencies=self._dependencies, hidden=self.hidden & source.facts.names
        )

    def targets(self, source: "Source") -> dict[str, str]:
        """Returns the files that a file imports by their place, as it names them; none where nobody does that."""
        found = {
            each: resolved(each, source.path, self._paths) for each in source.facts.imported_modules if self._paths
        }
        return {specifier: path for specifier, path in found.items() if path is not None}

    def _named(self, source: "Source") -> Iterator[tuple[str, str]]:
        """Yields what a file can import by its place, with the public module that offers it."""
        for specifier, target in self.targets(source).items():
            module = self._modules.get(target, "")
            yield from ((f"{specifier} {name}", module) for name in ("*", "default") if module)
            for (path, name), home in self._homes.items():
                if path == target or home == module:
                    yield f"{specifier} {name}", home
