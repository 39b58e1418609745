"""Real uses of the public interface in one file of examples or tests.

Comes in: the bytes of a file, and the packages whose interface is looked for. Goes out: `DeclaredUsage`s, each of which
can be read, and where its packages are installed run, by itself.
"""

import ast
import builtins
import re
import sys
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from textwrap import dedent

from coderipple.analysis.source_text import source_lines
from coderipple.analysis.syntax_tree import Function, dotted_name, last_line, walked

_MOST_LINES = 12  # of a body; what is longer is no example at a glance
_SIZE_LIMIT_BYTES = 500_000  # a longer file is a table of cases
_UNHAPPY = re.compile(r"error|invalid|fail|rais|cannot|_not_|wrong|missing|unknown|_bad_|deprecat|warn|broken|regress")
_TESTING = {"raises", "warns", "monkeypatch", "CliRunner", "mock", "Mock", "MagicMock", "patch", "caplog", "capsys"}
_KNOWN_IMPORTS = frozenset({*sys.stdlib_module_names, "pytest"}) - {"__future__"}
_KNOWN_NAMES = frozenset({*dir(builtins), "__name__"})


@dataclass(frozen=True, kw_only=True, slots=True)
class DeclaredUsage:
    """A use of the interface.

    Attributes:
        names: What it uses of the packages, with all its dots (`shop.Cart`, `shop.cart.total`), sorted.
        code: Its lines, after the imports that they need.
        first_line: First line, the imports left out.
        last_line: Last line.
        function: Name of the function that it is, or that it is the body of; empty for statements at the top level.
    """

    names: tuple[str, ...]
    code: str
    first_line: int
    last_line: int
    function: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Import:
    """One imported name: `from module import name as local`, or `import module as local` where the name is empty."""

    local: str
    module: str
    name: str
    line: int

    @property
    def origin(self) -> str:
        if self.name:
            return f"{self.module}.{self.name}"
        return self.module if self.local != self.module.partition(".")[0] else self.local


def declared_usages(
    source: bytes, packages: frozenset[str], *, is_test: bool, dependencies: frozenset[str] = frozenset()
) -> tuple[DeclaredUsage, ...]:
    """Returns the uses that stand by themselves, in the order of the source.

    Of a test file these are short test functions that need no fixture of their own; of an example its short functions,
    or where it has none the statements at its top level.

    Args:
        source: The file's bytes.
        packages: Top-level packages of the public interface.
        is_test: Whether the file belongs to the tests.
        dependencies: Other packages that a use may import, beside the standard library.
    """
    if len(source) > _SIZE_LIMIT_BYTES:
        return ()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an invalid escape in the documented code is not our warning
            return tuple(_usages(ast.parse(source), source_lines(source), packages, dependencies, is_test=is_test))
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # who reads the file for its facts says so
        return ()


def _usages(
    module: ast.Module, lines: list[str], packages: frozenset[str], dependencies: frozenset[str], *, is_test: bool
) -> Iterator[DeclaredUsage]:
    imports = {each.local: each for each in _imports(module.body)}
    if not any(each.origin.partition(".")[0] in packages for each in imports.values()):
        return
    allowed = _KNOWN_IMPORTS | packages | dependencies
    found = False
    for function in module.body:
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) and _is_example(function, is_test=is_test):
            usage = _usage(_shown(function, is_test=is_test), lines, imports, packages, allowed)
            found = found or usage is not None
            yield from [replace(usage, function=function.name)] if usage else []
    for run in [] if is_test or found else _runs(module.body):
        usage = _usage(run, lines, imports, packages, allowed)
        yield from [usage] if usage else []


def _imports(body: Iterable[ast.stmt]) -> Iterator[_Import]:
    for node in body:
        if isinstance(node, ast.Import):
            for each in node.names:
                local = each.asname or each.name.partition(".")[0]
                yield _Import(local=local, module=each.name, name="", line=node.lineno)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for each in node.names:
                yield _Import(local=each.asname or each.name, module=node.module, name=each.name, line=node.lineno)


def _is_example(function: Function, *, is_test: bool) -> bool:
    is_plain = not function.decorator_list and last_line(function) - function.body[0].lineno < _MOST_LINES
    if not is_test:
        return is_plain
    takes_nothing = not any(isinstance(each, ast.arg) for each in ast.walk(function.args))
    return is_plain and takes_nothing and function.name.startswith("test") and not _UNHAPPY.search(function.name)


