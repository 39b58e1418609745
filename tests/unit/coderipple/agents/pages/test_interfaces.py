"""The reference."""

from collections import Counter

from coderipple.agents.pages import interfaces
from coderipple.facts import Command, Facts, Option, Route, Variable
from fakes.facts import evidence, facts_of, lines

CODE = '''"""A_module's *words*."""

class Session:
    """Runs `m.go`.

    More.
    """
    @property
    def state(self) -> str: ...
    async def run(self, jobs: int = 1) -> None:
        """Runs."""
LIMIT = 3
'''


def test_a_module_becomes_a_section() -> None:
    """File, summary, then each symbol with signature and first sentence, members indented."""
    (section,) = interfaces.draft(facts_of({"m.py": CODE}), output_dir="coderipple", most_symbols=10)
    assert (section.document, section.title, section.heading) == ("system/interfaces.md", "Interfaces", "## `m`")
    assert [each.text for each in section.statements] == [
        "[m.py](../../m.py) A\\_module's words.\n",
        "- class `Session`: Runs `m.go`.",
        "  - property `Session.state -> str`",
        "  - `async Session.run(jobs: int=1) -> None`: Runs.",
        "- data `LIMIT = 3`",
    ]
    assert all(each.evidence for each in section.statements[1:])


def test_classes_in_classes_are_indented_to_a_limit() -> None:
    """Their names say where they are; Markdown that is nested deep is read by nobody."""
    code = "".join(f"{'    ' * depth}class C{depth}:\n" for depth in range(10)) + f"{'    ' * 10}pass\n"
    (section,) = interfaces.draft(facts_of({"m.py": code}), output_dir="coderipple", most_symbols=100)
    shown = [each.text for each in section.statements[1:]]
    assert [len(each) - len(each.lstrip()) for each in shown] == [0, 2, 4, 6, *[8] * 6]
    assert "`C0.C1.C2" in shown[9]


def test_a_symbol_from_elsewhere_names_its_file() -> None:
    """Its members do not repeat it."""
    files = {"p/__init__.py": "from p._a import A\n", "p/_a.py": "class A:\n    def f(self): ...\n"}
    found = lines(interfaces.draft(facts_of(files), output_dir="docs/generated", most_symbols=10))
    assert found["interfaces/p"] == [
        "[p/\\_\\_init\\_\\_.py](../../../p/__init__.py)\n",
        "- class `A` (in [p/\\_a.py](../../../p/_a.py))",
        "  - `A.f()`",
    ]


def test_many_symbols_become_a_folder_with_one_page_a_package() -> None:
    """Modules stand on the page of their package, scripts on one of their own; the page of old lists the packages."""
    files = {
        "p/__init__.py": "def f(): ...",
        "p/a.py": "def f(): ...",
        "p/q/__init__.py": "def f(): ...",
        "s.py": "def f(): ...",
    }
    sections = list(interfaces.draft(facts_of(files), output_dir="o", most_symbols=3))
    assert {each.section_id: (each.document, each.title) for each in sections} == {
        "interfaces/!packages": ("system/interfaces.md", "Interfaces"),
        "interfaces/p": ("system/interfaces/p.md", "Interfaces of `p`"),
        "interfaces/p.a": ("system/interfaces/p.md", "Interfaces of `p`"),
        "interfaces/p.q": ("system/interfaces/p.q.md", "Interfaces of `p.q`"),
        "interfaces/s": ("system/interfaces/top-level.md", "Interfaces of modules outside packages"),
    }
    assert lines(sections)["interfaces/!packages"] == [
        "- [`p`](interfaces/p.md)",
        "- [`p.q`](interfaces/p.q.md)",
        "- [modules outside packages](interfaces/top-level.md)",
    ]
    assert lines(sections)["interfaces/p.a"] == ["[p/a.py](../../../p/a.py)\n", "- `f()`"]
    assert {each.document for each in interfaces.draft(facts_of(files), output_dir="o", most_symbols=4)} == {
        "system/interfaces.md"
    }


def test_commands_stand_with_their_options() -> None:
    """By file; what belongs to no command comes first."""
    facts = Facts(
        commands=(Command(name="run", arguments=("PATH",), summary="Runs.", evidence=evidence("c.py")),),
        options=(
            Option(flags=("--all",), summary="", evidence=evidence("c.py")),
            Option(flags=("-j", "--jobs"), summary="Jobs.", evidence=evidence("c.py"), command="run", default="1"),
            Option(flags=("--x",), summary="", evidence=evidence("a.py"), command="run"),
        ),
    )
    assert lines(interfaces.draft(facts, output_dir="o", most_symbols=1)) == {
        "interfaces/!commands": [
            "- [a.py](../../a.py)",
            "  - `--x`",
            "- [c.py](../../c.py)",
            "  - `--all`",
            "  - command `run PATH`: Runs.",
            "    - `-j`, `--jobs`, default `1`: Jobs.",
        ]
    }


def test_variables_settings_and_routes() -> None:
    """With default, field and description, each with its file."""
    facts = Facts(
        variables=(
            Variable(name="A", default="'x'", evidence=evidence(), field="Settings.a", summary="Says."),
            Variable(name="B", default=None, evidence=evidence()),
            Variable(name="C", default="''", evidence=evidence()),
        ),
        routes=(Route(methods=("GET", "HEAD"), path="/x/{y}", handler="show", summary="Shows.", evidence=evidence()),),
    )
    assert lines(interfaces.draft(facts, output_dir="o", most_symbols=1)) == {
        "interfaces/!environment": [
            "- `A`, setting `Settings.a`, default `'x'` ([m.py](../../m.py)): Says.",
            "- `B` ([m.py](../../m.py))",
            "- `C` ([m.py](../../m.py))",
        ],
        "interfaces/!routes": ["- `GET HEAD /x/{y}`, `show` ([m.py](../../m.py)): Shows."],
    }


def test_hostile_names_stay_text() -> None:
    """A file name cannot leave its comment, nor its folder."""
    files = {"a b -->.py": "def f(): ...", "../../x.py": "def f(): ..."}
    sections = list(interfaces.draft(facts_of(files), output_dir="o", most_symbols=1))
    assert "interfaces/a%20b%20--%3E" in lines(sections)
    assert Counter(each.document for each in sections if each.document != "system/interfaces.md") == {
        "system/interfaces/top-level.md": 2
    }
