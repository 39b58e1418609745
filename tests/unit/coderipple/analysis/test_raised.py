"""The exceptions that a file raises."""

import ast

import pytest
from coderipple.analysis.raised import raised_exceptions
from coderipple.analysis.syntax_tree import read_tree


def read(source: str) -> list[tuple[str, str | None]]:
    """Returns names and messages of what a source raises."""
    return [(each.name, each.message) for each in raised_exceptions(read_tree(ast.parse(source)))]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("raise E", ("E", None)),
        ("raise E()", ("E", None)),
        ('raise E("It broke")', ("E", "It broke")),
        ('raise errors.E("It broke") from error', ("E", "It broke")),
        ('raise E("a "\n  "b")', ("E", "a b")),
        ('raise E(f"no {name!r} in {place:>{width}}")', ("E", "no … in …")),
        ('raise E(f"{{x}}")', ("E", "{x}")),
        ('raise E("no %s in %(place)-5.2f, 100%%" % values)', ("E", "no … in …, 100%")),
        ('raise E("no {} in {place!r:>{w}}, {{x}}".format(a))', ("E", "no … in …, {x}")),
        ('raise E("no " + name + " there")', ("E", "no … there")),
        ('raise E(_("Not there"))', ("E", "Not there")),
        ('TEXT = "Gone"\nraise E(TEXT)', ("E", "Gone")),
        ('raise E("a\\n  b")', ("E", "a b")),
        ('raise E(f"{a}{b}")', ("E", None)),
        ("raise E(text)", ("E", None)),
        ('raise E("first", second)', ("E", None)),
        ("raise E(1)", ("E", None)),
        ("raise _E(*parts)", ("_E", None)),
        (f'raise E("{"word " * 200}")', ("E", f"{' '.join(['word'] * 100)} …")),
    ],
)
def test_an_exception_is_raised(source: str, expected: tuple[str, str | None]) -> None:
    """The name as spelled, the message with its values left out; None where nothing of it is literal."""
    assert read(source) == [expected]


@pytest.mark.parametrize("source", ["raise", "raise error", "raise self.error", "raise make()", "raise a[0]"])
def test_what_raises_no_class(source: str) -> None:
    """Raising again what was caught or made elsewhere says nothing."""
    assert read(source) == []


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ('super().__init__(f"{path}: not there")', [("E", "…: not there")]),
        ('super(E, self).__init__("Gone")', [("E", "Gone")]),
        ('Exception.__init__(self, "Gone")', [("E", "Gone")]),
        ("super().__init__(path)", []),
        ('super().__init__("code", "Gone")', []),
        ("super().__init__()", []),
        ('other.__init__("Gone")', []),
    ],
)
def test_a_class_makes_its_message(call: str, expected: list[tuple[str, str | None]]) -> None:
    """What a constructor hands to its base is the message of the class."""
    assert read(f"class E(Exception):\n    def __init__(self, path):\n        {call}") == expected


def test_a_class_without_bases_is_no_exception() -> None:
    """Whatever it hands over is no message."""
    assert read('class E:\n    def __init__(self):\n        super().__init__("x")') == []


def test_an_exception_knows_its_lines() -> None:
    """The span is that of the statement."""
    (found,) = raised_exceptions(read_tree(ast.parse('\nraise E(\n    "x",\n)\n')))
    assert (found.first_line, found.last_line) == (2, 4)


def test_an_endless_sum_is_no_message() -> None:
    """Parts are followed to a bounded depth."""
    assert read(f"raise E({' + '.join(['x'] * 200)})") == [("E", None)]
