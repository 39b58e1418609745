"""What an artifact is made from, as one hash: the same inputs need no second build.

Comes in: a declared layer or function. Goes out: a sha256 over every file and version that has a say in its
bytes.
"""

import functools
import hashlib
import platform
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from packaging.requirements import Requirement

from lambda_packaging.errors import UnsafePathError
from lambda_packaging.function import function_sources
from lambda_packaging.lock import declared_requirements
from lambda_packaging.project import DependenciesLayer, Function, Layer, PackageLayer, Project

# The distributions whose version decides about bytes: who installs, who builds wheels, who compresses.
MAKERS = ("uv", "hatchling", "deflate", "lambda-packaging")
# What tools leave among the sources, and beside them.
IGNORED_FOLDERS = frozenset({"__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".venv"})
IGNORED_BESIDE = frozenset({"dist", "build"})


def hash_layer_inputs(layer: Layer, project: Project, *, architecture: str) -> str:
    """Gives the hash of everything that the layer is made from."""
    if isinstance(layer, PackageLayer):
        return hash_facts(
            [*maker_facts(), *_backend(layer.package), *_ignore_files(layer.package), *_tree(layer.package)]
        )
    return hash_facts(
        [
            *maker_facts(),
            ("architecture", architecture),
            ("lock", _content(project.lock)),
            *_requirements(layer, project),
            *_pruning(project),
        ]
    )


def hash_function_inputs(function: Function, project: Project, *, architecture: str) -> str:
    """Gives the hash of everything that the function is made from."""
    sources = [(source.name, _content(source)) for source in function_sources(function)]
    if function.own_requirements.is_file():
        sources += [("architecture", architecture), ("requirements", _content(function.own_requirements))]
        sources += _pruning(project)
    return hash_facts([*maker_facts(), ("python", project.python), ("handler", function.handler), *sources])


def _requirements(layer: DependenciesLayer, project: Project) -> Iterator[tuple[str, str]]:
    """Gives what the layer and the earlier ones require: the layer holds what no earlier one has."""
    for each in project.layers[: project.layers.index(layer) + 1]:
        if isinstance(each, DependenciesLayer):
            yield from (
                (each.name, str(requirement)) for requirement in declared_requirements(each.package, extras=each.extras)
            )


def _pruning(project: Project) -> list[tuple[str, str]]:
    """Gives what the project says about pruning, independent of the order in which it says it."""
    settings = project.prune
    services = ["every service"] if settings.services is None else sorted(settings.services)
    return [
        ("runtime-lock", _content(project.runtime_lock)),
        ("services", " ".join(services)),
        *sorted((f"rule {name}", str(value)) for name, value in settings.rules.items()),
        *sorted(("unused service", name) for name in settings.unused_services),
        *sorted(("unused distribution", name) for name in settings.unused_distributions),
    ]


def maker_versions() -> dict[str, str]:
    """Gives the versions of everything that decides about the bytes of an artifact."""
    return {"python": platform.python_version()} | {name: _version(name) for name in MAKERS}


def package_versions(project: Project) -> dict[str, str]:
    """Gives the declared versions of the packages in the package layers, by name."""
    versions = {}
    for layer in project.layers:
        if isinstance(layer, PackageLayer):
            declared = tomllib.loads((layer.package / "pyproject.toml").read_text(encoding="utf-8"))["project"]
            versions[declared["name"]] = declared.get("version", "dynamic")
    return versions


@functools.cache  # every artifact asks, and neither changes while a process runs
def maker_facts() -> tuple[tuple[str, str], ...]:
    """Gives the versions of the makers, and this tool's own sources: a change of either makes everything anew."""
    return (*maker_versions().items(), *_tree(Path(__file__).parent))


def _backend(package: Path) -> Iterator[tuple[str, str]]:
    """Gives the versions of what the package's wheel is built with."""
    path = package / "pyproject.toml"
    declared = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    for line in declared.get("build-system", {}).get("requires", []):
        name = Requirement(line).name
        yield f"backend {name}", _version(name)


def _ignore_files(package: Path) -> Iterator[tuple[str, str]]:
    """Gives the ignore files above the package: backends leave out what they name."""
    above = list(package.parents)
    top = next((number for number, folder in enumerate(above) if (folder / ".git").exists()), -1)
    for number, folder in enumerate(above[: top + 1]):
        yield f"ignored {number} above", _content(folder / ".gitignore")


def _tree(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder)
        made_by_tools = place.parts[0] in IGNORED_BESIDE or not IGNORED_FOLDERS.isdisjoint(place.parts)
        if path.is_file() and not made_by_tools:
            yield place.as_posix(), _content(path)


def _content(path: Path) -> str:
    """Gives the hash of a file; for a missing one a word: the step that needs it has the better error."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "missing"


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "missing"


def hash_facts(facts: Iterable[tuple[str, str]]) -> str:
    """Gives the sha256 of names and values, in hexadecimal.

    Raises:
        UnsafePathError: A name is that of a file, and not UTF-8: no archive could hold it.
    """
    digest = hashlib.sha256()
    for name, value in facts:
        try:
            digest.update(f"{name}\0{value}\0".encode())
        except UnicodeEncodeError as error:
            raise UnsafePathError(
                source="the project", name=name, problem="is not UTF-8", remedy="Rename it"
            ) from error
    return digest.hexdigest()
