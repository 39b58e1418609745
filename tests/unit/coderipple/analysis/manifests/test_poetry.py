"""What Poetry keeps in `pyproject.toml`."""

import pytest
from fakes.manifests import project_of, registered, required

MANIFEST = """
[tool.poetry]
name = "tides"
version = "1.0"
description = "Water"
[tool.poetry.dependencies]
python = "^3.8"
Requests_Toolbelt = "^2.1"
numpy = [{version = "<2", python = "<3.9"}, {version = ">=2"}]
local = {path = "../local"}
ephem = {version = "~4", optional = true}
lost = {version = "1", optional = true}
[tool.poetry.extras]
moon = ["ephem"]
[tool.poetry.dev-dependencies]
black = "*"
[tool.poetry.group.test.dependencies]
pytest = "^7"
[tool.poetry.scripts]
tides = "tides:main"
moon = {reference = "bin/moon", type = "file"}
old = {callable = "tides:old"}
[tool.poetry.plugins."tides.harbours"]
hull = "tides:hull"
"""


def test_poetry_is_read() -> None:
    """Caret and tilde stay as they are spelled; what is optional belongs to the extra that asks for it."""
    found = project_of("pyproject.toml", MANIFEST)
    assert (found.name, found.version, found.description, found.runtime) == ("tides", "1.0", "Water", "^3.8")
    assert found.dependencies == ("ephem", "local", "lost", "numpy", "requests-toolbelt")
    assert required(found) == [
        ("local", "", ""),
        ("numpy", "<2", ""),
        ("numpy", ">=2", ""),
        ("requests-toolbelt", "^2.1", ""),
        ("black", "*", "dev"),
        ("ephem", "~4", "moon"),
        ("lost", "1", "optional"),
        ("pytest", "^7", "test"),
    ]
    assert registered(found) == [
        ("console_scripts", "old", "tides:old"),
        ("console_scripts", "tides", "tides:main"),
        ("scripts", "moon", "bin/moon"),
        ("tides.harbours", "hull", "tides:hull"),
    ]
    assert found.scripts == ("moon", "old", "tides")


def test_the_standard_wins_over_poetry() -> None:
    """Where both tables speak, the standard's counts, and Poetry's fills the gaps."""
    found = project_of("pyproject.toml", MANIFEST + '[project]\nname = "new"\ndependencies = ["a>=1"]\n')
    assert (found.name, found.version, found.runtime) == ("new", "1.0", "^3.8")
    assert [each for each in required(found) if not each[2]] == [("a", ">=1", "")]


@pytest.mark.parametrize(
    "table",
    [
        "dependencies = 1",
        "dependencies.a = 1",
        "group = 1",
        "group.a = 1",
        "extras.a = 1",
        "scripts.a = 1",
        "plugins = [1]",
    ],
)
def test_values_of_the_wrong_kind_are_left_out(table: str) -> None:
    """What Poetry's table states wrongly is not stated."""
    found = project_of("pyproject.toml", f'[tool.poetry]\nname = "x"\n{table}\n')
    assert (found.requirements, found.entry_points) == ((), ())
