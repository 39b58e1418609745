"""Reads `setup.py` by its syntax tree; it is never run.

Comes in: the manifest. Goes out: a `Project` from the literal arguments of `setup(…)`, or None.
"""

import ast
import warnings
from collections.abc import Iterator
from typing import Any

from coderipple.analysis.manifests.content import (
    ManifestFile,
    entry_points,
    grouped_entry_points,
    one_line,
    table,
    texts,
)
from coderipple.analysis.manifests.ini_sections import ini_sections, ini_targets
from coderipple.analysis.manifests.literals import Literals
from coderipple.analysis.manifests.requirements import grouped_requirements, python_requirements
from coderipple.facts import EntryPoint, Project, Requirement

_BUILDERS = frozenset({"setuptools", "distutils", "skbuild", "numpy"})  # whose `setup` it is


def read_setup_py(file: ManifestFile) -> Project | None:
    """Reads one manifest; a file that does not call the `setup` of a build tool is none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an invalid escape in the documented code is not our warning
        module = ast.parse(file.content)
    builder = next(_builders(module), "")
    call = max(_setup_calls(module), key=lambda each: len(each.keywords), default=None) if builder else None
    if call is None:
        return None
    arguments = _arguments(module, call)
    return file.project(
        ecosystem="python",
        name=one_line(arguments.get("name")),
        runtime=one_line(arguments.get("python_requires")),
        version=one_line(arguments.get("version")),
        description=one_line(arguments.get("description")),
        build_backend=builder,
        requirements=_requirements(arguments),
        entry_points=_entry_points(arguments),
    )


def _builders(module: ast.Module) -> Iterator[str]:
    """Yields the import names of the build tools that the file may take `setup` from, the outermost first."""
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module and any(each.name == "setup" for each in node.names):
            names = [node.module]
        else:
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
        yield from (name for name in names if name.split(".", 1)[0] in _BUILDERS)


def _setup_calls(node: ast.AST) -> Iterator[ast.Call]:
    for each in ast.walk(node):
        match each:
            case ast.Call(func=ast.Name(id="setup")) | ast.Call(func=ast.Attribute(attr="setup")):
                yield each
            case _:
                pass


def _arguments(module: ast.Module, call: ast.Call) -> dict[str, Any]:
    literals = Literals()
    literals.bind(module.body)
    for each in module.body:
        if isinstance(each, ast.FunctionDef) and any(found is call for found in _setup_calls(each)):
            literals.bind(each.body)
    return literals.keywords(call)


def _requirements(arguments: dict[str, Any]) -> Iterator[Requirement]:
    yield from python_requirements(_lines(arguments.get("install_requires")))
    extras = table(arguments, "extras_require").items()
    yield from grouped_requirements((name, _lines(value)) for name, value in extras)


def _lines(value: object) -> object:
    return value.splitlines() if isinstance(value, str) else value


def _entry_points(arguments: dict[str, Any]) -> Iterator[EntryPoint]:
    declared = arguments.get("entry_points")
    if isinstance(declared, str):
        sections = ini_sections(declared)
        yield from grouped_entry_points(sections)
    for group, lines in table({"": declared}, "").items():
        listed = lines if isinstance(lines, str) else "\n".join(texts(lines))
        yield from entry_points(group, ini_targets(listed))
    for path in texts(arguments.get("scripts")):
        yield from entry_points("scripts", {path.rpartition("/")[2]: path})
