"""Rust: a crate offers what is public on a path of public modules from its root, and what it exports again.

Comes in: syntax trees. Goes out: modules with types, traits, functions, constants and macros.
Source: The Rust Reference, "Visibility and privacy", "Use declarations".
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from coderipple.analysis.definitions import Definition
from coderipple.analysis.docstrings import first_sentence
from coderipple.analysis.languages.language import Language, OfferedModule
from coderipple.analysis.languages.nodes import names_and_literals, text
from coderipple.analysis.languages.rust_definitions import defined, is_hidden, is_public, with_errors
from coderipple.analysis.languages.rust_macros import written_out
from coderipple.analysis.languages.rust_programs import rust_options, rust_variables
from coderipple.analysis.languages.rust_usages import rust_documentation, rust_programs_shown, rust_tests
from coderipple.analysis.languages.rust_uses import used_names
from coderipple.analysis.python_source import ImportedName, SourceFacts
from coderipple.facts import SymbolKind

if TYPE_CHECKING:
    from tree_sitter import Node

    from coderipple.analysis.public_names import Source
    from coderipple.facts import Project

_NAMES = ("identifier", "type_identifier", "field_identifier", "shorthand_field_identifier")
_ROOTS = {"lib.rs", "main.rs", "mod.rs"}
_DEEPEST = 20  # modules that export again what another one exports again


def _read(root: "Node") -> SourceFacts:
    names, literals = names_and_literals(root, names=_NAMES, strings=("string_literal",))
    options = rust_options(root)
    return SourceFacts(
        summary=_summary(root),
        exports=tuple(_public_modules(root)),
        definitions=with_errors(root, tuple(defined(root))),
        imported_names=tuple(each for node in root.children for each in _used(node)),
        imported_modules=frozenset(_paths(root)),
        names=names,
        literals=literals,
        attributes=frozenset(),
        commands=options.commands,
        options=options.options,
        variables=rust_variables(root),
        routes=(),
        raised=(),
    )


def _summary(root: "Node") -> str:
    """Returns the first sentence of the `//!` comments at the beginning."""
    lines: list[str] = []
    for node in root.children:
        if not text(node).startswith(("//!", "/*!")):
            if node.type in {"inner_attribute_item", "line_comment", "block_comment"} and not lines:
                continue
            break
        lines.append(text(node).removeprefix("//!").removeprefix("/*!").removesuffix("*/").strip())
    return first_sentence("\n".join(lines))


def _public_modules(root: "Node") -> Iterator[str]:
    for node in root.children:
        is_elsewhere = node.type == "mod_item" and node.child_by_field_name("body") is None
        if is_elsewhere and is_public(node) and not is_hidden(node):
            yield text(node.child_by_field_name("name"))


def _used(node: "Node") -> Iterator[ImportedName]:
    if node.type == "use_declaration" and is_public(node) and not is_hidden(node):
        yield from used_names(node)


def _paths(root: "Node") -> Iterator[str]:
    for node in root.children:
        if node.type == "use_declaration":
            yield from (f"{each.module}::{each.name}" for each in used_names(node))


@dataclass(kw_only=True, slots=True)
class _Crate:
    """The files of one crate by the path of their module below its root: `()`, `("tables", "high")`."""

    name: str
    modules: "dict[tuple[str, ...], Source]" = field(default_factory=dict)

    def found(self, path: str, here: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
        """Returns where a path of `use` leads to, seen from a module, and whether that is a file of the crate."""
        parts = tuple(path.split("::"))
        if parts[0] == "crate":
            target = parts[1:]
        elif parts[0] == "self":
            target = here + parts[1:]
        elif parts[0] == "super":
            target = here[:-1] + parts[1:]
        else:
            target = here + parts
        return target, target in self.modules

    def offered(self, here: tuple[str, ...], around: frozenset[tuple[str, ...]] = frozenset()) -> "Offered":
        """Returns what a module offers by name, with what it exports again; its own goes first."""
        source = self.modules[here]
        found: Offered = {
            each.name: (each, source.path)
            for each in source.facts.definitions
            if "." not in each.name and not each.name.endswith("!")
        }
        if not here:
            found |= self.macros()
        if here in around or len(around) >= _DEEPEST:
            return found
        for each in source.facts.imported_names:
            target, is_file = self.found(each.module, here) if each.module else (here, False)
            theirs = self.offered(target, around | {here}) if is_file else {}
            inside = "::".join((*target[len(here) :], each.name))  # what stands in the same file
            if each.local == "*":
                found |= {name: one for name, one in theirs.items() if name not in found}
            elif each.name in theirs:
                found.setdefault(each.local, theirs[each.name])
            elif target[: len(here)] == here and inside in found:
                found.setdefault(each.local, found[inside])
        return found

    def macros(self) -> "Offered":
        """Returns the macros that the crate exports: all stand at its root, wherever they are written."""
        return {
            each.name: (each, source.path)
            for source in self.modules.values()
            for each in source.facts.definitions
            if each.name.endswith("!")
        }

    def methods(self) -> "dict[tuple[str, str], list[tuple[Definition, str]]]":
        """Returns what `impl` blocks add to a type, by its name and by its file if they stand there, else by none."""
        found: dict[tuple[str, str], list[tuple[Definition, str]]] = {}
        for source in self.modules.values():
            types = {each.name for each in source.facts.definitions if each.kind is SymbolKind.CLASS}
            for each in source.facts.definitions:
                owner, dot, _ = each.name.partition(".")
                if dot:
                    place = (owner, source.path if owner in types else "")
                    found.setdefault(place, []).append((each, source.path))
        return found


def _renamed(definition: Definition, name: str) -> Definition:
    """Returns a definition under the name by which it is exported again."""
    own = definition.name.rpartition("::")[2]
    if own == name:
        return replace(definition, name=name)
    signature = re.sub(rf"\b{re.escape(own)}\b", lambda _: name, definition.signature, count=1)
    return replace(definition, name=name, signature=signature)


type Offered = dict[str, tuple[Definition, str]]


def _place(path: str) -> tuple[str, tuple[str, ...]]:
    """Returns the folder of a file's crate and the path of its module there: `src/a/b.rs` is `a::b`."""
    folder, slash, rest = path.rpartition("src/") if "src/" in f"/{path}" else ("", "", path)
    parts = rest.removesuffix(".rs").split("/")
    module = parts[:-1] if posixpath.basename(path) in _ROOTS else parts
    return folder.rstrip("/") if slash else posixpath.dirname(path), tuple(module)


