"""Imports that importing a module does not run, or whose failure it hides: no proof that imports modules sees them.

Comes in: Python files. Goes out: what they import inside of a function, a `try` or a `with`.
"""

import ast
import re
import warnings
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

LATE = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Try, ast.TryStar, ast.With)


def find_late_imports(modules: Path, files: Iterable[str], *, naming: Collection[str]) -> Iterator[str]:
    """Gives what the sources among `files` import late, as paths below `modules` without a suffix.

    Args:
        modules: The folder that is on the path.
        files: Paths below it.
        naming: Names of modules; only imports with one of them on their line, or in their brackets, are looked for.
    """
    names = "|".join(map(re.escape, sorted(naming))).encode()
    # A quick look before the syntax tree: an import that is indented.
    late = re.compile(rb"^[ \t]+(?:from|import)\b(?:[^\n]*|[^\n(]*\([^)]*)\b(?:%b)\b" % names, re.MULTILINE)
    for file in files:
        if file.endswith(".py"):
            content = (modules / file).read_bytes()
            if late.search(content):
                yield from _late_imports_in(content, file)


def _late_imports_in(content: bytes, file: str) -> Iterator[str]:
    try:
        with warnings.catch_warnings(action="ignore"):  # what the compiler thinks of other people's sources
            tree = ast.parse(content)
    except (SyntaxError, ValueError):
        return  # the step that compiles it names the line
    for block in ast.walk(tree):
        if isinstance(block, LATE):
            for node in ast.walk(block):
                if isinstance(node, ast.Import):
                    yield from (alias.name.replace(".", "/") for alias in node.names)
                elif isinstance(node, ast.ImportFrom):
                    # Of `a/b/c.py` one dot means `a/b`, two mean `a`.
                    folders = file.split("/")[: -node.level] if node.level else []
                    origin = [*folders, *(node.module or "").split(".")]
                    yield from ("/".join(filter(None, [*origin, alias.name])) for alias in node.names)
