"""The folder of a function, ready to be packed, and what is said about it.

Comes in: the declared function and an empty folder. Goes out: that folder with the handler, the shared
modules and the function's own requirements, each source checked; and the metadata of the packed function.
"""

import ast
import json
import shutil
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from lambda_packaging.atomic_write import write_text
from lambda_packaging.attribution import Contents, Installed, read_installed
from lambda_packaging.aws_clients import require_shipped_services
from lambda_packaging.errors import HandlerError
from lambda_packaging.lock import locked_names, read_lock
from lambda_packaging.manifest import FUNCTION, Artifact
from lambda_packaging.project import Function, Project
from lambda_packaging.prune import prune
from lambda_packaging.prune_rules import RULES, RUNTIME_PROVIDED, PruneContext, PruneRule
from lambda_packaging.resolve import resolve
from lambda_packaging.work_tree import ignored_files, require_tracked

METADATA_FILE = "function-metadata.json"
BYTES_IN_KB = 1024


def lay_out_function(
    function: Function, project: Project, folder: Path, *, architecture: str, rules: Iterable[PruneRule] = RULES
) -> Contents:
    """Fills the empty `folder` with the function's content, checks it, and tells what that is and what was left out.

    Args:
        function: Which one.
        project: Where it is declared.
        folder: An empty folder.
        architecture: `x86_64` or `arm64`.
        rules: What may be left out of its own requirements.

    Raises:
        HandlerError: A source does not parse, or the handler is not there.
        ResolveError: The function's own requirements cannot be installed.
        UntrackedError: A source is a file that git does not track.
    """
    sources = function_sources(function)
    for origin in (function.folder, *function.shared):
        require_tracked((source for source in sources if source.parent == origin), folder=origin)
    contents = _install_own_requirements(function, project, folder, architecture=architecture, rules=rules)
    for source in sources:
        _check_syntax(source)
        shutil.copyfile(source, folder / source.name)
    require_handler(function)
    own = Installed(
        name=function.name,
        version="",
        files=frozenset(source.name for source in sources),
        size_bytes=sum(source.stat().st_size for source in sources),
    )
    return replace(contents, installed=(own, *contents.installed))


def function_sources(function: Function) -> list[Path]:
    """Gives the Python files of the function's folder and of the shared folders, without the folders below them.

    Hidden files and what git ignores are left out.

    Raises:
        HandlerError: Two of them have the same name, so that one would hide the other.
    """
    sources: dict[str, Path] = {}
    for folder in (function.folder, *function.shared):
        visible = set(folder.glob("[!.]*.py")) - ignored_files(folder)
        for source in sorted(each for each in visible if each.is_file()):
            if source.name in sources:
                remedy = f"Rename one: {sources[source.name]} has the same name"
                raise HandlerError(path=source, problem="would replace another file of the function", remedy=remedy)
            sources[source.name] = source
    return list(sources.values())


def require_handler(function: Function) -> None:
    """Checks by the syntax tree, without running it, that the handler's module defines the handler.

    Raises:
        HandlerError: There is no such file, or no such function at its top level.
    """
    module, name = function.handler.split(".")
    path = function.folder / f"{module}.py"
    if not path.is_file():
        remedy = f"Create it, or correct the handler {function.handler!r} in the declaration"
        raise HandlerError(path=path, problem="does not exist, expected the handler's module", remedy=remedy)
    defined = [node.name for node in _check_syntax(path).body if isinstance(node, ast.FunctionDef)]
    if name not in defined:
        found = ", ".join(defined) or "no function"
        remedy = f"Define it, or correct the handler {function.handler!r} in the declaration"
        raise HandlerError(path=path, problem=f"defines {found}, expected {name}", remedy=remedy)


def write_function_metadata(project: Project, artifacts: Iterable[Artifact], *, created_at: int) -> None:
    """Writes `function-metadata.json` for each packed function; with several, their names stand before it.

    Args:
        project: Where functions and layers are declared.
        artifacts: What was built.
        created_at: The commit's time, in seconds since 1970, so that the same commit gives the same text.

    Raises:
        ArchiveError: The file cannot be written.
    """
    sizes = {artifact.name: artifact.size_bytes for artifact in artifacts if artifact.kind == FUNCTION}
    for function in project.functions:
        if function.name in sizes:
            prefix = "" if len(project.functions) == 1 else f"{function.name}-"
            metadata = function_metadata(function, project, size_bytes=sizes[function.name], created_at=created_at)
            write_text(project.dist / f"{prefix}{METADATA_FILE}", json.dumps(metadata, indent=2) + "\n")


def function_metadata(function: Function, project: Project, *, size_bytes: int, created_at: int) -> dict[str, object]:
    """Gives what is said about a packed function of `size_bytes`, made from the commit at `created_at`."""
    layers = [layer.name for layer in project.layers]
    return {
        "function_name": function.name,
        "description": function.description,
        "runtime": f"python{project.python}",
        "handler": function.handler,
        "created_date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(created_at)),
        "build_info": {
            "package_size_kb": round(size_bytes / BYTES_IN_KB, 1),
            "uses_layers": bool(layers),
            "layer_dependencies": layers,
        },
    }


def _install_own_requirements(
    function: Function, project: Project, folder: Path, *, architecture: str, rules: Iterable[PruneRule]
) -> Contents:
    requirements = function.own_requirements
    if not requirements.is_file():
        return Contents(installed=())
    read_lock(requirements)  # its error names the line that has no hash
    resolve(requirements, folder, python=project.python, architecture=architecture)
    require_shipped_services(folder, project.prune)
    # The file lists all of them, and does not say which asked for which.
    chains = dict.fromkeys(locked_names(requirements), (requirements.name,))
    installed = read_installed(folder, chains=chains)
    elsewhere = {RUNTIME_PROVIDED: locked_names(project.runtime_lock)}
    context = PruneContext(modules=folder, settings=project.prune, elsewhere=elsewhere)
    return Contents(installed=installed, pruned=prune(context, rules=rules))


def _check_syntax(source: Path) -> ast.Module:
    try:
        return ast.parse(source.read_bytes(), filename=str(source))
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        problem = f"line {line}: {error.args[0]}" if line else str(error)
        raise HandlerError(path=source, problem=f"is not valid Python ({problem})", remedy="Correct it") from error
