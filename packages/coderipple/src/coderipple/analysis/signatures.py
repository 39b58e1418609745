"""Signatures as the source states them.

Comes in: a function or class of a syntax tree. Goes out: its signature on one line, and the parameters' names.
"""

import ast

type Parameters = tuple[str, ...]
type Function = ast.FunctionDef | ast.AsyncFunctionDef

_LONGEST_DEFAULT = 80  # characters
_LONGEST_VALUE = 40
_CLASS_MAKERS = {"namedtuple", "NamedTuple", "TypedDict", "NewType"}
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
    return f"{prefix}{node.name}({_unparsed(arguments)}){result}", _parameter_names(arguments)


def class_signature(node: ast.ClassDef) -> tuple[str, Parameters]:
    """Returns how a class is constructed; only its name where the source does not say so in one place."""
    bases = {_base_name(each) for each in node.bases}
    constructor = _constructor(node)
    if constructor is not None and not bases & _ENUM_BASES:
        arguments = _without_first(constructor.args)
        return f"{node.name}({_unparsed(arguments)})", _parameter_names(arguments)
    decorator = _dataclass_decorator(node)
    is_constructed = "NamedTuple" in bases or (decorator is not None and _setting(decorator, "init") is not False)
    if bases <= _NEUTRAL_BASES and is_constructed:
        return _fields_signature(node)
    return node.name, ()


def bound_name(node: ast.stmt) -> tuple[str, str] | None:
    """Returns name and signature of what a statement binds one name to; the value only where it is short."""
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if name != "__all__" and not _is_type_variable(value):
            return name, f"{name}{_short_value(value)}"
        case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation, value=ast.expr() as value):
            return name, f"{name}: {ast.unparse(annotation)}{_short_value(value)}"
        case ast.TypeAlias(name=ast.Name(id=name), value=value):
            return name, f"type {name}{_short_value(value)}"
        case _:
            return None


def bound_alias(node: ast.stmt) -> tuple[list[str], str] | None:
    """Returns the names that a statement binds to another name, and that name: `a = b = c`."""
    match node:
        case ast.Assign(targets=targets, value=ast.Name(id=value)):
            names = [each.id for each in targets if isinstance(each, ast.Name)]
            return (names, value) if len(names) == len(targets) else None
        case _:
            return None


def deleted_names(node: ast.stmt) -> frozenset[str]:
    """Returns the names that a statement deletes."""
    return frozenset(
        each.id for each in (node.targets if isinstance(node, ast.Delete) else ()) if isinstance(each, ast.Name)
    )


def made_property(node: ast.stmt) -> str:
    """Returns the name that a statement binds to a property, as `size = property(get_size)`, or an empty string."""
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name(id="property"))):
            return name
        case _:
            return ""


def makes_class(value: ast.expr) -> bool:
    """Tells whether a value is a class that a call makes, such as `namedtuple("Point", "x y")`."""
    return isinstance(value, ast.Call) and _base_name(value.func) in {
        "namedtuple",
        "NamedTuple",
        "TypedDict",
        "NewType",
    }


def _is_type_variable(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and _base_name(value.func) in {"TypeVar", "ParamSpec", "TypeVarTuple"}


def _short_value(value: ast.expr | None) -> str:
    """Returns ` = value` for a literal that is read at a glance, and stands so in the source: no `0x10` as `16`."""
    if not isinstance(value, ast.Constant | ast.UnaryOp):
        return ""
    text = ast.unparse(value)
    is_spelled_so = value.lineno == value.end_lineno and len(text) == (value.end_col_offset or 0) - value.col_offset
    return f" = {text}" if is_spelled_so and len(text) <= _LONGEST_VALUE else ""


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
    keyword_only = decorator is not None and _setting(decorator, "kw_only") is True
    positional: dict[str, str] = {}
    keywords: dict[str, str] = {}
    for each in node.body:
        if not isinstance(each, ast.AnnAssign) or not isinstance(each.target, ast.Name):
            continue
        annotation = ast.unparse(each.annotation)
        if _base_name(each.annotation) == "KW_ONLY":
            keyword_only = True
        elif not annotation.split("[", 1)[0].endswith("ClassVar") and _field_setting(each.value, "init") is not False:
            default = f" = {_default(each.value)}" if each.value is not None and _has_default(each.value) else ""
            own = _field_setting(each.value, "kw_only")
            chosen = keywords if (keyword_only if own is None else own) else positional
            chosen[each.target.id] = f"{each.target.id}: {annotation}{default}"
    parts = [*positional.values(), *(["*"] if keywords else []), *keywords.values()]
    return f"{node.name}({', '.join(parts)})", (*positional, *keywords)


def _setting(decorator: ast.expr, name: str) -> object:
    """Returns the literal value of a keyword of a decorator, or None."""
    return _literal(decorator.keywords, name) if isinstance(decorator, ast.Call) else None


def _field_setting(value: ast.expr | None, name: str) -> object:
    """Returns the literal value of a keyword of `field(...)`, or None."""
    return _literal(value.keywords, name) if isinstance(value, ast.Call) and _base_name(value.func) == "field" else None


def _literal(keywords: list[ast.keyword], name: str) -> object:
    return next(
        (each.value.value for each in keywords if each.arg == name and isinstance(each.value, ast.Constant)), None
    )


def _field_keywords(value: ast.expr | None) -> dict[str | None, ast.expr] | None:
    """Returns the keywords of `field(...)`, or None where the value is something else."""
    if isinstance(value, ast.Call) and _base_name(value.func) == "field":
        return {each.arg: each.value for each in value.keywords}
    return None


def _has_default(value: ast.expr) -> bool:
    keywords = _field_keywords(value)
    return keywords is None or bool(keywords.keys() & {"default", "default_factory"})


def _default(value: ast.expr) -> str:
    keywords = _field_keywords(value)
    if keywords is None:
        return _short(value)
    return _short(keywords.get("default") or ast.Call(keywords["default_factory"], [], []))


def _unparsed(arguments: ast.arguments) -> str:
    """Returns the source of parameters; a default that is too long to read is elided."""
    shortened = ast.arguments(
        posonlyargs=arguments.posonlyargs,
        args=arguments.args,
        vararg=arguments.vararg,
        kwonlyargs=arguments.kwonlyargs,
        kw_defaults=[None if each is None else ast.Name(_short(each)) for each in arguments.kw_defaults],
        kwarg=arguments.kwarg,
        defaults=[ast.Name(_short(each)) for each in arguments.defaults],
    )
    return ast.unparse(shortened)


def _short(default: ast.expr) -> str:
    text = ast.unparse(default)
    return text if len(text) <= _LONGEST_DEFAULT else "..."
