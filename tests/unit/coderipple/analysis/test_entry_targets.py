"""Entry points whose target is there."""

import pytest
from fakes.facts import facts_of

FILES = {
    "q/__init__.py": "",
    "q/cli.py": "from .real import run\nfrom typer import Typer\nfrom .real import gone\ndef main(): ...\n"
    "app = Typer()\nfirst, second = make()\n",
    "q/real.py": "class App:\n def start(self): ...\ndef run(): ...\n",
    "q/fast.pyx": "",
    "q/broken.py": "def (",
}


@pytest.mark.parametrize(
    "target",
    [
        *("q.cli:main", "q.cli:main [extra]", "q.cli:app", "q.cli:run", "q.cli:Typer", "q.cli:second", "q:cli"),
        *("q.real:App.start", "q.fast:main", "q.broken:main", "elsewhere.gone:main"),
    ],
)
def test_a_script_whose_target_exists_is_told(target: str) -> None:
    """Defined, imported or bound there, compiled, or of a package that is somebody else's."""
    project = f'[project]\nname = "q"\n[project.scripts]\ntool = "{target}"\n'
    facts = facts_of({**FILES, "pyproject.toml": project})
    assert facts.projects[0].scripts == ("tool",)


@pytest.mark.parametrize("target", ["q.gone:main", "q.cli:nobody", "q.cli:gone", "q.real:App.stop"])
def test_a_script_whose_target_does_not_exist_is_left_out(target: str) -> None:
    """With a warning; the others stay."""
    project = (
        f'[project]\nname = "q"\n[project.scripts]\nghost = "{target}"\ntool = "q.cli:main"\n'
        f'[project.entry-points.plugins]\nghost = "{target}"\n'
    )
    facts = facts_of({**FILES, "pyproject.toml": project})
    assert facts.projects[0].scripts == ("tool",)
    assert [each.name for each in facts.projects[0].entry_points] == ["tool"]
    expected = f"pyproject.toml: ghost is left out, its target {target} does not exist"
    assert [each for each in facts.warnings if each == expected] == [expected] * 2
