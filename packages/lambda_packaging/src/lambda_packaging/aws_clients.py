"""The AWS clients that code constructs, read from its source: a service whose model is missing fails in Lambda only.

Comes in: Python files. Goes out: each service that they name, with the place. A name that is not written as a literal
cannot be seen; the proof constructs every declared client for real.
"""

import ast
import difflib
import os
import re
import warnings
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lambda_packaging.errors import DeclarationError, ServiceError
from lambda_packaging.project import Project, PruneSettings
from lambda_packaging.prune_rules import TEST_FOLDERS

CONSTRUCTORS = frozenset({"client", "resource", "create_client"})
KEYWORD = "service_name"
# A quick look before the syntax tree: a literal where a service is named, in a file that has to do with boto.
LITERAL = re.compile(rb"(?:(?:client|resource)\(|\bservice_name\s*=)\s*[\"']")
SIGN = b"boto"
BUILT_FOLDERS = frozenset({"build", "dist"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientUse:
    """One place where a client is constructed.

    Attributes:
        service: The service's name, for example `secretsmanager`.
        line: Counted from 1.
    """

    service: str
    path: Path
    line: int


def require_own_services(project: Project) -> None:
    """Checks that the project's own code constructs declared clients only.

    Raises:
        ServiceError: A service is not declared; the error names the place.
    """
    packages = {layer.package for layer in project.layers}
    functions = {folder for function in project.functions for folder in (function.folder, *function.shared)}
    files = [path for folder in sorted(packages | functions) for path in _sources(folder, without=BUILT_FOLDERS)]
    _require_declared(
        find_clients(files), project.prune.services, accepted=project.prune.unused_services, root=project.root
    )


def require_shipped_services(modules: Path, settings: PruneSettings) -> None:
    """Checks that every client in the installed distributions is declared, or declared unused with a reason.

    Args:
        modules: The folder with the distributions, before the service models are pruned.
        settings: What is declared.

    Raises:
        ServiceError: A service is neither.
        DeclarationError: A declared service has no model.
    """
    models = modules / "botocore" / "data"
    known = {path.name for path in models.iterdir() if path.is_dir()} if models.is_dir() else set()
    if settings.services is None or not known:
        return
    for service in sorted(settings.services - known):
        nearest = difflib.get_close_matches(service, known, n=1)
        hint = f"; did you mean {nearest[0]!r}?" if nearest else ", such as 's3'"
        problem = f"names {service!r}; expected a service that the locked botocore knows{hint}"
        raise DeclarationError(key="prune.services", problem=problem)
    uses = (use for use in find_clients(_sources(modules)) if use.service in known)
    _require_declared(uses, settings.services, accepted=settings.unused_services, root=modules)


def find_clients(files: Iterable[Path]) -> Iterator[ClientUse]:
    """Finds `client("x")`, `resource("x")` and `create_client("x")` in files that have to do with boto3."""
    for path in files:
        content = path.read_bytes()
        if SIGN in content and LITERAL.search(content):
            yield from _clients_in(content, path)


def _clients_in(content: bytes, path: Path) -> Iterator[ClientUse]:
    try:
        with warnings.catch_warnings(action="ignore"):  # what the compiler thinks of other people's sources
            tree = ast.parse(content)
    except (SyntaxError, ValueError):
        return  # the step that compiles it names the line
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called_name(node.func) in CONSTRUCTORS:
            named = [*node.args[:1], *(keyword.value for keyword in node.keywords if keyword.arg == KEYWORD)]
            for value in named:
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    yield ClientUse(service=value.value, path=path, line=node.lineno)


def _called_name(called: ast.expr) -> str:
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else ""


def _require_declared(
    uses: Iterable[ClientUse], services: frozenset[str] | None, *, accepted: Collection[str], root: Path
) -> None:
    if services is None:
        return
    undeclared = [use for use in uses if use.service not in services and use.service not in accepted]
    if undeclared:
        first = {use.service: use for use in reversed(undeclared)}
        raise ServiceError(places={service: _place(use, root) for service, use in sorted(first.items())})


def _place(use: ClientUse, root: Path) -> str:
    return f"{use.path.relative_to(root, walk_up=True)}:{use.line}"


def _sources(folder: Path, *, without: frozenset[str] = frozenset()) -> Iterator[Path]:
    """Gives the Python files below `folder`, without tests, what is hidden, and what `without` names beside them."""
    for parent, folders, names in os.walk(folder):
        ignored = TEST_FOLDERS | (without if parent == str(folder) else frozenset())
        folders[:] = sorted(name for name in folders if name not in ignored and not name.startswith("."))
        yield from (Path(parent, name) for name in sorted(names) if name.endswith(".py") and not name.startswith("."))
