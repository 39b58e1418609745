"""Signatures as the source states them.

Comes in: a function or class of a syntax tree. Goes out: its signature on one line, and the parameters' names.
"""

import ast

type Parameters = tuple[str, ...]
type Function = ast.FunctionDef | ast.AsyncFunctionDef

_ENUM_BASES = {"Enum", "IntEnum", "StrEnum", "Flag", "IntFlag"}  # called with a value, whatever their constructor says
# Bases that add no parameters to a class's construction.
_NEUTRAL_BASES = {"object", "ABC", "Protocol", "Generic", "NamedTuple"}


def function_signature(node: Function, *, bound: bool, called: bool = True) -> tuple[str, Parameters]:
    """Returns the signature of a function.

    Args:
        node: The function.
        bound: Whether the first parameter (`self`, `cls`) is filled by the call and left out.
        called: False for a property, whose signature has no parentheses.
    """
    result = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    if not called:
        return f"{node.name}{result}", ()
    arguments = _without_first(node.args) if bound else node.args
    prefix = "async " if isinstance(node, ast.AsyncFunctionDef) else ""
    return f"{prefix}{node.name}({ast.unparse(arguments)}){result}", _parameter_names(arguments)


def class_signature(node: ast.ClassDef) -> tuple[str, Parameters]:
    """Returns how a class is constructed; only its name where the source does not say so in one place."""
    bases = {_base_name(each) for each in node.bases}
    constructor = _constructor(node)
    if constructor is not None and not bases & _ENUM_BASES:
        arguments = _without_first(constructor.args)
        return f"{node.name}({ast.unparse(arguments)})", _parameter_names(arguments)
    if bases <= _NEUTRAL_BASES and ("NamedTuple" in bases or _dataclass_decorator(node) is not None):
        return _fields_signature(node)
    return node.name, ()


def _constructor(node: ast.ClassDef) -> Function | None:
    functions = {each.name: each for each in node.body if isinstance(each, ast.FunctionDef)}
    return functions.get("__init__") or functions.get("__new__")


def _without_first(arguments: ast.arguments) -> ast.arguments:
    positional = [*arguments.posonlyargs, *arguments.args]
    if not positional:
        return arguments
    remaining = len(positional) - 1
    return ast.arguments(
        posonlyargs=arguments.posonlyargs[1:],
        args=arguments.args if arguments.posonlyargs else arguments.args[1:],
        vararg=arguments.vararg,
        kwonlyargs=arguments.kwonlyargs,
        kw_defaults=arguments.kw_defaults,
        kwarg=arguments.kwarg,
        defaults=arguments.defaults[-remaining:] if remaining else [],
    )


def _parameter_names(arguments: ast.arguments) -> Parameters:
    every = [
        *arguments.posonlyargs,
        *arguments.args,
        arguments.vararg,
        *arguments.kwonlyargs,
        arguments.kwarg,
    ]
    return tuple(each.arg for each in every if each is not None)


def _base_name(node: ast.expr) -> str:
    return ast.unparse(node).split("[", 1)[0].rsplit(".", 1)[-1]


def _dataclass_decorator(node: ast.ClassDef) -> ast.expr | None:
    for each in node.decorator_list:
        if _base_name(each.func if isinstance(each, ast.Call) else each) == "dataclass":
            return each
    return None


def _fields_signature(node: ast.ClassDef) -> tuple[str, Parameters]:
    decorator = _dataclass_decorator(node)
    keyword_only = isinstance(decorator, ast.Call) and _is_true(decorator.keywords, "kw_only")
    parts = ["*"] if keyword_only else []
    names: list[str] = []
    for each in node.body:
        if not isinstance(each, ast.AnnAssign) or not isinstance(each.target, ast.Name):
            continue
        annotation = ast.unparse(each.annotation)
        if _base_name(each.annotation) == "KW_ONLY":
            parts.append("*")
        elif not annotation.split("[", 1)[0].endswith("ClassVar") and not _is_not_a_parameter(each.value):
            default = f" = {_default(each.value)}" if each.value is not None and _has_default(each.value) else ""
            parts.append(f"{each.target.id}: {annotation}{default}")
            names.append(each.target.id)
    if parts == ["*"]:
        parts = []
    return f"{node.name}({', '.join(parts)})", tuple(names)


def _is_true(keywords: list[ast.keyword], name: str) -> bool:
    return any(each.arg == name and isinstance(each.value, ast.Constant) and each.value.value for each in keywords)


def _field_keywords(value: ast.expr | None) -> dict[str | None, ast.expr] | None:
    """Returns the keywords of `field(...)`, or None where the value is something else."""
    if isinstance(value, ast.Call) and _base_name(value.func) == "field":
        return {each.arg: each.value for each in value.keywords}
    return None


def _is_not_a_parameter(value: ast.expr | None) -> bool:
    init = (_field_keywords(value) or {}).get("init")
    return isinstance(init, ast.Constant) and init.value is False


def _has_default(value: ast.expr) -> bool:
    keywords = _field_keywords(value)
    return keywords is None or bool(keywords.keys() & {"default", "default_factory"})


def _default(value: ast.expr) -> str:
    keywords = _field_keywords(value)
    if keywords is None:
        return ast.unparse(value)
    return (
        ast.unparse(keywords["default"]) if "default" in keywords else f"{ast.unparse(keywords['default_factory'])}()"
    )
