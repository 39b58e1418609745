"""Uses in Java: what methods marked as tests do, and `main` of programs below `examples`.

Comes in: the root of a file of tests or examples. Goes out: `DeclaredUsage`s, each the body of a method with the
imports that it needs; classes of the test's own package are imported as anybody else has to.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coderipple.analysis.languages.nodes import text, walk
from coderipple.analysis.languages.usages import (
    Imported,
    Parse,
    Spelling,
    Wanted,
    is_happy,
    lines_of,
    statements,
    usage_of,
)
from coderipple.analysis.usage import DeclaredUsage

if TYPE_CHECKING:
    from tree_sitter import Node

_KNOWN = """
ArithmeticException Boolean Byte CharSequence Character Class Comparable Double Enum Exception Float
IllegalArgumentException IllegalStateException Integer Iterable Long Math Number Object Override Record Runnable
RuntimeException Short String StringBuilder System Thread Throwable Void var
"""
_SPELLING = Spelling(
    names=frozenset({"identifier", "type_identifier"}),
    binders=frozenset({"identifier"}),
    bindings=frozenset(
        {
            *((kind, "name") for kind in ("variable_declarator", "enhanced_for_statement", "resource")),
            *((kind, "name") for kind in ("formal_parameter", "catch_formal_parameter", "instanceof_expression")),
            ("lambda_expression", "parameters"),
        }
    ),
    members=frozenset({("field_access", "field"), ("method_invocation", "name")}),
    owners={
        ("field_access", "object"): "field",
        ("method_invocation", "object"): "name",
    },
    calls=frozenset({"method_invocation", "object_creation_expression"}),
    texts=frozenset({"string_literal"}),
    refused=frozenset({"this", "super", "method_reference", "class_declaration", "annotation", "marker_annotation"}),
    known=frozenset(_KNOWN.split()),
)
_ALLOWED = ("java.", "javax.", "org.junit.", "junit.framework.", "org.hamcrest.", "org.assertj.")


def java_tests(root: "Node", wanted: Wanted, _parse: Parse) -> Iterator[DeclaredUsage]:
    """Yields what tests do, that are about what works."""
    for method in _methods(root):
        modifiers = next((each for each in method.children if each.type == "modifiers"), None)
        marks = [text(each) for each in modifiers.children if "annotation" in each.type] if modifiers else []
        if marks == ["@Test"] and is_happy(text(method.child_by_field_name("name"))):
            yield from _usage(root, method, wanted)


def java_programs_shown(root: "Node", wanted: Wanted, _parse: Parse) -> Iterator[DeclaredUsage]:
    """Yields what a program does that is an example."""
    for method in _methods(root):
        if text(method.child_by_field_name("name")) == "main":
            yield from _usage(root, method, wanted)


def _methods(root: "Node") -> "Iterator[Node]":
    return (each for each in walk(root) if each.type == "method_declaration")


def _usage(root: "Node", method: "Node", wanted: Wanted) -> Iterator[DeclaredUsage]:
    parameters = method.child_by_field_name("parameters")
    name = text(method.child_by_field_name("name"))
    if name != "main" and parameters is not None and parameters.named_child_count:
        return
    body = statements(method.child_by_field_name("body"))
    if wanted.hidden.intersection(each for statement in body for each in _members(statement)):
        return
    imports = dict(_imports(root, wanted)) | dict(_unstated(root, body, wanted))
    called = [each for statement in body for each in walk(statement) if _is_called_alone(each)]
    if not {text(each) for each in called} <= imports.keys():  # a variable of the same name is no method
        return
    usage = usage_of(body, imports, _SPELLING, lines_of(root), function=name)
    yield from [usage] if usage else []


def _members(statement: "Node") -> Iterator[str]:
    """Yields what a statement calls, reads and makes of what it has."""
    for node in walk(statement):
        field = {"method_invocation": "name", "field_access": "field", "object_creation_expression": "type"}.get(
            node.type
        )
        named = node.child_by_field_name(field) if field else None
        yield from [text(named).rpartition(".")[2].partition("<")[0]] if named is not None else []


def _imports(root: "Node", wanted: Wanted) -> Iterator[tuple[str, Imported]]:
    for node in (each for each in root.children if each.type == "import_declaration"):
        whole = text(node).removeprefix("import").strip(" ;\n")
        name = whole.removeprefix("static ").strip()
        origin = _origin(name, wanted)
        if not name.endswith("*") and (origin or _is_allowed(name, wanted)):
            yield name.rpartition(".")[2], Imported(line=f"import {' '.join(whole.split())};", origin=origin)


def _origin(name: str, wanted: Wanted) -> str:
    """Returns the whole name of a class or its member, if its package is one of the repository's."""
    parts = name.split(".")
    return name if any(".".join(parts[:end]) in wanted.modules for end in range(len(parts) - 1, 0, -1)) else ""


def _is_allowed(name: str, wanted: Wanted) -> bool:
    groups = (each.partition(":")[0] for each in wanted.dependencies)
    return name.startswith(_ALLOWED) or any(name.startswith(f"{each}.") for each in groups)


def _unstated(root: "Node", body: "list[Node]", wanted: Wanted) -> Iterator[tuple[str, Imported]]:
    """Yields what a body may mean of the file's own package, or of the one package or class of which it has everything.

    Whether that exists is asked later.
    """
    clause = next((text(each) for each in root.children if each.type == "package_declaration"), "")
    own = clause.removeprefix("package").strip(" ;\n")
    every = [text(each).strip(" ;\n") for each in root.children if each.type == "import_declaration"]
    starred = [each.removeprefix("import").removesuffix(".*").strip() for each in every if each.endswith(".*")]
    packages = [own] if own in wanted.modules else [each for each in starred if each in wanted.modules]
    classes = [each.removeprefix("static").strip() for each in starred if each.startswith("static ")]
    imported = {name for name, _ in _imports(root, wanted)}
    for node in (each for statement in body for each in walk(statement) if each.type in _SPELLING.names):
        name = text(node)
        if name in imported | _SPELLING.known:
            continue
        if name[:1].isupper() and len(packages) == 1:
            yield name, Imported(line=f"import {packages[0]}.{name};", origin=f"{packages[0]}.{name}")
        elif len(classes) == 1 and _is_called_alone(node) and not _may_be_own(root, name):
            origin = _origin(f"{classes[0]}.{name}", wanted)
            if origin or _is_allowed(classes[0], wanted):
                yield name, Imported(line=f"import static {classes[0]}.{name};", origin=origin)


def _is_called_alone(node: "Node") -> bool:
    call = node.parent
    if call is None or call.type != "method_invocation" or call.child_by_field_name("name") != node:
        return False
    return call.child_by_field_name("object") is None


def _may_be_own(root: "Node", name: str) -> bool:
    """Tells whether a method may be one of the file's classes, which may also inherit it."""
    return any(
        each.child_by_field_name("superclass") is not None
        or (each.type == "method_declaration" and text(each.child_by_field_name("name")) == name)
        for each in walk(root)
    )
