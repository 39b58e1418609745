"""What the Tourist Guide drafts."""

from coderipple.agents import tourist_guide
from coderipple.decision import COMMANDS_SECTION, CONFIGURATION_SECTION, INSTALL_SECTION
from coderipple.values import Decision, Section
from fakes.facts import facts_of

BUILD = '[build-system]\nrequires = ["hatchling"]\n'
FACTS = facts_of(
    {
        "pyproject.toml": '[project]\nname = "root"\n',
        "packages/a/pyproject.toml": f'[project]\nname="a"\nrequires-python=">=3.13"\nscripts.run-a="a:a"\n{BUILD}',
        "p/b b/pyproject.toml": f'[project]\nname = "b"\ndependencies = ["A>=1", "click"]\n{BUILD}',
        "c/pyproject.toml": f'[project]\nname = "c"\ndependencies = ["b", "c"]\n{BUILD}',
        "cli.py": 'import os\nparser.add_argument("-v", "--verbose", help="Says a_lot. And more.")\n'
        'parser.add_argument("--quiet")\nos.environ.get("LEVEL", "a")\nos.environ["OTHER"]\n',
    }
)


def drafted(section_id: str) -> Section:
    """Drafts one section."""
    decision = Decision(role="tourist_guide", invoked=True, reason="why", section_id=section_id)
    (section,) = tourist_guide.draft([decision], FACTS, output_dir="coderipple")
    return section


def texts(section_id: str) -> list[str]:
    """Returns the lines of one section."""
    return [each.text for each in drafted(section_id).statements]


def test_how_to_install() -> None:
    """Each installable project has a command that works in a shell, its neighbours before it."""
    pip = "python -m pip install"
    assert drafted(INSTALL_SECTION).heading == "## Install"
    assert texts(INSTALL_SECTION) == [
        f"- `c` ([c/pyproject.toml](../c/pyproject.toml)): `{pip} './p/b b' ./packages/a ./c`",
        f"- `b` ([p/b b/pyproject.toml](../p/b%20b/pyproject.toml)): `{pip} ./packages/a './p/b b'`",
        f"- `a` ([packages/a/pyproject.toml](../packages/a/pyproject.toml)), Python `>=3.13`: `{pip} ./packages/a`",
    ]


def test_how_to_start() -> None:
    """Installed commands, then options with the first sentence of their help."""
    assert texts(COMMANDS_SECTION) == [
        "- command `run-a` ([packages/a/pyproject.toml](../packages/a/pyproject.toml))",
        "- option `--quiet` ([cli.py](../cli.py))",
        r"- option `-v`, `--verbose` ([cli.py](../cli.py)): Says a\_lot.",
    ]


def test_how_to_configure() -> None:
    """Variables with the source of their default, where they have one."""
    assert texts(CONFIGURATION_SECTION) == [
        "- `LEVEL`, default `'a'` ([cli.py](../cli.py))",
        "- `OTHER` ([cli.py](../cli.py))",
    ]
    assert all(each.evidence for each in drafted(CONFIGURATION_SECTION).statements)