def _module_names(files: Mapping[str, SourceFacts], projects: "Iterable[Project]") -> dict[str, str]:
    crates = {each.folder: each.name.replace("-", "_") for each in projects if each.ecosystem == "rust"}
    names = {}
    for path in files:
        folder, module = _place(path)
        names[path] = "::".join((crates.get(folder, posixpath.basename(folder) or "crate"), *module))
    return names


def _offered(sources: "Iterable[Source]") -> Iterator[OfferedModule]:
    crates: dict[str, _Crate] = {}
    for each in sorted(sources, key=lambda each: (each.path.endswith("main.rs"), each.path)):
        folder, module = _place(each.path)
        crate = crates.setdefault(folder, _Crate(name=each.name.split("::", maxsplit=1)[0]))
        crate.modules.setdefault(module, each)
    for crate in crates.values():
        if () in crate.modules and not crate.modules[()].path.endswith("main.rs"):
            yield from _modules(crate)


def _parts(sources: "Iterable[Source]") -> dict[str, str]:
    """Returns the folders of crates."""
    return {each.path: _place(each.path)[0] for each in sources}


def _modules(crate: _Crate) -> Iterator[OfferedModule]:
    methods = crate.methods()
    waiting: list[tuple[str, ...]] = [()]
    while waiting:
        here = waiting.pop(0)
        source = crate.modules[here]
        children = [(*here, each) for each in source.facts.exports or ()]
        waiting += [each for each in children if each in crate.modules]
        name = "::".join((crate.name, *here))
        grouped: dict[str, list[tuple[Definition, str]]] = {"": []}
        for local, (definition, path) in crate.offered(here).items():
            inside, _, own = local.rpartition("::")
            grouped.setdefault(inside, []).append((_renamed(definition, own), path))
            original = definition.name.rpartition("::")[2]
            for each, where in (*methods.get((original, path), ()), *methods.get((original, ""), ())):
                if definition.kind is SymbolKind.CLASS:
                    _, _, member = each.name.partition(".")
                    grouped[inside].append((replace(each, name=f"{own}.{member}"), where))
        for inside, definitions in grouped.items():  # modules in a file of their own, and those inside this one
            whole = "::".join(filter(None, (name, inside)))
            yield OfferedModule(
                name=whole,
                path=source.path,
                package=whole.replace("::", "."),
                summary="" if inside else source.facts.summary,
                definitions=tuple(definitions),
                language="Rust",
            )


def _imports(source: "Source", names: frozenset[str]) -> Iterator[str]:
    crate = source.name.split("::", maxsplit=1)[0]
    for imported in source.facts.imported_modules:
        whole = imported.replace("crate::", f"{crate}::", 1) if imported.startswith("crate::") else imported
        parts = whole.split("::")
        found = next((name for end in range(len(parts), 0, -1) if (name := "::".join(parts[:end])) in names), None)
        if found:
            yield found


RUST = Language(
    name="Rust",
    extra="rust",
    grammars={".rs": "tree_sitter_rust.language"},
    read=_read,
    is_test=lambda path: path.endswith(("/tests.rs", "_test.rs")) or "/benches/" in f"/{path}",
    module_names=_module_names,
    offered=_offered,
    parts=_parts,
    imports=_imports,
    package_of=lambda name, _path: name.rpartition("::")[0] or name,
    separator="::",
    written_out=written_out,
    usages={"test": rust_tests, "example": rust_programs_shown, "code": rust_documentation},
)
