"""Go: a package is a folder, and what it exports begins with a capital letter.

Comes in: syntax trees. Goes out: packages with their exported types, functions, methods, constants and variables.
Source: the Go specification, "Exported identifiers"; `go help packages` for internal folders.
"""

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from coderipple.analysis.definitions import Definition
from coderipple.analysis.docstrings import first_sentence
from coderipple.analysis.languages.go_errors import with_errors
from coderipple.analysis.languages.go_programs import go_options, go_variables
from coderipple.analysis.languages.go_usages import go_examples, go_programs_shown
from coderipple.analysis.languages.language import Language, OfferedModule
from coderipple.analysis.languages.nodes import before, comment_before, names_and_literals, text, unquoted
from coderipple.analysis.python_source import SourceFacts
from coderipple.facts import SymbolKind

if TYPE_CHECKING:
    from tree_sitter import Node

    from coderipple.analysis.public_names import Source
    from coderipple.facts import Project

_NAMES = ("identifier", "field_identifier", "type_identifier", "package_identifier")
_STRINGS = ("interpreted_string_literal", "raw_string_literal")
_VALUE_LENGTH = 80  # characters of a constant's value that a signature shows


def _read(root: "Node") -> SourceFacts:
    names, literals = names_and_literals(root, names=_NAMES, strings=_STRINGS)
    package = next((each for each in root.children if each.type == "package_clause"), None)
    definitions, raised = with_errors(root, tuple(_definitions(root)))
    options = go_options(root)
    return SourceFacts(
        summary=first_sentence(comment_before(package)) if package else "",
        # The package's own name is kept beside what it exports: a folder may be called otherwise.
        exports=(text(package).removeprefix("package").strip() if package else "",),
        definitions=definitions,
        imported_names=(),
        imported_modules=frozenset(_imports(root)),
        names=names,
        literals=literals,
        attributes=frozenset(),
        commands=options.commands,
        options=options.options,
        unread_options_line=options.unread_line,
        variables=go_variables(root),
        routes=(),
        raised=raised,
    )


def _imports(root: "Node") -> Iterator[str]:
    for declaration in (each for each in root.children if each.type == "import_declaration"):
        specs = [each for child in declaration.children for each in (child, *child.children)]
        yield from (unquoted(text(each.child_by_field_name("path"))) for each in specs if each.type == "import_spec")


def _definitions(root: "Node") -> Iterator[Definition]:
    for node in root.children:
        match node.type:
            case "function_declaration":
                yield from _function(node, node.child_by_field_name("name"))
            case "method_declaration":
                yield from _method(node)
            case "type_declaration":
                for spec in node.children:
                    yield from _type(spec, node)
            case "const_declaration" | "var_declaration":
                yield from _values(node)


def _function(node: "Node", name: "Node | None", *, owner: str = "") -> Iterator[Definition]:
    if is_exported(text(name)):
        yield Definition(
            kind=SymbolKind.METHOD if owner else SymbolKind.FUNCTION,
            name=f"{owner}{text(name)}",
            signature=before(node, node.child_by_field_name("body")),
            parameters=tuple(_parameters(node)),
            summary=first_sentence(comment_before(node)),
            first_line=node.start_point.row + 1,
            last_line=node.end_point.row + 1,
        )


def _method(node: "Node") -> Iterator[Definition]:
    receiver = node.child_by_field_name("receiver")
    owner = next((text(each) for each in _below(receiver, "type_identifier")), "")
    if is_exported(owner):
        yield from _function(node, node.child_by_field_name("name"), owner=f"{owner}.")


def _parameters(node: "Node") -> Iterator[str]:
    parameters = node.child_by_field_name("parameters")
    for each in parameters.named_children if parameters else ():
        yield from (text(name) for name in each.children_by_field_name("name") if text(name) != "_")


def _type(spec: "Node", declaration: "Node") -> Iterator[Definition]:
    name = text(spec.child_by_field_name("name"))
    if spec.type not in {"type_spec", "type_alias"} or not is_exported(name):
        return
    kind = spec.child_by_field_name("type")
    has_body = kind is not None and any(each.type in {"field_declaration_list", "{"} for each in kind.children)
    is_grouped = any(each.type == "(" for each in declaration.children)
    keyword = kind.type.removesuffix("_type") if kind is not None and has_body else ""
    head = before(spec, kind) if keyword else before(spec, None)
    yield Definition(
        kind=SymbolKind.CLASS,
        name=name,
        signature=f"type {head} {keyword}".strip(),
        parameters=(),
        summary=first_sentence(comment_before(spec) if is_grouped else comment_before(declaration)),
        first_line=spec.start_point.row + 1,
        last_line=spec.end_point.row + 1,
        members=tuple(_members(kind)) if kind is not None and keyword else (),
    )


