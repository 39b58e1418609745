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
# The same in other languages: what a keyword declares, `name := value`, a line of a block of Go's variables.
_DECLARED = re.compile(
    r"\b(?:func|function|fn|var|let|const|class|type|interface|struct|enum|trait|module|def)\s+"
    r"(?:mut\s+|self\.|\(\w+ [^)]*\)\s*)?(\w+)|(\w+)(?:, \w+)*+ := |^\s+(\w+) +(?:\*|\[\])?\w+$"
)
_DESTRUCTURED = re.compile(r"\b(?:const|let|var)\s*[{\[]([^}\]=]*)[}\]]\s*=")
_SCRIPT_IMPORT = re.compile(r"\bimport\s+(?:type\s+)?([^;'\"]{0,2000}?)\s+from\s+['\"]([^'\"]+)['\"]")
_SCRIPT_REQUIRE = re.compile(r"\b(?:const|let|var)\s+([^=;]{0,2000}?)\s*=\s*require\(['\"]([^'\"]+)['\"]\)")
_GO_IMPORT = re.compile(r"^\s*(?:import\s+)?(?:(\w+)\s+)?\"([^\"\s]+)\"\s*$", re.MULTILINE)
_JAVA_IMPORT = re.compile(r"^\s*import\s+(?:static\s+)?([\w.]+)\.(\w+);", re.MULTILINE)
_RUST_CRATE = re.compile(r"^\s*extern crate (\w+)", re.MULTILINE)
_MAJOR = re.compile(r"/v\d+$")
_LOCAL = re.compile(r"(\w+)(?: as (\w+))?")


class ForeignNames:
    """The names in a document that do not mean the repository's code.

    Args:
        found: The mentions of the document.
        packages: Import packages of the repository.
        others: Import packages of other projects that the repository uses.
        modules: Names of the repository's modules in languages beside Python.
        gone: Names of those of them that it has no longer: who links to such a crate means what became of it elsewhere.
    """

    def __init__(
        self,
        found: Iterable[Mention],
        packages: frozenset[str],
        others: frozenset[str] = frozenset(),
        modules: frozenset[str] = frozenset(),
        gone: frozenset[str] = frozenset(),
    ) -> None:
        found = tuple(found)
        self._packages = packages
        self._others = others
        self._modules = modules
        self._gone = gone
        other_code = [each for each in found if each.kind is MentionKind.CODE and not _is_surely_python(each.language)]
        self._declared = frozenset(name for each in other_code for name in _declared(each.text))
        blocks = dict.fromkeys(each.around for each in other_code)
        self._lent = frozenset(name for block in blocks for name in self._foreign_names(block))
        lines = [each.text for each in found if each.kind is MentionKind.CODE and _may_be_python(each.language)]
        self._defined = frozenset(name for line in lines for name in _defined(line))
        self._imported = frozenset(name for line in lines for name in self._foreign_imports(line))

    def owns(self, name: str) -> bool:
        """Tells whether what starts with a name, such as `json.dumps`, is of another project."""
        return name in self._lent or (
            name not in self._packages
            and (name in self._imported or name in self._others or name in sys.stdlib_module_names)
        )

    def defines(self, name: str) -> bool:
        """Tells whether the document's examples define a name, or import it from another project."""
        return any(name in each for each in (self._defined, self._imported, self._declared, self._lent))

    def _foreign_imports(self, line: str) -> Iterator[str]:
        if (found := _FROM.match(line)) and self._is_foreign(found[1]):
            yield from (each[2] or each[1] for each in _LOCAL.finditer(found[2]))
        elif (found := _IMPORT.match(line)) and self._is_foreign(found[1]):
            yield found[2] or found[1].split(".", 1)[0]

    def _foreign_names(self, block: str) -> Iterator[str]:
        """Yields what a block imports in Go, Java, JavaScript, Rust or TypeScript from other projects."""
        for pattern in (_SCRIPT_IMPORT, _SCRIPT_REQUIRE):
            for each in pattern.finditer(block):
                if self._is_of_others(each[2]):
                    yield from (name for name in re.findall(r"[\w$]+", each[1]) if name not in {"as", "type"})
        for each in _GO_IMPORT.finditer(block):
            if "/" in each[2] and self._is_of_others(each[2]):
                yield each[1] or _MAJOR.sub("", each[2]).rpartition("/")[2]
        yield from (each for each in _RUST_CRATE.findall(block) if each in self._gone)
        for each in _JAVA_IMPORT.finditer(block):
            if self._is_of_others(each[1]):
                yield each[2]

    def _is_of_others(self, module: str) -> bool:
        """Tells whether no module of the repository is, holds, or lies in what is imported."""
        parts = module.split("/")
        ways = {module, *("/".join(parts[:end]) for end in range(1, len(parts)))}
        return not module.startswith(".") and ways.isdisjoint(self._modules)

    def _is_foreign(self, module: str) -> bool:
        return not module.startswith(".") and module.split(".", 1)[0] not in self._packages


def _may_be_python(language: str) -> bool:
    return "py" in language or language in {"", "{code-block}", "{code}", "{doctest}", "{testcode}"}


def _is_surely_python(language: str) -> bool:
    return "py" in language or language in {"{doctest}", "{testcode}"}


def _declared(line: str) -> Iterator[str]:
    for found in _DECLARED.finditer(line):
        yield found[1] or found[2] or found[3]
    for found in _DESTRUCTURED.finditer(line):
        yield from re.findall(r"\w+", found[1])


def _defined(line: str) -> Iterator[str]:
    if found := _DEFINED.match(line):
        yield found[1] or found[2] or found[3]
    if found := _SIGNATURE.match(line):
        yield from _PARAMETER.findall(found[1])
