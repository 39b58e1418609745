"""Ruby: a module offers its public constants and methods, its classes their public methods.

What `private`, `protected`, `private_class_method` and `private_constant` name is left out, and so is what its comment
says is not for users (`:nodoc:` of RDoc, `@private` and `@api private` of YARD).

Comes in: syntax trees. Goes out: modules with classes, methods, constants; what several files add to one is together.
Source: Ruby's documentation, "Modules and classes", "Visibility".
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from coderipple.analysis.definitions import Definition
from coderipple.analysis.docstrings import first_sentence
from coderipple.analysis.languages.language import Language, OfferedModule
from coderipple.analysis.languages.nodes import before, comment_before, names_and_literals, text, walk
from coderipple.analysis.languages.ruby_programs import arguments, ruby_options, ruby_variables, string_of, symbol_of
from coderipple.analysis.python_source import SourceFacts
from coderipple.facts import SymbolKind

if TYPE_CHECKING:
    from tree_sitter import Node

    from coderipple.analysis.public_names import Source
    from coderipple.facts import Project

_NAMES = ("identifier", "constant", "instance_variable", "hash_key_symbol", "simple_symbol")
_TOP_LEVEL = "Object"  # what Ruby itself calls the owner of what stands in no module
_VALUE_LENGTH = 80  # characters of a constant's value that a signature shows
_LITERALS = {"integer", "float", "string", "simple_symbol", "true", "false", "nil", "array", "hash"}
_CLOSING = {"private", "protected"}
_ATTRIBUTES = {"attr_reader", "attr_writer", "attr_accessor", "attr"}
_PROGRAM_FOLDERS = {"bin", "exe"}  # nobody requires what lies there
_HIDDEN = re.compile(r":nodoc:|@private\b|@api private\b")
_MARK = re.compile(r"^\s*#+[ \t]?", re.MULTILINE)


def _read(root: "Node") -> SourceFacts:
    names, literals = names_and_literals(root, names=_NAMES, strings=("string",))
    options = ruby_options(root)
    body = _Body(root)
    return SourceFacts(
        summary="",
        exports=None,
        definitions=tuple(_definitions(body, "")),
        imported_names=(),
        imported_modules=frozenset(_required(root)),
        names=names | {each.lstrip(":") for each in names},
        literals=literals,
        attributes=frozenset(),
        commands=options.commands,
        options=options.options,
        variables=ruby_variables(root),
        routes=(),
        raised=(),
    )


@dataclass(slots=True)
class _Body:
    """The public statements of a module, a class or a file.

    Attributes:
        node: What holds them.
        methods: Public methods, those of the object itself too, by name.
        closed: Names of private methods and constants.
    """

    node: "Node | None"
    closed: set[str] = field(default_factory=set)
    statements: "list[Node]" = field(default_factory=list)

    def __post_init__(self) -> None:
        is_open = True
        for each in self.node.named_children if self.node is not None else ():
            word = text(each) if each.type == "identifier" else text(each.child_by_field_name("method"))
            given = arguments(each) if each.type == "call" else []
            if word in {*_CLOSING, "public"} and not given:
                is_open = word == "public"
            elif word in {*_CLOSING, "private_class_method", "private_constant"}:
                self.closed |= {symbol_of(one) or text(one.child_by_field_name("name")) for one in given}
            elif word == "public" or is_open or each.type not in {"method", "alias", "call"}:
                self.statements += given if word == "public" else [each]
            elif each.type == "method" and text(each.child_by_field_name("name")) == "initialize":
                self.statements.append(each)


def _definitions(body: _Body, inside: str) -> Iterator[Definition]:
    """Yields what a body defines; `inside` are the modules around it, each with its `::`."""
    for node in body.statements:
        name = text(node.child_by_field_name("name"))
        if name in body.closed or _HIDDEN.search(_comment(node)):
            continue
        if node.type == "module":
            inner = _Body(node.child_by_field_name("body"))
            yield _definition(node, f"{inside}{name}", f"module {name}", SymbolKind.CLASS)
            yield from _definitions(inner, f"{inside}{name}::")
        elif node.type == "class":
            yield _class(node, f"{inside}{name}")
        elif inside or node.type == "assignment":  # what is defined in no module is private to every object
            yield from (replace(each, name=f"{inside}{each.name}") for each in _member(node, body))


def _class(node: "Node", name: str) -> Definition:
    superclass = node.child_by_field_name("superclass")
    body = _Body(node.child_by_field_name("body"))
    members: dict[str, Definition] = {}
    for each in (member for statement in body.statements for member in _in_class(statement, body)):
        members.setdefault(each.name, each)
    made = members.get("initialize")
    head = f"class {text(node.child_by_field_name('name'))}"
    signature = f"{head} {before(superclass, None)}" if superclass is not None else head
    return replace(
        _definition(node, name, signature, SymbolKind.CLASS),
        members=tuple(members.values()),
        parameters=made.parameters if made is not None else (),
    )


def _in_class(node: "Node", body: _Body) -> Iterator[Definition]:
    name = text(node.child_by_field_name("name"))
    if name in body.closed or _HIDDEN.search(_comment(node)):
        return
    if node.type in {"class", "module"}:
        yield replace(_class(node, name), signature=f"module {name}") if node.type == "module" else _class(node, name)
    else:
        yield from _member(node, body)


def _member(node: "Node", body: _Body) -> Iterator[Definition]:
    if node.type in {"method", "singleton_method"}:
        name = text(node.child_by_field_name("name"))
        parameters = node.child_by_field_name("parameters")
        end = node.child_by_field_name("body")
        head = before(node, end).removesuffix("=").removesuffix("end").strip(" ;")
        found = _definition(node, name, head, SymbolKind.METHOD)
        names = (_parameter(each) for each in parameters.named_children) if parameters is not None else ()
        yield replace(found, parameters=tuple(filter(None, names)))
    elif node.type == "singleton_class":
        inner = _Body(node.child_by_field_name("body"))
        for each in inner.statements:
            if text(each.child_by_field_name("name")) not in inner.closed and not _HIDDEN.search(_comment(each)):
                yield from (_of_object(one) for one in _member(each, inner))
    elif node.type == "assignment":
        yield from _constant(node, body)
    elif node.type == "alias":
        name = text(node.child_by_field_name("name"))
        yield _definition(node, name, before(node, None), SymbolKind.METHOD)
    elif node.type == "call" and text(node.child_by_field_name("method")) in _ATTRIBUTES:
        for name in filter(None, map(symbol_of, arguments(node))):
            if name not in body.closed:
                signature = f"{text(node.child_by_field_name('method'))} :{name}"
                yield _definition(node, name, signature, SymbolKind.PROPERTY)


def _of_object(definition: Definition) -> Definition:
    """Returns a method of `class << self` as one that is called on the class."""
    return replace(definition, signature=re.sub(r"^def (?!self\.)", "def self.", definition.signature))


def _constant(node: "Node", body: _Body) -> Iterator[Definition]:
    left, value = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or left.type != "constant" or text(left) in body.closed:
        return
    whole = before(node, None)
    is_shown = value is not None and value.type in _LITERALS and len(whole) <= _VALUE_LENGTH
    yield _definition(node, text(left), whole if is_shown else text(left), SymbolKind.DATA)


def _parameter(node: "Node") -> str:
    return text(node.child_by_field_name("name") or (node if node.type == "identifier" else None))


def _comment(node: "Node") -> str:
    """Returns the comment before a node, and what stands behind it on its first line, as `:nodoc:` does."""
    line = node.start_point.row
    comments = [*node.children, node.next_sibling]
    behind = next(
        (text(each) for each in comments if each and each.type == "comment" and each.start_point.row == line), ""
    )
    # The comment before the first statement of a body stands before the body.
    is_first = node.parent is not None and node.parent.type == "body_statement" and node.prev_sibling is None
    above = comment_before(node.parent if is_first and node.parent is not None else node)
    return f"{_MARK.sub('', above)}\n{behind}".strip()


def _definition(node: "Node", name: str, signature: str, kind: SymbolKind) -> Definition:
    return Definition(
        kind=kind,
        name=name,
        signature=signature,
        parameters=(),
        summary=first_sentence(re.split(r"^\s*@\w", _comment(node), maxsplit=1, flags=re.MULTILINE)[0]),
        first_line=node.start_point.row + 1,
        last_line=node.end_point.row + 1,
    )


def _required(root: "Node") -> Iterator[str]:
    """Yields what a file requires; what is relative to it begins with a dot."""
    for node in walk(root):
        method = text(node.child_by_field_name("method")) if node.type == "call" else ""
        if method in {"require", "require_relative", "autoload"}:
            for name in filter(None, map(string_of, arguments(node)[-1:])):
                yield name if method != "require_relative" or name.startswith(".") else f"./{name}"


def _is_test(path: str) -> bool:
    *folders, name = path.split("/")
    is_named = name.endswith(("_spec.rb", "_test.rb")) or name.startswith("test_")
    return "spec" in folders or (is_named and "lib" not in folders)  # there it helps those who test with the library


def _module_names(files: Mapping[str, SourceFacts], _projects: "Iterable[Project]") -> dict[str, str]:
    """Returns how each file is required: its path below `lib`, without its ending."""
    return {path: (f"/{path}".rpartition("/lib/")[2].lstrip("/") or path).removesuffix(".rb") for path in files}


def _offered(sources: "Iterable[Source]") -> Iterator[OfferedModule]:
    found: dict[str, dict[str, tuple[Definition, str]]] = {}
    modules: dict[str, tuple[Definition, str]] = {}
    for source in sorted(sources, key=lambda each: each.path):
        is_program = source.path.split("/", maxsplit=1)[0] in _PROGRAM_FOLDERS
        for each in source.facts.definitions if not is_program else ():
            if each.signature.startswith("module "):
                known = modules.get(each.name)
                if known is None or (each.summary and not known[0].summary):
                    modules[each.name] = (each, source.path)
                continue
            around, _, own = each.name.rpartition("::")
            definitions = found.setdefault(around or _TOP_LEVEL, {})
            definition, path = definitions.get(own, (None, source.path))
            here = replace(each, name=own)
            definitions[own] = (_opened_again(definition, here) if definition is not None else here, path)
    for name, definitions in sorted(found.items()):
        described, path = modules.get(name, (None, next(iter(definitions.values()))[1]))
        yield OfferedModule(
            name=name,
            path=path,
            package=name.replace("::", "."),
            summary=described.summary if described is not None else "",
            definitions=tuple(definitions.values()),
            language="Ruby",
        )


def _parts(sources: "Iterable[Source]") -> dict[str, str]:
    """Returns one part: any file may add to any class."""
    return {each.path: "" for each in sources}


def _opened_again(first: Definition, again: Definition) -> Definition:
    """Returns a class with what another place adds to it."""
    known = {each.name for each in first.members}
    added = tuple(each for each in again.members if each.name not in known)
    return replace(first, members=(*first.members, *added), summary=first.summary or again.summary)


def _imports(source: "Source", names: frozenset[str]) -> Iterator[str]:
    folder = posixpath.dirname(source.name)
    for required in source.facts.imported_modules:
        name = posixpath.normpath(posixpath.join(folder, required)) if required.startswith(".") else required
        if name.removesuffix(".rb") in names:
            yield name.removesuffix(".rb")


RUBY = Language(
    name="Ruby",
    extra="ruby",
    grammars={".rb": "tree_sitter_ruby.language"},
    read=_read,
    is_test=_is_test,
    module_names=_module_names,
    offered=_offered,
    parts=_parts,
    imports=_imports,
    package_of=lambda name, _path: posixpath.dirname(name) or name,
    separator="/",
)