def _shown(function: Function, *, is_test: bool) -> list[ast.stmt]:
    """Returns what is shown of a function: of a test its body, without what it says about itself."""
    if not is_test:
        return [function]
    return function.body[1:] if ast.get_docstring(function) is not None else function.body


def _runs(body: Iterable[ast.stmt]) -> Iterator[list[ast.stmt]]:
    """Yields the statements between imports and definitions, of each run as many as are read at a glance."""
    run: list[ast.stmt] = []
    for node in body:
        is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if isinstance(node, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from [run] if run else []
            run = []
        elif not is_text and (not run or last_line(node) - run[0].lineno < _MOST_LINES):
            run.append(node)
    yield from [run] if run else []


def _usage(
    statements: list[ast.stmt],
    lines: list[str],
    imports: Mapping[str, _Import],
    packages: frozenset[str],
    allowed: frozenset[str],
) -> DeclaredUsage | None:
    if not statements:
        return None
    first, last = _first_line(statements[0]), last_line(statements[-1])
    if last - first > 2 * _MOST_LINES:
        return None
    nodes = [node for each in statements for node in walked(each)]
    if any(_is_about_tests(node) for node in nodes) or (statements[0].col_offset and any(map(_spans_lines, nodes))):
        return None
    read = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    free = read - set(_bound(nodes))
    needed = [imports[name] for name in sorted(free & imports.keys())]
    names = _used(nodes, {each.local: each.origin for each in needed}, packages)
    is_complete = free <= imports.keys() | _KNOWN_NAMES
    if not names or not is_complete or any(each.module.partition(".")[0] not in allowed for each in needed):
        return None
    shown = dedent("\n".join(lines[first - 1 : last]))
    code = "\n".join([*_import_lines(needed), "", shown])
    if not _parses(code):  # a line may hold more than the statement
        return None
    return DeclaredUsage(names=tuple(sorted(names)), code=code, first_line=first, last_line=last)


def _first_line(node: ast.stmt) -> int:
    """Returns the first line of a statement, of a definition that of its first decorator."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return min([node.lineno, *(each.lineno for each in node.decorator_list)])
        case _:
            return node.lineno


def _is_about_tests(node: ast.AST) -> bool:
    """Tells whether a node belongs to the craft of testing, which teaches nobody how to use the project."""
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    return name in _TESTING


def _spans_lines(node: ast.AST) -> bool:
    """Tells whether a node is a text of several lines, whose content would change with its indentation."""
    is_text = isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))
    return is_text and isinstance(node, ast.expr) and last_line(node) != node.lineno


def _parses(code: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(code, "example", "exec", dont_inherit=True)  # only this refuses `await` outside a function
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _bound(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Yields every name that statements bind, in whatever way."""
    for node in nodes:
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                yield name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield name
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                yield from (each.asname or each.name.partition(".")[0] for each in aliases)
            case _:
                pass


def _used(nodes: Iterable[ast.AST], origins: Mapping[str, str], packages: frozenset[str]) -> set[str]:
    """Returns what is used of the packages; nothing where nothing of them is called."""
    names: set[str] = set()
    inner: set[int] = set()
    is_called = False
    for node in nodes:  # an attribute stands before the one inside it
        if isinstance(node, ast.Call):
            root = dotted_name(node.func).partition(".")[0]
            is_called = is_called or origins.get(root, "").partition(".")[0] in packages
        if isinstance(node, ast.Attribute):
            inner.add(id(node.value))
        if isinstance(node, ast.Attribute | ast.Name) and id(node) not in inner:
            root, _, rest = dotted_name(node).partition(".")
            origin = origins.get(root, "")
            if origin.partition(".")[0] in packages:
                names.add(f"{origin}.{rest}" if rest else origin)
    return names if is_called else set()


def _import_lines(imports: Iterable[_Import]) -> Iterator[str]:
    """Yields the lines that import names, in the order of the source, those of one module together."""
    by_module: dict[str, list[str]] = {}
    for each in sorted(imports, key=lambda each: (each.line, each.local)):
        shown = each.name or each.module
        renamed = "" if each.local == shown.partition(".")[0] else f" as {each.local}"
        if each.name:
            by_module.setdefault(f"from {each.module} import", []).append(f"{each.name}{renamed}")
        else:
            by_module.setdefault(f"import {each.module}{renamed}", [])
    for start, names in by_module.items():
        yield f"{start} {', '.join(names)}".strip()
