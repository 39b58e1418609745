"""What a package offers, told by the interpreter: imported and inspected, sharing nothing with the engine.

The rule is Python's own: a module offers the names in `__all__`, or without one the classes and functions that it
defines under a name without a leading underscore, a package those of its private modules that it imports too; a class
offers its methods, properties and inner classes likewise.
"""

import functools
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from types import ModuleType
from typing import Any


def public_modules(package: str) -> Iterator[ModuleType]:
    """Yields a package and its modules, private ones left out."""
    root = importlib.import_module(package)
    yield root
    for found in pkgutil.walk_packages(root.__path__, f"{package}."):
        if not any(part.startswith("_") for part in found.name.split(".")):
            yield importlib.import_module(found.name)


def public_symbols(module: ModuleType) -> Iterator[str]:
    """Yields the name of every public class, function, method and property of a module."""
    exported = getattr(module, "__all__", None)
    for name in vars(module) if exported is None else exported:
        found = _unwrapped(getattr(module, name))
        if exported is not None or (_is_own(found, module) and not name.startswith("_")):
            yield from _symbols(name, found)


def parameters(module: ModuleType, name: str) -> list[tuple[str, str]] | None:
    """Returns name and kind of each parameter of a call; None where there is no call, or no signature.

    Args:
        module: The module.
        name: Name in the module, for example `Session.run`.
    """
    value = _named(module, name)
    called = inspect.unwrap(getattr(value, "__func__", value))
    if not inspect.isfunction(called) and not inspect.isclass(called):
        return None
    found = [(each.name, each.kind.name) for each in inspect.signature(called).parameters.values()]
    is_bound = "." in name and not isinstance(value, staticmethod) and not inspect.isclass(called)
    return found[1:] if is_bound else found


def is_class(module: ModuleType, name: str) -> bool:
    """Tells whether a name in a module is a class."""
    return inspect.isclass(_named(module, name))


def _named(module: ModuleType, name: str) -> Any:
    first, *inner = name.split(".")
    value = _unwrapped(getattr(module, first))
    for part in inner:
        value = inspect.getattr_static(value, part)
    return value


def _is_own(value: Any, module: ModuleType) -> bool:
    home = getattr(value, "__module__", None) or ""
    return home == module.__name__ or (hasattr(module, "__path__") and home.startswith(f"{module.__name__}._"))


def _unwrapped(value: Any) -> Any:
    """Returns the function behind a command of click or a task of invoke, and any other value as it is."""
    for attribute in ("callback", "body"):
        if not inspect.isclass(value) and inspect.isfunction(getattr(value, attribute, None)):
            return getattr(value, attribute)
    return inspect.unwrap(value) if callable(value) else value


def _symbols(name: str, value: Any) -> Iterator[str]:
    if inspect.isfunction(value):
        yield name
    elif inspect.isclass(value):
        yield name
        for inner, member in vars(value).items():
            if not inner.startswith("_"):
                yield from _members(f"{name}.{inner}", member)


def _members(name: str, member: Any) -> Iterator[str]:
    if isinstance(member, property | functools.cached_property):
        yield name
    elif isinstance(member, staticmethod | classmethod):
        yield from _symbols(name, inspect.unwrap(member.__func__))
    else:
        yield from _symbols(name, _unwrapped(member))