def _members(kind: "Node") -> Iterator[Definition]:
    """Yields the exported fields of a struct, the exported methods of an interface.

    A type that is embedded in a struct is a field with the type's own name.
    """
    fields = [each for child in kind.children for each in (child, *child.children) if each.type == "field_declaration"]
    for field in fields:
        names = [text(each) for each in field.children_by_field_name("name")]
        for field_name in filter(is_exported, names):
            kind_of_field = before(field.child_by_field_name("type") or field, None)
            yield _member(field, field_name, f"{field_name} {kind_of_field}", SymbolKind.PROPERTY)
        embedded = next(_below(field.child_by_field_name("type"), "type_identifier"), None) if not names else None
        if embedded is not None and is_exported(text(embedded)):
            yield _member(field, text(embedded), before(field, field.child_by_field_name("tag")), SymbolKind.PROPERTY)
    for method in (each for each in kind.children if each.type in {"method_elem", "method_spec"}):
        name = text(method.child_by_field_name("name"))
        if is_exported(name):
            yield replace(
                _member(method, name, before(method, None), SymbolKind.METHOD), parameters=tuple(_parameters(method))
            )


def _member(node: "Node", name: str, signature: str, kind: SymbolKind) -> Definition:
    return Definition(
        kind=kind,
        name=name,
        signature=signature,
        parameters=(),
        summary=first_sentence(comment_before(node)),
        first_line=node.start_point.row + 1,
        last_line=node.end_point.row + 1,
    )


def _values(declaration: "Node") -> Iterator[Definition]:
    keyword = declaration.type.partition("_")[0]
    is_grouped = any(each.type in {"(", "var_spec_list"} for each in declaration.children)
    specs = [each for child in declaration.children for each in (child, *child.children)]
    for spec in (each for each in specs if each.type in {"const_spec", "var_spec"}):
        names = [text(each) for each in spec.children_by_field_name("name")]
        whole = before(spec, None)
        for name in filter(is_exported, names):
            is_shown = len(names) == 1 and keyword == "const" and len(whole) <= _VALUE_LENGTH
            shown = whole if is_shown else f"{name} {text(spec.child_by_field_name('type'))}".strip()
            described = comment_before(spec) or ("" if is_grouped else comment_before(declaration))
            yield replace(_member(spec, name, f"{keyword} {shown}", SymbolKind.DATA), summary=first_sentence(described))


def _below(node: "Node | None", kind: str) -> Iterator["Node"]:
    waiting = [node] if node is not None else []
    while waiting:
        current = waiting.pop(0)
        if current.type == kind:
            yield current
        waiting += current.children


def is_exported(name: str) -> bool:
    """Tells whether a name is visible outside its package."""
    return name[:1].isupper()


def _module_names(files: Mapping[str, SourceFacts], projects: "Iterable[Project]") -> dict[str, str]:
    """Returns import paths: that of the nearest `go.mod` above with the folders below it."""
    roots = {each.folder: each.name for each in projects if each.ecosystem == "go"}
    return {path: _import_path(posixpath.dirname(path), roots) for path in files}


def _import_path(folder: str, roots: Mapping[str, str]) -> str:
    root = folder
    while root and root not in roots:
        root = posixpath.dirname(root)
    below = folder.removeprefix(root).strip("/")
    return "/".join(filter(None, (roots.get(root, ""), below))) or "main"


def _parts(sources: "Iterable[Source]") -> dict[str, str]:
    """Returns the folders of packages that others can import."""
    return {
        each.path: posixpath.dirname(each.path)
        for each in sources
        if each.facts.exports != ("main",) and "internal" not in each.path.split("/")[:-1]
    }


def _offered(sources: "Iterable[Source]") -> Iterator[OfferedModule]:
    by_path = {each.path: each for each in sorted(sources, key=lambda each: each.path)}
    packages: dict[str, list[Source]] = {}
    for path, folder in _parts(by_path.values()).items():
        packages.setdefault(folder, []).append(by_path[path])
    for folder, files in packages.items():
        name = files[0].name
        described = next((each for each in files if each.facts.summary), files[0])
        yield OfferedModule(
            name=name,
            path=folder or described.path,
            package=name.rpartition("/")[2],
            summary=described.facts.summary,
            definitions=tuple(_with_methods(files)),
            language="Go",
        )


def _with_methods(files: "Iterable[Source]") -> Iterator[tuple[Definition, str]]:
    """Yields what a package defines, the methods of a type after it, wherever they are written.

    Of what several files define, each for a system of its own, the first counts.
    """
    found: dict[str, tuple[Definition, str]] = {}
    for file in files:
        for definition in file.facts.definitions:
            found.setdefault(definition.name, (definition, file.path))
    every = found.values()
    methods: dict[str, list[tuple[Definition, str]]] = {}
    for each in every:
        owner, dot, _ = each[0].name.partition(".")
        if dot:
            methods.setdefault(owner, []).append(each)
    for each in every:
        if "." not in each[0].name:
            yield each
            yield from methods.pop(each[0].name, ())


def _imported(source: "Source", names: frozenset[str]) -> Iterator[str]:
    return (each for each in source.facts.imported_modules if each in names)


GO = Language(
    name="Go",
    extra="go",
    grammars={".go": "tree_sitter_go.language"},
    read=_read,
    is_test=lambda path: path.endswith("_test.go"),
    module_names=_module_names,
    offered=_offered,
    parts=_parts,
    imports=_imported,
    package_of=lambda name, _path: name,
    separator="/",
    usages={"test": go_examples, "example": go_programs_shown},
)
