"""What can be done."""

from coderipple.agents.pages import capabilities
from coderipple.facts import Command, Facts, Option, Route
from fakes.facts import evidence, facts_of, lines

MOON = """class Moon:
    'The moon.'
    size = 1
    def phase(self, day: int = 1, *, hour: int) -> str:
        'Phase.'
    @property
    def name(self) -> str:
        'Name.'
    def silent(self): ...
def rise() -> None:
    'Rises.'
def silent(): ...
LIMIT = 1
"""


def test_classes_and_functions_are_told_by_shape() -> None:
    """Parameters without types and defaults; scripts, data and names that say nothing are left to the reference."""
    found = lines(capabilities.draft(facts_of({"p/__init__.py": MOON, "script.py": MOON}), output_dir="o"))
    assert found == {
        "capabilities/3-api": [
            "- `p.Moon`: The moon.\n  - `phase(day, hour)`, `name`, `silent()`",
            "- `p.rise()`: Rises.",
        ]
    }


def test_what_a_package_offers_again_is_said_once() -> None:
    """A name that the package takes from its module is told under the package's own name."""
    files = {
        "p/__init__.py": "from p._a import f\nfrom p.b import g\n__all__ = ['f', 'g']",
        "p/_a.py": "def f():\n 'F.'",
    }
    found = lines(capabilities.draft(facts_of({**files, "p/b.py": "def g():\n 'G.'"}), output_dir="o"))
    assert found["capabilities/3-api"] == ["- `p.f()`: F.", "- `p.g()`: G."]


def test_of_a_large_interface_only_modules_are_named() -> None:
    """A list that nobody reads is not written."""
    many = '"""Many."""\n' + "".join(f"def f{n}():\n 'F.'\n" for n in range(400))
    found = lines(capabilities.draft(facts_of({"p/__init__.py": "", "p/a.py": many}), output_dir="o"))
    assert found == {"capabilities/3-api": ["- `p.a`: Many."]}


def test_commands_with_their_flags_and_routes_that_say_what_they_do() -> None:
    """Flags in their long form; those of a file without commands stand by its name."""
    commands = (
        Command(name="a", arguments=("PATH",), summary="Does.", evidence=evidence()),
        Command(name="b", arguments=(), summary="", evidence=evidence()),
    )
    options = (
        Option(flags=("-j", "--jobs"), summary="", evidence=evidence(), command="a"),
        Option(flags=("--all",), summary="", evidence=evidence(), command="a"),
        Option(flags=("--x",), summary="", evidence=evidence("other.py")),
    )
    routes = tuple(
        Route(methods=("GET",), path=p, handler="h", summary=s, evidence=evidence())
        for p, s in (("/x", "Gives."), ("/", ""))
    )
    found = lines(capabilities.draft(Facts(commands=commands, options=options, routes=routes), output_dir="o"))
    assert found == {
        "capabilities/1-commands": [
            "- `a PATH`: Does.\n  - `--all`, `--jobs`",
            "- `b`",
            "- [other.py](../../other.py)\n  - `--x`",
        ],
        "capabilities/2-routes": ["- `GET /x`: Gives."],
    }
