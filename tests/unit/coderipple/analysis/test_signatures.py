"""Signatures as the source states them."""

import ast

import pytest
from coderipple.analysis.signatures import class_signature, function_signature


@pytest.mark.parametrize(
    ("source", "bound", "signature", "parameters"),
    [
        ("def f(): ...", False, "f()", ()),
        ("def f(a, /, b=1, *c, d: int = 2, **e) -> str: ...", False, None, ("a", "b", "c", "d", "e")),
        ("async def f(a): ...", False, "async f(a)", ("a",)),
        ("def f(self, a=1): ...", True, "f(a=1)", ("a",)),
        ("def f(self=1, a=2): ...", True, "f(a=2)", ("a",)),
        ("def f(self=1): ...", True, "f()", ()),
        ("def f(self, /, a): ...", True, "f(a)", ("a",)),
        ("def f(*args): ...", True, "f(*args)", ("args",)),
        ("def f(a='x  y'): ...", False, "f(a='x  y')", ("a",)),
        ("def f(a: 'A | None' = None): ...", False, "f(a: 'A | None'=None)", ("a",)),
    ],
)
def test_a_function(source: str, bound: bool, signature: str | None, parameters: tuple[str, ...]) -> None:
    """Parameters, defaults and result stand as written; what the call fills is left out."""
    node = ast.parse(source).body[0]
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    expected = signature or "f(a, /, b=1, *c, d: int=2, **e) -> str"
    assert function_signature(node, bound=bound) == (expected, parameters)


def test_a_property_has_no_parentheses() -> None:
    """It is read, not called."""
    node = ast.parse("def f(self) -> int: ...").body[0]
    assert isinstance(node, ast.FunctionDef)
    assert function_signature(node, bound=True, called=False) == ("f -> int", ())


@pytest.mark.parametrize(
    ("source", "signature"),
    [
        ("class A: ...", "A"),
        ("class A:\n def __init__(self, x, *, y=1): ...", "A(x, *, y=1)"),
        ("class A:\n def __new__(cls, x): ...", "A(x)"),
        ("class A(B):\n x: int", "A"),
        ("@dataclass\nclass A:\n x: int\n y: str = 'a'", "A(x: int, y: str = 'a')"),
        ("@dataclass(frozen=True)\nclass A:\n x: int", "A(x: int)"),
        ("@dataclasses.dataclass(kw_only=True)\nclass A:\n x: int", "A(*, x: int)"),
        ("@dataclass(kw_only=True)\nclass A:\n pass", "A()"),
        ("@dataclass\nclass A:\n x: int\n _: KW_ONLY\n y: int", "A(x: int, *, y: int)"),
        ("@dataclass\nclass A:\n x: ClassVar[int] = 1\n y: int", "A(y: int)"),
        (
            "@dataclass\nclass A:\n x: int = field(init=False)\n y: list = field(default_factory=list)",
            "A(y: list = list())",
        ),
        ("@dataclass\nclass A:\n x: int = field(default=3)\n y: int = field(kw_only=True)", None),
        ("@dataclass(init=False)\nclass A:\n x: int", "A"),
        ("@dataclass\nclass A:\n x: list = field(default_factory=lambda: [])", "A(x: list = (lambda: [])())"),
        ("@dataclass\nclass A:\n x: int = field(kw_only=True)\n y: int = 1", "A(y: int = 1, *, x: int)"),
        (f"class A:\n def __init__(self, x={'a' * 81!r}): ...", "A(x=...)"),
        ("@dataclass\nclass A(Generic[T]):\n x: T", "A(x: T)"),
        ("@dataclass\nclass A(Base):\n x: int", "A"),
        ("class A(NamedTuple):\n x: int\n y: int = 1", "A(x: int, y: int = 1)"),
        ("class A(Protocol):\n x: int", "A"),
        ("class A(enum.Enum):\n def __init__(self, x): ...", "A"),
        ("class A(IntEnum):\n def __new__(cls, x): ...", "A"),
    ],
)
def test_a_class(source: str, signature: str | None) -> None:
    """A class is shown as it is constructed, and by its name alone where one place does not say how."""
    node = ast.parse(source).body[0]
    assert isinstance(node, ast.ClassDef)
    assert class_signature(node)[0] == (signature or "A(x: int = 3, *, y: int)")
