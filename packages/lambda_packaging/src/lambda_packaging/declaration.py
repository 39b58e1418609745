"""Reads what a project declares in `[tool.lambda-packaging]`.

Comes in: the folder with the root `pyproject.toml`. Goes out: a `Project` value with absolute paths, or an error that
names the key that is wrong.
"""

import difflib
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from packaging.requirements import InvalidRequirement, Requirement

from lambda_packaging.errors import DeclarationError
from lambda_packaging.project import (
    ARCHITECTURES,
    Budget,
    DeclaredColdStart,
    DependenciesLayer,
    Function,
    Layer,
    PackageLayer,
    Project,
    PruneSettings,
    RatioBudget,
)
from lambda_packaging.prune_rules import INSTALLER_RULE, OPTIONAL_RULES

KEYS = frozenset(
    {
        *("python", "lock", "emulator-lock", "runtime-lock", "architectures", "layers", "functions", "prune"),
        *("proofs", "ledger", "cold-starts"),
    }
)
LAYER_KEYS = frozenset({"name", "file", "requirements", "package", "budget"})
FUNCTION_KEYS = frozenset({"name", "description", "file", "folder", "shared", "handler", "budget", "monolith-kb"})
BUDGET_KEYS = frozenset({"zipped-bytes", "unzipped-bytes"})
COLD_START_KEYS = frozenset({"name", "program", "function", "budget"})
RATIO_KEYS = frozenset({"init-ratio", "cpu-ratio"})
PRUNE_KEYS = frozenset({"rules", "services", "unused-services", "unused-distributions"})
LEDGER = "ledger.toml"
ARCHITECTURE_FIELD = "{architecture}"


def read_project(root: Path) -> Project:
    """Reads the declaration of the project in `root`.

    Raises:
        DeclarationError: The table is missing, a key is unknown, missing or of the wrong type.
    """
    path = root / "pyproject.toml"
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DeclarationError(key="", problem=f"{path} cannot be read ({error}); expected a TOML file") from error
    tools = document.get("tool")
    table = tools.get("lambda-packaging") if isinstance(tools, dict) else None
    if not isinstance(table, dict):
        raise DeclarationError(key="", problem=f"{path} has no such table; expected one that declares the layers")
    return parse_project(table, root=root.resolve())


def parse_project(table: Mapping[str, Any], *, root: Path) -> Project:
    """Gives the project that `table` declares, with every path below `root`."""
    _refuse_unknown(table, KEYS, where="")
    project = Project(
        root=root,
        python=_text(table, "python"),
        lock=root / _text(table, "lock"),
        emulator_lock=root / _text(table, "emulator-lock"),
        runtime_lock=root / _text(table, "runtime-lock"),
        layers=_tables(table, "layers", lambda layer, where: _layer(layer, root=root, where=where)),
        functions=_tables(table, "functions", lambda function, where: _function(function, root=root, where=where)),
        architectures=_architectures(table),
        prune=_prune_settings(_table(table, "prune")),
        proofs=_proofs(table, root=root),
        ledger=root / (_text(table, "ledger") if "ledger" in table else LEDGER),
        cold_starts=_tables(table, "cold-starts", lambda one, where: _cold_start(one, root=root, where=where)),
    )
    _refuse_same_names(project)
    _refuse_same_files(project)
    _check_cold_starts(project)
    return project


def _layer(table: Mapping[str, Any], *, root: Path, where: str) -> Layer:
    _refuse_unknown(table, LAYER_KEYS, where=where)
    name, file, budget = _text(table, "name", where=where), _file(table, where=where), _budget(table, where=where)
    if ("requirements" in table) == ("package" in table):
        raise DeclarationError(key=where, problem="expected exactly one of `requirements` and `package`")
    if "package" in table:
        package = root / _text(table, "package", where=where)
        return PackageLayer(name=name, file=file, package=package, budget=budget)
    folder, extras = _folder_and_extras(_text(table, "requirements", where=where), where=f"{where}.requirements")
    return DependenciesLayer(name=name, file=file, package=root / folder, extras=extras, budget=budget)


def _function(table: Mapping[str, Any], *, root: Path, where: str) -> Function:
    _refuse_unknown(table, FUNCTION_KEYS, where=where)
    handler = _text(table, "handler", where=where)
    if not all(part.isidentifier() for part in handler.split(".")) or handler.count(".") != 1:
        raise DeclarationError(key=f"{where}.handler", problem=f"is {handler!r}; expected `module.function`")
    return Function(
        name=_text(table, "name", where=where),
        description=_text(table, "description", where=where) if "description" in table else "",
        file=_file(table, where=where),
        folder=root / _text(table, "folder", where=where),
        shared=tuple(root / folder for folder in _texts(table, "shared", where=where)),
        handler=handler,
        budget=_budget(table, where=where),
        monolith_kb=_whole_number(table, "monolith-kb", unit="KB", where=where),
    )


