"""Options and variables, told by the calls that declare or read them."""

import ast

import pytest
from coderipple.analysis.call_patterns import declared_options, read_variables, string_constants


def variables(source: str) -> list[tuple[str, str | None]]:
    """Returns name and default of what a source reads."""
    module = ast.parse(source)
    return [(each.name, each.default) for each in read_variables(ast.walk(module), string_constants(module.body))]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('import argparse\np.add_argument("-o", "--output", help="Where. Or not.")', (("-o", "--output"), "Where.")),
        ('def add_arguments(self, parser): parser.add_argument("--x")', (("--x",), "")),
        ('import click\n@click.option("--color/--no-color", help=HELP)\ndef f(): ...', (("--color", "--no-color"), "")),
        ('from click import option\n@option("-n", "--name", "name")\ndef f(): ...', (("-n", "--name"), "")),
        ('import typer\ndef f(x=typer.Option(1, "--count", help="How many")): ...', (("--count",), "How many")),
        ('parser.add_option("-q")', (("-q",), "")),
        ('import optparse\noptions = optparse.OptionParser()\noptions.add_option("-q")', (("-q",), "")),
        ('import argparse\ng = p.add_argument_group()\ng.add_argument("--x")', (("--x",), "")),
        ('import argparse\nargparse.ArgumentParser().add_argument("--x")', (("--x",), "")),
        ('parser.addoption("--slow")', (("--slow",), "")),
    ],
)
def test_an_option_is_declared(source: str, expected: tuple[tuple[str, ...], str]) -> None:
    """argparse, optparse, click, typer and pytest declare options each in their way."""
    (found,) = declared_options(ast.walk(ast.parse(source)))
    assert (found.flags, found.summary) == expected


@pytest.mark.parametrize(
    "source",
    [
        'from selenium import webdriver\noptions.add_argument("--headless")',
        'import argparse\nchrome_options.add_argument("--headless")',
        'import argparse\nopts = ChromeOptions()\nopts.add_argument("--headless")',
        'import argparse\nself.opts: O = webdriver.ChromeOptions()\nself.opts.add_argument("--headless")',
        'import argparse\nChromeOptions().add_argument("--headless")',
        '@option("--x")\ndef f(): ...',
        'import argparse\np.add_argument("file")',
        'import argparse\np.add_argument("-")',
        'import argparse\np.add_argument("--")',
        'print("--x")',
        "import argparse\np.add_argument(x)",
    ],
)
def test_what_declares_no_option(source: str) -> None:
    """A positional argument, a lone dash and any other call are none."""
    assert declared_options(ast.walk(ast.parse(source))) == ()


def test_an_option_knows_its_lines() -> None:
    """The span is that of the call."""
    (found,) = declared_options(ast.walk(ast.parse('\nparser.add_argument(\n    "--x",\n)\n')))
    assert (found.first_line, found.last_line) == (2, 4)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('os.environ["A"]', [("A", None)]),
        ('from os import environ\nenviron["A"]', [("A", None)]),
        ('def f(environ): return environ["PATH_INFO"]', []),
        ('request.environ.get("REMOTE_ADDR")', []),
        ('def f(environ=None):\n environ = os.environ if environ is None else environ\n environ["A"]', [("A", None)]),
        ('def f(source=os.environ): return source["A"]', [("A", None)]),
        ('import os as system\nsystem.environ["A"]', [("A", None)]),
        ('os.environ.get("A")', [("A", None)]),
        ('os.environ.get("A", "x")', [("A", "'x'")]),
        ('os.environ.get("A", None)', [("A", None)]),
        ('os.getenv("A", str(1))', [("A", "str(1)")]),
        ('from os import getenv\ngetenv("A")', [("A", None)]),
        ('os.environ.pop("A", "")', [("A", "''")]),
        ('os.environ.setdefault("A", "x")', [("A", "'x'")]),
        ('NAME = "A"\nos.environ[NAME]', [("A", None)]),
        ('os.environ["A"]\nos.getenv("B")\nos.environ.get("A", "1")', [("B", None), ("A", "'1'")]),
    ],
)
def test_a_variable_is_read(source: str, expected: list[tuple[str, str | None]]) -> None:
    """Every way to read one is known; each is there once, and a reading with a default counts first."""
    assert variables(source) == expected


@pytest.mark.parametrize(
    "source", ['os.environ["A"] = "x"', 'del os.environ["A"]', "os.environ[name]", 'data.get("A")', "os.getenv()"]
)
def test_what_reads_no_variable(source: str) -> None:
    """Writing, a computed name and another mapping are none."""
    assert variables(source) == []
