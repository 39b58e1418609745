"""TypeScript and JavaScript: a module is a file, and offers what it exports.

Where `package.json` names the files that may be imported and these are in the repository, they are the modules of a
package, with what they export of other files; else every file that exports something is one.

Comes in: syntax trees. Goes out: modules with exported functions, classes, interfaces, types, enumerations, constants.
Source: ECMAScript's module syntax; Node's "Package entry points"; CommonJS by assignment to `exports`.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from coderipple.analysis.definitions import Definition
from coderipple.analysis.languages.language import Language, OfferedModule
from coderipple.analysis.languages.nodes import names_and_literals, text
from coderipple.analysis.languages.typescript_commonjs import commonjs
from coderipple.analysis.languages.typescript_definitions import declared, merged, of_namespaces, renamed, summary_of
from coderipple.analysis.languages.typescript_entries import (
    DECLARATIONS,
    SOURCES,
    entries,
    imported_places,
    stem,
)
from coderipple.analysis.languages.typescript_exports import Export, assigned_export, exported_names, imported
from coderipple.analysis.languages.typescript_programs import script_options, script_variables
from coderipple.analysis.languages.typescript_surface import Exported, Surfaces, resolved
from coderipple.analysis.languages.typescript_usages import script_programs_shown, script_tests
from coderipple.analysis.python_source import ImportedName, SourceFacts
from coderipple.facts import SymbolKind

if TYPE_CHECKING:
    from tree_sitter import Node

    from coderipple.analysis.public_names import Source
    from coderipple.facts import Project

_NAMES = (
    *("identifier", "property_identifier", "shorthand_property_identifier", "shorthand_property_identifier_pattern"),
    *("type_identifier", "private_property_identifier"),
)
_IS_MADE = re.compile(r"\b(?:class|function)\b")
_TESTS = ("__tests__", "__mocks__", "spec", "e2e", "cypress")


def _read(root: "Node") -> SourceFacts:
    names, literals = names_and_literals(root, names=_NAMES, strings=("string",))
    options = script_options(root)
    bindings = {each.local: each for each in imported(root)}
    definitions: dict[str, Definition] = {}
    for node in root.children:
        for each in declared(node):
            known = definitions.get(each.name)
            if known is None or not _is_body_of_overloads(node, known):
                definitions |= merged((known, each) if known else (each,))
    assigned = commonjs(root)
    for each in assigned.definitions:
        definitions.setdefault(each.name, each)
    stated = assigned_export(root)
    members = of_namespaces(root, stated) if stated else ()
    of_whole = [*_of_whole(stated, definitions, members)]
    for each in members:
        definitions.setdefault(each.name, each)
    whole = assigned.whole or stated
    exports: list[str] = []
    onward: list[ImportedName] = []
    for name, local, module in (*exported_names(root), *assigned.exports, *of_whole):
        if module:
            onward.append(ImportedName(local=name, module=module, name=local, level=0))
        elif local in definitions and not (local in bindings and bindings[local].name != "*"):
            definitions.setdefault(name, renamed(definitions[local], name))
            exports.append(name)
            if local in bindings and name != whole:  # of CommonJS: what was required is an object of its own
                onward.append(replace(bindings[local], local=name))
        elif local in bindings:
            onward.append(replace(bindings[local], local=name))
    return SourceFacts(
        summary=_summary(root),
        definitions=tuple(definitions.values()),
        exports=tuple(dict.fromkeys(exports)),
        imported_names=tuple(onward),
        imported_modules=frozenset(each.module for each in (*bindings.values(), *onward)),
        names=names,
        literals=literals,
        attributes=frozenset(),
        commands=options.commands,
        options=options.options,
        variables=script_variables(root),
        routes=(),
        raised=(),
        whole=whole,
    )


def _of_whole(whole: str, definitions: Mapping[str, Definition], members: Iterable[Definition]) -> Iterator[Export]:
    """Yields what `export = name` passes on: a function or class by its name, and what its namespace holds."""
    names = [each.name for each in members]
    yield from ((each, each, "") for each in names)
    if whole and (not names or (whole in definitions and _IS_MADE.search(definitions[whole].signature))):
        yield whole, whole, ""


def _is_body_of_overloads(node: "Node", known: Definition) -> bool:
    """Tells whether a statement only runs what the overloads before it declare; nobody can call it as it is."""
    inner = node.child_by_field_name("declaration") or node
    return inner.type == "function_declaration" and known.kind is SymbolKind.FUNCTION


def _summary(root: "Node") -> str:
    """Returns the first sentence of a comment that is about the file, as its tag or its place says."""
    first = next(iter(root.named_children), None)
    if first is None or first.type != "comment" or not text(first).startswith("/**"):
        return ""
    following = first.next_named_sibling
    is_of_file = any(tag in text(first) for tag in ("@fileoverview", "@module", "@packageDocumentation", "@file"))
    is_apart = following is not None and following.start_point.row > first.end_point.row + 1
    if not (is_of_file or is_apart) or following is None:
        return ""
    return summary_of(text(first))


def is_test(path: str) -> bool:
    """Tells whether a file belongs to the tests, as the usual runners find them."""
    *folders, name = path.split("/")
    above = takewhile(lambda each: each not in SOURCES, folders)  # what stands among the sources may be offered
    return (
        "test" in above
        or any(each in folders for each in _TESTS)
        or any(f".{word}." in name for word in ("test", "spec", "bench"))
    )


def _module_names(files: Mapping[str, SourceFacts], projects: "Iterable[Project]") -> dict[str, str]:
    named = entries(files, projects)
    return {path: named.get(path) or stem(path) for path in files}


def _offered(sources: "Iterable[Source]") -> Iterator[OfferedModule]:
    by_path = {each.path: each for each in sources}
    named, reachable = _named(by_path)
    surfaces = Surfaces(reachable)
    found = [_offered_module(files, surfaces, name.replace("/", ".")) for name, files in sorted(named.items())]
    if not any(each.definitions for each in found):  # what is named is a program
        found = [
            _offered_module([each], surfaces, posixpath.dirname(each.path).replace("/", ".") or "index")
            for each in by_path.values()
            if not any(part == "internal" or part.startswith("_") for part in each.path.split("/")[:-1])
        ]
    yield from found


def _named(by_path: "Mapping[str, Source]") -> "tuple[dict[str, list[Source]], dict[str, Source]]":
    """Returns the files of each name by which something is imported, and every file by its path and such a name."""
    named: dict[str, list[Source]] = {}
    for each in sorted(by_path.values(), key=lambda each: not each.path.endswith(DECLARATIONS)):
        if each.name != stem(each.path):
            named.setdefault(each.name, []).append(each)
    return named, {**by_path, **{name: files[-1] for name, files in named.items()}}  # a package may import itself


def _offered_module(files: "list[Source]", surfaces: Surfaces, package: str) -> OfferedModule:
    """Returns what one name offers: what its types declare goes before what its code has beside that."""
    definitions: Exported = {}
    for each in files:
        theirs = surfaces.of(each)
        if definitions:  # what stands for the whole is declared already
            theirs.pop(each.facts.whole, None)
        definitions |= {name: one for name, one in theirs.items() if name not in definitions}
    return OfferedModule(
        name=files[0].name,
        path=files[-1].path,
        package=package,
        summary=next((each.facts.summary for each in files if each.facts.summary), ""),
        definitions=tuple(each for each in definitions.values() if each is not None),
        language="TypeScript",
        passed_on=tuple(sorted(name for name, each in definitions.items() if each is None)),
    )


def _parts(sources: "Iterable[Source]") -> dict[str, str]:
    """Returns a file of those that are joined by what they pass on, or by one name.

    Where what is named offers something, other files than those that are joined with it offer nothing.
    """
    by_path = {each.path: each for each in sources}
    named, reachable = _named(by_path)
    next_of = {path: path for path in by_path}

    def last(path: str) -> str:
        while next_of[path] != path:
            next_of[path] = path = next_of[next_of[path]]  # the way is shorter the next time
        return path

    for files in named.values():
        for each in files:
            next_of[last(each.path)] = last(files[-1].path)
    for source in by_path.values():
        for imported_name in source.facts.imported_names:
            origin = resolved(imported_name.module, source.path, reachable)
            if origin is not None:
                next_of[last(origin.path)] = last(source.path)
    surfaces = Surfaces(reachable)
    offering = [files[-1].path for files in named.values() if _offered_module(files, surfaces, "").definitions]
    parts = {last(path) for path in offering}
    return {path: last(path) for path in by_path if not parts or last(path) in parts}


def _imports(source: "Source", names: frozenset[str]) -> Iterator[str]:
    modules = source.facts.imported_modules
    yield from (each for each in (*modules, *imported_places(source.path, modules)) if each in names)


TYPESCRIPT = Language(
    name="TypeScript",
    extra="typescript",
    grammars={
        **dict.fromkeys((".ts", ".mts", ".cts"), "tree_sitter_typescript.language_typescript"),
        **dict.fromkeys((".tsx", ".js", ".jsx", ".mjs", ".cjs"), "tree_sitter_typescript.language_tsx"),
    },
    read=_read,
    is_test=is_test,
    module_names=_module_names,
    offered=_offered,
    parts=_parts,
    imports=_imports,
    package_of=lambda name, path: posixpath.dirname(path) or name,
    separator="/",
    usages={"test": script_tests, "example": script_programs_shown},
)