def _cold_start(table: Mapping[str, Any], *, root: Path, where: str) -> DeclaredColdStart:
    _refuse_unknown(table, COLD_START_KEYS, where=where)
    program = _text(table, "program", where=where)
    if not (root / program).is_file():
        raise DeclarationError(key=f"{where}.program", problem=f"is {program!r}, no file; expected a Python program")
    budget = _table(table, "budget", where=where)
    _refuse_unknown(budget, RATIO_KEYS, where=f"{where}.budget")
    for key, value in budget.items():
        if not isinstance(value, int | float) or isinstance(value, bool) or value < 1:
            problem = f"is {value!r}; expected a ratio to a bare handler, 1 or more"
            raise DeclarationError(key=f"{where}.budget.{key}", problem=problem)
    return DeclaredColdStart(
        name=_text(table, "name", where=where),
        program=root / program,
        function=_text(table, "function", where=where) if "function" in table else None,
        budget=RatioBudget(init=budget.get("init-ratio"), cpu=budget.get("cpu-ratio")),
    )


def _prune_settings(table: Mapping[str, Any]) -> PruneSettings:
    _refuse_unknown(table, PRUNE_KEYS, where="prune")
    rules = _table(table, "rules", where="prune")
    if INSTALLER_RULE in rules:
        problem = "cannot be switched: with them no two installations give the same layer"
        raise DeclarationError(key=f"prune.rules.{INSTALLER_RULE}", problem=problem)
    _refuse_unknown(rules, OPTIONAL_RULES, where="prune.rules")
    for name, value in rules.items():
        if not isinstance(value, bool):
            raise DeclarationError(key=f"prune.rules.{name}", problem=f"is {value!r}; expected true or false")
    settings = PruneSettings(
        rules=rules,
        services=frozenset(_texts(table, "services", where="prune")) if "services" in table else None,
        unused_services=_reasons(table, "unused-services"),
        unused_distributions=_reasons(table, "unused-distributions"),
    )
    for name in sorted(settings.unused_services.keys() & (settings.services or ())):
        problem = "is declared in prune.services too; expected a service to be either used or unused"
        raise DeclarationError(key=f"prune.unused-services.{name}", problem=problem)
    return settings


def _reasons(table: Mapping[str, Any], key: str) -> dict[str, str]:
    """Reads what is left out, each with the reason why nothing misses it."""
    reasons = _table(table, key, where="prune")
    return {name: _text(reasons, name, where=f"prune.{key}") for name in reasons}


def _budget(table: Mapping[str, Any], *, where: str) -> Budget:
    budget = _table(table, "budget", where=where)
    _refuse_unknown(budget, BUDGET_KEYS, where=f"{where}.budget")
    where = f"{where}.budget"
    return Budget(
        zipped_bytes=_whole_number(budget, "zipped-bytes", unit="bytes", where=where),
        unzipped_bytes=_whole_number(budget, "unzipped-bytes", unit="bytes", where=where),
    )


def _whole_number(table: Mapping[str, Any], key: str, *, unit: str, where: str) -> int | None:
    value = table.get(key)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value <= 0):
        raise DeclarationError(key=_place(where, key), problem=f"is {value!r}; expected a number of {unit}")
    return value


def _architectures(table: Mapping[str, Any]) -> tuple[str, ...]:
    if "architectures" not in table:
        return ARCHITECTURES
    names = _texts(table, "architectures")
    _refuse_unknown(dict.fromkeys(names), ARCHITECTURES, where="architectures")
    if not names:
        raise DeclarationError(key="architectures", problem=f"is empty; expected some of {', '.join(ARCHITECTURES)}")
    return tuple(dict.fromkeys(names))


def _proofs(table: Mapping[str, Any], *, root: Path) -> tuple[Path, ...]:
    files = _texts(table, "proofs")
    for index, file in enumerate(files):
        if not (root / file).is_file():
            raise DeclarationError(key=f"proofs[{index}]", problem=f"is {file!r}, no file; expected a Python program")
    return tuple(root / file for file in files)


def _refuse_same_names(project: Project) -> None:
    """Refuses two layers or functions of one name: manifest and budgets know them by it."""
    named: dict[str, str] = {}
    for where, one in _places(project):
        if one.name in named:
            problem = f"is {one.name!r}, as {named[one.name]}.name is; expected a name of its own"
            raise DeclarationError(key=f"{where}.name", problem=problem)
        named[one.name] = where


