"""The variables that fill the fields of pydantic's settings classes.

Comes in: a syntax tree. Goes out: `ReadVariable`s, each with its field.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, pairwise

from coderipple.analysis.docstrings import first_sentence
from coderipple.analysis.environment.variables import ReadVariable
from coderipple.analysis.syntax_tree import SyntaxTree, default_source, is_true, keyword, last_line, last_name

_MOST_CLASSES = 500  # settings classes of one file; more are made to exhaust us
_MOST_FIELDS = 5_000  # each counted for every class that has it


@dataclass(frozen=True, kw_only=True, slots=True)
class _Naming:
    """How a class names its variables.

    Attributes:
        prefix: What stands before a field's name.
        keeps_case: Whether names keep the case of the fields.
    """

    prefix: str = ""
    keeps_case: bool = False


def settings_readings(tree: SyntaxTree) -> Iterator[ReadVariable]:
    """Returns the variables of every settings class, those of the classes above it in the same file too."""
    return islice(_every(tree), _MOST_FIELDS)


def _every(tree: SyntaxTree) -> Iterator[ReadVariable]:
    classes = {each.name: each for each in tree.classes}
    found = [each for each in classes.values() if "BaseSettings" in _lineage(each, classes) or _configuration(each)]
    for owner in found[:_MOST_CLASSES]:
        naming = _naming(owner, classes, tree)
        for line in _ancestors(owner, classes):
            # A field is said to belong to the class that is filled.
            yield from _fields(line, owner.name, naming, tree)


def _ancestors(owner: ast.ClassDef, classes: Mapping[str, ast.ClassDef]) -> list[ast.ClassDef]:
    """Returns a class and those of the same file that it derives from, at most twenty."""
    line = [owner]
    for each in line:
        above = (classes.get(last_name(base)) for base in each.bases)
        line += [base for base in above if base is not None and base not in line and len(line) < 20]
    return line


def _lineage(owner: ast.ClassDef, classes: Mapping[str, ast.ClassDef]) -> set[str]:
    return {last_name(base) for each in _ancestors(owner, classes) for base in each.bases}


def _configuration(owner: ast.ClassDef) -> ast.Call | None:
    """Returns the `SettingsConfigDict(...)` of a class."""
    for node in owner.body:
        match node:
            case (
                ast.Assign(targets=[ast.Name(id="model_config")], value=ast.Call() as call)
                | ast.AnnAssign(target=ast.Name(id="model_config"), value=ast.Call() as call)
            ) if last_name(call) == "SettingsConfigDict":
                return call
            case _:
                pass
    return None


def _naming(owner: ast.ClassDef, classes: Mapping[str, ast.ClassDef], tree: SyntaxTree) -> _Naming:
    prefix: str | None = None
    keeps_case = False
    for each in _ancestors(owner, classes):
        given = dict(_configured(each))
        if prefix is None and "env_prefix" in given:
            prefix = tree.text(given["env_prefix"]) or ""
        keeps_case = keeps_case or is_true(given.get("case_sensitive"))
    return _Naming(prefix=prefix or "", keeps_case=keeps_case)


def _configured(owner: ast.ClassDef) -> Iterator[tuple[str, ast.expr]]:
    """Yields the settings of a class itself, in either form that pydantic had."""
    yield from ((each.arg, each.value) for each in owner.keywords if each.arg)
    if call := _configuration(owner):
        yield from ((each.arg, each.value) for each in call.keywords if each.arg)
    for node in owner.body:
        match node:
            case ast.Assign(targets=[ast.Name(id="model_config")], value=ast.Dict(keys=keys, values=values)):
                for key, value in zip(keys, values, strict=True):
                    if isinstance(key, ast.Constant) and isinstance(key.value, str):
                        yield key.value, value
            case ast.ClassDef(name="Config", body=body):
                for line in body:
                    if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
                        yield line.targets[0].id, line.value
            case _:
                pass


def _fields(owner: ast.ClassDef, name: str, naming: _Naming, tree: SyntaxTree) -> Iterator[ReadVariable]:
    for node, after in pairwise([*owner.body, None]):
        match node:
            case ast.AnnAssign(target=ast.Name(id=field)) if _is_field(node, field):
                call = _field_call(node)
                described = tree.text(keyword(call, "description")) if call else None
                for variable in _variables(field, call, naming, tree):
                    yield ReadVariable(
                        name=variable,
                        default=_default(node, call),
                        first_line=node.lineno,
                        last_line=last_line(node),
                        field=f"{name}.{field}",
                        summary=first_sentence(described or _docstring(after)),
                    )
            case _:
                pass


def _is_field(node: ast.AnnAssign, name: str) -> bool:
    kind = node.annotation.value if isinstance(node.annotation, ast.Subscript) else node.annotation
    return not name.startswith("_") and name != "model_config" and last_name(kind) != "ClassVar"


def _field_call(node: ast.AnnAssign) -> ast.Call | None:
    """Returns the `Field(...)` of a field, its value or part of its annotation."""
    if isinstance(node.value, ast.Call) and last_name(node.value) == "Field":
        return node.value
    match node.annotation:
        case ast.Subscript(value=owner, slice=ast.Tuple(elts=[_, *more])) if last_name(owner) == "Annotated":
            return next((each for each in more if isinstance(each, ast.Call) and last_name(each) == "Field"), None)
        case _:
            return None


def _variables(field: str, call: ast.Call | None, naming: _Naming, tree: SyntaxTree) -> list[str]:
    for place in ("validation_alias", "env", "alias"):
        given = keyword(call, place) if call else None
        if given is None:
            continue
        is_several = isinstance(given, ast.List | ast.Tuple | ast.Call)
        parts = given.args if isinstance(given, ast.Call) else getattr(given, "elts", []) if is_several else [given]
        names = [name for part in parts if (name := tree.text(part))]
        return names if naming.keeps_case else [name.upper() for name in names]
    name = f"{naming.prefix}{field}"
    return [name if naming.keeps_case else name.upper()]


def _default(node: ast.AnnAssign, call: ast.Call | None) -> str | None:
    if call is None or node.value is not call:
        return default_source(node.value)
    factory = keyword(call, "default_factory")
    if factory is not None:
        return default_source(ast.Call(func=factory, args=[], keywords=[]))
    return default_source(call.args[0] if call.args else keyword(call, "default"))


def _docstring(node: ast.stmt | None) -> str | None:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return node.value.value
    return None
