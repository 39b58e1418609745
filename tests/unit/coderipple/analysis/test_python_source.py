"""One file by its syntax tree."""

import pytest
from coderipple.analysis.python_source import SIZE_LIMIT_BYTES, SourceFacts, SourceProblem, read_python
from coderipple.facts import SymbolKind
from coderipple.references import code_references


def read(source: str) -> SourceFacts:
    """Reads a source that parses."""
    found = read_python(source.encode())
    assert isinstance(found, SourceFacts)
    return found


def test_definitions_and_what_a_class_holds() -> None:
    """Functions, classes, methods and properties with their kind, summary and lines."""
    source = '''\
"""A module. More."""

@decorated
def f(a):
    """Does f."""

class A:
    """Is A."""

    @property
    def p(self) -> int: ...
    @p.setter
    def p(self, value): ...
    @functools.cached_property
    def c(self): ...
    @staticmethod
    def s(x): ...
    @classmethod
    def k(cls, y): ...
    async def m(self): ...
    class Inner:
        def deep(self): ...
'''
    found = read(source)
    assert found.summary == "A module."
    function, owner = found.definitions
    assert (function.name, function.summary, function.first_line, function.last_line) == ("f", "Does f.", 4, 5)
    assert [(each.kind, each.signature) for each in owner.members] == [
        (SymbolKind.PROPERTY, "p -> int"),
        (SymbolKind.PROPERTY, "c"),
        (SymbolKind.METHOD, "s(x)"),
        (SymbolKind.METHOD, "k(y)"),
        (SymbolKind.METHOD, "async m()"),
        (SymbolKind.CLASS, "Inner"),
    ]
    assert [each.name for each in owner.members[-1].members] == ["deep"]


def test_definitions_under_conditions_count() -> None:
    """What `if`, `try` and `with` define is defined; of a name defined twice the last counts."""
    source = """\
if x:
    def a(): ...
else:
    def b(): ...
try:
    def c(): ...
except E:
    def c(fallback): ...
finally:
    def d(): ...
with y:
    def e(): ...
"""
    assert [each.signature for each in read(source).definitions] == ["a()", "b()", "c(fallback)", "d()", "e()"]


def test_what_can_never_run_says_nothing() -> None:
    """Neither its definitions nor its options; an import that is deleted brings nothing."""
    found = read(
        "from a import b, c\ndel b\nif False:\n def never(): ...\n"
        'def main(parser):\n if 0:\n  parser.add_argument("--dead")\n return\n parser.add_argument("--late")\n'
    )
    assert [each.name for each in found.definitions] == ["main"]
    assert [each.local for each in found.imported_names] == ["c"]
    assert found.options == ()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = 1", None),
        ('__all__ = ["a", "b", "a"]', ("a", "b")),
        ('__all__ = ("a",)', ("a",)),
        ('__all__: list[str] = ["a"]', ("a",)),
        ('__all__ = ["a"]\n__all__ += ["b"]', ("a", "b")),
        ('__all__ = ["a"]\n__all__ = ["b"]', ("b",)),
        ('__all__ = ["a"]\n__all__.append("b")\n__all__.extend(("c", "d"))\n__all__.remove("a")', ("b", "c", "d")),
        ('__all__ = ["b", "a"]\n__all__.sort()', ("b", "a")),
        ('__all__ = ["a"]\n__all__.append(name)', None),
        ('__all__ = ["a"]\n__all__.extend(other.__all__)', None),
        ('__all__ = ["a"]\n__all__ *= 2', None),
        ('__all__ = ["a"]\n__all__.pop()', None),
        ('__all__ = ["a"]\n__all__.insert(0, "b")', None),
        ('__all__ = ["a"]\n__all__[0] = "b"', None),
        ('__all__ = ["a"]\ndel __all__[0]', None),
        ('__all__ = ["a"]\nfor each in names:\n __all__.append(each)', None),
        ('__all__ = ["a"]\ndef public(f):\n __all__.append(f.__name__)', None),
        ("__all__ = other.__all__", None),
        ('__all__ = ["a", name]', ("a",)),
        ("__all__ = []", ()),
    ],
)
def test_exports(source: str, expected: tuple[str, ...] | None) -> None:
    """`__all__` is read where it is literal."""
    assert read(source).exports == expected


def test_the_names_that_a_text_may_use() -> None:
    """Definitions, parameters, attributes, dotted uses and short literals are known; sentences are not."""
    source = """\
import os.path, json as j
from a.b import c
from . import d
LIMIT: int = 1
class A:
    field = 1
    other: int
    def m(self, arg, *rest, key=None):
        self.made = os.path.join("x-key", "a sentence", "--flag")
        for loop in rest: pass
"""
    found = read(source)
    assert {"A", "m", "arg", "rest", "key", "LIMIT", "made", "loop", "os.path.join"} <= found.names
    assert found.literals == {"--flag", "x-key"}
    assert found.attributes == {"A.field", "A.other", "A.made"}
    assert found.imported_modules == {"os.path", "json", "a.b", "a.b.c"}


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (b"def (:\n", "line 1: invalid syntax"),
        (b"x = '\0'", "null bytes"),
        (b"\xff\xfe", "line"),
        (b"# coding: nonsense\n", "unknown encoding"),
        (b"(" * 10_000, "line 1: too many nested parentheses"),
        (b"-" * 200_000 + b"1", "Error"),
        (b"print 1", "Missing parentheses"),
        (b"#" * (SIZE_LIMIT_BYTES + 1), f"more than {SIZE_LIMIT_BYTES}"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(source: bytes, reason: str) -> None:
    """Syntax errors, odd encodings, endless nesting and huge files are reasons, not crashes."""
    found = read_python(source)
    assert isinstance(found, SourceProblem)
    assert reason in found.reason


def test_the_declared_encoding_counts() -> None:
    """A source in Latin-1 that says so is read."""
    found = read_python("# coding: latin-1\ndef größe(): ...\n".encode("latin-1"))
    assert isinstance(found, SourceFacts)
    assert found.definitions[0].name == "größe"


def test_a_warning_of_the_parser_is_not_ours() -> None:
    """An invalid escape in the documented code disturbs nobody."""
    assert [each.name for each in read('x = "\\d"').definitions] == ["x"]


@pytest.mark.parametrize("text", [":", "a_", "a-", "`", ". ", ":a:`"])
def test_a_huge_docstring_is_read_and_cut(text: str) -> None:
    """As much as a file may hold of what begins a pattern takes no quadratic time, here and where it is checked."""
    found = read(f'"""{text * (490_000 // len(text))}"""\n')
    assert len(found.summary) <= 302
    code_references(found.summary)