def _refuse_same_files(project: Project) -> None:
    """Refuses two archives that would be written to one file, also those of two architectures."""
    written: dict[str, str] = {}
    for where, one in _places(project):
        is_for_each = isinstance(one, DependenciesLayer) or (isinstance(one, Function) and _has_own(one))
        if not is_for_each and ARCHITECTURE_FIELD in one.file:
            problem = f"is {one.file!r}, but one archive serves every architecture; expected no {ARCHITECTURE_FIELD}"
            raise DeclarationError(key=f"{where}.file", problem=problem)
        for architecture in project.architectures if is_for_each else project.architectures[:1]:
            file = one.file.format(architecture=architecture)
            if file in written:
                problem = f"is {one.file!r} and would replace the archive of {written[file]}"
                remedy = f"expected a name of its own, with {ARCHITECTURE_FIELD} in it if it holds machine code"
                raise DeclarationError(key=f"{where}.file", problem=f"{problem}; {remedy}")
            written[file] = f"{one.name} for {architecture}"


def _check_cold_starts(project: Project) -> None:
    """Refuses two cold starts of one name, and one of a function that is not declared."""
    names: set[str] = set()
    functions = [function.name for function in project.functions]
    for index, one in enumerate(project.cold_starts):
        if one.name in names:
            raise DeclarationError(key=f"cold-starts[{index}].name", problem=f"is {one.name!r} a second time")
        names.add(one.name)
        if one.function not in {None, *functions}:
            problem = f"is {one.function!r}; expected one of {', '.join(functions)}"
            raise DeclarationError(key=f"cold-starts[{index}].function", problem=problem)


def _places(project: Project) -> Iterator[tuple[str, Layer | Function]]:
    """Gives the layers and functions, each with its place in the table."""
    yield from ((f"layers[{index}]", layer) for index, layer in enumerate(project.layers))
    yield from ((f"functions[{index}]", function) for index, function in enumerate(project.functions))


def _has_own(function: Function) -> bool:
    return function.own_requirements.is_file()


def _file(table: Mapping[str, Any], *, where: str) -> str:
    file = _text(table, "file", where=where)
    if Path(file).name != file or not file.endswith(".zip"):
        raise DeclarationError(key=f"{where}.file", problem=f"is {file!r}; expected a plain name that ends in .zip")
    if not {"{", "}"}.isdisjoint(file.replace(ARCHITECTURE_FIELD, "")):
        problem = f"is {file!r}; expected no braces but those of {ARCHITECTURE_FIELD}"
        raise DeclarationError(key=f"{where}.file", problem=problem)
    return file


def _folder_and_extras(text: str, *, where: str) -> tuple[str, frozenset[str]]:
    """Splits `packages/thing[extra,other]`, which is a requirement but for the slashes of its name."""
    folder, bracket, rest = text.partition("[")
    try:
        return folder, frozenset(Requirement(f"package{bracket}{rest}").extras)
    except InvalidRequirement as error:
        raise DeclarationError(key=where, problem=f"is {text!r}; expected `folder` or `folder[extra]`") from error


def _refuse_unknown(table: Mapping[str, Any], known: Iterable[str], *, where: str) -> None:
    for key in table:
        if key not in known:
            nearest = difflib.get_close_matches(key, sorted(known), n=1)
            hint = f"; did you mean `{nearest[0]}`?" if nearest else ""
            problem = f"is unknown, expected one of {', '.join(sorted(known))}{hint}"
            raise DeclarationError(key=_place(where, key), problem=problem)


def _text(table: Mapping[str, Any], key: str, *, where: str = "") -> str:
    if key not in table:
        raise DeclarationError(key=_place(where, key), problem="is missing; expected a text")
    value = table[key]
    if not isinstance(value, str) or not value:
        raise DeclarationError(key=_place(where, key), problem=f"is {value!r}; expected a text")
    return value


def _texts(table: Mapping[str, Any], key: str, *, where: str = "") -> tuple[str, ...]:
    values = table.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) and value for value in values):
        raise DeclarationError(key=_place(where, key), problem=f"is {values!r}; expected a list of texts")
    return tuple(values)


def _table(table: Mapping[str, Any], key: str, *, where: str = "") -> dict[str, Any]:
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise DeclarationError(key=_place(where, key), problem=f"is {value!r}; expected a table")
    return value


def _tables[Value](
    table: Mapping[str, Any], key: str, parse: Callable[[Mapping[str, Any], str], Value]
) -> tuple[Value, ...]:
    rows = table.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise DeclarationError(key=key, problem=f"is {rows!r}; expected [[tool.lambda-packaging.{key}]] tables")
    return tuple(parse(row, f"{key}[{index}]") for index, row in enumerate(rows))


def _place(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key
