"""What the literals of a Python file say, without running it.

Comes in: statements and expressions. Goes out: texts, numbers, lists and dictionaries; None for what only running the
file would tell.
"""

import ast
from collections.abc import Iterable, Iterator
from typing import Any

_MOST_ITEMS = 1_000_000  # characters and entries of all values of a file; doubling must not fill the memory


class Literals:
    """The names of a file that are bound to literals, and the values of expressions over them."""

    def __init__(self) -> None:
        self._values: dict[str, Any] = {}
        self._items = 0

    def bind(self, statements: Iterable[ast.stmt]) -> None:
        """Takes the bindings of statements that run one after the other; branches are left out.

        Raises:
            ValueError: The values are too large.
        """
        for statement in statements:
            match statement:
                case (
                    ast.Assign(targets=[target], value=value) | ast.AnnAssign(target=target, value=ast.expr() as value)
                ):
                    self._assign(target, self.value(value))
                case ast.AugAssign(target=ast.Name(id=name), op=ast.Add(), value=value):
                    self._values[name] = self._sum(self._values.get(name), self.value(value))
                case ast.With(body=body) | ast.Try(body=body):
                    self.bind(body)
                case ast.If(test=ast.Compare(left=ast.Name(id="__name__")), body=body):
                    self.bind(body)
                case _:
                    pass

    def value(self, node: ast.expr) -> Any:
        """Returns the value of an expression, or None; of a list the entries that are known."""
        return self._counted(self._value(node))

    def keywords(self, call: ast.Call) -> dict[str, Any]:
        """Returns the keyword arguments of a call, those of `**name` too."""
        found: dict[str, Any] = {}
        for each in call.keywords:
            value = self.value(each.value)
            found |= {each.arg: value} if each.arg else value if isinstance(value, dict) else {}
        return found

    def _assign(self, target: ast.expr, value: Any) -> None:
        match target:
            case ast.Name(id=name):
                self._values[name] = value
            case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=str(key))):
                if isinstance(self._values.get(name), dict):
                    self._values[name] = self._counted({**self._values[name], key: value})
            case _:
                pass

    def _value(self, node: ast.expr) -> Any:
        result: Any = None
        match node:
            case ast.Constant(value=str() | int() | float() as value):
                result = value
            case ast.Name(id=name):
                result = self._values.get(name)
            case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Set(elts=elements):
                result = list(self._entries(elements))
            case ast.Dict(keys=keys, values=values):
                result = dict(self._pairs(keys, values))
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                result = self._sum(self.value(left), self.value(right))
            case ast.BinOp(left=left, op=ast.Mod(), right=right):
                found = self.value(right)
                result = _formatted(self.value(left), found if isinstance(found, list) else [found], "%s")
            case ast.JoinedStr(values=values):
                result = _concatenated([self.value(each) for each in values])
            case ast.FormattedValue(value=value, conversion=-1, format_spec=None):
                result = self.value(value)
            case ast.Subscript(value=value, slice=key):
                result = _item(self.value(value), self.value(key))
            case ast.Call():
                result = self._call(node)
        return result

    def _call(self, node: ast.Call) -> Any:
        result: Any = None
        match node:
            case ast.Call(func=ast.Name(id="dict"), args=[]):
                result = self.keywords(node)
            case ast.Call(func=ast.Name(id="list" | "tuple" | "set" | "sorted"), args=[entries], keywords=[]):
                result = self.value(entries)
            case ast.Call(func=ast.Name(id="map"), args=[ast.Name(id="str"), entries]):
                result = self.value(entries)
            case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(separator)), attr="join"), args=[entries]):
                result = _concatenated(self.value(entries), separator)
            case ast.Call(func=ast.Attribute(value=template, attr="format"), args=arguments, keywords=[]):
                result = _formatted(self.value(template), list(self._entries(arguments)), "{}")
            case ast.Call(func=ast.Attribute(value=text, attr="split" | "splitlines" | "strip" as method), args=[]):
                found = self.value(text)
                result = getattr(found, method)() if isinstance(found, str) else None
        return result

    def _entries(self, elements: list[ast.expr]) -> Iterator[Any]:
        for each in elements:
            if isinstance(each, ast.Starred):
                inner = self.value(each.value)
                yield from inner if isinstance(inner, list) else ()
            elif (value := self.value(each)) is not None:
                yield value

    def _pairs(self, keys: list[ast.expr | None], values: list[ast.expr]) -> Iterator[tuple[str, Any]]:
        for key, node in zip(keys, values, strict=True):
            value = self.value(node)
            if key is None:
                yield from value.items() if isinstance(value, dict) else ()
            elif isinstance(name := self.value(key), str):
                yield name, value

    def _sum(self, left: Any, right: Any) -> Any:
        if isinstance(left, str) and isinstance(right, str):
            return self._counted(left + right)
        lists = [each for each in (left, right) if isinstance(each, list)]
        return self._counted([entry for each in lists for entry in each]) if lists else None

    def _counted(self, value: Any) -> Any:
        self._items += len(value) if isinstance(value, str | list | dict) else 1
        if self._items > _MOST_ITEMS:
            message = f"its literals have more than {_MOST_ITEMS} characters and entries"
            raise ValueError(message)
        return value


def _concatenated(values: Any, separator: str = "") -> str | None:
    known = isinstance(values, list) and all(isinstance(each, str | int) for each in values)
    return separator.join(map(str, values)) if known else None


def _formatted(template: Any, values: list[Any], placeholder: str) -> str | None:
    """Returns a template with its placeholders replaced, where they are of the plain kind and as many as the values."""
    pieces = template.split(placeholder) if isinstance(template, str) else []
    is_plain = len(pieces) == len(values) + 1 and not any(mark in piece for piece in pieces for mark in "{}%")
    if not is_plain or not all(isinstance(each, str | int) for each in values):
        return None
    return pieces[0] + "".join(f"{value}{piece}" for value, piece in zip(values, pieces[1:], strict=True))


def _item(container: Any, key: Any) -> Any:
    if isinstance(container, dict) and isinstance(key, str):
        return container.get(key)
    if isinstance(container, list) and isinstance(key, int) and 0 <= key < len(container):
        return container[key]
    return None
