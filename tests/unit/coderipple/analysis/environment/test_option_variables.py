"""Variables that fill options."""

import ast

import pytest
from coderipple.analysis.environment import read_variables
from coderipple.analysis.syntax_tree import read_tree


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('import click\n@click.option("--a", envvar="A", default=1, help="It. All.")\ndef f(): ...', ("A", "1", "It.")),
        ('import click\n@click.argument("a", envvar="A")\ndef f(): ...', ("A", None, "")),
        ('import typer\ndef f(a: int = typer.Option(1, "--a", envvar="A")): ...', ("A", "1", "")),
        ('import typer\ndef f(a: Annotated[int, typer.Option("--a", envvar="A")] = 1): ...', ("A", None, "")),
    ],
)
def test_an_option_reads_a_variable(source: str, expected: tuple[str, str | None, str]) -> None:
    """Its help describes the variable too."""
    (found,) = read_variables(read_tree(ast.parse(source)))
    assert (found.name, found.default, found.summary) == expected


def test_an_option_may_read_several() -> None:
    """A list names them; without click or typer there is no such option."""
    source = '@click.option("--a", envvar=["A", "B", name])\ndef f(): ...'
    assert [each.name for each in read_variables(read_tree(ast.parse(f"import click\n{source}")))] == ["A", "B"]
    assert read_variables(read_tree(ast.parse(source))) == ()
