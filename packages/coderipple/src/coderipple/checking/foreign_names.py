"""Names of a document's own examples: what they define themselves, and what they import from other projects.

Comes in: the mentions of a document, the packages of the repository. Goes out: a yes or no for a name.
"""

import re
import sys
from collections.abc import Iterable, Iterator

from coderipple.checking.mentions import Mention, MentionKind

_FROM = re.compile(r"^\s*from ([\w.]+) import \(?([\w ,]+)")
_IMPORT = re.compile(r"^\s*import ([\w.]+)(?: as (\w+))?")
# A function or class, a name or attribute that is assigned, a parameter or field on a line of its own.
_DEFINED = re.compile(r"^\s*(?:(?:async )?def|class) (\w+)|^\s*(?:self\.)?(\w+)(?:: [^=]++)? = |^\s+(\w+): ")
_SIGNATURE = re.compile(r"^\s*(?:async )?def \w+\((.*)")
_PARAMETER = re.compile(r"(\w+)(?=\s*[:=,)])")
_LOCAL = re.compile(r"(\w+)(?: as (\w+))?")


class ForeignNames:
    """The names in a document that do not mean the repository's code.

    Args:
        found: The mentions of the document.
        packages: Import packages of the repository.
        others: Import packages of other projects that the repository uses.
    """

    def __init__(
        self, found: Iterable[Mention], packages: frozenset[str], others: frozenset[str] = frozenset()
    ) -> None:
        self._packages = packages
        self._others = others
        lines = [each.text for each in found if each.kind is MentionKind.CODE and _may_be_python(each.language)]
        self._defined = frozenset(name for line in lines for name in _defined(line))
        self._imported = frozenset(name for line in lines for name in self._foreign_imports(line))

    def owns(self, name: str) -> bool:
        """Tells whether what starts with a name, such as `json.dumps`, is of another project."""
        return name not in self._packages and (
            name in self._imported or name in self._others or name in sys.stdlib_module_names
        )

    def defines(self, name: str) -> bool:
        """Tells whether the document's examples define a name, or import it from another project."""
        return name in self._defined or name in self._imported

    def _foreign_imports(self, line: str) -> Iterator[str]:
        if (found := _FROM.match(line)) and self._is_foreign(found[1]):
            yield from (each[2] or each[1] for each in _LOCAL.finditer(found[2]))
        elif (found := _IMPORT.match(line)) and self._is_foreign(found[1]):
            yield found[2] or found[1].split(".", 1)[0]

    def _is_foreign(self, module: str) -> bool:
        return not module.startswith(".") and module.split(".", 1)[0] not in self._packages


def _may_be_python(language: str) -> bool:
    return "py" in language or language in {"", "{code-block}", "{code}", "{doctest}", "{testcode}"}


def _defined(line: str) -> Iterator[str]:
    if found := _DEFINED.match(line):
        yield found[1] or found[2] or found[3]
    if found := _SIGNATURE.match(line):
        yield from _PARAMETER.findall(found[1])
