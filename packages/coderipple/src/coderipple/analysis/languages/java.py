"""Java: a package is what its files say it is, and offers its public types with their public and protected members.

Comes in: syntax trees. Goes out: packages with classes, interfaces, enumerations, records, annotations.
Source: The Java Language Specification, "Access Control".
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from coderipple.analysis.definitions import Definition, with_form
from coderipple.analysis.docstrings import first_sentence
from coderipple.analysis.languages.java_programs import java_options, java_variables
from coderipple.analysis.languages.java_usages import java_programs_shown, java_tests
from coderipple.analysis.languages.language import Language, OfferedModule
from coderipple.analysis.languages.nodes import (
    before,
    comment_before,
    names_and_literals,
    on_one_line,
    plain,
    text,
    walk,
)
from coderipple.analysis.python_source import SourceFacts
from coderipple.facts import SymbolKind

if TYPE_CHECKING:
    from tree_sitter import Node

    from coderipple.analysis.public_names import Source
    from coderipple.facts import Project

_TYPES = {
    *("class_declaration", "interface_declaration", "enum_declaration", "record_declaration"),
    "annotation_type_declaration",
}
_IMPLICITLY_PUBLIC = {"interface_declaration", "annotation_type_declaration"}
_METHODS = {"method_declaration", "constructor_declaration", "annotation_type_element_declaration"}
_SOURCE_SET = re.compile(r"/src/(\w+)/")
_COMMENTS = ("block_comment",)
_LONGEST_VALUE = 80  # characters of a constant that a signature shows


def _read(root: "Node") -> SourceFacts:
    names, literals = names_and_literals(root, names=("identifier", "type_identifier"), strings=("string_literal",))
    package = next((each for each in root.children if each.type == "package_declaration"), None)
    options = java_options(root)
    return SourceFacts(
        summary=_summary(package) if package is not None else "",
        # The package's own name, since a folder may be called otherwise; of a module, the packages that it exports.
        exports=(_name_of(package), *_exported(root)),
        definitions=tuple(each for node in root.children for each in _type(node, is_open=False)),
        imported_names=(),
        imported_modules=frozenset(
            text(each).removeprefix("import").strip(" ;").removeprefix("static ").strip()
            for each in root.children
            if each.type == "import_declaration"
        ),
        names=names,
        literals=literals,
        attributes=frozenset(_hidden(root)),
        commands=options.commands,
        options=options.options,
        variables=java_variables(root),
        routes=(),
        raised=(),
    )


def _name_of(package: "Node | None") -> str:
    """Returns the name that a package declaration states, after what annotates it."""
    names = package.named_children if package is not None else []
    return next((text(each) for each in names if each.type in {"identifier", "scoped_identifier"}), "")


def _exported(root: "Node") -> Iterator[str]:
    """Yields the packages that a `module-info.java` exports to everybody."""
    for node in walk(root) if any(each.type == "module_declaration" for each in root.children) else ():
        if node.type == "exports_module_directive" and node.child_by_field_name("modules") is None:
            yield text(node.child_by_field_name("package"))


def _summary(node: "Node") -> str:
    """Returns the first sentence of a comment of Javadoc, its inline tags made plain."""
    return first_sentence(plain(comment_before(node, _COMMENTS, start="/**", apart=1)))


def _hidden(root: "Node") -> Iterator[str]:
    """Yields the members that only the package and what derives can use, by their class: its tests may, too."""
    kinds = {"method_declaration", "constructor_declaration", "field_declaration"}
    for body in (each for each in walk(root) if each.type in {"class_body", "enum_body_declarations"}):
        owner = text(body.parent.child_by_field_name("name")) if body.parent is not None else ""
        for node in body.named_children:
            if node.type in kinds and not _keywords(node) & {"public", "private"}:
                named = node.children_by_field_name("declarator") or [node]
                yield from (f"{owner}.{text(each.child_by_field_name('name'))}" for each in named)


def _type(node: "Node", *, is_open: bool) -> Iterator[Definition]:
    if node.type not in _TYPES or not (is_open or _is_seen(node)):
        return
    body = node.child_by_field_name("body")
    yield Definition(
        kind=SymbolKind.CLASS,
        name=text(node.child_by_field_name("name")),
        signature=_signature(node, body),
        parameters=(),
        summary=_summary(node),
        first_line=_first_line(node),
        last_line=node.end_point.row + 1,
        members=tuple(_members(body, is_open=node.type in _IMPLICITLY_PUBLIC)),
        bases=tuple(_bases(node)),
    )


def _bases(node: "Node") -> Iterator[str]:
    """Yields the class that a class derives from, without what it is applied to."""
    above = node.child_by_field_name("superclass")
    if above is not None and above.named_child_count:
        yield text(above.named_children[-1]).partition("<")[0].strip()


def _members(body: "Node | None", *, is_open: bool) -> Iterator[Definition]:
    """Yields what others may use, each name once, with every overload.

    Args:
        body: Of a type.
        is_open: Whether what says nothing is public, as in an interface.
    """
    found: dict[str, Definition] = {}
    nodes = list(body.named_children) if body is not None else []
    nodes += [each for node in nodes if node.type == "enum_body_declarations" for each in node.named_children]
    for node in nodes:
        for each in _member(node, is_open=is_open):
            is_form = each.name in found and found[each.name].kind is each.kind is SymbolKind.METHOD
            found[each.name] = with_form(found[each.name], each) if is_form else found.get(each.name, each)
    yield from found.values()


def _member(node: "Node", *, is_open: bool) -> Iterator[Definition]:
    if node.type == "enum_constant":
        signature = _signature(node, node.child_by_field_name("body"))
        yield _definition(node, text(node.child_by_field_name("name")), signature, SymbolKind.DATA)
    elif "private" in _keywords(node):
        return
    elif node.type in _METHODS and (is_open or _is_seen(node)):
        name = text(node.child_by_field_name("name"))
        signature = _signature(node, node.child_by_field_name("body"))
        yield replace(_definition(node, name, signature, SymbolKind.METHOD), parameters=tuple(_parameters(node)))
    elif node.type in {"field_declaration", "constant_declaration"} and (is_open or _is_seen(node)):
        declarators = node.children_by_field_name("declarator")
        head = _signature(node, declarators[0])
        for each in declarators:
            name, value = text(each.child_by_field_name("name")), each.child_by_field_name("value")
            is_constant = is_open or "final" in head.split()
            is_shown = value is not None and is_constant and len(text(value)) <= _LONGEST_VALUE
            shown = f"{head} {text(each) if is_shown and _is_literal(value) else name}"
            yield _definition(node, name, on_one_line(shown), SymbolKind.PROPERTY)
    else:
        yield from _type(node, is_open=is_open)


def _is_literal(value: "Node | None") -> bool:
    return value is not None and (value.type.endswith("literal") or value.type in {"true", "false", "null_literal"})


def _definition(node: "Node", name: str, signature: str, kind: SymbolKind) -> Definition:
    return Definition(
        kind=kind,
        name=name,
        signature=signature,
        parameters=(),
        summary=_summary(node),
        first_line=_first_line(node),
        last_line=node.end_point.row + 1,
    )


def _is_seen(node: "Node") -> bool:
    return bool(_keywords(node) & {"public", "protected"})


def _keywords(node: "Node") -> set[str]:
    modifiers = next((each for each in node.children if each.type == "modifiers"), None)
    return {each.type for each in modifiers.children} if modifiers is not None else set()


def _signature(node: "Node", end: "Node | None") -> str:
    """Returns a declaration up to a node, without annotations: they are for tools."""
    head = before(node, end)
    modifiers = next((each for each in node.children if each.type == "modifiers"), None)
    for each in modifiers.children if modifiers is not None else ():
        if "annotation" in each.type:
            head = head.replace(before(each, None), "", 1)
    return " ".join(head.rstrip(";").split())


def _first_line(node: "Node") -> int:
    """Returns the line of the declaration itself, annotations left out."""
    modifiers = next((each for each in node.children if each.type == "modifiers"), None)
    notes = [each for each in modifiers.children if "annotation" in each.type] if modifiers is not None else []
    following = notes[-1].next_sibling or (modifiers.next_sibling if modifiers is not None else None) if notes else None
    return (following or node).start_point.row + 1


def _parameters(node: "Node") -> Iterator[str]:
    parameters = node.child_by_field_name("parameters")
    for each in parameters.named_children if parameters is not None else ():
        declarator = next((child for child in each.named_children if child.type == "variable_declarator"), None)
        name = (declarator or each).child_by_field_name("name")
        if name is not None:
            yield text(name)


def _is_test(path: str) -> bool:
    """Tells whether a file is in a source set of tests, or is called as the usual runners look for them."""
    sets = _SOURCE_SET.findall(f"/{path}")
    if "main" in sets:  # where JUnit's own `Test` is no test
        return False
    return any("test" in each.lower() for each in sets) or path.endswith(("Test.java", "Tests.java", "IT.java"))


def _module_names(files: Mapping[str, SourceFacts], _projects: "Iterable[Project]") -> dict[str, str]:
    return {path: (facts.exports or ("",))[0] or posixpath.dirname(path) or "default" for path, facts in files.items()}


def _parts(sources: "Iterable[Source]") -> dict[str, str]:
    """Returns the packages that others can use: of what belongs to a module, those that it exports."""
    files = sorted(sources, key=lambda each: each.path)
    modules = {
        posixpath.dirname(each.path): (each.facts.exports or ())[1:]
        for each in files
        if posixpath.basename(each.path) == "module-info.java"
    }
    found: dict[str, str] = {}
    for each in files:
        module = next((exports for folder, exports in modules.items() if each.path.startswith(f"{folder}/")), None)
        if (module is None or each.name in module) and "internal" not in each.name.split("."):
            found[each.path] = each.name
    return found


def _offered(sources: "Iterable[Source]") -> Iterator[OfferedModule]:
    by_path = {each.path: each for each in sorted(sources, key=lambda each: each.path)}
    packages: dict[str, list[Source]] = {}
    for path, name in _parts(by_path.values()).items():
        packages.setdefault(name, []).append(by_path[path])
    for name, files in packages.items():
        described = next((each for each in files if each.path.endswith("package-info.java")), None)
        yield OfferedModule(
            name=name,
            path=posixpath.dirname(files[0].path) or files[0].path,
            package=name,
            summary=described.facts.summary if described is not None else "",
            definitions=tuple((definition, each.path) for each in files for definition in each.facts.definitions),
            language="Java",
        )


def _imports(source: "Source", names: frozenset[str]) -> Iterator[str]:
    for imported in source.facts.imported_modules:
        parts = imported.split(".")
        found = next((name for end in range(len(parts), 0, -1) if (name := ".".join(parts[:end])) in names), None)
        if found:
            yield found


JAVA = Language(
    name="Java",
    extra="java",
    grammars={".java": "tree_sitter_java.language"},
    read=_read,
    is_test=_is_test,
    module_names=_module_names,
    offered=_offered,
    parts=_parts,
    imports=_imports,
    package_of=lambda name, _path: name,
    separator=".",
    usages={"test": java_tests, "example": java_programs_shown},
)
