"""Variables that libraries read from the environment."""

import ast

import pytest
from coderipple.analysis.environment import read_variables
from coderipple.analysis.syntax_tree import read_tree


def variables(source: str) -> list[tuple[str, str | None]]:
    """Returns name and default of what a source reads."""
    return [(each.name, each.default) for each in read_variables(read_tree(ast.parse(source)))]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('from environs import Env\nenv = Env()\nenv.str("A", "x")\nenv("B")', [("A", "'x'"), ("B", None)]),
        ('import environs\nenv = environs.Env()\nenv.int("A", default=1)', [("A", "1")]),
        ('from environs import env\nenv.read_env(".env")\nenv.bool("A", False)', [("A", "False")]),
        ('import environ\nenv = environ.Env(DEBUG=(bool, False))\nenv("A", default="x")', [("A", "'x'")]),
        ('from decouple import config\nconfig("A", default=1, cast=int)', [("A", "1")]),
        ('from decouple import config as c\nc("A")', [("A", None)]),
        ('from decouple import AutoConfig\nc = AutoConfig(".")\nc("A")', [("A", None)]),
        ('from starlette.config import Config\nc = Config(".env")\nc("A", cast=bool, default=False)', [("A", "False")]),
        ('from starlette.config import Config\nc = Config(env_prefix="X_")\nc("A", bool, True)', [("X_A", None)]),
        (
            (
                'from environs import Env\nenv = Env()\nwith env.prefixed("X_"):\n with env.prefixed("Y_"):\n'
                '  env.str("A")\n env.str("B")\nenv.str("C")'
            ),
            [("X_Y_A", None), ("X_B", None), ("C", None)],
        ),
    ],
)
def test_a_library_reads_a_variable(source: str, expected: list[tuple[str, str | None]]) -> None:
    """environs, django-environ, python-decouple and starlette; blocks and readers put their prefix first."""
    assert variables(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        'env = Env()\nenv.str("A")',
        'from environs import Env\nenv = make()\nenv.str("A")',
        'from decouple import config\nother("A")\nconfig()\nconfig(name)',
        'from mine import config\nimport decouple\nconfig("A")',
    ],
)
def test_what_reads_no_variable(source: str) -> None:
    """Another function of that name, and a name that is computed."""
    assert variables(source) == []
