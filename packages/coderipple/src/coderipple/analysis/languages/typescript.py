"""TypeScript and JavaScript: a module is a file, and offers what it exports.

Where `package.json` names the files that may be imported and these are in the repository, they are the modules of a
package, with what they export of other files; else every file that exports something is one.

Comes in: syntax trees. Goes out: modules with exported functions, classes, interfaces, types, enumerations, constants.
Source: ECMAScript's module syntax; Node's "Package entry points"; CommonJS by assignment to `exports`.
"""

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from coderipple.analysis.definitions import Definition
from coderipple.analysis.languages.language import Language, OfferedModule
from coderipple.analysis.languages.nodes import names_and_literals, text
from coderipple.analysis.languages.typescript_definitions import declared, merged, renamed, summary_of
from coderipple.analysis.languages.typescript_exports import assigned, commonjs_exports, exported_names, imported
from coderipple.analysis.languages.typescript_programs import script_options, script_variables
from coderipple.analysis.languages.typescript_usages import script_programs_shown, script_tests
from coderipple.analysis.python_source import ImportedName, SourceFacts
from coderipple.facts import SymbolKind

if TYPE_CHECKING:
    from tree_sitter import Node

    from coderipple.analysis.public_names import Source
    from coderipple.facts import Project

type Exported = dict[str, tuple[Definition, str]]

_NAMES = (
    *("identifier", "property_identifier", "shorthand_property_identifier", "shorthand_property_identifier_pattern"),
    *("type_identifier", "private_property_identifier"),
)
_ENDINGS = (".d.ts", ".d.mts", ".d.cts", ".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs")
_BUILT = (
    "dist",
    "distribution",
    "lib",
    "build",
    "out",
    "es",
    "esm",
    "cjs",
)  # what a build writes, and the repository may not have
_SOURCES = ("src", "lib", "source", "")
_DEEPEST = 20  # files that pass on what another one passes on
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
        for each in assigned(node):
            definitions.setdefault(each.name, each)
    exports: list[str] = []
    onward: list[ImportedName] = []
    for name, local, module in (*exported_names(root), *commonjs_exports(root)):
        if module:
            onward.append(ImportedName(local=name, module=module, name=local, level=0))
        elif local in definitions:
            definitions.setdefault(name, renamed(definitions[local], name))
            exports.append(name)
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
    )


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
    above = takewhile(lambda each: each not in _SOURCES, folders)  # what stands among the sources may be offered
    return (
        "test" in above
        or any(each in folders for each in _TESTS)
        or any(f".{word}." in name for word in ("test", "spec", "bench"))
    )


def _stem(path: str) -> str:
    ending = next((each for each in _ENDINGS if path.endswith(each)), "")
    return path.removesuffix(ending) if ending else path


def _entries(files: Iterable[str], projects: "Iterable[Project]") -> dict[str, str]:
    """Returns the files that packages name as what may be imported, with the name by which it is."""
    by_stem: dict[str, str] = {}
    for path in sorted(files, key=lambda path: (path.endswith((".d.ts", ".d.mts", ".d.cts")), path)):
        by_stem.setdefault(_stem(path), path)
    found: dict[str, str] = {}
    named: set[str] = set()  # a name that several conditions lead to is one module: the first counts
    for project in (each for each in projects if each.ecosystem == "node"):
        entries = [each for each in project.entry_points if each.group in {"exports", "module", "commonjs"}]
        targets = [(each.name, each.target) for each in entries] or [(".", "index.js")]  # Node's own default
        for entry, target in targets:
            source = next((by_stem[each] for each in _places(project.folder, target) if each in by_stem), "")
            name = posixpath.normpath(f"{project.name}/{entry}")
            if source and "*" not in entry and name not in named:
                named.add(name)
                found.setdefault(source, name)
    return found


def _places(folder: str, target: str) -> Iterator[str]:
    """Yields where the source of an entry may lie, without its ending: there, or where a build takes it from."""
    stem = _stem(posixpath.normpath(target))
    yield posixpath.normpath(posixpath.join(folder, stem))
    yield posixpath.normpath(posixpath.join(folder, stem, "index"))
    parts = stem.split("/")
    while parts and parts[0] in _BUILT:
        parts = parts[1:]
        for source in _SOURCES:
            yield posixpath.normpath(posixpath.join(folder, source, *parts))


def _module_names(files: Mapping[str, SourceFacts], projects: "Iterable[Project]") -> dict[str, str]:
    entries = _entries(files, projects)
    return {path: entries.get(path) or _stem(path) for path in files}


def _offered(sources: "Iterable[Source]") -> Iterator[OfferedModule]:
    by_path = {each.path: each for each in sources}
    entries = [each for each in by_path.values() if each.name != _stem(each.path)]
    for source in entries or by_path.values():
        folders = source.path.split("/")[:-1]
        if not entries and any(each == "internal" or each.startswith("_") for each in folders):
            continue
        yield OfferedModule(
            name=source.name,
            path=source.path,
            package=(source.name if entries else posixpath.dirname(source.path)).replace("/", ".") or "index",
            summary=source.facts.summary,
            definitions=tuple(_exported(source, by_path).values()),
            language="TypeScript",
        )


def _exported(source: "Source", by_path: "Mapping[str, Source]", around: frozenset[str] = frozenset()) -> Exported:
    """Returns what a file exports by name, what it passes on of other files too; its own goes first.

    Args:
        source: The file.
        by_path: Every file that may be reached.
        around: The files that pass this one on; imports may go in a circle.
    """
    own = {each.name: each for each in source.facts.definitions}
    found = {name: (own[name], source.path) for name in source.facts.exports or ()}
    if source.path in around or len(around) >= _DEEPEST:
        return found
    for each in source.facts.imported_names:
        origin = resolved(each.module, source.path, by_path)
        theirs = _exported(origin, by_path, around | {source.path}) if origin else {}
        if each.local == "*":
            found = {name: one for name, one in theirs.items() if name != "default"} | found
        elif each.name in theirs:
            definition, path = theirs[each.name]
            found.setdefault(each.local, (renamed(definition, each.local), path))
    return found


def resolved(module: str, importer: str, by_path: "Mapping[str, Source]") -> "Source | None":
    """Returns the file that a relative import names, as Node and TypeScript look for it."""
    if not module.startswith("."):
        return None
    place = posixpath.normpath(posixpath.join(posixpath.dirname(importer), module))
    for stem in (place, _stem(place), posixpath.join(place, "index")):
        for ending in ("", *_ENDINGS[3:], *_ENDINGS[:3]):
            if f"{stem}{ending}" in by_path:
                return by_path[f"{stem}{ending}"]
    return None


def _imports(source: "Source", names: frozenset[str]) -> Iterator[str]:
    for module in source.facts.imported_modules:
        if module.startswith("."):
            place = posixpath.normpath(posixpath.join(posixpath.dirname(source.path), module))
            yield from (each for each in (place, _stem(place), posixpath.join(place, "index")) if each in names)
        elif module in names:
            yield module


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
    imports=_imports,
    package_of=lambda name, path: posixpath.dirname(path) or name,
    separator="/",
    usages={"test": script_tests, "example": script_programs_shown},
)
