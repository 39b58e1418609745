"""What literals say, without running them."""

import ast
from typing import Any

import pytest
from coderipple.analysis.manifests.literals import Literals


def value(expression: str, statements: str = "") -> Any:
    """Returns the value of an expression after statements."""
    literals = Literals()
    literals.bind(ast.parse(statements).body)
    return literals.value(ast.parse(expression, mode="eval").body)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("'a' + 'b'", "ab"),
        ("['a', x, *['b']] + x", ["a", "b"]),
        ("{'a': 1, x: 2, **{'b': 3}}", {"a": 1, "b": 3}),
        ("dict(a='b', **{'c': 1})", {"a": "b", "c": 1}),
        ("sorted({'a'})", ["a"]),
        ("'.'.join(['1', '2'])", "1.2"),
        ("'.'.join(map(str, (1, 2)))", "1.2"),
        ("'a b'.split()", ["a", "b"]),
        ("'{}-{}'.format('a', 1)", "a-1"),
        ("'{0}'.format('a')", None),
        ("'%s.%s' % (1, 2)", "1.2"),
        ("'%s' % 'a'", "a"),
        ("'%d' % 1", None),
        ("f'{1}.x'", "1.x"),
        ("f'{1:>3}'", None),
        ("{'a': 'b'}['a']", "b"),
        ("['a'][0]", "a"),
        ("['a'][5]", None),
        ("'a' + x", None),
        ("x()", None),
        ("a if b else c", None),
    ],
)
def test_expressions(expression: str, expected: object) -> None:
    """Only what needs no run has a value; of a list the known entries."""
    assert value(expression) == expected


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ("a = 'x'", "x"),
        ("a: str = 'x'", "x"),
        ("a = 'x'\na += 'y'", "xy"),
        ("a = 'x'\nif b:\n  a = 'y'", "x"),
        ("try:\n  a = 'x'\nexcept E:\n  a = 'y'", "x"),
        ("a = {}\na['b'] = 'c'", {"b": "c"}),
        ("a['b'] = 'c'", None),
        ("a = 'x'\na = f()", None),
    ],
)
def test_bindings(statements: str, expected: object) -> None:
    """Statements that run one after the other bind; a branch may not run."""
    assert value("a", statements) == expected


def test_doubling_ends() -> None:
    """A few lines cannot fill the memory."""
    with pytest.raises(ValueError, match="more than 1000000"):
        value("a", "a = 'xx'\n" + "a = a + a\n" * 60)
