"""What a project declares about its layers and functions.

Comes in: the folder with the root `pyproject.toml`. Goes out: a `Project` value with absolute paths.
"""

import difflib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.requirements import InvalidRequirement, Requirement

from lambda_packaging.errors import DeclarationError

ARCHITECTURES = ("x86_64", "arm64")


@dataclass(frozen=True, slots=True, kw_only=True)
class DependenciesLayer:
    """A layer that holds what one package of the workspace requires, at the locked versions.

    Attributes:
        file: The archive's name in `dist/`; `{architecture}` stands for the target's.
        package: The folder of the package whose requirements these are.
        extras: The package's extras that belong to the layer.
    """

    name: str
    file: str
    package: Path
    extras: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageLayer:
    """A layer that holds one package of the workspace itself, without its requirements."""

    name: str
    file: str
    package: Path


type Layer = DependenciesLayer | PackageLayer


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A function: a folder with a handler, and folders of modules that it shares with others."""

    name: str
    description: str
    file: str
    folder: Path
    shared: tuple[Path, ...]
    handler: str

    @property
    def own_requirements(self) -> Path:
        """The file of what only this function requires; most functions have none."""
        return self.folder / "requirements.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """Everything that the build needs to know; layers in the order in which Lambda merges them.

    Attributes:
        root: The folder of the root `pyproject.toml`.
        python: The runtime's version, for example `3.13`.
        lock: The lock file of the dependencies layers.
        emulator_lock: The lock file of AWS's runtime interface emulator.
        runtime_lock: The lock file of what Lambda's runtime itself brings, which no layer holds.
    """

    root: Path
    python: str
    lock: Path
    emulator_lock: Path
    runtime_lock: Path
    layers: tuple[Layer, ...]
    functions: tuple[Function, ...]

    @property
    def dist(self) -> Path:
        """Where the artifacts are written."""
        return self.root / "dist"

    @property
    def work(self) -> Path:
        """Where the build unpacks and stages; may be deleted at any time."""
        return self.root / "build"

    @property
    def tools(self) -> Path:
        """Where the emulator and the runtime client are installed; may be deleted at any time."""
        return self.root / ".cache" / "tools"


def read_project(root: Path) -> Project:
    """Reads the declaration of the project in `root`.

    Raises:
        DeclarationError: The table is missing, a key is unknown, missing or of the wrong type.
    """
    path = root / "pyproject.toml"
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DeclarationError(key="", problem=f"{path} cannot be read ({error}); expected a TOML file") from error
    table = document.get("tool", {}).get("lambda-packaging")
    if not isinstance(table, dict):
        raise DeclarationError(key="", problem=f"{path} has no such table; expected one that declares the layers")
    return parse_project(table, root=root.resolve())


def parse_project(table: Mapping[str, Any], *, root: Path) -> Project:
    """Gives the project that `table` declares, with every path below `root`."""
    _refuse_unknown(table, {"python", "lock", "emulator-lock", "runtime-lock", "layers", "functions"}, where="")
    return Project(
        root=root,
        python=_text(table, "python"),
        lock=root / _text(table, "lock"),
        emulator_lock=root / _text(table, "emulator-lock"),
        runtime_lock=root / _text(table, "runtime-lock"),
        layers=_tables(table, "layers", lambda layer, where: _layer(layer, root=root, where=where)),
        functions=_tables(table, "functions", lambda function, where: _function(function, root=root, where=where)),
    )


def _layer(table: Mapping[str, Any], *, root: Path, where: str) -> Layer:
    _refuse_unknown(table, {"name", "file", "requirements", "package"}, where=where)
    name = _text(table, "name", where=where)
    file = _file(table, where=where)
    if ("requirements" in table) == ("package" in table):
        raise DeclarationError(key=where, problem="expected exactly one of `requirements` and `package`")
    if "package" in table:
        return PackageLayer(name=name, file=file, package=root / _text(table, "package", where=where))
    folder, extras = _folder_and_extras(_text(table, "requirements", where=where), where=f"{where}.requirements")
    return DependenciesLayer(name=name, file=file, package=root / folder, extras=extras)


def _function(table: Mapping[str, Any], *, root: Path, where: str) -> Function:
    _refuse_unknown(table, {"name", "description", "file", "folder", "shared", "handler"}, where=where)
    shared = table.get("shared", [])
    if not isinstance(shared, list) or not all(isinstance(folder, str) for folder in shared):
        raise DeclarationError(key=f"{where}.shared", problem=f"is {shared!r}; expected a list of folders")
    handler = _text(table, "handler", where=where)
    if not all(part.isidentifier() for part in handler.split(".")) or handler.count(".") != 1:
        raise DeclarationError(key=f"{where}.handler", problem=f"is {handler!r}; expected `module.function`")
    return Function(
        name=_text(table, "name", where=where),
        description=_text(table, "description", where=where) if "description" in table else "",
        file=_file(table, where=where),
        folder=root / _text(table, "folder", where=where),
        shared=tuple(root / folder for folder in shared),
        handler=handler,
    )


def _file(table: Mapping[str, Any], *, where: str) -> str:
    file = _text(table, "file", where=where)
    if Path(file).name != file or not file.endswith(".zip"):
        raise DeclarationError(key=f"{where}.file", problem=f"is {file!r}; expected a plain name that ends in .zip")
    return file


def _folder_and_extras(text: str, *, where: str) -> tuple[str, frozenset[str]]:
    """Splits `packages/thing[extra,other]`, which is a requirement but for the slashes of its name."""
    folder, bracket, rest = text.partition("[")
    try:
        return folder, frozenset(Requirement(f"package{bracket}{rest}").extras)
    except InvalidRequirement as error:
        raise DeclarationError(key=where, problem=f"is {text!r}; expected `folder` or `folder[extra]`") from error


def _refuse_unknown(table: Mapping[str, Any], known: set[str], *, where: str) -> None:
    for key in table:
        if key not in known:
            nearest = difflib.get_close_matches(key, sorted(known), n=1)
            hint = f"; did you mean `{nearest[0]}`?" if nearest else ""
            place = f"{where}.{key}" if where else key
            raise DeclarationError(key=place, problem=f"is unknown, expected one of {', '.join(sorted(known))}{hint}")


def _text(table: Mapping[str, Any], key: str, *, where: str = "") -> str:
    place = f"{where}.{key}" if where else key
    if key not in table:
        raise DeclarationError(key=place, problem="is missing; expected a text")
    value = table[key]
    if not isinstance(value, str) or not value:
        raise DeclarationError(key=place, problem=f"is {value!r}; expected a text")
    return value


def _tables[Value](
    table: Mapping[str, Any], key: str, parse: Callable[[Mapping[str, Any], str], Value]
) -> tuple[Value, ...]:
    rows = table.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise DeclarationError(key=key, problem=f"is {rows!r}; expected [[tool.lambda-packaging.{key}]] tables")
    return tuple(parse(row, f"{key}[{index}]") for index, row in enumerate(rows))
