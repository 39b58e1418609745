"""What the reader of facts has to know of a language.

Comes in: nothing. Goes out: `Language`, the form in which each module of a language describes itself.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coderipple.analysis.definitions import Definition
from coderipple.analysis.python_source import SourceFacts

if TYPE_CHECKING:
    from tree_sitter import Node

    from coderipple.analysis.languages.usages import Reader
    from coderipple.analysis.public_names import Source
    from coderipple.facts import Project


@dataclass(frozen=True, kw_only=True, slots=True)
class OfferedModule:
    """What users import as one thing: a package of Go, a file of TypeScript.

    Attributes:
        name: As users name it.
        path: Its file, or its folder where several files make it.
        package: What it is a part of, the name of a page of the reference.
        summary: First sentence of what it says of itself, or an empty string.
        definitions: What it offers, each with the file that defines it, in the order of the reference.
        language: Name of the language.
        passed_on: Names that it offers, too, and that nobody here is known to define; `*` for any name.
    """

    name: str
    path: str
    package: str
    summary: str
    definitions: tuple[tuple[Definition, str], ...]
    language: str
    passed_on: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Language:
    """A language.

    Attributes:
        name: What it is called: `Go`.
        extra: The extra of this distribution that brings its grammars.
        grammars: Ending of a file's name to the grammar's package and function: `tree_sitter_go.language`.
        read: Takes the root of a syntax tree; what it returns depends on nothing but the content.
        is_test: Whether a file belongs to the tests, judged by its path, beyond what holds for every language.
        module_names: Takes the files and the projects; returns the name of the module that each belongs to, by path.
        offered: Takes the files that users can reach; returns the modules and what each offers.
        parts: Takes the same; returns the part that each file belongs to, by path. What `offered` gives of all is what
            it gives of each part by itself; a file in none offers nothing.
        imports: Takes a file and every name that `module_names` gave; returns which of them the file imports.
        package_of: Takes the name of a module and its path; returns the package that it belongs to.
        separator: What stands between the parts of a module's name.
        written_out: Takes the root of a tree and what parses; returns the root with what the file's own macros make.
        usages: Reads uses of the interface, by what a file is for: `test`, `example`, or `code` that users run.
    """

    name: str
    extra: str
    grammars: Mapping[str, str]
    read: "Callable[[Node], SourceFacts]"
    is_test: Callable[[str], bool]
    module_names: "Callable[[Mapping[str, SourceFacts], Iterable[Project]], Mapping[str, str]]"
    offered: "Callable[[Iterable[Source]], Iterator[OfferedModule]]"
    parts: "Callable[[Iterable[Source]], Mapping[str, str]]"
    imports: "Callable[[Source, frozenset[str]], Iterator[str]]"
    package_of: Callable[[str, str], str]
    separator: str
    written_out: "Callable[[Node, Callable[[bytes], Node]], Node]" = field(default=lambda root, _parse: root)
    usages: "Mapping[str, Reader]" = field(default_factory=dict)
